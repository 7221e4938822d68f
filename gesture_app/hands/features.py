"""What the network sees of the hands: one path for training, evaluating and the live view.

Shape beside motion, as DD-Net has it (Yang et al. 2019, "Make Skeleton-based Action Recognition Model
Smaller, Faster and Better"): pairwise distances and two speeds; plus the shape as the camera sees it and as
the palm does, angles, and the wrist's own path, without which gestures that differ in movement only look the same.

Each hand is described as if it were a right one: what a left hand does is the mirror image of what a right hand
does, and what was learned of one holds for the other.
"""

from __future__ import annotations

import itertools
from typing import Annotated

import msgspec
import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import LEFT
from gesture_app.hands.grid import bridge, to_grid
from gesture_app.hands.landmarks import BONES, FINGERS, FINGERTIPS, INDEX_MCP, MIDDLE_MCP, PINKY_MCP, WRIST
from gesture_app.hands.sequence import HandSequence

FEATURES_VERSION = 2

Array = NDArray[np.float32]

_KNUCKLES = (2, 5, 9, 13, 17)
_PAIRS = np.array(list(itertools.combinations((WRIST, *_KNUCKLES, *FINGERTIPS), 2)))
_MOVING = (3, 4, 6, 8, 10, 12, 14, 16, 18, 20)
_PARENTS = np.array([parent for parent, _ in BONES])
_BENDS = np.array(
    [(bone - 1, bone) for finger in FINGERS.values() for bone in range(finger[0], finger[-1])]
)  # pairs of bones that follow each other, as indices into BONES
_SPREADS = np.array([(1, 5), (5, 9), (9, 13), (13, 17)])  # first bones beyond neighbouring knuckles
_ANGLES = np.concatenate([_BENDS, _SPREADS])

HAND_SIZES = {
    "shape": 60, "palm": 60, "distances": len(_PAIRS), "angles": len(_ANGLES), "orientation": 6,
    "place": 2, "path": 3, "fast": 3 + 3 * len(_MOVING), "slow": 3 + 3 * len(_MOVING), "deep": 1, "seen": 1,
}  # fmt: skip
"""How many features describe what of one hand, in their order; the last is 1 where the hand is there."""

HAND_SIZE = sum(HAND_SIZES.values())
RELATION_SIZE = 9


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
        return 2 * HAND_SIZE + RELATION_SIZE


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
        (N, T, size): the left hand, the right hand, how they lie to each other.
    """
    points, held = bridge(points, seen, spec.bridge_steps)
    hands = _as_right_hands(points, held)
    wrist, size = hands[:2, WRIST], _palm_size(hands)
    size[size <= 1e-6] = np.nan
    own = (hands - hands[:, WRIST : WRIST + 1]) / size
    log_size = np.log(size)
    usual = _running_mean(_spread(size[None], held))[0][held]
    state = _spread(np.concatenate([wrist, log_size[None], _flat(own[:, _MOVING])]), held)
    described = [
        _flat(own[:, 1:]),
        _in_the_palm(own),
        _lengths(own[:, _PAIRS[:, 0]] - own[:, _PAIRS[:, 1]]),
        _angles(own),
        _orientation(own),
        wrist,
        _path(state[:3], usual, held),
        _motion(state, 1, usual, held),
        _motion(state, spec.slow_steps, usual, held),
        (np.ptp(own[2], axis=0) > 0)[None],
        np.ones((1, hands.shape[2]), np.float32),
    ]
    features = np.full((*held.shape, HAND_SIZE), np.nan, np.float32)
    features[held] = np.concatenate(described).T
    features[~held, -1] = 0.0
    both = _relation(points, held)
    return np.concatenate([features.reshape(*held.shape[:2], -1), both], axis=-1)


# Below, hands are (3, 21, M): one hand after the other along the last axis, only those that are there. That numpy goes
# along long rows makes all of this several times as fast.


def _as_right_hands(points: Array, held: NDArray[np.bool_]) -> Array:
    """The hands that are there, (3, 21, M); left ones mirrored about the picture's middle."""
    hands = np.ascontiguousarray(points[held].transpose(2, 1, 0))
    left = np.broadcast_to(np.arange(2) == LEFT, held.shape)[held]
    hands[0] *= np.where(left, np.float32(-1), np.float32(1))
    return hands


def _spread(values: Array, held: NDArray[np.bool_]) -> Array:
    """(K, M) → (K, N, T, 2), NaN where there is no hand."""
    full = np.full((len(values), *held.shape), np.nan, np.float32)
    full[:, held] = values
    return full


