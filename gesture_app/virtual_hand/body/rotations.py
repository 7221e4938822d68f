"""Turning a hand from one orientation to the next, the way a forearm can.

Rotations travel as quaternions (w, x, y, z): mixed and brought back to length one, they go along the geodesic. Of
the two quaternions of a rotation the one nearer the middle of the forearm's range is taken, so that a palm turns
from the camera to the face thumb-first past the shoulder, and never the way no arm can go.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_DIRECTIONS = {
    "left": (1.0, 0.0, 0.0),
    "right": (-1.0, 0.0, 0.0),
    "up": (0.0, 1.0, 0.0),
    "down": (0.0, -1.0, 0.0),
    "camera": (0.0, 0.0, 1.0),
    "self": (0.0, 0.0, -1.0),
}


def direction(words: str) -> Numbers:
    """The unit vector (3,) in the scene of "up", or of several words for a direction between: "up left".

    Left and right are those of the person in front of the camera.

    Raises:
        KeyError: no such word.
    """
    between = np.sum([_DIRECTIONS[word] for word in words.split()], axis=0)
    return np.asarray(between / np.linalg.norm(between))


def facing(palm: str, fingers: str) -> Numbers:
    """The rotation (3, 3) of a right hand whose straight fingers point, and whose palm looks, as these words say.

    The fingers' direction is kept; the palm's is brought square to it.

    Raises:
        ValueError: both are the same direction, or opposite.
    """
    along, out = direction(fingers), direction(palm)
    out = out - along * (along @ out)
    if np.linalg.norm(out) < 0.1:
        raise ValueError(f"The palm cannot look {palm} while the fingers point {fingers}.")
    out = out / np.linalg.norm(out)
    return np.stack([np.cross(along, out), along, out], axis=-1)


def quaternions(rotations: Numbers) -> Numbers:
    """Rotations (…, 3, 3) as quaternions (…, 4), on the forearm's side of the two."""
    found = _from_matrix(rotations)
    away = (found @ _MIDDLE) < 0
    return np.asarray(np.where(away[..., None], -found, found))


def matrices(quaternions: Numbers) -> Numbers:
    """Quaternions of any length but zero (…, 4) as rotations (…, 3, 3)."""
    w, x, y, z = np.moveaxis(quaternions / np.linalg.norm(quaternions, axis=-1, keepdims=True), -1, 0)
    rotations = np.empty((*w.shape, 3, 3))
    rotations[..., 0, 0], rotations[..., 1, 1] = 1 - 2 * (y * y + z * z), 1 - 2 * (x * x + z * z)
    rotations[..., 2, 2] = 1 - 2 * (x * x + y * y)
    rotations[..., 0, 1], rotations[..., 1, 0] = 2 * (x * y - w * z), 2 * (x * y + w * z)
    rotations[..., 0, 2], rotations[..., 2, 0] = 2 * (x * z + w * y), 2 * (x * z - w * y)
    rotations[..., 1, 2], rotations[..., 2, 1] = 2 * (y * z - w * x), 2 * (y * z + w * x)
    return rotations


def tipped(quaternions: Numbers, small: Numbers) -> Numbers:
    """Quaternions (…, 4) turned further in the scene by small rotation vectors (…, 3), radians."""
    w, v = quaternions[..., :1], quaternions[..., 1:]
    half = small / 2
    return np.concatenate(
        [w - np.sum(half * v, axis=-1, keepdims=True), v + w * half + np.cross(half, v)], axis=-1
    )


def angle_between(first: Numbers, second: Numbers) -> float:
    """How far a hand turns from one of `quaternions` (4,) to another, 0…2π radians."""
    return float(2 * np.arccos(np.clip(first @ second, -1, 1)))


def _from_matrix(rotations: Numbers) -> Numbers:
    """By the greatest of the four numbers, which is never near zero (Shepperd 1978)."""
    r = rotations
    trace = r[..., 0, 0] + r[..., 1, 1] + r[..., 2, 2]
    diagonal = np.stack([trace, r[..., 0, 0], r[..., 1, 1], r[..., 2, 2]], axis=-1)
    square = np.empty((*trace.shape, 4, 4))  # four times the quaternion's outer product with itself
    for index in range(4):
        square[..., index, index] = 1 + 2 * diagonal[..., index] - trace if index else 1 + trace
    square[..., 0, 1] = square[..., 1, 0] = r[..., 2, 1] - r[..., 1, 2]
    square[..., 0, 2] = square[..., 2, 0] = r[..., 0, 2] - r[..., 2, 0]
    square[..., 0, 3] = square[..., 3, 0] = r[..., 1, 0] - r[..., 0, 1]
    square[..., 1, 2] = square[..., 2, 1] = r[..., 0, 1] + r[..., 1, 0]
    square[..., 1, 3] = square[..., 3, 1] = r[..., 0, 2] + r[..., 2, 0]
    square[..., 2, 3] = square[..., 3, 2] = r[..., 1, 2] + r[..., 2, 1]
    best = np.argmax(diagonal, axis=-1)[..., None, None]
    row = np.take_along_axis(square, best, axis=-2)[..., 0, :]
    return np.asarray(row / np.linalg.norm(row, axis=-1, keepdims=True))


_MIDDLE = _from_matrix(facing(palm="left", fingers="up camera"))
