"""Hands of the virtual hand's bones, no picture needed: to be placed, moved and taken away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from gesture_app.hands import RIGHT, SIDES, HandFrame, HandSequence
from gesture_app.virtual_hand.body.build import average_build
from gesture_app.virtual_hand.body.camera import Camera
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.pose import HandPose

PALM = 0.15  # of the picture's height


_STRAIGHT = np.array([(8.0, 5, 5, 3), (2, 5, 5, 3), (-4, 5, 5, 3), (-12, 5, 5, 3)])
_BENT = np.array([(0.0, 75, 95, 60)] * 4)
_THUMB = np.array([50.0, 10, 10, 5, 5])
_BUILD = average_build()
# From afar: wherever it is in the picture, the hand looks the same.
_HEIGHT_PX, _FIELD_DEG = 900, 0.1


def hand_frame(
    time_s: float, x: float = 0.5, y: float = 0.7, slot: int = RIGHT, aspect: float = 4 / 3, curl: float = 0.0
) -> HandFrame:
    """One hand with its wrist at x, y of the picture; `curl` of 0…1 draws the fingers in."""
    camera = Camera(round(_HEIGHT_PX * aspect), _HEIGHT_PX, _FIELD_DEG)
    distance_mm = float(_BUILD.palm_mm) * camera.focal_px / (PALM * camera.height)
    per_px = distance_mm / camera.focal_px
    wrist = np.array([(x - 0.5) * camera.width * per_px, (0.5 - y) * camera.height * per_px, -distance_mm])
    pose = HandPose(wrist, np.eye(3), _STRAIGHT + curl * (_BENT - _STRAIGHT), _THUMB, np.zeros(2))
    side = SIDES[slot]
    points = landmarks_of(pose, _BUILD, "right" if side == "right" else "left")
    return replace(camera.hand_frame({side: points}, time_s), aspect=aspect)


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
