"""What is to be performed, from a line of text: gestures by name, also made wrong, and words to spell."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gesture_app.virtual_hand.signs.catalogue import gesture, gestures
from gesture_app.virtual_hand.signs.gesture import Gesture
from gesture_app.virtual_hand.signs.mistakes import mistake_named, with_mistake
from gesture_app.virtual_hand.signs.names import UnknownName, nearest_names


@dataclass(frozen=True, slots=True)
class Word:
    """Letters and digits to be spelled one after the other."""

    text: str
    signs: tuple[Gesture, ...]


ScriptItem = Gesture | Word


class CannotSpell(UnknownName):
    """A word has characters without a sign; `name` holds them."""

    def __init__(self, word: str, characters: str, nearest: tuple[str, ...]) -> None:
        super().__init__("sign", characters, nearest)
        self.word = word

    def __str__(self) -> str:
        listed = ", ".join(f"“{each}”" for each in self.name)
        told = f"{listed} in “{self.word}” cannot be spelled; A–Z and 0–9 can."
        return f"{told} Gestures called like it: {', '.join(self.nearest)}." if self.nearest else told


def parse_script(text: str) -> list[ScriptItem]:
    """What a line such as "wave, point" or "HELLO" asks for, in order; nothing from an empty line.

    Commas part the items. An item that names a gesture is that gesture; any other single word is spelled. `B!ring`
    is a B with a mistake (see `mistakes_for`), and is called so.

    Raises:
        UnknownName: an item of several words names no gesture, or what is before or after a “!” is nothing; the
            nearest are told.
        CannotSpell: a word has characters that are neither letters A–Z nor digits.
    """
    return [_item(part) for part in (each.strip() for each in text.split(",")) if part]


def word(text: str) -> Word:
    """A word to spell.

    Raises:
        CannotSpell: it has characters that are neither letters A–Z nor digits.
    """
    strange = [each for each in dict.fromkeys(text) if not (each.isascii() and each.isalnum())]
    if strange:
        named = [name for name, each in gestures().items() if each.set not in ("letters", "digits")]
        raise CannotSpell(text, "".join(strange), nearest_names(text, named))
    return Word(text, tuple(gesture(each) for each in text))


def _item(text: str) -> ScriptItem:
    name, mistake = (part.strip() for part in text.partition("!")[::2])
    if any(each.isalpha() for each in mistake):
        return _made_wrong(name, mistake)
    try:
        return gesture(text)
    except UnknownName:
        if len(text.split()) > 1:
            raise
    return word(text)


def _made_wrong(name: str, mistake: str) -> Gesture:
    right = gesture(name)
    planted = mistake_named(right, mistake)
    return replace(with_mistake(right, planted), name=f"{right.name}!{planted.name}")
