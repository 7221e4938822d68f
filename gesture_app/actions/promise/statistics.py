"""What a count of rare events allows to say about their rate."""

from __future__ import annotations

import math

from gesture_app.actions.promise_card import Rate

SURE = 0.95
"""Each bound by itself: nothing in six hours proves fewer than one in two hours with 95 %."""

_STEPS = 200
"""Of halving: to the last bit."""


def poisson_rate(events: int, seconds: float, sure: float = SURE) -> Rate | None:
    """Events an hour, with exact bounds (Garwood 1936, "Fiducial limits for the Poisson distribution").

    Args:
        events: counted, at least 0.
        seconds: of watching; None comes back for no time at all.
        sure: of each bound by itself; with 0.975 both together hold with 95 %.
    """
    if seconds <= 0:
        return None
    low, high = poisson_bounds(events, sure)
    an_hour = 3600 / seconds
    return Rate(per_hour=events * an_hour, low=low * an_hour, high=high * an_hour)


def poisson_bounds(events: int, sure: float = SURE) -> tuple[float, float]:
    """The least and the greatest mean number of events that fit to a count of `events`."""
    chance = 1 - sure
    high = _mean_for(events, chance)
    low = _mean_for(events - 1, 1 - chance) if events else 0.0
    return low, high


def _mean_for(events: int, chance: float) -> float:
    """The mean at which at most `events` are counted with this chance: it falls as the mean grows."""
    low, high = 0.0, 2.0 * events + 40.0
    for _ in range(_STEPS):
        mean = (low + high) / 2
        if not low < mean < high:
            break
        low, high = (mean, high) if _at_most(events, mean) > chance else (low, mean)
    return (low + high) / 2


def _at_most(events: int, mean: float) -> float:
    """The chance that a Poisson count is at most `events`, from logarithms: large means underflow."""
    logs = [count * math.log(mean) - mean - math.lgamma(count + 1) for count in range(events + 1)]
    most = max(logs)
    return min(math.exp(most) * math.fsum(math.exp(each - most) for each in logs), 1.0)
