"""Small decks and recordings to try stores and files on."""

from __future__ import annotations

from msgspec.structs import replace

from gesture_app.hands import HandSequence
from gesture_app.practice.decks.card import Card, Deck
from gesture_app.practice.decks.editing import new_deck, with_card
from gesture_app.takes.take import Take, new_take
from made_hands import hand_frame


def moving_hand(frames: int = 12, drift: float = 0.2) -> HandSequence:
    return HandSequence.from_frames([hand_frame(i / 30, 0.4 + drift * i / frames) for i in range(frames)])


def recording(
    take_id: str = "20261120T120000000Z-0001", person: str = "Ann", drift: float = 0.2, frames: int = 12
) -> Take:
    take = new_take(
        moving_hand(frames, drift), "wave", person=person, camera="Ann's laptop", session="kitchen"
    )
    return Take(take.sequence, replace(take.info, id=take_id))


def deck_of(name: str, *cards: Card) -> Deck:
    deck = new_deck(name)
    for card in cards:
        deck = with_card(deck, card)
    return deck


def by_hand(name: str = "Letter A", gesture: str = "A") -> Card:
    return Card(id="", name=name, gesture=gesture)


def by_recording(take: Take, name: str = "Tea") -> Card:
    return Card(
        id="", name=name, meaning="A hot drink", note="Dip the bag.", source="Ann's class", signer=take.info.person,
        take=take.info.id,
    )  # fmt: skip
