"""What the network sees of the hands: one path for training, evaluating and the live view.

Shape beside motion, as DD-Net has it (Yang et al. 2019, "Make Skeleton-based Action Recognition Model
Smaller, Faster and Better"): pairwise distances and two speeds; plus the shape as the camera sees it and as
the palm does, angles, and the wrist's own path, without which gestures that differ in movement only look the same.

Each hand is described as if it were a right one: what a left hand does is the mirror image of what a right hand
does, and what was learned of one holds for the other.
"""

from __future__ import annotations

import itertools
from typing import Annotated, NamedTuple

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
_MOVING = np.array([3, 4, 6, 8, 10, 12, 14, 16, 18, 20])
_PARENTS = np.array([parent for parent, _ in BONES])
_BENDS = np.array(
    [(bone - 1, bone) for finger in FINGERS.values() for bone in range(finger[0], finger[-1])]
)  # pairs of bones that follow each other, as indices into BONES
_SPREADS = np.array([(1, 5), (5, 9), (9, 13), (13, 17)])  # first bones beyond neighbouring knuckles
_ANGLES = np.concatenate([_BENDS, _SPREADS])
_PALM_TO, _PALM_FROM = [MIDDLE_MCP, INDEX_MCP, INDEX_MCP], [WRIST, WRIST, PINKY_MCP]
_NEXT, _AFTER_NEXT = np.array([1, 2, 0]), np.array([2, 0, 1])
_BONES_FROM = len(_PAIRS)
_FROM = np.concatenate([_PAIRS[:, 1], _PARENTS])  # of pairs of joints, and behind them of bones
_TO = np.concatenate([_PAIRS[:, 0], np.arange(1, 21)])

IS_LEFT = np.arange(2) == LEFT
"""(2,), of the slots of a frame."""

HAND_SIZES = {
    "shape": 60, "palm": 60, "distances": len(_PAIRS), "angles": len(_ANGLES), "orientation": 6,
    "place": 2, "path": 3, "fast": 3 + 3 * len(_MOVING), "slow": 3 + 3 * len(_MOVING), "deep": 1, "seen": 1,
}  # fmt: skip
"""How many features describe what of one hand, in their order; the last is 1 where the hand is there."""

HAND_SIZE = sum(HAND_SIZES.values())
STATE_SIZE = HAND_SIZES["fast"]
STILL_SIZE = sum(
    HAND_SIZES[each] for each in ("shape", "palm", "distances", "angles", "orientation", "place")
)
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
    hands = as_right_hands(points[held], np.broadcast_to(IS_LEFT, held.shape)[held])
    looks = look_at(hands)
    usual = _running_mean(_spread(looks.size[None], held))[0][held]
    state = _spread(looks.state, held)
    described = [
        looks.still,
        _path(state[:3], usual, held),
        _motion(state, 1, usual, held),
        _motion(state, spec.slow_steps, usual, held),
        looks.deep[None],
        np.ones((1, hands.shape[2]), np.float32),
    ]
    features = np.full((*held.shape, HAND_SIZE), np.nan, np.float32)
    features[held] = np.concatenate(described).T
    features[~held, -1] = 0.0
    both = relation(points, held)
    return np.concatenate([features.reshape(*held.shape[:2], -1), both], axis=-1)


class Looks(NamedTuple):
    """What single moments show of M hands, whatever came before.

    Attributes:
        still: (STILL_SIZE, M), the features up to the hand's place.
        state: (STATE_SIZE, M): place (2), logarithm of the size, and the moving joints: what changes in these makes
            the other features.
        size: (M,), in picture heights.
        deep: (M,), whether the landmarks have any depth.
    """

    still: Array
    state: Array
    size: Array
    deep: NDArray[np.bool_]


