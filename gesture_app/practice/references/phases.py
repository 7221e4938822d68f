"""What of a recording is the sign: without the hand's coming and going, and without waiting."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

STILL_PALMS_PER_S = 0.6
_HELD_SHARE = 0.8
_SAME_PALMS = 0.25
_EARLY = 0.6
"""Whoever comes has come after this share of a recording."""
_WAITS_S = 0.2
"""As much stillness stays before and after a movement."""
_SLOW_SHARE = 0.65
"""Of the speed before and after, below which a movement comes to rest."""
_STEPS_APART_S = 0.15


@dataclass(frozen=True, slots=True)
class Phases:
    """Moments as numbers of the frames given.

    Attributes:
        start, stop: from the first frame of the sign up to, not including, the last.
        held: whether it is a hold.
        rests: where the hand comes to rest within, the ends included.
    """

    start: int
    stop: int
    held: bool
    rests: tuple[int, ...]


def phases(points: Numbers, step_s: float, *, comes: bool, goes: bool) -> Phases:
    """Find the sign in a recording.

    Args:
        points: (G, hands, 21, 3), landmarks in palm lengths, `step_s` apart.
        comes, goes: whether the hand comes into the picture first, and leaves it in the end.
    """
    speed = _speeds(points, step_s)
    rests = _rests(speed)
    start, stop = _still_around(speed, rests[0])[0], _still_around(speed, rests[-1])[1]
    start = start if comes and start < _EARLY * len(speed) else 0
    stop = stop if goes and stop > (1 - _EARLY) * len(speed) else len(speed)
    if _is_held(points[start:stop], speed[start:stop]):
        return Phases(start, stop, True, (start,))
    moving = np.flatnonzero(speed[start:stop] > STILL_PALMS_PER_S) + start
    waits = round(_WAITS_S / step_s)
    start, stop = max(start, int(moving[0]) - waits), min(stop, int(moving[-1]) + waits + 1)
    around = {rest: _still_around(speed, rest) for rest in rests}
    inner = [rest for rest, (begun, over) in around.items() if start < begun and over < stop]
    return Phases(start, stop, False, _apart([start, *inner, stop - 1], round(_STEPS_APART_S / step_s)))


def _speeds(points: Numbers, step_s: float) -> Numbers:
    """How fast hands move (G,), palm lengths a second: the fastest finger of either."""
    if len(points) < 2:
        return np.zeros(len(points))
    return _fastest_finger(np.gradient(points, step_s, axis=0))


def _is_held(points: Numbers, speed: Numbers) -> bool:
    """Whether the hand hardly moves, nor slowly becomes another shape."""
    still = float((speed <= STILL_PALMS_PER_S).mean())
    the_same = float((_fastest_finger(points - np.median(points, axis=0)) < _SAME_PALMS).mean())
    return still == 1.0 or min(still, the_same) >= _HELD_SHARE


def _fastest_finger(moved: Numbers) -> Numbers:
    """Of movements (G, hands, 21, 3) the greatest of a finger, (G,): the mean of its landmarks."""
    far = np.linalg.norm(moved[:, :, 1:], axis=-1)
    return np.asarray(far.reshape(*far.shape[:2], 5, 4).mean(axis=-1).max(axis=(1, 2)))


def _still_around(speed: Numbers, rest: int) -> tuple[int, int]:
    """From where to where the hand is still around a moment of rest; the moment alone where it only slows down."""
    start, stop = rest, rest + 1
    while start > 0 and speed[start - 1] < STILL_PALMS_PER_S:
        start -= 1
    while stop < len(speed) and speed[stop] < STILL_PALMS_PER_S:
        stop += 1
    return start, stop


def _rests(speed: Numbers) -> list[int]:
    """Where the hand is slowest between two movements, each of them clearly faster; at the ends, one is enough."""
    rests: list[int] = []
    low, peak, slowing = 0, 0, True
    for at, now in enumerate(speed):
        if slowing:
            low = at if now < speed[low] else low
            if now > STILL_PALMS_PER_S and _SLOW_SHARE * now > speed[low]:
                rests.append(low)
                peak, slowing = at, False
        else:
            peak = at if now > speed[peak] else peak
            if now < _SLOW_SHARE * speed[peak]:
                low, slowing = at, True
    return [*rests, low] if slowing or not rests else rests


def _apart(moments: list[int], least: int) -> tuple[int, ...]:
    """The moments without those too near to the one before; the last one always stays."""
    kept = moments[:1]
    for moment in moments[1:-1]:
        if moment - kept[-1] >= least and moments[-1] - moment >= least:
            kept.append(moment)
    return (*kept, moments[-1])
