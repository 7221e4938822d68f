"""How well each card is known."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from gesture_app.practice.decks.card import Card, Deck
from gesture_app.practice.journal.history import History
from gesture_app.practice.journal.memory import Key, Memory
from gesture_app.practice.lessons.attempt import Attempt, Skill
from gesture_app.practice.progress.mistakes import TypicalMistake, confused_with, typical_mistake

_FULL_DAYS = 100.0
"""What lasts so long is at full strength."""

_WEIGHTS: Mapping[Skill, float] = {"produce": 2.0, "read": 1.0}
"""To make a sign counts more than to recognise it."""


@dataclass(frozen=True, slots=True)
class SkillStrength:
    """How well one card is known in one skill.

    Attributes:
        lasts_days: after so many days without practice it is still known with 90 % probability (FSRS's stability).
        remembered: 0…1, the probability that it is known now.
        next_due: when it comes back, UTC.
        reviews, forgotten: how often it was asked for, and how often it was no longer known.
    """

    skill: Skill
    lasts_days: float
    remembered: float
    next_due: datetime
    reviews: int
    forgotten: int

    @property
    def strength(self) -> float:
        """0…1: from nothing to what lasts a hundred days; each doubling of the time is a step of the same size."""
        return min(1.0, math.log1p(self.lasts_days) / math.log1p(_FULL_DAYS))


@dataclass(frozen=True, slots=True)
class CardProgress:
    """One card of one deck.

    Attributes:
        deck, card: their ids. name: the card's.
        produce, read: None where it was never practised.
        mistake: None where nothing had to be corrected more than once.
        confused_with: what a reader named instead most often; empty: nothing.
    """

    deck: str
    card: str
    name: str
    produce: SkillStrength | None
    read: SkillStrength | None
    mistake: TypicalMistake | None
    confused_with: str

    @property
    def strength(self) -> float:
        """0…1 over both skills, making counted twice; 0: never practised."""
        known = (self.produce, self.read)
        return sum(_WEIGHTS[skill.skill] * skill.strength for skill in known if skill) / sum(
            _WEIGHTS.values()
        )


def card_progress(decks: Iterable[Deck], history: History, now: datetime) -> tuple[CardProgress, ...]:
    """Every card of every deck, in their order."""
    attempts: defaultdict[str, list[Attempt]] = defaultdict(list)
    for review in history.reviews:
        attempts[review.attempt.card].append(review.attempt)
    return tuple(
        _card(deck, card, attempts[card.id], history.memories, now) for deck in decks for card in deck.cards
    )


def _card(
    deck: Deck, card: Card, attempts: list[Attempt], memories: Mapping[Key, Memory], now: datetime
) -> CardProgress:
    return CardProgress(
        deck=deck.id,
        card=card.id,
        name=card.name,
        produce=_strength("produce", memories.get((card.id, "produce")), now),
        read=_strength("read", memories.get((card.id, "read")), now),
        mistake=typical_mistake(attempts),
        confused_with=confused_with(attempts),
    )


def _strength(skill: Skill, memory: Memory | None, now: datetime) -> SkillStrength | None:
    if memory is None:
        return None
    return SkillStrength(
        skill=skill,
        lasts_days=memory.lasts_days,
        remembered=memory.remembered(now),
        next_due=memory.due,
        reviews=memory.reviews,
        forgotten=memory.forgotten,
    )
