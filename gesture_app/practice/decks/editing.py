"""Make and change decks without touching any file."""

from __future__ import annotations

import secrets

from msgspec.structs import replace

from gesture_app.practice.decks.card import Card, Deck


def new_deck(name: str) -> Deck:
    """An empty deck with an id of its own."""
    return Deck(id=f"deck-{secrets.token_hex(6)}", name=name)


def with_card(deck: Deck, card: Card) -> Deck:
    """The deck with a copy of a card of any deck at its end.

    The copy is a card of its own, learned anew. Its number is drawn, not counted: that of a card which was removed
    must never come back, the journal still knows it.
    """
    taken = {own.id for own in deck.cards}
    while (card_id := f"{deck.id}/{secrets.token_hex(4)}") in taken:
        pass
    return replace(deck, cards=(*deck.cards, replace(card, id=card_id)))
