"""Names of keys as profiles write them, `ctrl+alt+p`, and what each system calls them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import NamedTuple

from gesture_app.actions.action import MediaKeyName


class KeyName(NamedTuple):
    """One key: its keysym on X11, and its attribute of pynput's `Key` elsewhere."""

    keysym: str
    pynput: str


MODIFIERS: Mapping[str, KeyName] = MappingProxyType(
    {
        "ctrl": KeyName("Control_L", "ctrl"),
        "alt": KeyName("Alt_L", "alt"),
        "shift": KeyName("Shift_L", "shift"),
        "super": KeyName("Super_L", "cmd"),
        "alt_gr": KeyName("ISO_Level3_Shift", "alt_gr"),
    }
)

_FUNCTION_KEYS = {f"f{number}": KeyName(f"F{number}", f"f{number}") for number in range(1, 25)}

NAMED_KEYS: Mapping[str, KeyName] = MappingProxyType(
    dict(MODIFIERS)
    | {
        "enter": KeyName("Return", "enter"),
        "esc": KeyName("Escape", "esc"),
        "tab": KeyName("Tab", "tab"),
        "space": KeyName("space", "space"),
        "backspace": KeyName("BackSpace", "backspace"),
        "delete": KeyName("Delete", "delete"),
        "insert": KeyName("Insert", "insert"),
        "home": KeyName("Home", "home"),
        "end": KeyName("End", "end"),
        "page_up": KeyName("Page_Up", "page_up"),
        "page_down": KeyName("Page_Down", "page_down"),
        "left": KeyName("Left", "left"),
        "right": KeyName("Right", "right"),
        "up": KeyName("Up", "up"),
        "down": KeyName("Down", "down"),
        "caps_lock": KeyName("Caps_Lock", "caps_lock"),
        "num_lock": KeyName("Num_Lock", "num_lock"),
        "scroll_lock": KeyName("Scroll_Lock", "scroll_lock"),
        "print_screen": KeyName("Print", "print_screen"),
        "pause": KeyName("Pause", "pause"),
        "menu": KeyName("Menu", "menu"),
    }
    | _FUNCTION_KEYS
)

MEDIA_KEYS: Mapping[MediaKeyName, KeyName] = MappingProxyType(
    {
        "play_pause": KeyName("XF86_AudioPlay", "media_play_pause"),
        "next": KeyName("XF86_AudioNext", "media_next"),
        "previous": KeyName("XF86_AudioPrev", "media_previous"),
        "stop": KeyName("XF86_AudioStop", "media_stop"),
        "mute": KeyName("XF86_AudioMute", "media_volume_mute"),
        "louder": KeyName("XF86_AudioRaiseVolume", "media_volume_up"),
        "quieter": KeyName("XF86_AudioLowerVolume", "media_volume_down"),
    }
)
"""The keysyms are spelled as python-xlib spells them."""

_OTHER_SPELLINGS = {
    "control": "ctrl",
    "option": "alt",
    "altgr": "alt_gr",
    "win": "super",
    "windows": "super",
    "cmd": "super",
    "command": "super",
    "meta": "super",
    "return": "enter",
    "escape": "esc",
    "del": "delete",
    "ins": "insert",
    "pageup": "page_up",
    "pgup": "page_up",
    "pagedown": "page_down",
    "pgdown": "page_down",
    "capslock": "caps_lock",
    "numlock": "num_lock",
    "scrolllock": "scroll_lock",
    "print": "print_screen",
    "printscreen": "print_screen",
    "plus": "+",
    "minus": "-",
}


def canonical(name: str) -> str:
    """One name for each key: `Return` is `enter`, `A` is `a` (Shift is a key of its own)."""
    if name == " ":
        return "space"
    lower = name.strip().lower()
    if len(lower) > 1:
        lower = lower.replace(" ", "_").replace("-", "_")
    return _OTHER_SPELLINGS.get(lower, lower)


def key_problem(name: str) -> str:
    """Why there is no such key, a sentence; empty: there is."""
    key = canonical(name)
    if key in NAMED_KEYS or (len(key) == 1 and key.isprintable()):
        return ""
    shown = "".join(letter if letter.isprintable() else "?" for letter in name[:30])
    return f"There is no key “{shown}”. Write a character, or a name such as enter, esc, page_down, f5, ctrl or super."


def keys_of(chord: str) -> tuple[str, ...]:
    """The keys of `ctrl+alt+p`, by their canonical names; the plus itself is the last of `ctrl++`."""
    text = chord.strip()
    names = text.removesuffix("++").split("+") if text.strip("+") else []
    if text.endswith("++") or text == "+":
        names.append("+")
    return tuple(canonical(name) for name in names)


def hotkey_problem(chord: str) -> str:
    """Why a chord cannot be heard from everywhere, a sentence; empty: it can."""
    keys = keys_of(chord)
    for key in keys:
        if problem := key_problem(key):
            return problem
    plain = [key for key in keys if key not in MODIFIERS]
    if len(plain) != 1:
        return f"“{chord}” needs one key besides ctrl, alt, shift or super, as in ctrl+alt+p."
    if len(set(keys)) < len(keys):
        return f"“{chord}” names a key twice."
    if _would_be_missed(plain[0], keys):
        return f"“{chord}” would no longer reach any other program. Add ctrl, alt or super."
    return ""


def _would_be_missed(key: str, keys: Collection[str]) -> bool:
    """Keys that people type with: taken alone, or with Shift, they would be gone for every program."""
    return (
        not {"ctrl", "alt", "super"} & set(keys)
        and key not in _FUNCTION_KEYS
        and key not in ("pause", "scroll_lock")
    )
