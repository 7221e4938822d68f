"""What is due now, and what is new today."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from gesture_app.practice.decks.card import Deck
from gesture_app.practice.journal.days import beginning_of, practice_day
from gesture_app.practice.journal.journal import Journal
from gesture_app.practice.journal.memory import Key, Memory
from gesture_app.practice.lessons.attempt import Skill
from gesture_app.practice.lessons.session import DueCard

SKILLS: tuple[Skill, ...] = ("produce", "read")
"""In the order they are asked for: making a sign after having just seen it would prove little."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How a deck stands now; cards count once for each skill.

    Attributes:
        due: seen before and to be repeated now. new: never seen, as many as may still come today.
        learned: seen at least once. total: all.
        next_due: when the next one is due, if none is now and one ever will be.
    """

    due: int
    new: int
    learned: int
    total: int
    next_due: datetime | None


class Schedule:
    """When the cards of a journal come."""

    def __init__(self, journal: Journal, zone: tzinfo | None = None) -> None:
        """`zone`: where the learner is, for the days; None: what the system says."""
        self._journal = journal
        self._zone = zone

    def memory(self, card: str, skill: Skill) -> Memory | None:
        """None if it was never practised."""
        return self._journal.history().memories.get((card, skill))

    def due(
        self, deck: Deck, now: datetime, new_per_day: int, limit: int, skills: Collection[Skill] = SKILLS
    ) -> tuple[DueCard, ...]:
        """What to practise of a deck now, at most `limit`: what was seen before, most nearly forgotten first, then new.

        Of each of these, making comes before reading. A sign is new in one skill on one day and in the other on a
        later one, unless only that skill is asked for. `new_per_day` is of all decks together: so many signs, and so
        many again in their other skill.
        """
        memories = self._journal.history().memories
        again = [key for key in _keys(deck, skills) if key in memories and self._is_due(memories[key], now)]
        again.sort(key=lambda key: (SKILLS.index(key[1]), memories[key].remembered(now)))
        known = [DueCard(card, skill, new=False) for card, skill in again]
        fresh = [DueCard(card, skill, new=True) for card, skill in self._new(deck, now, new_per_day, skills)]
        return tuple([*known, *fresh][:limit])

    def counts(self, deck: Deck, now: datetime, new_per_day: int) -> Counts:
        memories = self._journal.history().memories
        keys = _keys(deck, SKILLS)
        seen = [memories[key] for key in keys if key in memories]
        due = sum(self._is_due(memory, now) for memory in seen)
        next_due = min((self._comes(memory) for memory in seen), default=None)
        new = len(self._new(deck, now, new_per_day, SKILLS))
        return Counts(due, new, len(seen), len(keys), next_due if not due else None)

    def _is_due(self, memory: Memory, now: datetime) -> bool:
        return self._comes(memory) <= now

    def _comes(self, memory: Memory) -> datetime:
        """Minutes are kept to; of days, the whole day counts."""
        if not memory.settled:
            return memory.due
        return beginning_of(self._day(memory.due), self._zone)

    def _day(self, moment: datetime) -> date:
        return practice_day(moment, self._zone)

    def _new(self, deck: Deck, now: datetime, new_per_day: int, skills: Collection[Skill]) -> list[Key]:
        """Cards in skills never practised that may come today, making before reading, each in the deck's order."""
        memories = self._journal.history().memories
        today = self._day(now)
        began = self._began()
        first_today = [key for key, memory in memories.items() if self._day(memory.first_at) == today]
        signs_today = len({card for card, _ in first_today if began[card] == today})
        others_today = sum(began[card] < today for card, _ in first_today)
        first_skill = next(skill for skill in SKILLS if skill in skills)
        signs: list[Key] = [(card.id, first_skill) for card in deck.cards if card.id not in began]
        others = [
            key
            for key in _keys(deck, skills)
            if key not in memories and key[0] in began and (began[key[0]] < today or len(skills) == 1)
        ]
        fresh = signs[: max(0, new_per_day - signs_today)] + others[: max(0, new_per_day - others_today)]
        return sorted(fresh, key=lambda key: SKILLS.index(key[1]))

    def _began(self) -> dict[str, date]:
        """The day each card was first practised on, in whichever skill."""
        began: dict[str, date] = {}
        for (card, _), memory in self._journal.history().memories.items():
            day = self._day(memory.first_at)
            began[card] = min(day, began.get(card, day))
        return began


def _keys(deck: Deck, skills: Collection[Skill]) -> list[Key]:
    return [(card.id, skill) for skill in SKILLS if skill in skills for card in deck.cards]
