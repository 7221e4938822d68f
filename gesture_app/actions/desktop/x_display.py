"""A connection to the X server, and sentences where there is none."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gesture_app.actions.firing import ActionFailed

if TYPE_CHECKING:
    from Xlib.display import Display


def connect(name: str) -> Display:
    """Connect to the screen of this name, as `:0`.

    Raises:
        ActionFailed: it does not answer, or we may not use it.
    """
    from Xlib import error
    from Xlib.display import Display

    gone = f"The screen {name} does not answer. Log in to the desktop again."
    if _is_gone(name):
        raise ActionFailed(gone)
    refused = (error.DisplayError, error.ConnectionClosedError, error.XauthError, OSError)
    try:
        return Display(name)
    except refused as reason:
        raise ActionFailed(gone) from reason


def _is_gone(name: str) -> bool:
    """Whether nobody serves a screen of this machine. Xlib would go on to TCP, and leave its sockets open."""
    local = re.fullmatch(r":(\d+)(?:\.\d+)?", name)
    if local is None:
        return False
    path = f"/tmp/.X11-unix/X{local[1]}"  # noqa: S108 - where X servers have their sockets
    return not any(_connects(address) for address in (path, f"\0{path}"))


def _connects(address: str) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(address)
        except OSError:
            return False
        return True


def disconnect(display: Display) -> None:
    """Close the connection, whether or not the screen is still there."""
    from Xlib import error

    try:
        display.close()
    except (error.ConnectionClosedError, OSError):
        display.display.socket.close()  # Xlib leaves it open where the last words could not be said


@contextmanager
def lost_connection() -> Iterator[None]:
    """Turn what Xlib raises once the screen is gone into a sentence."""
    from Xlib import error

    try:
        yield
    except (error.ConnectionClosedError, BrokenPipeError, ConnectionError) as reason:
        raise ActionFailed("The connection to the screen is gone. Try it again.") from reason
