"""What the network sees of the hands: one path for training, evaluating and the live view.

Shape beside motion, as DD-Net has it (Yang et al. 2019, "Make Skeleton-based Action Recognition Model
Smaller, Faster and Better"): pairwise distances and two speeds; plus angles, and the wrist's own path,
without which gestures that differ in movement only look the same.
"""

from __future__ import annotations

import itertools
from typing import Annotated

import msgspec
import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.geometry import bones_of, palm_size
from gesture_app.hands.grid import bridge, to_grid
from gesture_app.hands.landmarks import FINGERS, FINGERTIPS, INDEX_MCP, MIDDLE_MCP, PINKY_MCP, WRIST
from gesture_app.hands.sequence import HandSequence

FEATURES_VERSION = 1

Array = NDArray[np.float32]

_KNUCKLES = (2, 5, 9, 13, 17)
_PAIRS = np.array(list(itertools.combinations((WRIST, *_KNUCKLES, *FINGERTIPS), 2)))
_MOVING = (3, 4, 6, 8, 10, 12, 14, 16, 18, 20)
_BENDS = np.array(
    [(bone - 1, bone) for finger in FINGERS.values() for bone in range(finger[0], finger[-1])]
)  # pairs of bones that follow each other, as indices into BONES
_SPREADS = np.array([(1, 5), (5, 9), (9, 13), (13, 17)])  # first bones beyond neighbouring knuckles

_HAND_SIZES = {
    "shape": 60, "distances": len(_PAIRS), "bends": len(_BENDS) + len(_SPREADS), "orientation": 6,
    "place": 2, "path": 3, "fast": 3 + 3 * len(_MOVING), "slow": 3 + 3 * len(_MOVING), "seen": 1,
}  # fmt: skip
_RELATION_SIZE = 9


class FeatureSpec(msgspec.Struct, frozen=True, kw_only=True):
    """How features are computed; kept in every checkpoint, so that a model meets what it learned from."""

    version: int = FEATURES_VERSION
    rate_hz: Annotated[float, msgspec.Meta(ge=1, le=240)] = 20.0
    slow_steps: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 4
    """The slower of two motions: over this many steps of the grid (0.2 s). The faster is over one."""
    bridge_steps: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 4
    """A lost hand is kept in place for this long."""

    @property
    def size(self) -> int:
        return 2 * sum(_HAND_SIZES.values()) + _RELATION_SIZE


def compute(sequence: HandSequence, spec: FeatureSpec) -> Array:
    """Features of a sequence, (T', size); T' = 0 where no frame shows a hand.

    Causal: the features of a beginning are the beginning of the features. What is not known (a hand that
    is not seen, the motion of a single picture) is NaN, never zero.
    """
    grid = to_grid(sequence, spec.rate_hz)
    if len(grid) == 0:
        return np.empty((0, spec.size), np.float32)
    features: Array = compute_on_grid(grid.points[None], grid.seen[None], spec)[0]
    return features


def compute_on_grid(points: Array, seen: NDArray[np.bool_], spec: FeatureSpec) -> Array:
    """Features of many sequences at once.

    Args:
        points: (N, T, 2, 21, 3) in picture heights from the picture's middle; NaN where not seen.
        seen: (N, T, 2).

    Returns:
        (N, T, size).
    """
    points, held = bridge(points, seen, spec.bridge_steps)
    size = palm_size(points)  # (N, T, 2)
    size = np.where(size > 1e-6, size, np.nan).astype(np.float32)
    own = (points - points[..., :1, :]) / size[..., None, None]
    usual = _running_mean(size)
    wrist = points[..., WRIST, :2]
    with np.errstate(invalid="ignore"):
        log_size = np.log(size)[..., None]
    parts = [
        own[..., 1:, :].reshape(*own.shape[:3], 60),
        _length(own[..., _PAIRS[:, 0], :] - own[..., _PAIRS[:, 1], :]),
        _angles(own),
        _orientation(own),
        wrist,
        _path(wrist, log_size, usual),
        *(_motion(own, wrist, log_size, usual, steps) for steps in (1, spec.slow_steps)),
        held[..., None].astype(np.float32),
    ]
    hands = np.concatenate(parts, axis=-1)  # (N, T, 2, hand)
    both = _relation(own, wrist, size)
    flat = hands.reshape(*hands.shape[:2], -1)
    return np.concatenate([flat, both], axis=-1).astype(np.float32, copy=False)


