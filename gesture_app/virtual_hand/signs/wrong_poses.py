"""Ways of holding a hand wrong: a finger, the thumb, how it is turned. Each changes that and leaves the rest.

What suits a gesture is asked of the reference; the change can then be made to anybody's way of making it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.build import FINGERS, average_build
from gesture_app.virtual_hand.body.contacts import deepest_overlap
from gesture_app.virtual_hand.body.pose import MCP, PIP, THUMB_SPREAD, turned
from gesture_app.virtual_hand.body.rotations import facing
from gesture_app.virtual_hand.signs.gesture import Gesture, Key
from gesture_app.virtual_hand.signs.handshapes import handshape
from gesture_app.virtual_hand.signs.likeness import pose_of, rotation_of

Numbers = NDArray[np.float64]
Change = Callable[[Gesture], Gesture]

_STRAIGHT_DEG, _FIST_DEG, _HOOKED_DEG = (4.0, 5.0, 3.0), (82.0, 100.0, 58.0), (25.0, 88.0, 52.0)
_BENT_DEG, _FOLDED_DEG = 75.0, 120.0
"""Knuckle and middle joint together: what is bent more is no straight finger, or even a folded one."""

_THUMB_OUT_DEG = (47.0, 4.0, 15.0, -2.0, -8.0)
_THUMB_ACROSS_DEG = ((18.0, 22.0, 10.0, 55.0, 70.0), (22.0, 49.0, -1.0, 41.0, 48.0))
"""The palm, and the front of bent fingers."""

_OUT_DEG = 40.0
"""Spread of a thumb that is out."""

_THUMB = 16
"""Where its angles begin in `Key.otherwise_deg`."""

_FLESH_YIELDS_MM = 4.0

_PALM_TURNS_DEG = (180.0, 120.0, -120.0, 90.0, -90.0)
_HAND_ROLLS_DEG = (-75.0, 75.0)
_FREELY_ROLLED_DEG = 30.0
"""Whoever may roll a hand by this (σ) may hold it in any direction."""

_ARM_TURNS_DEG = 125.0
"""How far a forearm turns a hand from the middle of its range, either way."""

_ELBOW_ABOVE = 0.1
"""How far above the wrist an elbow is held, in forearms."""


def finger_otherwise(gesture: Gesture, *, finger: str) -> Iterator[Change]:
    """One finger straight that is to be bent, or bent that is to be straight, throughout."""
    row = FINGERS.index(finger)
    bends = np.array([bent_deg(key)[row] for key in gesture.keys])
    to_bend, to_straighten = (abs(bends - sum(end[:2])).min() for end in (_FIST_DEG, _STRAIGHT_DEG))
    for flexion_deg in (_FIST_DEG, _HOOKED_DEG) if to_bend > to_straighten else (_STRAIGHT_DEG,):
        yield from _where_flesh_allows(gesture, 4 * row + MCP, flexion_deg)


def thumb_otherwise(gesture: Gesture) -> Iterator[Change]:
    """The thumb out that is to lie across or beside the fingers, or the other way round."""
    out = min(float(pose_of(key).thumb_deg[THUMB_SPREAD]) for key in gesture.keys) > _OUT_DEG
    for angles_deg in _THUMB_ACROSS_DEG if out else (_THUMB_OUT_DEG,):
        yield from _where_flesh_allows(gesture, _THUMB, angles_deg)


def palm_turned(gesture: Gesture) -> Iterator[Change]:
    """The hand turned about its own length."""
    turns = (partial(_turned, about_hand=turned(yaw_deg=degrees)) for degrees in _PALM_TURNS_DEG)
    return (change for change in turns if _arms_reach(change(gesture)))


def hand_rolled(gesture: Gesture) -> Iterator[Change]:
    """The hand tilted in the picture, so that its fingers point another way."""
    if gesture.loose_deg[2] >= _FREELY_ROLLED_DEG:
        return iter(())
    rolls = (partial(_turned, about_scene=turned(roll_deg=degrees)) for degrees in _HAND_ROLLS_DEG)
    return (change for change in rolls if _arms_reach(change(gesture)))


def _where_flesh_allows(gesture: Gesture, start: int, angles_deg: tuple[float, ...]) -> Iterator[Change]:
    change = partial(_held, start=start, angles_deg=angles_deg)
    build = average_build()
    for before, after in zip(gesture.keys, change(gesture).keys, strict=True):
        allowed_mm = max(deepest_overlap(pose_of(before), build)[0], _FLESH_YIELDS_MM)
        if deepest_overlap(pose_of(after), build)[0] > allowed_mm:
            return
    if not _is_rude(change(gesture)) and not _ring_stands_alone(change(gesture)):
        yield change


def _is_rude(gesture: Gesture) -> bool:
    """Whether the middle finger alone is up: no mistake to be shown to anybody."""
    return any((bent_deg(key) > _BENT_DEG).tolist() == [True, False, True, True] for key in gesture.keys)


def _ring_stands_alone(gesture: Gesture) -> bool:
    """Whether the ring finger is up between two that are folded.

    Tendons tie it to its neighbours, so that few hands can; and trackers take it for another finger.
    """
    bends = [bent_deg(key) for key in gesture.keys]
    return any(ring < _BENT_DEG and min(middle, little) > _FOLDED_DEG for _, middle, ring, little in bends)


def _arms_reach(gesture: Gesture) -> bool:
    middle = facing(palm="left", fingers="up camera")
    for key in gesture.keys:
        rotation = rotation_of(key)
        turn = np.arccos(np.clip((np.trace(middle.T @ rotation) - 1) / 2, -1, 1))
        flexion, deviation = np.radians(key.wrist_deg)
        to_elbow = rotation @ (
            np.sin(deviation),
            -np.cos(flexion) * np.cos(deviation),
            np.sin(flexion) * np.cos(deviation),
        )
        if np.degrees(turn) > _ARM_TURNS_DEG or to_elbow[1] > _ELBOW_ABOVE:
            return False
    return True


def _held(gesture: Gesture, start: int, angles_deg: tuple[float, ...]) -> Gesture:
    """With these angles from this place of `Key.otherwise_deg` on."""
    part = slice(start, start + len(angles_deg))

    def changed(key: Key) -> Key:
        shape = handshape(key.shape)
        own_deg = np.concatenate([shape.fingers_deg.ravel(), shape.thumb_deg])
        otherwise_deg = np.zeros(21) if key.otherwise_deg is None else key.otherwise_deg.copy()
        otherwise_deg[part] = np.array(angles_deg) - own_deg[part]
        return replace(key, otherwise_deg=otherwise_deg)

    return with_keys(gesture, changed)


def _turned(
    gesture: Gesture, about_scene: Numbers | None = None, about_hand: Numbers | None = None
) -> Gesture:
    before = np.eye(3) if about_scene is None else about_scene
    after = np.eye(3) if about_hand is None else about_hand
    return with_keys(gesture, lambda key: replace(key, base=before @ key.base @ after))


def bent_deg(key: Key) -> Numbers:
    """(4,), how far each finger is bent at a key: knuckle and middle joint together."""
    return np.asarray(pose_of(key).fingers_deg[:, MCP : PIP + 1].sum(axis=1))


def with_keys(gesture: Gesture, change: Callable[[Key], Key]) -> Gesture:
    """The gesture with each of its keys changed."""
    return replace(gesture, keys=tuple(change(key) for key in gesture.keys))
