"""What a learner remembers of a card after each review, as FSRS has it (https://github.com/open-spaced-repetition).

It follows from the reviews alone: nothing is stored that could contradict them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from gesture_app.practice.journal.review import Review
from gesture_app.practice.lessons.attempt import Grade, Skill

if TYPE_CHECKING:
    import fsrs

Key = tuple[str, Skill]
"""Each card is remembered twice: how it is made, and what it looks like."""

_SAME_DAY = timedelta(hours=12)

_RATINGS: dict[Grade, int] = {"again": 1, "hard": 2, "good": 3, "easy": 4}


@dataclass(frozen=True, slots=True)
class Memory:
    """One card in one skill, after its last review.

    Attributes:
        card: FSRS's own account; never changed.
        first_at, last_at: of the reviews that count. reviews, forgotten: how many, and of these the "again" after the
            first steps.
    """

    card: fsrs.Card
    first_at: datetime
    last_at: datetime
    reviews: int
    forgotten: int

    @property
    def settled(self) -> bool:
        """Whether it comes back after days; if not, it is in its first steps, and comes after minutes."""
        return self.card.state.value == _REVIEW_STATE

    @property
    def due(self) -> datetime:
        """UTC."""
        return self.card.due

    @property
    def lasts_days(self) -> float:
        """After so many days it is still remembered with a probability of 90 % (FSRS's stability)."""
        return self.card.stability or 0.0

    def remembered(self, now: datetime) -> float:
        """The probability, 0…1, that it is remembered now."""
        return float(_scheduler().get_card_retrievability(self.card, now.astimezone(UTC)))


_REVIEW_STATE = 2  # fsrs.State.Review; compared as a number so that fsrs is not imported before it is needed


@dataclass(frozen=True, slots=True)
class Step:
    """A review that counts, and what was remembered before (None: it was the first) and after it."""

    review: Review
    before: Memory | None
    after: Memory


def replay(reviews: Iterable[Review], memories: dict[Key, Memory]) -> Iterator[Step]:
    """Live through reviews in their order, changing `memories` with each.

    Not every review is one of memory. Free practice never counts. Of a card beyond its first steps, neither does
    imitating it while it is shown (mode "learn"), nor knowing it once more within `_SAME_DAY`: whoever has
    spelled E twenty times today would else not be asked for it in years.
    """
    for review in reviews:
        key = (review.attempt.card, review.attempt.skill)
        before = memories.get(key)
        if _counts(review, before):
            after = _after(review, before)
            memories[key] = after
            yield Step(review, before, after)


def _counts(review: Review, before: Memory | None) -> bool:
    mode = review.attempt.mode
    if mode == "free" or before is None or not before.settled:
        return mode != "free"
    soon = review.at - before.last_at < _SAME_DAY
    return mode != "learn" and (not soon or review.grade == "again")


def _after(review: Review, before: Memory | None) -> Memory:
    import fsrs

    at = review.at.astimezone(UTC)
    card = fsrs.Card(card_id=0, due=at) if before is None else before.card
    card, _ = _scheduler().review_card(card, fsrs.Rating(_RATINGS[review.grade]), at)
    if before is None:
        return Memory(card, at, at, 1, 0)
    forgotten = before.forgotten + (before.settled and review.grade == "again")
    return Memory(card, before.first_at, at, before.reviews + 1, forgotten)


@cache
def _scheduler() -> fsrs.Scheduler:
    """FSRS as it is published; without its random days, so that the same reviews always give the same dates."""
    import fsrs

    return fsrs.Scheduler(enable_fuzzing=False)
