"""A sign in words, for those who do not see the hand."""

from __future__ import annotations

import numpy as np

from gesture_app.practice.references.motion import SignMotion
from gesture_app.virtual_hand.body.build import FINGERS, Side
from gesture_app.virtual_hand.body.pose import DIP, MCP, PIP, THUMB_IP, THUMB_MCP, THUMB_SPREAD, HandPose

_STRAIGHT_DEG, _CLOSED_DEG = 60.0, 175.0
"""Flexion of a finger's three joints together: below the first it is straight, above the second closed."""
_THUMB_OUT_DEG, _THUMB_BENT_DEG = 38.0, 60.0
_STILL_PALMS = 0.25
_DIRECTIONS = {
    (0, 1): "the signer's left", (0, -1): "the signer's right",
    (1, 1): "up", (1, -1): "down",
    (2, 1): "the viewer", (2, -1): "the signer",
}  # fmt: skip


def sign_in_words(motion: SignMotion) -> str:
    """What the hands do, in sentences."""
    moment_s = motion.steps_s[-1 if motion.held else 0]
    sentences = [
        _hand_in_words(side, pose) for side, pose in sorted(motion.at(moment_s).items(), reverse=True)
    ]
    sentences.append("It is held." if motion.held else _movement_in_words(motion))
    return " ".join(sentences)


def _hand_in_words(side: Side, pose: HandPose) -> str:
    palm = _direction(pose.rotation[:, 2])
    ways = [_bend(finger) for finger in pose.fingers_deg]
    told = [f"{_listed([name for name, way in zip(FINGERS, ways, strict=True) if way == wanted])} {wanted}"
            for wanted in ("straight", "bent", "closed") if wanted in ways]  # fmt: skip
    return f"{side.capitalize()} hand, palm to {palm}: {', '.join(told)}, thumb {_thumb(pose.thumb_deg)}."


def _bend(finger_deg: np.ndarray[tuple[int], np.dtype[np.float64]]) -> str:
    flexion_deg = float(finger_deg[[MCP, PIP, DIP]].sum())
    if flexion_deg < _STRAIGHT_DEG:
        return "straight"
    return "bent" if flexion_deg < _CLOSED_DEG else "closed"


def _thumb(thumb_deg: np.ndarray[tuple[int], np.dtype[np.float64]]) -> str:
    if thumb_deg[THUMB_MCP] + thumb_deg[THUMB_IP] > _THUMB_BENT_DEG:
        return "bent"
    return "out" if thumb_deg[THUMB_SPREAD] > _THUMB_OUT_DEG else "along the hand"


def _listed(names: list[str]) -> str:
    """“index finger”, “index and middle finger”, “all fingers”."""
    if len(names) == len(FINGERS):
        return "all fingers"
    return f"{', '.join(names[:-1])} and {names[-1]} finger" if len(names) > 1 else f"{names[0]} finger"


def _direction(vector: np.ndarray[tuple[int], np.dtype[np.float64]]) -> str:
    axis = int(np.abs(vector).argmax())
    return _DIRECTIONS[axis, 1 if vector[axis] > 0 else -1]


def _movement_in_words(motion: SignMotion) -> str:
    """Where the leading hand goes from key moment to key moment, in short."""
    pose = motion.poses[motion.side]
    places = np.array([motion.at(moment_s)[motion.side].position_mm for moment_s in motion.steps_s])
    ways = np.diff(places, axis=0)
    far = [way for way in ways if np.linalg.norm(way) > _STILL_PALMS * float(motion.build.palm_mm)]
    if not far:
        turns = np.abs(pose.rotation - pose.rotation[0]).max() > 0.3
        return "It turns at the wrist." if turns else "Its fingers move."
    told: list[str] = []
    for way in far:
        direction = _direction(way)
        if not told or told[-1] != direction:
            told.append(direction)
    if len(told) > 3 and len(set(told)) <= 2:
        return f"It moves to and fro, to {told[0]} and to {told[1]}, repeatedly."
    return f"It moves to {', then to '.join(told)}.".replace("to up", "up").replace("to down", "down")
