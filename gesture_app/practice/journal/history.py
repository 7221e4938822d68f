"""All that was reviewed, and what was remembered after it; only what is new has to be lived through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gesture_app.practice.journal.memory import Key, Memory, Step, replay
from gesture_app.practice.journal.review import Review


@dataclass(frozen=True, slots=True)
class History:
    """Up to one review.

    Attributes:
        reviews: in the order they were written in.
        steps: those of them that count, in the same order.
        memories: where each card stands; those of which no review counts are missing.
    """

    reviews: tuple[Review, ...] = ()
    steps: tuple[Step, ...] = ()
    memories: Mapping[Key, Memory] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The id of the last review; 0 before the first."""
        return self.reviews[-1].id if self.reviews else 0

    def and_then(self, reviews: Iterable[Review]) -> History:
        """With these after the others."""
        added = tuple(reviews)
        if not added:
            return self
        memories = dict(self.memories)
        steps = tuple(replay(added, memories))
        return History(self.reviews + added, self.steps + steps, memories)
