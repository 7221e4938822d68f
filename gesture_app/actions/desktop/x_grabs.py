"""Passive grabs of keys on X11: which keycodes and modifiers a chord is, and which chord an event is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any

from gesture_app.actions.desktop.x_layout import Layout, keysym_of, named_keysym
from gesture_app.actions.key_names import MODIFIERS, NAMED_KEYS, keys_of

if TYPE_CHECKING:
    from Xlib.display import Display

Grab = tuple[int, int]
"""Keycode, and the modifiers that must be down; Caps Lock, Num Lock and Scroll Lock may be on or off."""

_REPEAT_MS = 1
"""A key held down repeats: the server tells a release and a press at once, as no finger could."""


class Grabs:
    """The chords that one connection has grabbed. For the thread of that connection."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self._root = display.screen().root
        self._by_grab: dict[Grab, str] = {}
        self._wanted: tuple[str, ...] = ()
        self._released: tuple[int, int] = (0, 0)  # keycode, server's time in ms
        self._look_up_modifiers()

    def set(self, keys: Collection[str]) -> dict[str, str]:
        """Grab these and no others; the problems by key."""
        for before in self._by_grab:
            self._release(before)
        self._by_grab, self._wanted = {}, tuple(keys)
        problems: dict[str, str] = {}
        for key in keys:
            grab = self._grab_of(key)
            if grab is None:
                problems[key] = f"This keyboard has no key for “{key}”. Choose another one."
            elif grab in self._by_grab:
                problems[key] = f"“{key}” is the same as “{self._by_grab[grab]}”. Choose another one."
            elif not self._take(grab):
                problems[key] = f"“{key}” is taken by another program or by the desktop. Choose another one."
            else:
                self._by_grab[grab] = key
        return problems

    def key_of(self, event: Any) -> str:
        """The chord that an event says was pressed; empty: none, or it only repeats."""
        from Xlib import X

        if event.type == X.MappingNotify:
            self._follow_layout(event)
        elif event.type == X.KeyRelease:
            self._released = (event.detail, event.time)
        elif event.type == X.KeyPress:
            keycode, released_ms = self._released
            if keycode != event.detail or event.time - released_ms > _REPEAT_MS:
                return self._by_grab.get((event.detail, event.state & self._all_modifiers), "")
        return ""

    def _follow_layout(self, event: Any) -> None:
        """Grab again where the same keys now lie elsewhere."""
        self._display.refresh_keyboard_mapping(event)
        self._look_up_modifiers()
        now = {self._grab_of(key) for key in self._wanted}
        if now - {None} != set(self._by_grab):
            self.set(self._wanted)

    def _grab_of(self, key: str) -> Grab | None:
        held, modifiers = 0, self._modifiers
        (plain,) = (name for name in keys_of(key) if name not in MODIFIERS)
        keysym = named_keysym(NAMED_KEYS[plain].keysym) if plain in NAMED_KEYS else keysym_of(plain)
        stroke = Layout(self._display, 0, {}).anywhere(keysym)
        if stroke is None:
            return None
        for name in keys_of(key):
            if name in MODIFIERS:
                if not modifiers[name]:
                    return None
                held |= modifiers[name]
        held |= modifiers["shift"] if stroke.shift else 0
        held |= modifiers["alt_gr"] if stroke.third_level else 0
        return stroke.keycode, held

    def _take(self, grab: Grab) -> bool:
        from Xlib import X, error

        catch = error.CatchError(error.BadAccess)
        keycode, held = grab
        for locks in self._lock_states():
            mode = X.GrabModeAsync
            self._root.grab_key(keycode, held | locks, False, mode, mode, onerror=catch)
        self._display.sync()
        if catch.get_error():
            self._release(grab)
            return False
        return True

    def _release(self, grab: Grab) -> None:
        keycode, held = grab
        for locks in self._lock_states():
            self._root.ungrab_key(keycode, held | locks)
        self._display.sync()

    def _look_up_modifiers(self) -> None:
        from Xlib import X

        mapping = self._display.get_modifier_mapping()
        self._modifiers = {name: _bit(self._display, mapping, key.keysym) for name, key in MODIFIERS.items()}
        self._all_modifiers = 0
        for bit in self._modifiers.values():
            self._all_modifiers |= bit
        others = (_bit(self._display, mapping, name) for name in ("Num_Lock", "Scroll_Lock"))
        self._locks = {X.LockMask, *others} - {0}

    def _lock_states(self) -> Iterator[int]:
        for number in range(len(self._locks) + 1):
            for chosen in combinations(sorted(self._locks), number):
                yield sum(chosen)


def _bit(display: Display, mapping: Any, keysym_name: str) -> int:
    """The modifier that a key is; 0: none."""
    codes = {code for code, _ in display.keysym_to_keycodes(named_keysym(keysym_name))}
    return next((1 << bit for bit, keys in enumerate(mapping) if codes & set(keys)), 0)
