"""Pieces of flesh as fields that are negative inside: limbs along a line, lumps, and their smooth union."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Limb:
    """Flesh around a straight line, its cross-section an oval that changes along the way.

    Attributes:
        start_mm: (3,), where the line starts.
        axes: (3, 3), columns: across, along, and to the side of the pad.
        along_mm: (k,), rising; where along the line the widths are given.
        width_mm, back_mm, front_mm: (k,), from the line to the side, to the back and to the pad's side.
        tip_mm: length of the rounded end beyond the last of `along_mm`.
        square: 2 for ovals, more for boxes with rounded edges.
    """

    start_mm: Numbers
    axes: Numbers
    along_mm: Numbers
    width_mm: Numbers
    back_mm: Numbers
    front_mm: Numbers
    tip_mm: float
    square: float = 2.3

    def distance_mm(self, points_mm: Numbers) -> Numbers:
        """About how far points (n, 3) are outside, (n,)."""
        across, along, out = ((points_mm - self.start_mm) @ self.axes).T
        inside = np.clip(along, self.along_mm[0], self.along_mm[-1])
        width = _smooth_profile(inside, self.along_mm, self.width_mm)
        back = _smooth_profile(inside, self.along_mm, self.back_mm)
        front = _smooth_profile(inside, self.along_mm, self.front_mm)
        depth = np.where(out > 0, front, back)
        beyond = np.where(
            along > inside, (along - inside) / self.tip_mm, (inside - along) / (1.2 * self.width_mm[0])
        )
        ring = np.abs(across / width) ** self.square + np.abs(out / depth) ** self.square
        oval = (ring ** (2 / self.square) + beyond**2) ** 0.5
        return np.asarray((oval - 1) * np.minimum(width, (back + front) / 2))

    def along(self, points_mm: Numbers) -> tuple[Numbers, Numbers]:
        """How far along (n,) and how far to the pad's side (n,) points lie."""
        local = (points_mm - self.start_mm) @ self.axes
        return local[:, 1], local[:, 2]


@dataclass(frozen=True)
class Lump:
    """An ellipsoid of flesh: `axes` (3, 3) are its columns, `radii_mm` (3,)."""

    centre_mm: Numbers
    axes: Numbers
    radii_mm: Numbers

    def distance_mm(self, points_mm: Numbers) -> Numbers:
        """About how far points (n, 3) are outside, (n,)."""
        scaled = ((points_mm - self.centre_mm) @ self.axes) / self.radii_mm
        norm = np.linalg.norm(scaled, axis=1)
        steep = np.linalg.norm(scaled / self.radii_mm, axis=1)
        return np.asarray(norm * (norm - 1) / np.maximum(steep, 1e-9))


def union(distances: Sequence[Numbers], roundness_mm: float) -> Numbers:
    """The fields (n,) as one, the grooves between them filled with this roundness."""
    fields = np.stack(list(distances))
    nearest = fields.min(axis=0)
    summed = np.exp(-(fields - nearest) / roundness_mm).sum(axis=0)
    return np.asarray(nearest - roundness_mm * np.log(summed))


def _smooth_profile(at: Numbers, along: Numbers, values: Numbers) -> Numbers:
    """A cubic through the given values whose slopes never overshoot (Fritsch–Butland)."""
    steps, rises = np.diff(along), np.diff(values)
    slopes = rises / steps
    product = slopes[:-1] * slopes[1:]
    inner = np.where(product > 0, 2 * product / np.where(product > 0, slopes[:-1] + slopes[1:], 1.0), 0.0)
    tangents = np.concatenate([[slopes[0]], inner, [slopes[-1]]])
    piece = np.clip(np.searchsorted(along, at, side="right") - 1, 0, len(steps) - 1)
    share = (at - along[piece]) / steps[piece]
    square, cube = share**2, share**3
    return np.asarray(
        values[piece] * (2 * cube - 3 * square + 1)
        + values[piece + 1] * (3 * square - 2 * cube)
        + steps[piece]
        * (tangents[piece] * (cube - 2 * square + share) + tangents[piece + 1] * (cube - square))
    )