def look_at(hands: Array) -> Looks:
    """Describe hands (3, 21, M) as `as_right_hands` gives them, each by itself."""
    wrist, size = hands[:2, WRIST], _palm_size(hands)
    size[size <= 1e-6] = np.nan
    own = (hands - hands[:, WRIST : WRIST + 1]) / size
    axes = _axes(own)
    between = own.take(_TO, axis=1) - own.take(_FROM, axis=1)
    lengths = _lengths(between)
    still = [
        _flat(own[:, 1:]),
        _in_the_palm(own, axes),
        lengths[:_BONES_FROM],
        _angles(between[:, _BONES_FROM:], lengths[_BONES_FROM:]),
        *axes[1:],
        wrist,
    ]
    state = np.concatenate([wrist, np.log(size)[None], _flat(own.take(_MOVING, axis=1))])
    return Looks(np.concatenate(still), state, size, own[2].any(axis=0))


# Below, hands are (3, 21, M): one hand after the other along the last axis, only those that are there. That numpy goes
# along long rows makes all of this several times as fast.


def as_right_hands(points: Array, left: NDArray[np.bool_]) -> Array:
    """Hands (M, 21, 3) as (3, 21, M); left ones (M,) mirrored about the picture's middle."""
    hands = np.ascontiguousarray(points.transpose(2, 1, 0))
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
    length, index, width = _lengths(hands.take(_PALM_TO, axis=1) - hands.take(_PALM_FROM, axis=1))
    return np.asarray(np.maximum(np.maximum(length, index), np.float32(1.6) * width))


def _lengths(vectors: Array) -> Array:
    """Over the first axis."""
    return np.asarray(np.sqrt(_dot(vectors, vectors)), np.float32)


def _unit(vectors: Array) -> Array:
    return np.asarray(vectors / np.maximum(_lengths(vectors), np.float32(1e-6)), np.float32)


def _cross(a: Array, b: Array) -> Array:
    first = a.take(_NEXT, axis=0) * b.take(_AFTER_NEXT, axis=0)
    return np.asarray(first - a.take(_AFTER_NEXT, axis=0) * b.take(_NEXT, axis=0))


def _dot(a: Array, b: Array) -> Array:
    """Over the first axis."""
    products = a * b
    dots: Array = products[0] + products[1] + products[2]
    return dots


def _axes(own: Array) -> tuple[Array, Array, Array]:
    """Across the palm, along it, out of its back; (3, M) each. Not quite at right angles to each other: no matter."""
    normal = _cross(own[:, INDEX_MCP], own[:, PINKY_MCP])
    along, normal = _unit(np.stack([own[:, MIDDLE_MCP], normal], axis=1)).swapaxes(0, 1)
    return _cross(along, normal), along, normal


def _in_the_palm(own: Array, axes: tuple[Array, Array, Array]) -> Array:
    """The shape as the palm sees it, free of how the hand is turned, (60, M)."""
    across = np.stack(axes, axis=1)[:, :, None]  # (xyz, axes, 1, M)
    return _flat(_dot(across, own[:, None, 1:]))


def _angles(bones: Array, lengths: Array) -> Array:
    """Cosines between bones (3, 20, M) that follow each other, and between neighbouring fingers."""
    along = np.asarray(bones / np.maximum(lengths, np.float32(1e-6)), np.float32)
    return _dot(along.take(_ANGLES[:, 0], axis=1), along.take(_ANGLES[:, 1], axis=1))


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


def relation(points: Array, held: NDArray[np.bool_]) -> Array:
    """Where the right hand is seen from the left one, in palms, (N, T, 9); NaN unless both are there."""
    there = held.all(axis=2)
    related = np.full((*there.shape, RELATION_SIZE), np.nan, np.float32)
    related[..., -1] = there
    if there.any():
        left, right = points[there].transpose(1, 3, 2, 0)  # (3, 21, M) each
        size = (_palm_size(left) + _palm_size(right)) / 2
        size[size <= 1e-6] = np.nan
        apart = (right[:2, WRIST] - left[:2, WRIST]) / size
        tips = (right[:2, FINGERTIPS] - left[:2, FINGERTIPS]) / size
        gaps = np.hypot(tips[0], tips[1])
        related[there, :-1] = np.concatenate([apart, np.hypot(*apart)[None], gaps]).T
    return related
