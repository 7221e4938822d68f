"""How often something happens in which circumstances: complementary log-log regression."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.tracked.circumstances import CIRCUMSTANCES, Influence

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

RIDGE = np.array([1e-6, 0.1, 1.0, 1.0, 1.0])
"""How strongly each circumstance is held to have no influence until many sightings say otherwise."""

_ROUNDS, _MOST = 40, 12.0


def fitted_rate(around: Numbers, gaps_s: Numbers, event: Flags) -> Influence:
    """The rate a second that makes most likely what was seen.

    Args:
        around: (n, 5), circumstances.
        gaps_s: (n,), how long each of them lasted, seconds.
        event: (n,), whether it happened within.
    """
    if not event.any():
        return Influence(round(float(np.log(0.5 / max(gaps_s.sum(), 0.1))), 3))
    weights = np.zeros(len(CIRCUMSTANCES))
    weights[0] = np.log(event.sum() / gaps_s.sum())
    likely = _likelihood(around, gaps_s, event, weights)
    for _ in range(_ROUNDS):
        step = _scoring_step(around, gaps_s, event, weights)
        while _likelihood(around, gaps_s, event, weights + step) < likely and np.abs(step).max() > 1e-6:
            step = step / 2
        weights = weights + step
        likely = _likelihood(around, gaps_s, event, weights)
    return Influence(*(round(float(value), 3) for value in weights))


def _scoring_step(around: Numbers, gaps_s: Numbers, event: Flags, weights: Numbers) -> Numbers:
    """Fisher's scoring, drawn a little towards no influence."""
    mean = gaps_s * np.exp(np.clip(around @ weights, -_MOST, _MOST))
    chance = np.clip(-np.expm1(-mean), 1e-9, 1 - 1e-9)
    slope = mean * np.exp(-mean)
    weight = slope**2 / (chance * (1 - chance)) + 1e-12
    score = around.T @ ((event - chance) * slope / (chance * (1 - chance)))
    return np.linalg.solve((around * weight[:, None]).T @ around + np.diag(RIDGE), score - RIDGE * weights)


def _likelihood(around: Numbers, gaps_s: Numbers, event: Flags, weights: Numbers) -> float:
    """Its logarithm, less what the ridge takes."""
    mean = np.maximum(gaps_s * np.exp(np.clip(around @ weights, -_MOST, _MOST)), 1e-12)
    told = np.where(event, np.log(np.maximum(-np.expm1(-mean), 1e-12)), -mean)
    return float(told.sum() - (RIDGE * weights**2).sum() / 2)
