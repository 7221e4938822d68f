"""Hands made of numbers: an open right hand that can be placed, moved and taken away."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gesture_app.hands import RIGHT, HandFrame, HandSequence

_OPEN_HAND = np.array(
    [
        (0.0, 0.0), (0.35, -0.2), (0.6, -0.5), (0.75, -0.75), (0.88, -0.95),
        (0.25, -0.95), (0.3, -1.4), (0.32, -1.65), (0.34, -1.9),
        (0.0, -1.0), (0.0, -1.5), (0.0, -1.8), (0.0, -2.05),
        (-0.22, -0.95), (-0.26, -1.4), (-0.28, -1.65), (-0.3, -1.9),
        (-0.42, -0.8), (-0.52, -1.15), (-0.58, -1.35), (-0.62, -1.55),
    ],
    np.float32,
)  # fmt: skip
"""x towards the thumb, y down, in palm lengths from the wrist: the palm to the camera."""

PALM = 0.15  # of the picture's height


def hand_frame(
    time_s: float, x: float = 0.5, y: float = 0.7, slot: int = RIGHT, aspect: float = 4 / 3, curl: float = 0.0
) -> HandFrame:
    """One hand with its wrist at x, y of the picture; `curl` of 0…1 draws the fingers in."""
    frame = HandFrame.empty(time_s, aspect)
    shape = _OPEN_HAND * np.array([1.0 / aspect, 1.0], np.float32) * PALM
    shape[[6, 7, 8, 10, 11, 12, 14, 15, 16, 18, 19, 20], 1] *= 1 - 0.5 * curl
    if slot != RIGHT:
        shape[:, 0] *= -1
    image = frame.image.copy()
    image[slot, :, :2] = shape + np.array([x, y], np.float32)
    image[slot, :, 2] = 0.0
    present = np.zeros(2, bool)
    present[slot] = True
    world = np.where(present[:, None, None], np.nan_to_num(image - image[slot, 9]) * 0.4, np.nan).astype(
        np.float32
    )
    return HandFrame(image, world, present, present.astype(np.float32), time_s, aspect)


def no_hand(time_s: float) -> HandFrame:
    return HandFrame.empty(time_s, 4 / 3)


def stream(
    path: Callable[[float], tuple[float, float] | None],
    seconds: float,
    fps: float = 30.0,
    start_s: float = 0.0,
) -> list[HandFrame]:
    """Frames of a hand whose wrist follows `path(seconds)`; where it gives None no hand is seen."""
    frames = []
    for time_s in start_s + np.arange(round(seconds * fps)) / fps:
        place = path(float(time_s))
        frames.append(no_hand(float(time_s)) if place is None else hand_frame(float(time_s), *place))
    return frames


def still(_: float) -> tuple[float, float]:
    return 0.5, 0.7


def sequence(seconds: float = 1.0, fps: float = 30.0) -> HandSequence:
    """A hand that drifts a little."""
    return HandSequence.from_frames(stream(lambda time_s: (0.4 + 0.1 * time_s, 0.7), seconds, fps))
