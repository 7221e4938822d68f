"""Where keys, text and media keys go: the keyboard of the desktop, opened at the first use."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from typing import Protocol

from gesture_app.actions.action import PressKeys, PressMediaKey, TypeText
from gesture_app.actions.desktop.reach import refuse_where_unheard
from gesture_app.actions.firing import ActionFailed, Firing
from gesture_app.actions.key_names import MEDIA_KEYS, KeyName, key_problem
from gesture_app.surroundings import Environment, users_environment

__all__ = ["Keyboard", "key_problem"]


class Keys(Protocol):
    """A keyboard as the systems offer it."""

    def press(self, names: Sequence[str]) -> None:
        """Press keys together, in this order, and let go of them."""

    def press_media(self, key: KeyName) -> None:
        """Press a key for music or volume."""

    def type_text(self, text: str) -> None:
        """Type a text, whatever its characters."""

    def close(self) -> None:
        """Let go of everything."""


class Keyboard:
    """The end of `PressKeys`, `TypeText` and `PressMediaKey`."""

    def __init__(self, environment: Environment | None = None, platform: str = sys.platform) -> None:
        """Touches nothing yet. `environment`: None: the user's."""
        self._environment = users_environment() if environment is None else environment
        self._platform = platform
        self._keys: Keys | None = None

    def do(self, firing: Firing) -> None:
        """Press or type.

        Raises:
            ActionFailed: there is no such key, or programs cannot press keys here.
        """
        action = firing.action
        if isinstance(action, PressKeys):
            for name in action.keys:
                if problem := key_problem(name):
                    raise ActionFailed(problem)
        refuse_where_unheard(self._environment, self._platform)
        try:
            self._carry_out(action)
        except ActionFailed:
            self.close()  # the next one connects anew
            raise

    def prepare(self) -> None:
        """Open it where it can be used, so that the first action leaves as soon as the others; else do nothing."""
        with contextlib.suppress(ActionFailed):
            refuse_where_unheard(self._environment, self._platform)
            self._open()

    def close(self) -> None:
        """Let go of the keyboard; the next action takes it again."""
        keys, self._keys = self._keys, None
        if keys is not None:
            keys.close()

    def anew(self) -> Keyboard:
        """Another one in place of this one."""
        return Keyboard(self._environment, self._platform)

    def _open(self) -> Keys:
        if self._keys is None:
            self._keys = _opened(self._environment, self._platform)
        return self._keys

    def _carry_out(self, action: object) -> None:
        keys = self._open()
        match action:
            case PressKeys(keys=names):
                keys.press(names)
            case TypeText(text=text):
                keys.type_text(text)
            case PressMediaKey(key=key):
                keys.press_media(MEDIA_KEYS[key])
            case _:
                raise TypeError(f"not for the keyboard: {type(action).__name__}")


def _opened(environment: Environment, platform: str) -> Keys:
    if platform.startswith("linux"):
        from gesture_app.actions.ends.x11_keys import X11Keys

        return X11Keys(environment.get("DISPLAY", ""))
    from gesture_app.actions.ends.pynput_keys import PynputKeys

    return PynputKeys()
