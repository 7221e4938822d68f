"""In which part two sets of takes differ, when, and by how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.learning.coaching.parts import COLUMNS, PARTS, THIRDS, Numbers, Part

SURE = 3.0
"""Standard errors between the means: less may be chance, as the greatest of some sixty differences is told."""
LARGE = 1.0
"""Spreads between the means: with less, takes of one are found among the other's."""
SAME_ALL_THE_TIME = 0.6
"""A part that differs at least this much of its most in every third differs throughout."""
FEWEST = 4
"""Takes of both sets together, below which no spread can be told."""
SHOWN = 0.5
"""Share of the takes in which a hand must be seen for its fingers to be compared."""


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """One part in which two sets of takes differ.

    Attributes:
        hand: 0 the left, 1 the right one, None where a part is of both.
        thirds: when: (0,), (1,), (2,), or all of them.
        separation: the distance between the means, in spreads within the sets (Cohen's d along the line from
            one mean to the other); what the tracker's noise makes of it counts as spread.
        one, other: the means, (part.size,), over those thirds.
    """

    part: Part
    hand: int | None
    thirds: tuple[int, ...]
    separation: float
    one: Numbers
    other: Numbers

    def share(self, take: Numbers) -> float:
        """How far a take (THIRDS, 2, columns) is from `one` to `other`: 0 … 1; NaN if it cannot be told."""
        way = self.other - self.one
        own = take[list(self.thirds), 1 if self.hand is None else self.hand, COLUMNS[self.part.key]].mean(
            axis=0
        )
        return float((own - self.one) @ way / (way @ way))


def differences(one: Sequence[Numbers], other: Sequence[Numbers]) -> list[Difference]:
    """What surely and largely differs between two sets of takes as `measure` gives them, the largest first.

    Empty if nothing does. One of the sets may be a single take; then the other's spread is what counts.
    """
    if not len(one) or not len(other):
        return []
    first, second = np.stack(one), np.stack(other)  # (takes, THIRDS, 2, columns)
    shown = _shown(first) & _shown(second)  # (2,)
    found = []
    for part in PARTS:
        hands = (1,) if part.both else (0, 1)
        each = [
            difference for hand in hands if part.both or part.key == "seen" or shown[hand]
            if (difference := _difference(first, second, part, hand)) is not None
        ]  # fmt: skip
        found += sorted(each, key=lambda difference: -difference.separation)[:1]
    return sorted(found, key=lambda difference: -difference.separation)


def _shown(takes: Numbers) -> NDArray[np.bool_]:
    """Which hands (2,) are seen in most of the takes."""
    seen = np.nan_to_num(takes[..., COLUMNS["seen"]])[..., 0].mean(axis=(0, 1))
    return np.asarray(seen >= SHOWN)


def _difference(first: Numbers, second: Numbers, part: Part, hand: int) -> Difference | None:
    columns = COLUMNS[part.key]
    one, other = first[:, :, hand, columns], second[:, :, hand, columns]
    by_third = [_separation(one[:, [third]], other[:, [third]], part.floor) for third in range(THIRDS)]
    best = int(np.argmax(by_third))
    throughout = min(by_third) >= SAME_ALL_THE_TIME * by_third[best]
    thirds = tuple(range(THIRDS)) if throughout else (best,)
    one, other = one[:, list(thirds)], other[:, list(thirds)]
    separation = _separation(one, other, part.floor)
    if separation == 0 or separation < max(
        LARGE, SURE * np.sqrt(1 / _known(one).sum() + 1 / _known(other).sum())
    ):
        return None
    return Difference(
        part, None if part.both else hand, thirds, separation,
        one[_known(one)].mean(axis=(0, 1)), other[_known(other)].mean(axis=(0, 1)),
    )  # fmt: skip


def _known(takes: Numbers) -> NDArray[np.bool_]:
    return np.asarray(np.isfinite(takes).all(axis=(1, 2)))


def _separation(one: Numbers, other: Numbers, floor: float) -> float:
    """(takes, thirds, size) each; 0 where too few takes are known to tell how they spread."""
    one, other = one[_known(one)].mean(axis=1), other[_known(other)].mean(axis=1)
    if not len(one) or not len(other) or len(one) + len(other) < FEWEST:
        return 0.0
    way = other.mean(axis=0) - one.mean(axis=0)
    length = float(np.linalg.norm(way))
    if length == 0:
        return 0.0
    along = np.concatenate([(one - one.mean(axis=0)) @ way, (other - other.mean(axis=0)) @ way]) / length
    spread = float((along**2).sum() / (len(along) - 2))
    return length / float(np.sqrt(spread + floor**2))
