"""How far something measured may be off: normal distributions, and how unusual a value is beside their limit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_BEYOND = 2.326
"""Standard normal quantile of 99 %: of a hundred right hands one is beyond the limit in a part."""


@dataclass(frozen=True, slots=True, eq=False)
class Tolerance:
    """Where a measure of D numbers lies, and how it varies among people who do it right.

    Attributes:
        mean: (D,). precision: (D, D), the inverse of the covariance.
        limit: Mahalanobis distance at which the severity is 1.
        log_volume: log of the covariance's determinant.
    """

    mean: Numbers
    precision: Numbers
    limit: float
    log_volume: float

    def severity(self, value: Numbers) -> Numbers:
        """How far values (…, D) are off, (…): 1 = just beyond what is accepted."""
        return np.asarray(np.sqrt(self.squared(value)) / self.limit)

    def squared(self, value: Numbers) -> Numbers:
        """Squared Mahalanobis distance (…)."""
        apart = value - self.mean
        return np.asarray(((apart @ self.precision) * apart).sum(axis=-1))

    def log_likelihood(self, value: Numbers) -> Numbers:
        """Up to the same constant for all tolerances of as many numbers, (…)."""
        return np.asarray(-(self.squared(value) + self.log_volume) / 2)


def tolerance(mean: Numbers, covariance: Numbers, slack: float = 1.0) -> Tolerance:
    """From mean (D,) and covariance (D, D); `slack` times as far off is accepted."""
    return Tolerance(
        np.asarray(mean, np.float64),
        np.asarray(np.linalg.inv(covariance), np.float64),
        slack * _usual_limit(len(mean)),
        float(np.linalg.slogdet(covariance)[1]),
    )


def tolerance_of(values: Numbers, floor: float, slack: float = 1.0) -> Tolerance:
    """From values (N, D) of people who do it right; no standard deviation falls short of the floor."""
    return tolerance(values.mean(axis=0), covariance_of(values, floor), slack)


def covariance_of(values: Numbers, floor: float, usual: Numbers | None = None, share: float = 0.0) -> Numbers:
    """Covariance (D, D) of values (N, D), with `share` of a usual one mixed in.

    Args:
        floor: standard deviation that nothing falls short of; of what the virtual people do not know of.
    """
    own = np.atleast_2d(np.cov(values.T))
    mixed = own if usual is None else (1 - share) * own + share * usual
    return np.asarray(mixed + floor**2 * np.eye(len(own)))


def _usual_limit(numbers: int) -> float:
    """Root of the 99 % quantile of χ² (Wilson & Hilferty 1931)."""
    part = 2 / (9 * numbers)
    return float(np.sqrt(numbers * (1 - part + _BEYOND * np.sqrt(part)) ** 3))
