"""Takes by people who never lived, to be trained on and listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from gesture_app.takes.take import Take, new_take

TRAINED = (
    "thumbs up", "OK", "victory", "rock", "call me", "wave", "swipe left", "swipe right", "circle clockwise", "grab",
)  # fmt: skip


def made_takes(gestures: Sequence[str], count: int, seed: int = 0) -> Iterator[Take]:
    """So many takes of each of these built-in gestures, by one person, as the tracker would have seen them."""
    from gesture_app.virtual_hand.tracked.life import takes_of
    from gesture_app.virtual_hand.tracked.person import somebody

    rng = np.random.default_rng(seed)
    person = somebody("somebody", gestures, rng)
    at = datetime.now(UTC) - timedelta(days=1)
    for gesture in gestures:
        for sequence in takes_of(person, gesture, count, rng):
            at += timedelta(seconds=5)
            yield new_take(
                sequence, gesture, recorded_at=at, person=person.name, session="bench", camera="none"
            )
