"""Whether more takes would help: the share of takes recognised by 1, 2, 3 … others of each gesture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.learning.coaching.advice import Advice, percent
from gesture_app.learning.coaching.certainty import mean_interval, share_interval
from gesture_app.learning.coaching.prototypes import Labels, Rows, unit

ROUNDS = 30
MOST_ASKED = 300
"""Takes asked about in one round; more would only make it slower."""
STEPS = (1, 2, 3, 5, 8, 12, 20)
FEWEST_TAKES = 4
"""Of a gesture, to take part: three to learn from by ones and twos, and one to ask about."""
SHORT = 0.5
"""Of the usual number of takes; gestures of fewer would shorten the curve of all."""
FLAT = 0.02
"""A rise that is surely smaller than this is none worth recording for."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What so many takes of each gesture make of it.

    Attributes:
        takes: of each gesture to learn from.
        share: of the takes asked about that are recognised; `low` and `high`: where it may truly lie.
    """

    takes: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The learning curve, and what the last doubling of the takes brought.

    Attributes:
        half: the number of takes the last rise is counted from.
        rise: between `half` and the last point; `low` and `high`: where it may truly lie.
    """

    points: tuple[CurvePoint, ...]
    half: CurvePoint
    rise: float
    low: float
    high: float

    @property
    def last(self) -> CurvePoint:
        return self.points[-1]


def learning_curve(embeddings: Rows, labels: Labels, rng: np.random.Generator) -> Curve | None:
    """Draw so many takes of each gesture at random, ask about others, many times over.

    The same takes are asked about at every number, so that differences are theirs and not those of easier
    questions. Gestures of fewer than `FEWEST_TAKES`, or of far fewer than usual, are left out; None if fewer than
    two remain.
    """
    rows_of = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    usual = float(np.median([len(rows) for rows in rows_of])) if rows_of else 0.0
    chosen = [rows for rows in rows_of if len(rows) >= max(FEWEST_TAKES, SHORT * usual)]
    if len(chosen) < 2:
        return None
    most = min(min(len(rows) for rows in chosen) - 1, STEPS[-1])
    numbers = [*(step for step in STEPS if step < most), most]
    names = np.array([labels[rows[0]] for rows in chosen])
    right = np.zeros((len(numbers), len(labels)))
    asked = np.zeros(len(labels))
    for _ in range(ROUNDS):
        orders = [rng.permutation(rows) for rows in chosen]
        learn = embeddings[np.stack([order[:most] for order in orders])]  # (gestures, most, D)
        ask = rng.permutation(np.concatenate([order[most:] for order in orders]))[:MOST_ASKED]
        asked[ask] += 1
        for place, number in enumerate(numbers):
            cosines = embeddings[ask] @ unit(learn[:, :number].sum(axis=1)).T
            right[place, ask] += names[cosines.argmax(axis=1)] == labels[ask]
    counted = asked > 0
    return _curve(numbers, right[:, counted] / asked[counted])


def _curve(numbers: Sequence[int], shares: NDArray[np.float64]) -> Curve:
    """Args:
    shares: (numbers, takes), how often each take was recognised.
    """
    points = []
    for number, share in zip(numbers, shares, strict=True):
        low, high = share_interval(float(share.sum()), len(share))
        points.append(CurvePoint(number, float(share.mean()), low, high))
    half = max(
        index for index, number in enumerate(numbers) if number == 1 or number <= numbers[-1] / 2 + 0.5
    )
    gain = shares[-1] - shares[half]
    low, high = mean_interval(gain)
    return Curve(tuple(points), points[half], float(gain.mean()), low, high)


def advise_on_more_takes(embeddings: Rows, labels: Labels, rng: np.random.Generator) -> list[Advice]:
    """One sentence: more takes help, hardly help, or it cannot be told."""
    curve = learning_curve(embeddings, labels, rng)
    if curve is None:
        return []
    half, last = curve.half, curve.last
    figure = f"{percent(half.share)} → {percent(last.share)}"
    return [Advice(kind="more takes", sentence=_told(curve), figure=figure)]


def _told(curve: Curve) -> str:
    half, last = curve.half, curve.last
    level = f"{percent(last.share)} (somewhere between {percent(last.low)} and {percent(last.high)})"
    of_each = f"{last.takes} {'take' if last.takes == 1 else 'takes'} of each gesture"
    if curve.high < FLAT:
        return (
            f"From {half.takes} to {of_each} the share of other takes recognised stayed at {level}; more takes "
            "like these will hardly help, takes on another day or by another person may."
        )
    if curve.low > 0:
        return (
            f"From {half.takes} to {of_each} the share of other takes recognised rose from "
            f"{percent(half.share)} to {level}; more takes should still help."
        )
    return (
        f"From {half.takes} to {of_each} the share of other takes recognised went from {percent(half.share)} to "
        f"{level}. That may be chance: these are too few takes to tell whether more would help."
    )
