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

_TEMPERATURES = np.geomspace(
    0.4, 3.0, 27
)  # held-out takes of these days are easier than tomorrow's: never surer than that


def probabilities(logits: NDArray[np.float32], temperature: float) -> NDArray[np.float64]:
    """Softmax of logits ÷ temperature over the last axis; same shape, sums to 1."""
    scaled = logits.astype(np.float64) / temperature
    weights = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    shares: NDArray[np.float64] = weights / weights.sum(axis=-1, keepdims=True)
    return shares


def beliefs(logits: NDArray[np.float32], temperature: float, labels: Sequence[str]) -> NDArray[np.float64]:
    """Probabilities of the labels, (…, labels + 1) → (…, labels).

    "Too little of anything" is no gesture: where takes of no gesture were learned, it speaks for those; where not, it
    is what the labels lack to 1.
    """
    shares = probabilities(logits, temperature)
    known = shares[..., :-1].copy()
    if NONE in labels:
        known[..., labels.index(NONE)] += shares[..., -1]
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


def reliability(belief: NDArray[np.float64], right: NDArray[np.bool_]) -> float | None:
    """Expected calibration error (Naeini et al. 2015): how far belief and share of right answers are apart on average.

    Args:
        belief: (N,), of the likeliest label.
        right: (N,), whether it was.

    Returns:
        0…1 over ten bins of belief, each counting as many times as it has answers; None for fewer than `ENOUGH_TAKES`.
    """
    if len(belief) < ENOUGH_TAKES:
        return None
    bins = np.minimum((belief * 10).astype(int), 9)
    apart = [
        abs(belief[bins == each].mean() - right[bins == each].mean()) * (bins == each).sum()
        for each in set(bins.tolist())
    ]
    return float(sum(apart) / len(belief))