def _flat(points: Array) -> Array:
    """(3, P, M) → (3 P, M)."""
    return points.reshape(-1, points.shape[-1])


def _palm_size(hands: Array) -> Array:
    """As `geometry.palm_size`, (3, 21, M) → (M,)."""
    wrist = hands[:, WRIST]
    length = _lengths(hands[:, MIDDLE_MCP] - wrist)
    index = _lengths(hands[:, INDEX_MCP] - wrist)
    width = _lengths(hands[:, INDEX_MCP] - hands[:, PINKY_MCP])
    return np.asarray(np.maximum(np.maximum(length, index), np.float32(1.6) * width))


def _lengths(vectors: Array) -> Array:
    """Over the first axis."""
    return np.asarray(np.sqrt(vectors[0] ** 2 + vectors[1] ** 2 + vectors[2] ** 2), np.float32)


def _unit(vectors: Array) -> Array:
    return np.asarray(vectors / np.maximum(_lengths(vectors), np.float32(1e-6)), np.float32)


def _cross(a: Array, b: Array) -> Array:
    return np.stack([a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]])


def _dot(a: Array, b: Array) -> Array:
    dots: Array = a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
    return dots


def _axes(own: Array) -> tuple[Array, Array, Array]:
    """Across the palm, along it, out of its back; (3, M) each. Not quite at right angles to each other: no matter."""
    along = _unit(own[:, MIDDLE_MCP])
    normal = _unit(_cross(own[:, INDEX_MCP], own[:, PINKY_MCP]))
    return _cross(along, normal), along, normal


def _in_the_palm(own: Array) -> Array:
    """The shape as the palm sees it, free of how the hand is turned, (60, M)."""
    return np.concatenate([_dot(axis[:, None], own[:, 1:]) for axis in _axes(own)])


def _angles(own: Array) -> Array:
    """Cosines between bones that follow each other, and between neighbouring fingers."""
    bones = _unit(own[:, 1:] - own[:, _PARENTS])
    return _dot(bones[:, _ANGLES[:, 0]], bones[:, _ANGLES[:, 1]])


def _orientation(own: Array) -> Array:
    """Where the palm points and where its back faces: two unit vectors, (6, M)."""
    _, along, normal = _axes(own)
    return np.concatenate([along, normal])


def _running_mean(values: Array) -> Array:
    """Mean of what was seen so far, (…, T, 2): one foreshortened frame must not stretch the path."""
    known = np.isfinite(values)
    count = np.maximum(np.cumsum(known, axis=-2), 1)
    mean = np.cumsum(np.where(known, values, 0), axis=-2) / count
    return np.where(known, mean, np.nan).astype(np.float32)


def _path(place: Array, usual: Array, held: NDArray[np.bool_]) -> Array:
    """How far the wrist has come since the hand was first seen, in palms, and nearer or farther, (3, M)."""
    first = np.argmax(np.isfinite(place[0]), axis=1)[None, :, None, :]
    come = (place - np.take_along_axis(place, first, axis=2))[:, held]
    come[:2] /= usual
    return come


def _motion(state: Array, steps: int, usual: Array, held: NDArray[np.bool_]) -> Array:
    """Change of wrist (palms), size and fingers over `steps`; NaN unless the hand was seen then and now."""
    change = np.full_like(state, np.nan)
    change[:, :, steps:] = state[:, :, steps:] - state[:, :, :-steps]
    moved = change[:, held]
    moved[:2] /= usual
    return moved


def _relation(points: Array, held: NDArray[np.bool_]) -> Array:
    """Where the right hand is seen from the left one, in palms, (N, T, 9); NaN unless both are there."""
    there = held.all(axis=2)
    relation = np.full((*there.shape, RELATION_SIZE), np.nan, np.float32)
    relation[..., -1] = there
    if there.any():
        left, right = points[there].transpose(1, 3, 2, 0)  # (3, 21, M) each
        size = (_palm_size(left) + _palm_size(right)) / 2
        size[size <= 1e-6] = np.nan
        apart = (right[:2, WRIST] - left[:2, WRIST]) / size
        tips = (right[:2, FINGERTIPS] - left[:2, FINGERTIPS]) / size
        gaps = np.hypot(tips[0], tips[1])
        relation[there, :-1] = np.concatenate([apart, np.hypot(*apart)[None], gaps]).T
    return relation
