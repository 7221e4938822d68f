"""Keys heard from everywhere on Windows and macOS, through pynput."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING, Any

from gesture_app.actions.key_names import NAMED_KEYS, keys_of

if TYPE_CHECKING:
    from gesture_app.actions.desktop.hotkeys import Pressed


class PynputHotkeys:
    """A listener for these keys; made anew when they change, since pynput's cannot be changed."""

    def __init__(self, pressed: Pressed) -> None:
        self._pressed = pressed
        self._listener: Any = None

    def set(self, keys: Collection[str]) -> dict[str, str]:
        """Hear these and no others; the problems by key."""
        from pynput import keyboard

        self.close()
        heard: dict[str, Any] = {}
        problems: dict[str, str] = {}
        for key in keys:
            try:
                keyboard.HotKey.parse(_as_pynput_writes(key))
            except ValueError:
                problems[key] = f"This system has no key for “{key}”. Choose another one."
            else:
                heard[_as_pynput_writes(key)] = partial(self._pressed, key)
        if heard:
            self._listener = keyboard.GlobalHotKeys(heard)
            self._listener.start()
        return problems

    def close(self) -> None:
        """Hear nothing more."""
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.stop()


def _as_pynput_writes(chord: str) -> str:
    """`<ctrl>+<alt>+p`."""
    return "+".join(f"<{NAMED_KEYS[key].pynput}>" if key in NAMED_KEYS else key for key in keys_of(chord))
