"""Pictures and videos of a hand that belongs to nobody, which the real tracker finds: the virtual hand's."""

from __future__ import annotations

import functools
import math
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np

from gesture_app.capture.tracker_model import ensure_landmarker
from gesture_app.commands.clip import write_clip
from gesture_app.folders import find_folders
from gesture_app.virtual_hand.body.build import Side
from gesture_app.virtual_hand.body.camera import Camera
from gesture_app.virtual_hand.body.pose import HandPose, mirrored, turned
from gesture_app.virtual_hand.painting.picture import Painter
from gesture_app.virtual_hand.signs.handshapes import handshape

_LANDMARKER = find_folders().landmarker  # before a test points the program to another home

Movement = Literal["still", "drift", "turn", "wave"]

SHAPES = ("open", "victory", "point", "fist")

_DISTANCE_MM, _BESIDE_MM = 400.0, 120.0
_BELOW_MM = 85.0  # the wrist, so that the hand is in the middle
_HIDDEN_MM = 130.0
_COMES_WITHIN_S = 0.2
_NOISE = 2.5


class Scene(NamedTuple):
    """A hand that rises into the picture, moves, and leaves the same way.

    Attributes:
        shape: a handshape, or "nothing" for an empty room.
        side: of the person; "both" shows two hands.
    """

    shape: str
    seconds: float
    movement: Movement = "drift"
    side: Side | Literal["both"] = "right"


@functools.cache
def tracker_bundle() -> bytes:
    """The real tracker's model, fetched where it is not there yet (as `make` does)."""
    return ensure_landmarker(_LANDMARKER, lambda _: None, threading.Event())


def hand_picture(
    shape: str, side: Side | Literal["both"] = "right", size: tuple[int, int] = (480, 360)
) -> np.ndarray:
    """One picture (height, width, 3) in BGR of a person's hand in front of a quiet wall.

    Args:
        size: width and height in pixels.
    """
    return _picture(Scene(shape, 0.0, "still", side), 0.5, size, np.random.default_rng(1))


def write_video(file: Path, scenes: list[Scene], fps: int = 25, size: tuple[int, int] = (480, 360)) -> Path:
    """Write scenes one after the other as Motion JPEG (`.avi`), which OpenCV reads everywhere."""
    write_clip(file, _pictures(scenes, fps, size), fps)
    return file


def _pictures(scenes: list[Scene], fps: int, size: tuple[int, int]) -> Iterator[np.ndarray]:
    rng = np.random.default_rng(1)
    for scene in map(Scene._make, scenes):
        frames = round(scene.seconds * fps)
        for index in range(frames):
            yield _picture(scene, (index + 0.5) / frames, size, rng)


@functools.cache
def _painter(size: tuple[int, int]) -> Painter:
    return Painter(Camera(*size))


def _picture(scene: Scene, progress: float, size: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    picture = _painter(size).picture(_hands(scene, progress))
    return np.clip(picture + rng.normal(0, _NOISE, picture.shape), 0, 255).astype(np.uint8)


def _hands(scene: Scene, progress: float) -> dict[Side, HandPose]:
    """The hands at a share (0…1) of a scene."""
    if scene.shape == "nothing":
        return {}
    both = scene.side == "both"
    right = _right_hand(scene, progress, -_BESIDE_MM if both else 0.0, _DISTANCE_MM * (1.4 if both else 1.0))
    hands: dict[Side, HandPose] = {"right": right, "left": mirrored(right)}
    return {side: hand for side, hand in hands.items() if scene.side in (side, "both")}


def _right_hand(scene: Scene, progress: float, across_mm: float, distance_mm: float) -> HandPose:
    phase = 2 * math.pi * progress
    x_mm, y_mm, roll_deg = {
        "still": (0.0, 0.0, 0.0),
        "drift": (24 * math.sin(phase), 9 * math.sin(2 * phase), 4 * math.sin(phase)),
        "turn": (0.0, 0.0, 14 * math.sin(phase)),
        "wave": (32 * math.sin(3 * phase), 0.0, 12 * math.sin(3 * phase)),
    }[scene.movement]
    there = min(1.0, min(progress, 1 - progress) * scene.seconds / _COMES_WITHIN_S) if scene.seconds else 1.0
    y_mm -= _BELOW_MM + _HIDDEN_MM * (1 - there) ** 2
    shape = handshape(scene.shape)
    return HandPose(
        np.array([across_mm + x_mm, y_mm, -distance_mm]), turned(roll_deg=-roll_deg),
        shape.fingers_deg, shape.thumb_deg, np.zeros(2),
    )  # fmt: skip
