"""Whether what is seen is like what this person showed when asked for the gesture: the last word before it may act.

A model knows how people make a gesture, and what is left of all the other things that hands do may still look like it.
One person makes it much more alike from one time to the next. So each gesture keeps a few moments of the times it was
asked for; what does not lie near to any of them speaks against the gesture, however much the model believes in it.
And what is told of a movement in its first half must not act: the hand must have moved as far as it did when asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.frame import HandFrame
from gesture_app.recognition.extents import EXTENTS, Travel
from gesture_app.recognition.prediction import Prediction

MOMENTS = 6
"""Of each time it was shown."""

SURE_ENOUGH, NEARLY_AS_SURE = 0.5, 0.9
"""A moment shows the gesture if it is believed this much, and nearly as much as at the surest moment of that time."""

SLACK = 2.0
"""The reach is so many times as far as the least alike of the times lay from the others."""

LEAST_REACH, GREATEST_REACH = 0.09, 0.2
"""As 1 - cosine."""

LEAST_PALMS, ALIKE_ENOUGH = 0.35, 0.6
"""A movement is asked for as far as people moved each time it was shown: at least so many palms, and the time with
the least movement at least this share of the usual."""

ENOUGH_MOVED = 0.8
"""Of the least movement among the times it was shown; half a gesture has less."""

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
        moved: how far the hand must have moved of late, as `extents` tells; 0 where it does not matter.
    """

    shown: Moments
    reach: float
    moved: tuple[float, ...] = ()

    def has_moved(self, travel: Travel) -> bool:
        """Whether the hand has moved as far as the gesture takes."""
        if not any(self.moved):
            return True
        return bool((travel.extents() >= np.array(self.moved)).all())

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


def likeness_from(shown: bytes, reach: float, moved: tuple[float, ...], embedding: int) -> Likeness | None:
    """Back from what was kept; None where `shown` holds no moments of this many numbers."""
    numbers = np.frombuffer(shown[: len(shown) // 2 * 2], "<f2").astype(np.float32)
    if not len(numbers) or len(numbers) % embedding or not np.isfinite(numbers).all():
        return None
    return Likeness(numbers.reshape(-1, embedding), reach, moved if len(moved) == EXTENTS else ())


@dataclass(frozen=True, slots=True)
class Showing:
    """What one time that a gesture was asked for says of it.

    Attributes:
        moments: those that show it; none where the model did not see it.
        moved: how far the hand had moved at these moments, the median, (EXTENTS,).
    """

    moments: Moments
    moved: NDArray[np.float64]


def showing(frames: Sequence[HandFrame], predictions: Sequence[Prediction], gesture: str) -> Showing:
    """Find the gesture in a time it was asked for."""
    asked = _once_each(predictions, gesture)
    beliefs = np.array([dict(predictions[row].ranked)[gesture] for row in asked])
    bar = max(SURE_ENOUGH, NEARLY_AS_SURE * beliefs.max(initial=0.0))
    sure = [row for row, belief in zip(asked, beliefs.tolist(), strict=True) if belief >= bar]
    if not sure:
        return Showing(np.empty((0, 0), np.float32), np.zeros(EXTENTS))
    chosen = [sure[at] for at in np.unique(np.linspace(0, len(sure) - 1, MOMENTS).round().astype(int))]
    moments = np.stack([predictions[row].lies[gesture] for row in chosen])
    return Showing(moments, _moved_at(frames, chosen))


def _moved_at(frames: Sequence[HandFrame], rows: Sequence[int]) -> NDArray[np.float64]:
    travel, found = Travel(), []
    for row, hands in enumerate(frames[: rows[-1] + 1]):
        travel.saw(hands)
        if row in rows:
            found.append(travel.extents())
    return np.asarray(np.median(found, axis=0))


def likeness_of(times: Sequence[Showing], *, still: bool) -> Likeness | None:
    """What several times have in common; None where fewer than two show the gesture.

    Args:
        times: those in which it is not seen are passed over.
        still: it is held, not moved.
    """
    seen = [each for each in times if len(each.moments)]
    if len(seen) < 2:
        return None
    shown = [each.moments for each in seen]
    apart = [
        float(np.median(1 - (own @ np.concatenate(shown[:row] + shown[row + 1 :]).T).max(axis=1)))
        for row, own in enumerate(shown)
    ]
    reach = float(np.clip(SLACK * max(apart), LEAST_REACH, GREATEST_REACH))
    moved = () if still else _asked_to_move(np.stack([each.moved for each in seen]))
    return Likeness(np.concatenate(shown), reach, moved)


def _asked_to_move(moved: NDArray[np.float64]) -> tuple[float, ...]:
    """The least that is asked for, from how far the hand moved each time (times, EXTENTS)."""
    usual, least = np.median(moved, axis=0), moved.min(axis=0)
    matters = (usual >= LEAST_PALMS) & (least >= ALIKE_ENOUGH * usual)
    return tuple(np.where(matters, ENOUGH_MOVED * least, 0.0).round(3).tolist())


def _once_each(predictions: Sequence[Prediction], gesture: str) -> list[int]:
    """Which of them have something new to say, while the hands were there; between them the same is told again."""
    found: list[int] = []
    for row, each in enumerate(predictions):
        if each.complete or gesture not in each.lies:
            continue
        if not found or each.lies[gesture] is not predictions[found[-1]].lies[gesture]:
            found.append(row)
    return found
