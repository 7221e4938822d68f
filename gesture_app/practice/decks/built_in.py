"""The decks that come with the program: what the virtual hand can show."""

from __future__ import annotations

from typing import NamedTuple

from gesture_app.practice.decks.card import Card, Deck
from gesture_app.virtual_hand.signs.catalogue import gestures
from gesture_app.virtual_hand.signs.gesture import Gesture
from gesture_app.virtual_hand.signs.handshapes import handshape


class _BuiltIn(NamedTuple):
    """Of one set of the catalogue: the deck's name and note, and what a card means."""

    name: str
    note: str
    meaning: str


_FROM = (
    "The virtual hand's handshapes were written down joint by joint from general knowledge, and no native signer has "
    "checked them."
)
_VARY = (
    "They are a reference, never the one correct way: signs vary between signers and regions. A recording of a signer "
    "you know can take the place of any of them."
)
_DECKS = {
    "letters": _BuiltIn(
        "Manual alphabet",
        f"The letters of the American manual alphabet, made with one hand. {_FROM} {_VARY}",
        "The letter {}.",
    ),
    "digits": _BuiltIn(
        "Digits",
        f"The numbers 0 to 9 of American Sign Language, the palm towards the viewer. {_FROM} {_VARY}",
        "The number {}.",
    ),
    "everyday": _BuiltIn(
        "Everyday gestures",
        "What people do with their hands almost everywhere. The same gesture can mean something else, or be rude, "
        f"in another country. {_FROM} {_VARY}",
        "",
    ),
}

_MEANINGS = {
    "open hand": "Stop, or: here I am.",
    "fist": "Strength; together we stand.",
    "point": "Up there; wait; listen to me.",
    "thumbs up": "Good; yes; I agree.",
    "thumbs down": "Bad; no; I disagree.",
    "OK": "All is well. In some countries an insult.",
    "victory": "Victory, or peace.",
    "call me": "Call me, or: stay relaxed.",
    "rock": "Rock on. In some countries an insult.",
    "I love you": "I love you, and greetings among Deaf people in America.",
    "pinch": "Take something small; on screens: smaller.",
    "grab": "Take hold of it.",
    "wave": "Hello, or goodbye.",
    "beckon": "Come here.",
    "finger wag": "No, you must not.",
    "swipe left": "The next one, or: away with it to the left.",
    "swipe right": "The one before, or: away with it to the right.",
    "swipe up": "Up; more.",
    "swipe down": "Down; less.",
    "circle clockwise": "Forwards; louder; go on.",
    "circle anticlockwise": "Backwards; quieter.",
    "push": "Push it away; stop.",
    "pull": "Pull it here.",
    "tap": "Press it; this one.",
    "clap": "Applause.",
    "spread": "Larger; take them apart.",
}


def built_in_decks() -> tuple[Deck, ...]:
    """Letters, digits and everyday gestures, each in the order of the catalogue."""
    return tuple(_deck(set_name, about) for set_name, about in _DECKS.items())


def _deck(set_name: str, about: _BuiltIn) -> Deck:
    cards = tuple(_card(sign, about) for sign in gestures(set_name).values())
    return Deck(id=set_name, name=about.name, note=about.note, cards=cards, fixed=True)


def _card(sign: Gesture, about: _BuiltIn) -> Card:
    return Card(
        id=f"{sign.set}/{sign.name}",
        name=sign.title[:1].upper() + sign.title[1:],
        meaning=_MEANINGS.get(sign.name, about.meaning.format(sign.name)),
        note=_note(sign),
        source=sign.source,
        gesture=sign.name,
    )


def _note(sign: Gesture) -> str:
    """What the gesture's own note says, or else that of the shape which is named after it."""
    return sign.note or (handshape(sign.name).note if sign.name in sign.shapes else "")
