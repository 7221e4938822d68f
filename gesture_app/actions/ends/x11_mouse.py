"""Click and turn the wheel on X11, as a mouse of its own would (the XTEST extension)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gesture_app.actions.action import MouseButton, ScrollDirection
from gesture_app.actions.desktop.x_display import connect, disconnect, lost_connection

if TYPE_CHECKING:
    from Xlib.display import Display

_BUTTONS = {"left": 1, "middle": 2, "right": 3}
_WHEEL = {"up": 4, "down": 5, "left": 6, "right": 7}
"""X11 knows the wheel as buttons, one press a notch."""


class X11Mouse:
    """A mouse on one screen. For one thread at a time."""

    def __init__(self, screen: str) -> None:
        """Connect.

        Raises:
            ActionFailed: the screen does not answer.
        """
        self._display: Display = connect(screen)

    def click(self, button: MouseButton, times: int) -> None:
        """Where the pointer is."""
        self._press(_BUTTONS[button], times)

    def scroll(self, direction: ScrollDirection, notches: int) -> None:
        """What is under the pointer."""
        self._press(_WHEEL[direction], notches)

    def close(self) -> None:
        """Disconnect."""
        disconnect(self._display)

    def _press(self, number: int, times: int) -> None:
        from Xlib import X

        with lost_connection():
            for _ in range(times):
                for kind in (X.ButtonPress, X.ButtonRelease):
                    self._display.xtest_fake_input(kind, number)
            self._display.sync()
