"""Where clicks and turns of the wheel go: the mouse of the desktop, opened at the first use."""

from __future__ import annotations

import contextlib
import sys
from typing import Protocol

from gesture_app.actions.action import Click, MouseButton, Scroll, ScrollDirection
from gesture_app.actions.desktop.reach import refuse_where_unheard
from gesture_app.actions.firing import ActionFailed, Firing
from gesture_app.surroundings import Environment, users_environment


class Buttons(Protocol):
    """A mouse as the systems offer it."""

    def click(self, button: MouseButton, times: int) -> None:
        """Where the pointer is."""

    def scroll(self, direction: ScrollDirection, notches: int) -> None:
        """What is under the pointer."""

    def close(self) -> None:
        """Let go of everything."""


class Mouse:
    """The end of `Click` and `Scroll`, where the pointer is."""

    def __init__(self, environment: Environment | None = None, platform: str = sys.platform) -> None:
        """Touches nothing yet. `environment`: None: the user's."""
        self._environment = users_environment() if environment is None else environment
        self._platform = platform
        self._buttons: Buttons | None = None

    def do(self, firing: Firing) -> None:
        """Click or scroll.

        Raises:
            ActionFailed: programs cannot do that here.
        """
        refuse_where_unheard(self._environment, self._platform)
        try:
            self._carry_out(firing.action)
        except ActionFailed:
            self.close()  # the next one connects anew
            raise

    def prepare(self) -> None:
        """Open it where it can be used, so that the first action leaves as soon as the others; else do nothing."""
        with contextlib.suppress(ActionFailed):
            refuse_where_unheard(self._environment, self._platform)
            self._open()

    def close(self) -> None:
        """Let go of the mouse; the next action takes it again."""
        buttons, self._buttons = self._buttons, None
        if buttons is not None:
            buttons.close()

    def anew(self) -> Mouse:
        """Another one in place of this one."""
        return Mouse(self._environment, self._platform)

    def _open(self) -> Buttons:
        if self._buttons is None:
            self._buttons = _opened(self._environment, self._platform)
        return self._buttons

    def _carry_out(self, action: object) -> None:
        buttons = self._open()
        match action:
            case Click(button=button, times=times):
                buttons.click(button, times)
            case Scroll(direction=direction, notches=notches):
                buttons.scroll(direction, notches)
            case _:
                raise TypeError(f"not for the mouse: {type(action).__name__}")


def _opened(environment: Environment, platform: str) -> Buttons:
    if platform.startswith("linux"):
        from gesture_app.actions.ends.x11_mouse import X11Mouse

        return X11Mouse(environment.get("DISPLAY", ""))
    from gesture_app.actions.ends.pynput_mouse import PynputMouse

    return PynputMouse()
