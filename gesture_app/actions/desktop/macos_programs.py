"""Programs on macOS, through AppKit where pyobjc is installed (pynput brings it)."""

from __future__ import annotations

import importlib
import os
from typing import Any

_HAS_A_DOCK_ICON = 0  # NSApplicationActivationPolicyRegular


def can_tell() -> bool:
    """Whether AppKit can be asked."""
    return _workspace() is not None


def in_front() -> str:
    """The name of the program in front, as its menu bears it, in lower case; empty: unknown, or this one."""
    workspace = _workspace()
    program = None if workspace is None else workspace.frontmostApplication()
    return "" if program is None or program.processIdentifier() == os.getpid() else _name(program)


def with_windows() -> tuple[str, ...]:
    """The other programs with an icon in the Dock."""
    workspace = _workspace()
    if workspace is None:
        return ()
    running = [
        program
        for program in workspace.runningApplications()
        if program.activationPolicy() == _HAS_A_DOCK_ICON and program.processIdentifier() != os.getpid()
    ]
    return tuple(sorted({_name(program) for program in running} - {""}))


def _workspace() -> Any:
    try:
        return importlib.import_module("AppKit").NSWorkspace.sharedWorkspace()
    except (ImportError, AttributeError):
        return None


def _name(program: Any) -> str:
    return str(program.localizedName() or "").lower()
