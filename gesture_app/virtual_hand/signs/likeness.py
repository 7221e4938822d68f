"""Whether two gestures would be taken for the same one: shape, orientation and path, as the reference hand makes them.

Pace, size in the picture and how often something is repeated do not count.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.build import average_build
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.limits import clamped
from gesture_app.virtual_hand.body.pose import HandPose, turned
from gesture_app.virtual_hand.signs.gesture import Gesture, Key
from gesture_app.virtual_hand.signs.handshapes import handshape

Numbers = NDArray[np.float64]

# What people let pass: palm lengths, degrees, share of a path's size. Chosen by eye, so that a finger that is bent
# instead of straight always counts, and a thumb that lies a little otherwise never does.
_TIP_PALMS = np.array([0.5, 0.46, 0.46, 0.46, 0.46])
_TURN_DEG = 42.0
_PATH_SHARE = 0.25
_STILL_PALMS = 0.12
"""What moves less than this (root mean square) has no path of its own."""

_REMEMBERED = 512  # keys: more than the catalogue has
_SAMPLES = 25
_TIPS = [4, 8, 12, 16, 20]


class Path(NamedTuple):
    """Where a gesture goes.

    Attributes:
        points: (N, 3) palm lengths from its mean, evenly in time: the tips of straight fingers.
        sizes: (3,) its extents along its own axes, the greatest first, as root mean squares.
    """

    points: Numbers
    sizes: Numbers


def made_alike(one: Gesture, other: Gesture, tolerance: float = 1.0) -> bool:
    """Whether people would take these for the same gesture; with more tolerance, whether they might."""
    if one.hands != other.hands or one.kind != other.kind:
        return False
    ends = [(one.keys[place], other.keys[place]) for place in (0, -1)]
    if any(turn_between_deg(*both) > tolerance * _TURN_DEG for both in ends):
        return False
    if any((_tips_apart(*both) > tolerance * _TIP_PALMS).any() for both in ends):
        return False
    return _go_alike(path(one), path(other), tolerance)


@lru_cache(_REMEMBERED)
def fingertips(key: Key) -> Numbers:
    """(5, 3), thumb to little finger, palm lengths in the hand's own axes; read-only."""
    build = average_build()
    tips = np.asarray(landmarks_of(pose_of(key), build)[_TIPS] / build.palm_mm)
    tips.flags.writeable = False
    return tips


def pose_of(key: Key) -> HandPose:
    """A right hand of the key's shape at the origin, its palm to the camera."""
    shape = handshape(key.shape)
    otherwise = np.zeros(21) if key.otherwise_deg is None else key.otherwise_deg
    fingers = shape.fingers_deg + otherwise[:16].reshape(4, 4)
    return clamped(HandPose(np.zeros(3), np.eye(3), fingers, shape.thumb_deg + otherwise[16:], np.zeros(2)))


def rotation_of(key: Key) -> Numbers:
    """(3, 3), how a right hand is turned at a key."""
    return np.asarray(turned(*key.turn_deg) @ key.base)


def turn_between_deg(one: Key, other: Key) -> float:
    """How far a hand turns from one key to the other, 0…180."""
    trace = np.trace(rotation_of(one).T @ rotation_of(other))
    return float(np.degrees(np.arccos(np.clip((trace - 1) / 2, -1, 1))))


def _tips_apart(one: Key, other: Key) -> Numbers:
    return np.asarray(np.linalg.norm(fingertips(one) - fingertips(other), axis=1))


def path(gesture: Gesture) -> Path:
    """Where the hand goes from its first key to its last, without repetitions."""
    places = np.array([_tip_place(key, gesture.pivot) for key in gesture.keys])
    times = np.cumsum([0.0, *(key.seconds for key in gesture.keys[1:])])
    moments = np.linspace(0, times[-1], _SAMPLES)
    points = np.stack([np.interp(moments, times, column) for column in places.T], axis=1)
    points -= points.mean(axis=0)
    return Path(points, np.linalg.svd(points, compute_uv=False) / np.sqrt(_SAMPLES))


def _tip_place(key: Key, pivot: float) -> Numbers:
    turn = turned(*key.turn_deg)
    swing = (turn - np.eye(3)) @ key.base @ np.array([0, 1 - pivot, 0])
    return np.asarray(key.place + swing + turn @ key.base[:, 1])


def _go_alike(one: Path, other: Path, tolerance: float) -> bool:
    moves = [each.sizes[0] > _STILL_PALMS for each in (one, other)]
    if not all(moves):
        return not any(moves)
    apart = np.sqrt(np.mean(np.sum((one.points - other.points) ** 2, axis=1)))
    return bool(apart < tolerance * _PATH_SHARE * min(np.linalg.norm(one.sizes), np.linalg.norm(other.sizes)))
