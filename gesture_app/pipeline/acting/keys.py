"""Keys that are heard from anywhere on the desktop: the pause key, and one for each profile that has one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gesture_app.actions.desktop.hotkeys import Hotkeys
from gesture_app.actions.desktop.session import why_no_hotkeys


class KeysHeard:
    """`listen` belongs to one worker; the keys are told on a thread of their own.

    Args:
        pause: the pause key was pressed.
        choose: a profile's key was pressed, with its id.
    """

    def __init__(self, pause: Callable[[], None], choose: Callable[[str], None]) -> None:
        self._pause = pause
        self._choose = choose
        self._pause_key = ""
        self._profiles: Mapping[str, str] = {}
        self._hotkeys = Hotkeys(self._pressed)
        self.problems: tuple[str, ...] = ()
        """Keys that cannot be heard, a sentence each."""

    @property
    def why_not(self) -> str:
        """Why no key can be heard here; empty: they can."""
        return why_no_hotkeys()

    def listen(self, pause_key: str, profiles: Mapping[str, str]) -> None:
        """Hear these keys and no others.

        Args:
            profiles: ids of profiles by their key.
        """
        self._pause_key, self._profiles = pause_key, dict(profiles)
        found = self._hotkeys.set([key for key in (pause_key, *profiles) if key])
        self.problems = tuple(problem for problem in found.values() if problem != self.why_not)

    def _pressed(self, key: str) -> None:
        if key == self._pause_key:
            self._pause()
        elif key in self._profiles:
            self._choose(self._profiles[key])

    def close(self) -> None:
        """Hear nothing any more. May be called twice."""
        self._hotkeys.close()
