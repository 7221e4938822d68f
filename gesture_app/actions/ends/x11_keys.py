"""Press keys and type text on X11, as a keyboard of its own would (the XTEST extension).

Not through pynput: that sends characters as synthetic events (XSendEvent), which terminals ignore and which reach
neither shortcuts of the desktop nor those of other programs; and it knows only characters that have an old keysym.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gesture_app.actions.desktop.x_display import connect, disconnect, lost_connection
from gesture_app.actions.desktop.x_layout import Layout, Stroke, keysym_of, lend, named_keysym
from gesture_app.actions.firing import ActionFailed
from gesture_app.actions.key_names import MODIFIERS, NAMED_KEYS, KeyName, canonical

if TYPE_CHECKING:
    from Xlib.display import Display

_TYPED_KEYS = {"\n": "Return", "\t": "Tab", "\b": "BackSpace"}

SLOWEST_STROKE_S = 0.008
LONGEST_TEXT_S = 2.0
"""Some programs lose letters that come all at once; a long text is typed faster, so that it ends in time."""

LAYOUT_CHANGE_S = 0.15
"""Programs read the layout when they hear of a change: what was typed must be read before a key is lent again."""

_GROUP_SHIFT = 13
"""Where the state of the keyboard tells the active group (XKB protocol, "Computing a state field")."""


class X11Keys:
    """A keyboard on one screen. For one thread at a time."""

    def __init__(self, screen: str) -> None:
        """Connect.

        Raises:
            ActionFailed: the screen does not answer or takes no keys from programs.
        """
        self._display: Display = connect(screen)
        self._lent: dict[int, int] = {}  # keysym → keycode, the longest lent first
        self._down: list[int] = []
        if not self._display.has_extension("XTEST"):
            disconnect(self._display)
            raise ActionFailed("This screen takes no keys from programs (it lacks the XTEST extension).")

    def press(self, names: Sequence[str]) -> None:
        """Press keys together, in this order, and let go of them."""
        with lost_connection():
            keysyms = [_keysym(name) for name in names]
            layout = self._layout()
            self._lend_missing([each for each in keysyms if layout.anywhere(each) is None], names)
            layout = self._layout()
            strokes = [stroke for each in keysyms if (stroke := layout.anywhere(each)) is not None]
            with self._released_at_the_end():
                self._hold_levels(layout, strokes)
                for stroke in strokes:
                    self._key_down(stroke.keycode)

    def press_media(self, key: KeyName) -> None:
        """Press a key for music or volume; one that this keyboard lacks is lent for it."""
        with lost_connection():
            self._tap([named_keysym(key.keysym)], 0.0)

    def type_text(self, text: str) -> None:
        """Type a text, whatever its characters."""
        keysyms = [
            named_keysym(_TYPED_KEYS[letter]) if letter in _TYPED_KEYS else keysym_of(letter)
            for letter in text.replace("\r\n", "\n")
            if letter in _TYPED_KEYS or letter.isprintable()
        ]
        with lost_connection(), self._without_caps_lock():
            pause_s = min(SLOWEST_STROKE_S, LONGEST_TEXT_S / max(len(keysyms), 1))
            for part in self._parts(keysyms):
                self._tap(part, pause_s)

    def close(self) -> None:
        """Take back lent keys, let go of all others, and disconnect."""
        from Xlib import error

        try:
            self._release()
            for keycode in self._lent.values():
                lend(self._display, keycode, 0)
            self._display.sync()
        except (error.ConnectionClosedError, OSError):
            pass  # the screen went first
        disconnect(self._display)
        self._lent.clear()

    def _tap(self, keysyms: Sequence[int], pause_s: float) -> None:
        """One after the other; what the layout lacks is lent before the first."""
        layout = self._layout()
        if self._lend_missing([each for each in keysyms if layout.stroke(each) is None]):
            layout = self._layout()
        due_s = time.monotonic()
        for keysym in keysyms:
            stroke = layout.stroke(keysym)
            if stroke is None:
                raise ActionFailed("The keyboard's layout changed while it was typed. Try it again.")
            with self._released_at_the_end():
                self._hold_levels(layout, [stroke])
                self._key_down(stroke.keycode)
            due_s += pause_s
            time.sleep(max(due_s - time.monotonic(), 0.0))

    def _parts(self, keysyms: Sequence[int]) -> Iterator[list[int]]:
        """Cut a text so that each part lacks no more different keys than can be lent at once."""
        layout = self._layout()
        most = len(set(layout.spare_keycodes()) | set(self._lent.values()))
        part: list[int] = []
        missing: set[int] = set()
        for keysym in keysyms:
            if keysym in self._lent or layout.stroke(keysym) is None:
                missing.add(keysym)
            if len(missing) > most > 0:
                yield part
                part, missing = [], {keysym}
            part.append(keysym)
        yield part

    def _lend_missing(self, keysyms: Iterable[int], names: Sequence[str] = ()) -> bool:
        """Give spare keys these meanings; they keep them until others need the keys, or until the end."""
        wanted = list(dict.fromkeys(keysyms))
        if not wanted:
            return False
        if lacking := [name for name in names if canonical(name) in MODIFIERS and _keysym(name) in wanted]:
            raise ActionFailed(f"This keyboard has no {lacking[0]} key. Choose other keys.")
        for keysym, keycode in zip(wanted, self._free_keycodes(len(wanted)), strict=True):
            self._lent[keysym] = keycode
            lend(self._display, keycode, keysym)
        self._display.sync()
        return True

    def _free_keycodes(self, number: int) -> list[int]:
        """Spare keys first, then those that were lent the longest ago."""
        spare = [code for code in self._layout().spare_keycodes() if code not in self._lent.values()]
        lent = list(self._lent)[: max(number - len(spare), 0)]
        if len(spare) + len(lent) < number:
            raise ActionFailed("This keyboard has no spare key for a character that its layout lacks.")
        if lent:
            time.sleep(LAYOUT_CHANGE_S)
        return [*spare[::-1], *(self._lent.pop(keysym) for keysym in lent)][:number]

    def _layout(self) -> Layout:
        return Layout(self._display, self._state() >> _GROUP_SHIFT & 0b11, self._lent)

    def _state(self) -> int:
        return int(self._display.screen().root.query_pointer().mask)

    @contextmanager
    def _without_caps_lock(self) -> Iterator[None]:
        """Caps Lock would turn letters into others; it is switched back afterwards."""
        from Xlib import X

        if not self._state() & X.LockMask:
            yield
            return
        self.press(["caps_lock"])
        try:
            yield
        finally:
            self.press(["caps_lock"])

    def _hold_levels(self, layout: Layout, strokes: Sequence[Stroke]) -> None:
        needed = []
        if any(stroke.shift for stroke in strokes):
            needed.append(MODIFIERS["shift"])
        if any(stroke.third_level for stroke in strokes):
            needed.append(MODIFIERS["alt_gr"])
        for key in needed:
            holder = layout.anywhere(named_keysym(key.keysym))
            if holder is not None and holder not in strokes:
                self._key_down(holder.keycode)

    def _key_down(self, keycode: int) -> None:
        from Xlib import X

        self._down.append(keycode)
        self._display.xtest_fake_input(X.KeyPress, keycode)  # sent with the release: all at once

    @contextmanager
    def _released_at_the_end(self) -> Iterator[None]:
        """Whatever happens: a modifier that stays down makes a keyboard useless."""
        try:
            yield
        finally:
            self._release()

    def _release(self) -> None:
        from Xlib import X

        while self._down:
            self._display.xtest_fake_input(X.KeyRelease, self._down.pop())
        self._display.sync()


def _keysym(name: str) -> int:
    key = canonical(name)
    return named_keysym(NAMED_KEYS[key].keysym) if key in NAMED_KEYS else keysym_of(key)