def _angles(own: Array) -> Array:
    """Cosines between bones that follow each other, and between neighbouring fingers."""
    bones = _unit(bones_of(own))
    pairs = np.concatenate([_BENDS, _SPREADS])
    first, second = bones[..., pairs[:, 0], :], bones[..., pairs[:, 1], :]
    return np.asarray(
        first[..., 0] * second[..., 0] + first[..., 1] * second[..., 1] + first[..., 2] * second[..., 2]
    )


def _orientation(own: Array) -> Array:
    """Where the palm faces and where it points: two unit vectors, (…, 6)."""
    along = own[..., MIDDLE_MCP, :]
    normal = np.cross(own[..., INDEX_MCP, :], own[..., PINKY_MCP, :]).astype(np.float32)
    return np.concatenate([_unit(along), _unit(normal)], axis=-1)


def _length(vectors: Array) -> Array:
    """Lengths over the last axis; by components, as numpy is slow at summing three numbers at a time."""
    x, y, z = vectors[..., 0], vectors[..., 1], vectors[..., 2]
    lengths: Array = np.sqrt(x * x + y * y + z * z)
    return lengths


def _unit(vectors: Array) -> Array:
    lengths = np.maximum(_length(vectors), 1e-6).astype(np.float32)
    return np.asarray(vectors / lengths[..., None], np.float32)


def _running_mean(values: Array) -> Array:
    """Mean of what was seen so far, (N, T, 2): one foreshortened frame must not stretch the path."""
    known = np.isfinite(values)
    count = np.maximum(np.cumsum(known, axis=1), 1)
    mean = np.cumsum(np.where(known, values, 0), axis=1) / count
    return np.where(known, mean, np.nan).astype(np.float32)


def _path(wrist: Array, log_size: Array, usual: Array) -> Array:
    """How far the wrist has come since the hand was first seen, in palms, and nearer or farther."""
    known = np.isfinite(wrist[..., 0])
    first = np.argmax(known, axis=1)[:, None, :, None]  # (N, 1, 2, 1)
    travelled = (wrist - np.take_along_axis(wrist, first, axis=1)) / usual[..., None]
    return np.concatenate([travelled, log_size - np.take_along_axis(log_size, first, axis=1)], axis=-1)


def _motion(own: Array, wrist: Array, log_size: Array, usual: Array, steps: int) -> Array:
    """Change of wrist (palms), size and fingers over `steps`; NaN unless the hand was seen then and now."""
    fingers = own[..., _MOVING, :].reshape(*own.shape[:3], -1)
    state = np.concatenate([wrist, log_size, fingers], axis=-1)
    change = np.full_like(state, np.nan)
    change[:, steps:] = state[:, steps:] - state[:, :-steps]
    change[..., :2] /= usual[..., None]
    return change


def _relation(own: Array, wrist: Array, size: Array) -> Array:
    """Where the right hand is seen from the left one, in palms; NaN unless both are there."""
    mean_size = size.mean(axis=2)[..., None]
    apart = (wrist[:, :, 1] - wrist[:, :, 0]) / mean_size
    tips = own[..., FINGERTIPS, :2] * size[..., None, None] + wrist[..., None, :]
    tip_gaps = np.linalg.norm(tips[:, :, 1] - tips[:, :, 0], axis=-1) / mean_size
    distance = np.linalg.norm(apart, axis=-1, keepdims=True)
    both = np.isfinite(distance).astype(np.float32)
    return np.concatenate([apart, distance, tip_gaps, both], axis=-1)
