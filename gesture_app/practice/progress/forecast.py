"""How much the coming days will bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta, tzinfo

from gesture_app.practice.decks.card import Deck
from gesture_app.practice.journal.days import practice_day
from gesture_app.practice.journal.memory import Key, Memory


def forecast(
    decks: Iterable[Deck], memories: Mapping[Key, Memory], today: date, days: int, zone: tzinfo | None
) -> tuple[tuple[date, int], ...]:
    """Cards due on each of so many days from today on, in both skills; today with all that is overdue."""
    cards = {card.id for deck in decks for card in deck.cards}
    coming = Counter(
        max(today, practice_day(memory.due, zone)) for (card, _), memory in memories.items() if card in cards
    )
    ahead = (today + timedelta(days=number) for number in range(days))
    return tuple((day, coming[day]) for day in ahead)
