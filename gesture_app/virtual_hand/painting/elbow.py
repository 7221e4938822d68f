"""The arm behind the forearm: it bends at the elbow and comes from below, as the arm of somebody who sits there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.painting.steps import smooth_step

Numbers = NDArray[np.float64]
Floats = NDArray[np.float32]

_FROM_MM, _TO_MM = 180.0, 340.0
"""From the wrist: here the bend begins and ends. A forearm of 260 mm, and cloth that bends softly."""

_LONGER = 2.5
"""What lies behind the bend is drawn out so much, to reach out of the picture."""

_BEND_MOST_DEG = 115.0
_STEP_MM = 5.0
_END_MM = 900.0


def bent_at_elbow(points_mm: Floats, normals: Floats, below: Numbers) -> tuple[Floats, Floats]:
    """Bend an arm that lies straight along -y, the wrist at the origin, so that its upper part points `below`.

    Args:
        points_mm, normals: (n, 3).
        below: (3,) unit vector, in the same axes, where the arm comes from.
    """
    turn = float(np.clip(np.arccos(np.clip(-below[1], -1, 1)), 0, np.radians(_BEND_MOST_DEG)))
    arm = points_mm[:, 1] < -_FROM_MM
    if not arm.any():
        return points_mm, normals
    # The arm bends in the plane of -y and this; where it is straight, any plane will do.
    aside = np.array([below[0], 0.0, below[2]])
    length = float(np.linalg.norm(aside))
    aside = aside / length if length > 1e-6 else np.array([1.0, 0.0, 0.0])
    along_mm = np.arange(0.0, _END_MM, _STEP_MM)
    angles = turn * smooth_step(_FROM_MM, _TO_MM, along_mm)
    # The middle line of the arm, step by step: down along -y, more and more aside.
    down_mm = np.cumsum(np.cos(angles)) * _STEP_MM - _STEP_MM
    aside_mm = np.cumsum(np.sin(angles)) * _STEP_MM
    far_mm = -points_mm[arm, 1].astype(np.float64)
    far_mm += (_LONGER - 1) * np.maximum(far_mm - _TO_MM, 0)
    angle = turn * smooth_step(_FROM_MM, _TO_MM, far_mm)
    middle = np.interp(far_mm, along_mm, aside_mm)[:, None] * aside
    middle[:, 1] -= np.interp(far_mm, along_mm, down_mm)
    offsets = points_mm[arm].astype(np.float64) * (1.0, 0.0, 1.0)
    points, turned = points_mm.copy(), normals.copy()
    points[arm] = middle + _turned(offsets, aside, angle)
    turned[arm] = _turned(normals[arm].astype(np.float64), aside, angle)
    return points, turned


def _turned(vectors: Numbers, aside: Numbers, angle: Numbers) -> Numbers:
    """Vectors (n, 3), each turned by its angle (n,) so that -y goes towards `aside`."""
    sideways, upwards = vectors @ aside, vectors[:, 1]
    sin, cos = np.sin(angle), np.cos(angle)
    across = vectors - sideways[:, None] * aside - upwards[:, None] * (0.0, 1.0, 0.0)
    moved = across + (sideways * cos - upwards * sin)[:, None] * aside
    moved[:, 1] += sideways * sin + upwards * cos
    return np.asarray(moved)
