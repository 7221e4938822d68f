"""Whether what is seen is like what this person showed when asked for the gesture: the last word before it may act.

A model knows how people make a gesture, and what is left of all the other things that hands do may still look like it.
One person makes it much more alike from one time to the next. So each gesture keeps a few moments of the times it was
asked for; what does not lie near to any of them speaks against the gesture, however much the model believes in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.recognition.prediction import Prediction

MOMENTS = 6
"""Of each time it was shown."""

SURE_ENOUGH, NEARLY_AS_SURE = 0.5, 0.9
"""A moment shows the gesture if it is believed this much, and nearly as much as at the surest moment of that time."""

SLACK = 1.6
"""The reach is so many times as far as the least alike of the times lay from the others."""

LEAST_REACH, GREATEST_REACH = 0.06, 0.2
"""As 1 - cosine."""

STEEPNESS = 4.0
"""Log-odds at no distance at all; 0 at the reach, below 0 beyond."""

Moments = NDArray[np.float32]
"""(moments, embedding), each of length 1."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How one person makes one gesture.

    Attributes:
        shown: (K, embedding), moments of the times it was shown.
        reach: how far from the nearest of them, as 1 - cosine, the gesture may lie.
    """

    shown: Moments
    reach: float

    def gains(self, embeddings: NDArray[np.float32]) -> NDArray[np.float64]:
        """What moments (N, embedding) say for the gesture at most, in log-odds, (N,)."""
        distances = 1 - (embeddings @ self.shown.T).max(axis=1).astype(np.float64)
        return np.asarray(STEEPNESS * (1 - distances / self.reach))

    def gain(self, embedding: NDArray[np.float32]) -> float:
        """The same of one moment, (embedding,)."""
        return float(self.gains(embedding[None])[0])

    def as_bytes(self) -> bytes:
        """What was shown, to be kept: two bytes a number, which is exact enough for distances."""
        return self.shown.astype("<f2").tobytes()


def likeness_from(shown: bytes, reach: float, embedding: int) -> Likeness | None:
    """Back from `Likeness.as_bytes`; None where that holds no moments of this many numbers."""
    numbers = np.frombuffer(shown[: len(shown) // 2 * 2], "<f2").astype(np.float32)
    if not len(numbers) or len(numbers) % embedding or not np.isfinite(numbers).all():
        return None
    return Likeness(numbers.reshape(-1, embedding), reach)


def moments_of(predictions: Sequence[Prediction], gesture: str) -> Moments:
    """The moments of a time it was asked for that show the gesture; none where the model did not see it."""
    asked = _once_each(predictions, gesture)
    beliefs = np.array([dict(each.ranked)[gesture] for each in asked])
    bar = max(SURE_ENOUGH, NEARLY_AS_SURE * beliefs.max(initial=0.0))
    rows = np.flatnonzero(beliefs >= bar)
    if len(rows) == 0:
        return np.empty((0, 0), np.float32)
    chosen = rows[np.unique(np.linspace(0, len(rows) - 1, MOMENTS).round().astype(int))]
    return np.stack([asked[row].lies[gesture] for row in chosen])


def likeness_of(times: Sequence[Moments]) -> Likeness | None:
    """What several times have in common; None where fewer than two show the gesture.

    Args:
        times: the moments of each time that it was shown; empty ones are passed over.
    """
    shown = [moments for moments in times if len(moments)]
    if len(shown) < 2:
        return None
    apart = [
        float(np.median(1 - (own @ np.concatenate(shown[:row] + shown[row + 1 :]).T).max(axis=1)))
        for row, own in enumerate(shown)
    ]
    reach = float(np.clip(SLACK * max(apart), LEAST_REACH, GREATEST_REACH))
    return Likeness(np.concatenate(shown), reach)


def _once_each(predictions: Sequence[Prediction], gesture: str) -> list[Prediction]:
    """Those with something new to say, while the hands were there; between them the same is told again."""
    found: list[Prediction] = []
    for each in predictions:
        new = (
            not found or each.lies[gesture] is not found[-1].lies[gesture] if gesture in each.lies else False
        )
        if new and not each.complete:
            found.append(each)
    return found
