"""Align one set of points with another: turn, size and shift (Umeyama 1991)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def alignment(shape: Numbers, points: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The turn (…, 3, 3), size (…) and shift (…, 1, 3) with which `shape * size @ turn.T + shift` is nearest to points.

    Args:
        shape, points: (…, n, 3); leading dimensions broadcast.
    """
    shape_middle = shape.mean(axis=-2, keepdims=True)
    middle = points.mean(axis=-2, keepdims=True)
    centred = shape - shape_middle
    left, stretch, right = np.linalg.svd(np.swapaxes(points - middle, -1, -2) @ centred)
    turn = left @ right
    # A rotation, never a mirror image: where the best is one, the axis that matters least is turned over.
    sign = np.where(np.linalg.det(turn) < 0, -1.0, 1.0)
    if (sign < 0).any():
        left[..., 2] *= sign[..., None]
        turn = left @ right
    size = (stretch[..., 0] + stretch[..., 1] + sign * stretch[..., 2]) / (centred * centred).sum(
        axis=(-2, -1)
    )
    shift = middle - size[..., None, None] * shape_middle @ np.swapaxes(turn, -1, -2)
    return turn, size, shift
