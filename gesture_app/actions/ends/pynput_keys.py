"""Press keys and type text on Windows and macOS, through pynput."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from gesture_app.actions.firing import ActionFailed
from gesture_app.actions.key_names import NAMED_KEYS, KeyName, canonical

_STROKE_S = 0.002


class PynputKeys:
    """The system's keyboard. For one thread at a time."""

    def __init__(self) -> None:
        """Take hold of the keyboard; importing pynput looks for it."""
        from pynput import keyboard

        self._names = keyboard.Key
        self._controller = keyboard.Controller()

    def press(self, names: Sequence[str]) -> None:
        """Press keys together, in this order, and let go of them."""
        self._together([self._key(name) for name in names])

    def press_media(self, key: KeyName) -> None:
        """Press a key for music or volume."""
        self._together([self._named(key)])

    def type_text(self, text: str) -> None:
        """Type a text, whatever its characters."""
        for letter in text.replace("\r\n", "\n"):
            self._controller.type(letter)
            time.sleep(_STROKE_S)

    def close(self) -> None:
        """Nothing is kept open."""

    def _together(self, keys: Sequence[Any]) -> None:
        down: list[Any] = []
        try:
            for key in keys:
                down.append(key)
                self._controller.press(key)
        finally:
            for key in reversed(down):
                self._controller.release(key)

    def _key(self, name: str) -> Any:
        key = canonical(name)
        return self._named(NAMED_KEYS[key]) if key in NAMED_KEYS else key

    def _named(self, key: KeyName) -> Any:
        found = getattr(self._names, key.pynput, None)
        if found is None:
            raise ActionFailed(f"This system has no key “{key.pynput}”. Choose another one.")
        return found
