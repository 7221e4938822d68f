"""A card is one sign to learn; a deck is cards in an order."""

from __future__ import annotations

import msgspec


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One sign.

    Attributes:
        id: never changes; the journal knows the card by it. `letters/A` of a built-in one, `own/NAME` of a gesture
            of the user's, `DECK/NUMBER` otherwise.
        name: what the learner is asked for.
        meaning, note: what it means; what to know about making it.
        source: where the sign or its handshape comes from.
        signer: who recorded the reference; empty: the virtual hand's own.
        gesture: the virtual hand's gesture, see `gesture_app.virtual_hand.signs.catalogue`; empty: it has none.
        take: id of the recording that is the reference; empty: the virtual hand's own.
    """

    id: str
    name: str
    meaning: str = ""
    note: str = ""
    source: str = ""
    signer: str = ""
    gesture: str = ""
    take: str = ""


class Deck(msgspec.Struct, frozen=True, kw_only=True):
    """Cards in the order they are learned.

    Attributes:
        id: never changes; `letters`, `digits`, `everyday` of the built-in ones, `own` of the user's gestures.
        note: where it comes from and what to know about it.
        fixed: cards can be neither added nor removed (the built-in decks and the user's gestures); a card's
            reference can be exchanged all the same.
    """

    id: str
    name: str
    note: str = ""
    cards: tuple[Card, ...] = ()
    fixed: bool = False
