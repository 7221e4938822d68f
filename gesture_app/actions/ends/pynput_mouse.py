"""Click and turn the wheel on Windows and macOS, through pynput."""

from __future__ import annotations

from gesture_app.actions.action import MouseButton, ScrollDirection

_TOWARDS = {"up": (0, 1), "down": (0, -1), "left": (-1, 0), "right": (1, 0)}


class PynputMouse:
    """The system's mouse. For one thread at a time."""

    def __init__(self) -> None:
        """Take hold of the mouse; importing pynput looks for it."""
        from pynput import mouse

        self._buttons = mouse.Button
        self._controller = mouse.Controller()

    def click(self, button: MouseButton, times: int) -> None:
        """Where the pointer is."""
        self._controller.click(getattr(self._buttons, button), times)

    def scroll(self, direction: ScrollDirection, notches: int) -> None:
        """What is under the pointer."""
        right, up = _TOWARDS[direction]
        self._controller.scroll(right * notches, up * notches)

    def close(self) -> None:
        """Nothing is kept open."""
