"""Windows on X11 and whose they are, as the window manager tells it (Extended Window Manager Hints)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gesture_app.actions.desktop.x_display import connect, disconnect
from gesture_app.actions.firing import ActionFailed
from gesture_app.surroundings import Environment

if TYPE_CHECKING:
    from Xlib.display import Display


def in_front(environment: Environment) -> str:
    """The class of the active window, in lower case; empty: there is none, or it is ours."""
    with _looking_at(environment) as display:
        window = 0 if display is None else _active(display)
        if display is None or _process(display, window) == os.getpid():
            return ""
        return _program(display, window)


def with_windows(environment: Environment) -> tuple[str, ...]:
    """The classes of all windows of others, each once, by name."""
    with _looking_at(environment) as display:
        if display is None:
            return ()
        windows = _of_root(display, "_NET_CLIENT_LIST")
        names = {_program(display, window) for window in windows if _process(display, window) != os.getpid()}
        return tuple(sorted(names - {""}))


def can_tell(environment: Environment) -> bool:
    """Whether there is a window manager that says which window is active."""
    with _looking_at(environment) as display:
        if display is None:
            return False
        return display.intern_atom("_NET_ACTIVE_WINDOW") in _of_root(display, "_NET_SUPPORTED")


def window_in_front(environment: Environment) -> int:
    """The id of the active X11 window; 0: there is none, or what is in front does not use X11."""
    with _looking_at(environment) as display:
        return 0 if display is None else _active(display)


@contextmanager
def _looking_at(environment: Environment) -> Iterator[Display | None]:
    """A connection for one look; None: no screen answers."""
    try:
        display = connect(environment.get("DISPLAY", ""))
    except ActionFailed:
        yield None
        return
    try:
        yield display
    finally:
        disconnect(display)


def _active(display: Display) -> int:
    return next(iter(_of_root(display, "_NET_ACTIVE_WINDOW")), 0)


def _of_root(display: Display, name: str) -> list[int]:
    found = display.screen().root.get_full_property(display.intern_atom(name), 0)
    return [] if found is None else [int(value) for value in found.value]


def _program(display: Display, window: int) -> str:
    """The class of a window; one that vanishes meanwhile has none."""
    from Xlib import error

    if not window:
        return ""
    try:
        names = display.create_resource_object("window", window).get_wm_class()
    except error.XError:
        return ""
    return names[1].lower() if names else ""


def _process(display: Display, window: int) -> int:
    from Xlib import error

    if not window:
        return 0
    try:
        property_atom = display.intern_atom("_NET_WM_PID")
        found = display.create_resource_object("window", window).get_full_property(property_atom, 0)
    except error.XError:
        return 0
    return int(found.value[0]) if found is not None and len(found.value) else 0
