"""Signs that a held hand may be nearer to than to the one that is practised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gesture_app.practice.teacher.finding import STEADY_PALMS, Finding, of_hand
from gesture_app.practice.teacher.measuring import Hands, moving_points, turned_by
from gesture_app.practice.teacher.standard import Standard
from gesture_app.practice.teacher.still import StillWay

Numbers = NDArray[np.float64]

CLEARLY = 2.0
"""Difference in log likelihood by which a rival must be more likely than the sign itself."""
NEAR = 1.0
"""What is farther off than this from the rival too is neither."""
_ALIKE = 3.0
"""Squared distance below which no tracker can tell two ways apart: O and 0, V and 2, fist and S."""


@dataclass(frozen=True, slots=True, eq=False)
class Nearer:
    """A sign that an attempt is nearer to.

    Attributes:
        name: of the sign. own: the attempt beside the sign that is practised. other: beside the nearer one.
    """

    name: str
    own: Finding
    other: Finding


class Rivals:
    """The held signs among some that can be told from this one; all are asked at once."""

    def __init__(self, standard: Standard, others: Sequence[Standard]) -> None:
        self._standard = standard
        self.standards = [
            other
            for other in others
            if other.name != standard.name and other.still and not _alike(standard, other)
        ]
        owners = [(0, way) for way in standard.still]
        owners += [(number, way) for number, other in enumerate(self.standards, 1) for way in other.still]
        self._owner = np.array([number for number, _ in owners])
        ways = [way for _, way in owners]
        self._means = np.stack([way.shape.mean for way in ways])
        self._precisions = np.stack([way.shape.precision for way in ways])
        self._turns = np.stack([way.turn for way in ways])
        self._turning = np.stack([way.turning.precision for way in ways])
        self._volumes = np.array([way.shape.log_volume + way.turning.log_volume for way in ways])

    def nearer(self, finding: Finding) -> Nearer | None:
        """The sign that a hand is clearly nearer to, and near enough."""
        if not self.standards:
            return None
        found = self._log_likelihoods(finding.hand)
        own = found[self._owner == 0].max()
        best = int(np.argmax(np.where(self._owner > 0, found, -np.inf)))
        if found[best] <= own + CLEARLY:
            return None
        rival = self.standards[self._owner[best] - 1]
        other = of_hand(finding.hand, 0.0, rival.still, finding.side)
        if max(other.severities.values()) >= NEAR:
            return None
        own_ways = self._standard.still
        unrest = finding.severities["still"] * STEADY_PALMS
        return Nearer(rival.name, of_hand(finding.hand, unrest, own_ways, finding.side, wrong=True), other)

    def _log_likelihoods(self, hand: Hands) -> Numbers:
        """Of one hand, made in each of all ways."""
        apart = moving_points(hand.shape) - self._means
        turned = turned_by(hand.turn, self._turns)
        squared = (np.matmul(apart[:, None], self._precisions)[:, 0] * apart).sum(axis=1)
        squared += (np.matmul(turned[:, None], self._turning)[:, 0] * turned).sum(axis=1)
        return np.asarray(-(squared + self._volumes) / 2)


@lru_cache(maxsize=64)
def rivals_of(standard: Standard, others: tuple[Standard, ...]) -> Rivals:
    """Those of a standard, worked out once."""
    return Rivals(standard, others)


def _alike(one: Standard, other: Standard) -> bool:
    return any(_apart(first, second) < _ALIKE for first in one.still for second in other.still)


def _apart(one: StillWay, other: StillWay) -> float:
    """Squared distance of either's middle from the other way, whichever is greater."""
    there = one.shape.squared(other.shape.mean) + one.turning.squared(turned_by(other.turn, one.turn))
    back = other.shape.squared(one.shape.mean) + other.turning.squared(turned_by(one.turn, other.turn))
    return float(max(there, back))
