"""Run commands: a list of arguments, no shell; ended as a group where they take too long."""

from __future__ import annotations

import contextlib
import os
import signal
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from gesture_app.actions.action import RunCommand
from gesture_app.actions.ends.children import Child, Children, end_group, ended_within
from gesture_app.actions.firing import ActionEnded, ActionFailed, Firing
from gesture_app.surroundings import Environment

CRASH_S = 2.0
"""A program that is left running and fails so soon has crashed, and that is told."""

_LOOK_S = 0.05
_MOST_ERRORS = 1 << 20
"""Bytes of error messages kept on the disk: a command that floods shall not fill it."""

_TAIL = 4096
_LONGEST_LINE = 200


class CommandRunner:
    """The end of `RunCommand`. Several threads may run commands at once."""

    def __init__(self, environment: Environment | None = None) -> None:
        """`environment`: what commands see; None: the user's."""
        self._children = Children(environment)
        self._closed = threading.Event()

    def do(self, firing: Firing) -> None:
        """Run it and wait for its end; one that may run for ever is only watched for a moment.

        Raises:
            ActionFailed: it is not there, or it failed; with the last line of its error messages.
            ActionEnded: it took too long, or everything is being closed.
        """
        action = firing.action
        if not isinstance(action, RunCommand):
            raise TypeError(f"no command: {type(action).__name__}")
        folder = _folder(action.folder)
        if not action.longest_s:
            # What it says is not kept: nobody would be there to read it, and a file of it would grow for ever.
            self._watch(self._children.start(action.arguments, folder), action)
            return
        with tempfile.TemporaryFile() as errors:
            _append_only(errors)
            child = self._children.start(action.arguments, folder, errors)
            self._wait(child, action, errors)
            if child.returncode:
                raise ActionFailed(_failure(action.arguments, child.returncode, _last_line(errors)))

    def close(self) -> None:
        """End the commands that are waited for; those left running go on."""
        self._closed.set()

    def _wait(self, child: Child, action: RunCommand, errors: IO[bytes]) -> None:
        latest_s = time.monotonic() + action.longest_s
        while ended_within(child, _LOOK_S) is None:
            _keep_small(errors)
            late = time.monotonic() >= latest_s
            if late or self._closed.is_set():
                end_group(child)
                why = f"took longer than {action.longest_s:g} s and was" if late else "was"
                raise ActionEnded(f"“{_name(action.arguments)}” {why} ended, with all that it had started.")

    def _watch(self, child: Child, action: RunCommand) -> None:
        latest_s = time.monotonic() + CRASH_S
        while time.monotonic() < latest_s and not self._closed.is_set():
            code = ended_within(child, _LOOK_S)
            if code:
                raise ActionFailed(_failure(action.arguments, code, "run it in a terminal to see why"))
            if code == 0:
                return


def _folder(written: str) -> Path | None:
    if not written:
        return None
    folder = Path(written).expanduser()
    if not folder.is_dir():
        raise ActionFailed(f"The folder “{written}” to run the command in is not there. Choose another one.")
    return folder


def _append_only(errors: IO[bytes]) -> None:
    """So that the file really shrinks when it is cut: whoever writes to it goes on at its new end."""
    if os.name == "posix":
        import fcntl

        fcntl.fcntl(errors, fcntl.F_SETFL, fcntl.fcntl(errors, fcntl.F_GETFL) | os.O_APPEND)


def _keep_small(errors: IO[bytes]) -> None:
    if os.fstat(errors.fileno()).st_size > _MOST_ERRORS:
        os.ftruncate(errors.fileno(), 0)


def _last_line(errors: IO[bytes]) -> str:
    """What a program said last, in printable characters; empty: nothing."""
    errors.seek(max(os.fstat(errors.fileno()).st_size - _TAIL, 0))
    lines = errors.read(_TAIL).decode(errors="replace").split("\n")
    said = [line.strip() for line in lines if line.strip()]
    line = said[-1] if said else ""
    return "".join(letter if letter.isprintable() else " " for letter in line)[:_LONGEST_LINE]


def _failure(arguments: Sequence[str], code: int, said: str) -> str:
    how = f"failed with code {code}" if code > 0 else f"was ended by {_signal(-code)}"
    return f"“{_name(arguments)}” {how}" + (f": {said}" if said else ".")


def _signal(number: int) -> str:
    with contextlib.suppress(ValueError):
        return f"the signal {signal.Signals(number).name}"
    return f"signal {number}"


def _name(arguments: Sequence[str]) -> str:
    return Path(arguments[0]).name
