"""How far the network's probabilities can be trusted, measured on takes it has not learned from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.labelled import NONE

DEFAULT_THRESHOLD = 0.6

DEFAULT_TEMPERATURE = 0.6
"""Below 1, as label smoothing, mixup and dropout make the network too modest."""

LOWEST_THRESHOLD, HIGHEST_THRESHOLD = 0.45, 0.8

ENOUGH_TAKES = 10
"""Fewer held-out takes than this say nothing about probabilities."""

TOO_LITTLE_IS_NONE = 0.25
"""How far "too little of anything" speaks for no gesture. Not fully: it is also what the beginning of a
gesture looks like, and one performed hastily."""

_TEMPERATURES = np.geomspace(0.5, 3.0, 25)


def probabilities(logits: NDArray[np.float32], temperature: float) -> NDArray[np.float64]:
    """Softmax of logits ÷ temperature over the last axis; same shape, sums to 1."""
    scaled = logits.astype(np.float64) / temperature
    weights = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    shares: NDArray[np.float64] = weights / weights.sum(axis=-1, keepdims=True)
    return shares


def beliefs(logits: NDArray[np.float32], temperature: float, labels: Sequence[str]) -> NDArray[np.float64]:
    """Probabilities of the labels, (…, labels + 1) → (…, labels).

    What they lack to 1 is the belief in "too little of anything". It makes every gesture less sure, and
    where takes of no gesture were learned, part of it speaks for those.
    """
    shares = probabilities(logits, temperature)
    known = shares[..., :-1].copy()
    if NONE in labels:
        known[..., labels.index(NONE)] += TOO_LITTLE_IS_NONE * shares[..., -1]
    return known


def fit_temperature(logits: NDArray[np.float32], actual: NDArray[np.intp]) -> float:
    """The temperature at which held-out takes are most probable (Guo et al. 2017), the usual one for few.

    Args:
        logits: (N, labels + 1).
        actual: (N,).
    """
    if len(actual) < ENOUGH_TAKES:
        return DEFAULT_TEMPERATURE
    rows = np.arange(len(actual))
    losses = [-np.log(probabilities(logits, t)[rows, actual] + 1e-9).mean() for t in _TEMPERATURES]
    return float(_TEMPERATURES[int(np.argmin(losses))])


def choose_threshold(right: NDArray[np.float64], wrong: NDArray[np.float64]) -> float:
    """A bar that most right answers pass and most wrong ones do not.

    Args:
        right: probabilities of right answers on held-out takes.
        wrong: probabilities of the best answer where there is none: mistakes and too small parts.
    """
    if len(right) < ENOUGH_TAKES:
        return DEFAULT_THRESHOLD
    bars = np.linspace(LOWEST_THRESHOLD, HIGHEST_THRESHOLD, 36)
    gain = [(right >= bar).mean() - ((wrong >= bar).mean() if len(wrong) else 0.0) for bar in bars]
    best = np.flatnonzero(np.array(gain) >= max(gain) - 0.005)
    return float(bars[int(best[len(best) // 2])])
