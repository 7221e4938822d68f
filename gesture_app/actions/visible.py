"""Texts from elsewhere shown as they are: what one cannot see in them is spelled out."""

from __future__ import annotations

import unicodedata

_NAMED = {"\n": "⏎", "\t": "⇥"}

_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks that show nothing, although their categories say otherwise."""

_EMOJI_STYLE = "\ufe0f"


def visible(text: str) -> str:
    """The text with everything spelled out that is invisible, turns the writing around, or passes for a space.

    A line break is shown as ⏎ and a tab as ⇥; all else as its code point, as ⟨U+202E⟩.
    """
    shown, before = [], ""
    for character in text:
        plain = not is_hidden(character) or (
            character == _EMOJI_STYLE and unicodedata.category(before or "a") == "So"
        )
        shown.append(character if plain else _NAMED.get(character, f"⟨U+{ord(character):04X}⟩"))
        before = character
    return "".join(shown)


def is_hidden(character: str) -> bool:
    """Whether a person would not see it, or would take it for something else."""
    if character in _BLANK or character in _NAMED.values() or _is_variation(character):
        return True
    category = unicodedata.category(character)
    return category[0] == "C" or category in ("Zl", "Zp") or (category == "Zs" and character != " ")


def _is_variation(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
