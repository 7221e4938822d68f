"""Numbers that were seen now and then as smooth movement: gaps bridged, jitter taken out, peaks kept."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.rotations import quaternions

Numbers = NDArray[np.float64]

_REACH = 4.0
"""So many widths away a moment no longer counts."""


def at_even_times(times_s: Numbers, values: Numbers, moments_s: Numbers) -> Numbers:
    """Values (T, D) seen at `times_s` (T,), at other moments (G,): on straight lines between, level beyond the ends."""
    columns = [np.interp(moments_s, times_s, column) for column in values.T]
    return np.stack(columns, axis=1)


def smoothed(values: Numbers, step_s: float, width_s: float) -> Numbers:
    """Values (G, D) `step_s` apart, each replaced by a parabola's through its neighbourhood (Savitzky & Golay 1964).

    The neighbours' weights are a Gaussian's whose standard deviation is `width_s`. Movement that takes a few widths
    keeps its size, and at both ends nothing is pulled towards the middle.
    """
    reach = int(np.ceil(_REACH * width_s / step_s))
    if len(values) < 3 or reach < 1:
        return values.copy()
    places = np.arange(len(values))[:, None] + np.arange(-reach, reach + 1)
    inside = (places >= 0) & (places < len(values))
    away = np.arange(-reach, reach + 1) * step_s / width_s  # in widths
    weights = np.exp(-0.5 * away**2) * inside
    powers = away ** np.arange(3)[:, None]  # (3, K)
    system = np.einsum("gk,ik,jk->gij", weights, powers, powers)
    right = np.einsum("gk,ik,gkd->gid", weights, powers, values[np.clip(places, 0, len(values) - 1)])
    return np.asarray(np.linalg.solve(system, right)[:, 0])


def steady_quaternions(rotations: Numbers) -> Numbers:
    """Rotations over time (T, 3, 3) as quaternions (T, 4) that never jump to their negative."""
    found = quaternions(rotations)
    if len(found) > 1:
        turns_over = np.where((found[1:] * found[:-1]).sum(axis=1) < 0, -1.0, 1.0)
        found[1:] *= np.cumprod(turns_over)[:, None]
    return found
