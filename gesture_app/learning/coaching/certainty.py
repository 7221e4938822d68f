"""How far figures from few takes can be trusted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Z95 = 1.96


def share_interval(right: float, asked: int) -> tuple[float, float]:
    """Where the true share may lie, 95 % sure (Wilson 1927): 4 of 4 right still allows 51%.

    Args:
        right: how many were right; may be a mean of several rounds.
        asked: how many there were, at least 1.
    """
    share = right / asked
    spread = Z95**2 / asked
    middle = (share + spread / 2) / (1 + spread)
    half = Z95 / (1 + spread) * np.sqrt(share * (1 - share) / asked + spread / (4 * asked))
    return float(max(middle - half, 0.0)), float(min(middle + half, 1.0))


def mean_interval(values: NDArray[np.float64]) -> tuple[float, float]:
    """Where the true mean of differences between shares may lie, 95 % sure.

    Takes that all agree are no proof: what would be seen in one more take stays possible.
    """
    mean = float(values.mean())
    error = float(values.std(ddof=1)) / np.sqrt(len(values)) if len(values) > 1 else 1.0
    half = max(Z95 * error, 1 / (len(values) + 1))
    return mean - half, mean + half
