"""Smooth movement through keys: minimum jerk between stops, and past the keys on the way.

Reaching hands move so that the integral of squared jerk is least (Flash & Hogan 1985). From rest to rest that is
10τ³ − 15τ⁴ + 6τ⁵, at its fastest 15/8 of its mean speed; through points on the way it is the quintic spline whose
first four derivatives are continuous.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_CHUNK = 8192  # times worked out together: their coefficients stay in the processor's cache


class Track:
    """Numbers that move smoothly through keys; still before the first and after the last."""

    def __init__(self, times_s: Sequence[float], values: Sequence[Numbers], stops: Sequence[bool]) -> None:
        """Lay the path.

        Args:
            times_s: (K,), rising; the keys' moments.
            values: (K, D).
            stops: (K,), where the movement comes to rest. It does at both ends in any case.

        Raises:
            ValueError: the times do not rise.
        """
        self._times_s = np.asarray(times_s, float)
        keys = np.asarray(values, float).reshape(len(self._times_s), -1)
        if (np.diff(self._times_s) <= 0).any():
            raise ValueError("The times of keys must rise.")
        resting = np.asarray(stops, bool).copy()
        resting[[0, -1]] = True
        speeds, accelerations = np.zeros_like(keys), np.zeros_like(keys)
        at_rest = np.flatnonzero(resting)
        for start, end in pairwise(at_rest):
            if end - start > 1:
                run, inner = slice(start, end + 1), slice(start + 1, end)
                speeds[inner], accelerations[inner] = _least_jerk(self._times_s[run], keys[run])
        self._coefficients = _quintics(np.diff(self._times_s)[:, None], keys, speeds, accelerations)

    def at(self, times_s: Numbers) -> Numbers:
        """The numbers at these moments, (T,) → (T, D)."""
        moments = np.asarray(times_s, float)
        values = np.empty((len(moments), self._coefficients.shape[-1]))
        for start in range(0, len(moments), _CHUNK):
            part = slice(start, start + _CHUNK)
            values[part] = self._evaluated(moments[part])
        return values

    def _evaluated(self, times_s: Numbers) -> Numbers:
        index = np.clip(np.searchsorted(self._times_s, times_s, "right") - 1, 0, len(self._times_s) - 1)
        ends_s = np.append(self._times_s[1:], self._times_s[-1] + 1)
        begun_s = self._times_s[index]
        share = np.clip((times_s - begun_s) / (ends_s[index] - begun_s), 0, 1)[:, None]
        value: Numbers = self._coefficients[5][index]
        for power in (4, 3, 2, 1, 0):
            value *= share
            value += self._coefficients[power][index]
        return value


def _quintics(lasting_s: Numbers, keys: Numbers, speeds: Numbers, accelerations: Numbers) -> Numbers:
    """Coefficients (6, K, D) by rising power of the share of time that is over; the last piece stands still."""
    pieces = np.zeros((6, *keys.shape))
    pieces[0] = keys
    step, turn = np.diff(keys, axis=0), lasting_s**2 / 2
    v0, v1 = lasting_s * speeds[:-1], lasting_s * speeds[1:]
    a0, a1 = turn * accelerations[:-1], turn * accelerations[1:]
    pieces[1, :-1], pieces[2, :-1] = v0, a0
    pieces[3, :-1] = 10 * step - 6 * v0 - 4 * v1 - 3 * a0 + a1
    pieces[4, :-1] = -15 * step + 8 * v0 + 7 * v1 + 3 * a0 - 2 * a1
    pieces[5, :-1] = 6 * step - 3 * v0 - 3 * v1 - a0 + a1
    return pieces


def _least_jerk(times_s: Numbers, keys: Numbers) -> tuple[Numbers, Numbers]:
    """Speeds and accelerations (K-2, D) with which a movement at rest at both ends passes the keys between.

    Two equations a key: third and fourth derivative are the same before and after it.
    """
    lasting, step = np.diff(times_s), np.diff(keys, axis=0)
    inner = len(keys) - 2
    system, right = np.zeros((2 * inner, 2 * inner + 4)), np.zeros((2 * inner, keys.shape[1]))
    for key in range(inner):
        for piece, sign in ((key, 1.0), (key + 1, -1.0)):
            h, before = lasting[piece], sign > 0
            jerk = (-24, -3, -36, 9) if before else (-36, -9, -24, 3)
            snap = (-168, -24, -192, 36) if before else (192, 36, 168, -24)
            columns = slice(2 * piece, 2 * piece + 4)
            units = np.array([h, h * h, h, h * h])
            system[2 * key, columns] += sign * np.array(jerk) * units / h**3
            system[2 * key + 1, columns] += sign * np.array(snap) * units / h**4
            right[2 * key] -= sign * 60 * step[piece] / h**3
            right[2 * key + 1] -= sign * (360 if before else -360) * step[piece] / h**4
    solved: Numbers = np.asarray(np.linalg.solve(system[:, 2:-2], right), np.float64)
    return solved[0::2], solved[1::2]
