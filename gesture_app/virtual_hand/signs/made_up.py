"""Gestures nobody makes: a handshape, an orientation, a place and a movement, put together at random.

An encoder that learned to tell thousands of them apart has learned what hands can differ in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.pose import turned
from gesture_app.virtual_hand.body.rotations import facing
from gesture_app.virtual_hand.signs.gesture import Gesture, Key
from gesture_app.virtual_hand.signs.handshapes import handshapes

Numbers = NDArray[np.float64]

MADE_UP = "made up"
"""The set of gestures they belong to."""

_PALMS = (
    ("camera", "up"), ("camera", "up"), ("self", "up"), ("left", "up"), ("self", "left"), ("camera", "left"),
    ("down", "left"), ("down", "camera left"), ("left", "camera up"), ("up", "left"), ("left", "left camera up"),
)  # fmt: skip
_TILT_DEG = np.array([18.0, 15.0, 18.0])
_PLACE_PALMS = np.array([0.5, 0.5, 0.3])
_TWO_HANDED, _MOVING, _CHANGES_SHAPE, _TURNS = 0.15, 0.65, 0.25, 0.3
_MIXED = 0.5
"""Share of handshapes that nobody has named: fingers and thumb of different handshapes on one hand."""
_SECONDS = (0.18, 0.6)
_TURN_DEG = 35.0


@dataclass(frozen=True, slots=True)
class _Shape:
    """A named handshape and what its angles are changed by."""

    name: str
    otherwise_deg: Numbers | None


def made_up_gesture(rng: np.random.Generator, name: str, like: Gesture | None = None) -> Gesture:
    """A gesture at random: held, or moving along a line, an arc, to and fro, or round.

    Args:
        name: of the gesture, also its title.
        like: a made-up one from which the new one differs in a single part: its handshape, how it is turned, or
            its path. To tell such two apart is what is to be learned.
    """
    if like is not None:
        return _neighbour(like, rng, name)
    keys = _keys(_shape(rng), _base(rng), _movement(rng), rng)
    two_handed = bool(rng.random() < _TWO_HANDED)
    return Gesture(
        name=name,
        set=MADE_UP,
        title=name,
        keys=keys,
        repeat=1,
        hold_s=0.8 if len(keys) == 1 else float(rng.uniform(0.1, 0.5)),
        hands=2 if two_handed else 1,
        from_middle=False,
        place=np.clip(rng.normal(0, _PLACE_PALMS), -2 * _PLACE_PALMS, 2 * _PLACE_PALMS),
        pivot=1.0,
        mirrors_movement=two_handed,
        wander=None,
        source="made up",
        note="",
    )


def _neighbour(like: Gesture, rng: np.random.Generator, name: str) -> Gesture:
    part = int(rng.integers(3))
    first = like.keys[0]
    if part == 2:
        shape = _Shape(first.shape, first.otherwise_deg)
        # Of two that are held, each would be the other.
        path = _path(rng) if len(like.keys) == 1 else _movement(rng)
        keys = _keys(shape, first.base, path, rng)
        hold_s = 0.8 if len(keys) == 1 else like.hold_s
        return replace(like, name=name, title=name, keys=keys, hold_s=hold_s)
    shape, base = _shape(rng), _base(rng)
    while shape.name == first.shape:
        shape = _shape(rng)
    keys = tuple(
        replace(key, shape=shape.name, otherwise_deg=shape.otherwise_deg)
        if part == 0
        else replace(key, base=base)
        for key in like.keys
    )
    return replace(like, name=name, title=name, keys=keys)


def _shape(rng: np.random.Generator) -> _Shape:
    """A named handshape, or one with every finger taken from any of them."""
    shapes = list(handshapes().values())
    shape = shapes[rng.integers(len(shapes))]
    if rng.random() >= _MIXED:
        return _Shape(shape.name, None)
    taken = rng.integers(len(shapes), size=5)
    fingers = np.stack([shapes[each].fingers_deg[row] for row, each in enumerate(taken[:4])])
    otherwise = np.concatenate(
        [(fingers - shape.fingers_deg).ravel(), shapes[taken[4]].thumb_deg - shape.thumb_deg]
    )
    return _Shape(shape.name, otherwise)


def _base(rng: np.random.Generator) -> Numbers:
    """How the hand is turned, (3, 3)."""
    palm, fingers = _PALMS[rng.integers(len(_PALMS))]
    tilt = turned(*np.clip(rng.normal(0, _TILT_DEG), -30, 30))
    return np.asarray(tilt @ facing(palm=palm, fingers=fingers))


def _movement(rng: np.random.Generator) -> Numbers:
    """Places of keys (K, 3); a single one where the hand is held."""
    return _path(rng) if rng.random() < _MOVING else np.zeros((1, 3))


def _keys(shape: _Shape, base: Numbers, path: Numbers, rng: np.random.Generator) -> tuple[Key, ...]:
    """From one handshape and turn to another along a path; a single key where nothing changes."""
    last = _shape(rng) if rng.random() < _CHANGES_SHAPE else shape
    turn_deg = rng.normal(0, _TURN_DEG, 3) if rng.random() < _TURNS else np.zeros(3)
    if len(path) == 1 and (last is not shape or turn_deg.any()):
        path = np.zeros((2, 3))
    seconds = float(rng.uniform(*_SECONDS))
    share = np.linspace(0, 1, len(path)) if len(path) > 1 else np.zeros(1)
    return tuple(
        Key(
            place=at,
            turn_deg=turn_deg * done,
            base=base,
            shape=(last if done > 0.5 else shape).name,
            wrist_deg=np.array([-12.0, 0.0]),
            seconds=seconds,
            stop=False,
            otherwise_deg=(last if done > 0.5 else shape).otherwise_deg,
        )
        for at, done in zip(path, share, strict=True)
    )


def _path(rng: np.random.Generator) -> Numbers:
    """Places of keys (K, 3), palm lengths: a line, to and fro, or a part of a circle up to twice round."""
    along, across = np.linalg.qr(rng.normal(size=(3, 2)) * np.array([[1.0], [1.0], [0.4]]))[0].T
    size = float(rng.uniform(0.3, 1.4))
    kind = rng.integers(3)
    if kind == 0:
        return np.outer([-0.5, 0.5], along * size)
    if kind == 1:
        return np.outer([-0.5, 0.5] * int(rng.integers(2, 4)), along * size * 0.6)
    angles = np.arange(0, rng.choice([0.5, 1.0, 2.0]) * 2 * np.pi + 0.1, np.pi / 4)
    return np.asarray(size / 2 * (np.outer(np.cos(angles), along) + np.outer(np.sin(angles), across)))
