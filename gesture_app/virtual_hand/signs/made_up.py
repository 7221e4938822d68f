"""Gestures nobody makes: a handshape, an orientation, a place and a movement, put together at random.

An encoder that learned to tell thousands of them apart has learned what hands can differ in.
"""

from __future__ import annotations

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
_SECONDS = (0.18, 0.6)
_TURN_DEG = 35.0


def made_up_gesture(rng: np.random.Generator, name: str) -> Gesture:
    """A gesture at random: held, or moving along a line, an arc, to and fro, or round.

    Args:
        name: of the gesture, also its title.
    """
    keys = _keys(rng)
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


def _keys(rng: np.random.Generator) -> tuple[Key, ...]:
    """From one handshape and turn to another along a path; a single key where nothing changes."""
    shapes = list(handshapes())
    shape = shapes[rng.integers(len(shapes))]
    palm, fingers = _PALMS[rng.integers(len(_PALMS))]
    base = turned(*np.clip(rng.normal(0, _TILT_DEG), -30, 30)) @ facing(palm=palm, fingers=fingers)
    path = _path(rng) if rng.random() < _MOVING else np.zeros((1, 3))
    last_shape = shapes[rng.integers(len(shapes))] if rng.random() < _CHANGES_SHAPE else shape
    turn_deg = rng.normal(0, _TURN_DEG, 3) if rng.random() < _TURNS else np.zeros(3)
    if len(path) == 1 and (last_shape != shape or turn_deg.any()):
        path = np.zeros((2, 3))
    seconds = float(rng.uniform(*_SECONDS))
    share = np.linspace(0, 1, len(path)) if len(path) > 1 else np.zeros(1)
    return tuple(
        Key(
            place=at,
            turn_deg=turn_deg * done,
            base=base,
            shape=last_shape if done > 0.5 else shape,
            wrist_deg=np.array([-12.0, 0.0]),
            seconds=seconds,
            stop=False,
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
