"""Keys that are heard from everywhere on the desktop: exactly those that were asked for, never any others."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from typing import Protocol

from gesture_app.actions.desktop.session import session, why_no_hotkeys
from gesture_app.actions.key_names import hotkey_problem
from gesture_app.surroundings import Environment, users_environment

Pressed = Callable[[str], None]
"""Told which of the keys was pressed, once for each time it is pressed, on a thread of its own."""


class Listening(Protocol):
    """A way to hear keys."""

    def set(self, keys: Collection[str]) -> dict[str, str]:
        """Hear these and no others; the problems by key."""

    def close(self) -> None:
        """Hear nothing more."""


class Hotkeys:
    """Keys such as `ctrl+alt+p`. For one thread at a time."""

    def __init__(
        self, pressed: Pressed, environment: Environment | None = None, platform: str = sys.platform
    ) -> None:
        """Hears nothing yet. `environment`: None: the user's."""
        self._pressed = pressed
        self._environment = users_environment() if environment is None else environment
        self._platform = platform
        self._listening: Listening | None = None

    def set(self, keys: Collection[str]) -> dict[str, str]:
        """Hear these and no others from now on.

        Returns:
            A sentence for each key that cannot be heard (not understood, taken by another program) or not always.
        """
        problems = {key: problem for key in keys if (problem := hotkey_problem(key))}
        wanted = [key for key in dict.fromkeys(keys) if key not in problems]
        general = why_no_hotkeys(self._environment, self._platform)
        if general and session(self._environment, self._platform) != "xwayland":
            return dict.fromkeys(wanted, general) | problems
        if wanted and self._listening is None:
            self._listening = self._listen()
        heard = {} if self._listening is None else self._listening.set(wanted)
        return dict.fromkeys(wanted, general) | heard | problems if general else heard | problems

    def close(self) -> None:
        """Hear nothing more; may be called twice."""
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.close()

    def _listen(self) -> Listening:
        if self._platform.startswith("linux"):
            from gesture_app.actions.desktop.x_hotkeys import XHotkeys

            return XHotkeys(self._pressed, self._environment.get("DISPLAY", ""))
        from gesture_app.actions.desktop.pynput_hotkeys import PynputHotkeys

        return PynputHotkeys(self._pressed)
