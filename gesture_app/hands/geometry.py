"""Sizes, places and movement of hands, free of the picture's shape."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.landmarks import BONES, INDEX_MCP, MIDDLE_MCP, PINKY_MCP, WRIST
from gesture_app.hands.sequence import HandSequence

Points = NDArray[np.float32]

_PARENTS = np.array([parent for parent, _ in BONES])


def in_picture_heights(image: Points, aspect: float) -> Points:
    """Landmarks with one unit for all axes: the height of the picture.

    Image x and z are fractions of the picture's width; without this a 16:9 camera and a 4:3 camera
    give differently shaped hands.
    """
    return image * np.array([aspect, 1.0, aspect], np.float32)


def palm_length(points: Points) -> NDArray[np.float32]:
    """Wrist to the knuckle of the middle finger, over the last two axes (…, 21, 3) → (…)."""
    return np.asarray(np.linalg.norm(points[..., MIDDLE_MCP, :] - points[..., WRIST, :], axis=-1))


def palm_size(points: Points) -> NDArray[np.float32]:
    """A size of the hand that no single foreshortened bone can spoil, (…, 21, 3) → (…).

    The largest of wrist–middle knuckle, wrist–index knuckle and 1.6 × the width of the knuckles: about
    the palm's length from every side.
    """
    wrist = points[..., WRIST, :]
    length = palm_length(points)
    index = np.linalg.norm(points[..., INDEX_MCP, :] - wrist, axis=-1)
    width = np.linalg.norm(points[..., INDEX_MCP, :] - points[..., PINKY_MCP, :], axis=-1)
    return np.asarray(np.maximum(np.maximum(length, index), 1.6 * width))


def bones_of(points: Points) -> Points:
    """Vectors from each bone's inner to its outer end, (…, 21, 3) → (…, 20, 3)."""
    return np.asarray(points[..., 1:, :] - points[..., _PARENTS, :])


def steps_in_palms(points: Points) -> Points:
    """How far each hand came from frame to frame, (T, 2, 21, 3) → (T - 1, 2), in palm sizes.

    Mean over all landmarks, so that a bending finger counts as well as a travelling wrist. NaN unless the
    hand was seen in both frames.
    """
    size = palm_size(points[1:])
    flat = points[..., :2]  # depth is mostly noise
    apart = np.linalg.norm(np.diff(flat, axis=0), axis=-1).mean(axis=-1)
    return np.asarray(apart / np.where(size > 1e-6, size, np.nan))


def hand_speed(sequence: HandSequence) -> NDArray[np.float32]:
    """How fast the faster hand moves, (T,) in palm sizes a second; NaN where it cannot be known."""
    speed = np.full(len(sequence), np.nan, np.float32)
    if len(sequence) < 2:
        return speed
    steps = steps_in_palms(in_picture_heights(sequence.image, sequence.aspect))
    per_hand = steps / np.diff(sequence.time_s)[:, None]
    known = np.isfinite(per_hand)
    fastest = np.where(known, per_hand, -np.inf).max(axis=1)
    speed[1:] = np.where(known.any(axis=1), fastest, np.nan)
    return speed
