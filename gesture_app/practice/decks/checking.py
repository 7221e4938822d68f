"""What a deck may hold: how many cards, how long its texts, and nothing that does not belong into them."""

from __future__ import annotations

import re
import unicodedata

from gesture_app.practice.decks.card import Card, Deck
from gesture_app.takes.take import is_take_id
from gesture_app.virtual_hand.signs.catalogue import gestures

MOST_CARDS = 1_000
LONGEST_NAME = 80
LONGEST_TEXT = 1_000

_DECK_ID = re.compile(r"deck-[0-9a-f]{12}")
_CARD_NUMBER = re.compile(r"[0-9a-f]{1,16}")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Invisible signs that turn the direction of writing, and make a text look like another one."""


def is_deck_id(text: str) -> bool:
    """Whether it can be the id of a user's deck, which is also a file's name."""
    return _DECK_ID.fullmatch(text) is not None


def checked_name(name: str) -> str:
    """A deck's or a card's name as it is kept: one spelling of each character, single spaces.

    Raises:
        ValueError: with a sentence for the user.
    """
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    if not plain:
        raise ValueError("A name is missing.")
    _check_text(plain, "The name", LONGEST_NAME)
    return plain


def check_deck(deck: Deck) -> None:
    """Refuse what no deck of the user's may hold.

    Raises:
        ValueError: with a sentence for the user.
    """
    if not is_deck_id(deck.id):
        raise ValueError("The deck's id is none.")
    if checked_name(deck.name) != deck.name:
        raise ValueError("The deck's name holds superfluous spaces.")
    _check_text(deck.note, "The deck's note", LONGEST_TEXT)
    if len(deck.cards) > MOST_CARDS:
        raise ValueError(f"A deck holds {MOST_CARDS:,} cards at most. Divide it into several.")
    if len({card.id for card in deck.cards}) != len(deck.cards):
        raise ValueError("Two cards of the deck have the same id.")
    for number, card in enumerate(deck.cards, 1):
        if not (card.id.startswith(f"{deck.id}/") and _CARD_NUMBER.fullmatch(card.id[len(deck.id) + 1 :])):
            raise ValueError(f"Card {number} belongs to another deck.")
        _check_card(card, f"Card {number}")


def _check_card(card: Card, which: str) -> None:
    if not card.name.strip():
        raise ValueError(f"{which} has no name.")
    for text, what, longest in (
        (card.name, "name", LONGEST_NAME),
        (card.meaning, "meaning", LONGEST_TEXT),
        (card.note, "note", LONGEST_TEXT),
        (card.source, "source", LONGEST_TEXT),
        (card.signer, "signer", LONGEST_NAME),
    ):
        _check_text(text, f"{which}'s {what}", longest)
    if card.take and not is_take_id(card.take):
        raise ValueError(f"{which} names a recording that cannot be.")
    if card.gesture and card.gesture not in gestures():
        raise ValueError(f"{which} wants a gesture that the virtual hand of this program does not know.")
    if not (card.take or card.gesture):
        raise ValueError(f"{which} has neither a recording nor a gesture of the virtual hand to show it.")


def _check_text(text: str, what: str, longest: int) -> None:
    """Line breaks are the only control characters in a text."""
    if len(text) > longest:
        raise ValueError(f"{what} is too long: {longest:,} characters are the most.")
    hidden = any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text.replace("\n", " "))
    if hidden or _TURNING.search(text):
        raise ValueError(f"{what} holds control characters.")
