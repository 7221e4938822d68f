"""What keys are called, from what Qt says of a press."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

MODIFIERS: dict[Qt.Key, str] = {
    Qt.Key.Key_Control: "ctrl",
    Qt.Key.Key_Alt: "alt",
    Qt.Key.Key_AltGr: "alt_gr",
    Qt.Key.Key_Shift: "shift",
    Qt.Key.Key_Meta: "super",
    Qt.Key.Key_Super_L: "super",
    Qt.Key.Key_Super_R: "super",
}

_HELD: tuple[tuple[Qt.KeyboardModifier, str], ...] = (
    (Qt.KeyboardModifier.ControlModifier, "ctrl"),
    (Qt.KeyboardModifier.AltModifier, "alt"),
    (Qt.KeyboardModifier.ShiftModifier, "shift"),
    (Qt.KeyboardModifier.MetaModifier, "super"),
)

_NAMED: dict[Qt.Key, str] = {
    Qt.Key.Key_Return: "enter",
    Qt.Key.Key_Enter: "enter",
    Qt.Key.Key_Escape: "esc",
    Qt.Key.Key_Tab: "tab",
    Qt.Key.Key_Backtab: "tab",
    Qt.Key.Key_Space: "space",
    Qt.Key.Key_Backspace: "backspace",
    Qt.Key.Key_Delete: "delete",
    Qt.Key.Key_Insert: "insert",
    Qt.Key.Key_Home: "home",
    Qt.Key.Key_End: "end",
    Qt.Key.Key_PageUp: "page_up",
    Qt.Key.Key_PageDown: "page_down",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_CapsLock: "caps_lock",
    Qt.Key.Key_Print: "print_screen",
    Qt.Key.Key_Menu: "menu",
    Qt.Key.Key_Pause: "pause",
}


def chord_of(event: QKeyEvent) -> tuple[str, ...]:
    """The keys that are down, modifiers first; without the last one where it is a modifier itself or unknown."""
    key = Qt.Key(event.key())
    held = [name for modifier, name in _HELD if event.modifiers() & modifier]
    if key in MODIFIERS:
        return tuple(dict.fromkeys([*held, MODIFIERS[key]]))
    name = _NAMED.get(key) or QKeySequence(key).toString().lower()
    return (*held, name) if name else tuple(held)


def is_modifier(event: QKeyEvent) -> bool:
    """Whether more is to come."""
    return Qt.Key(event.key()) in MODIFIERS
