"""The X11 keyboard's layout: which strokes give a keysym, and spare keys that can be lent to one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from Xlib.display import Display

FIRST_KEYCODE = 8
_KEYCODES = 248

# Columns of the core protocol's table as servers with XKB fill it (XKB protocol, "XKB to core keyboard mapping"):
# first group without and with Shift, second group the same, then both again with the third level (AltGr).
_COLUMNS = ((0, 1, 4, 5), (2, 3, 6, 7))
_ALL_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key, and what has to be held meanwhile."""

    keycode: int
    shift: bool = False
    third_level: bool = False


def keysym_of(character: str) -> int:
    """Of one character: Latin-1 as it is, anything else by X11's rule for Unicode."""
    point = ord(character)
    return point if 0x20 <= point <= 0x7E or 0xA0 <= point <= 0xFF else 0x01000000 | point


def named_keysym(name: str) -> int:
    """Of a key's name, as `Return` or `XF86_AudioPlay`."""
    from Xlib import XK

    for group in ("xkb", "xf86"):
        XK.load_keysym_group(group)
    return int(XK.string_to_keysym(name))


class Layout:
    """The layout as it is now; read again for every action, since it may change at any time."""

    def __init__(self, display: Display, group: int, lent: Mapping[int, int]) -> None:
        """Args:
        group: the layout that is active, from 0; the table of the core protocol knows only the first two.
        lent: keycodes of spare keys by the keysym they were lent to, see `lend`.
        """
        self._table: Sequence[Sequence[int]] = display.get_keyboard_mapping(FIRST_KEYCODE, _KEYCODES)
        self._active = _strokes(self._table, group) if group < len(_COLUMNS) else {}
        self._other = _strokes(self._table, 1 if group == 0 else 0)
        self._active |= {
            keysym: Stroke(keycode)
            for keysym, keycode in lent.items()
            if keysym
            in self._table[keycode - FIRST_KEYCODE]  # else the layout was changed as a whole meanwhile
        }

    def stroke(self, keysym: int) -> Stroke | None:
        """How to type it in the active layout."""
        return self._active.get(keysym)

    def anywhere(self, keysym: int) -> Stroke | None:
        """The same, or the key that bears it in the other layout: programs know Ctrl+C in Cyrillic, too."""
        return self._active.get(keysym) or self._other.get(keysym)

    def spare_keycodes(self) -> list[int]:
        """Keys without any meaning, in their order; of the last ones real keyboards have the fewest."""
        return [FIRST_KEYCODE + row for row, keysyms in enumerate(self._table) if not any(keysyms)]


def lend(display: Display, keycode: int, keysym: int) -> None:
    """Let a spare key mean this keysym whatever else is held; 0 takes it back.

    All columns alike: with one alone the server would add upper and lower case by itself.
    """
    display.change_keyboard_mapping(keycode, [[keysym] * _ALL_COLUMNS])


def _strokes(table: Sequence[Sequence[int]], group: int) -> dict[int, Stroke]:
    """The easiest stroke of every keysym of a group."""
    found: dict[int, Stroke] = {}
    for level, column in enumerate(_COLUMNS[group]):
        for row, keysyms in enumerate(table):
            if column < len(keysyms) and keysyms[column]:
                stroke = Stroke(FIRST_KEYCODE + row, shift=level % 2 == 1, third_level=level >= 2)
                found.setdefault(keysyms[column], stroke)
    return found
