"""Pictures and videos of a hand that belongs to nobody, which the real tracker finds.

A hand of capsules, melted together and sphere-traced in numpy: enough for MediaPipe, and no one's
picture. Units are millimetres; x to the picture's right, y up, z towards the camera; a right hand shows its
palm, so its thumb is on the picture's right.
"""

from __future__ import annotations

import functools
import math
import threading
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np

from gesture_app.capture.tracker_model import ensure_landmarker
from gesture_app.folders import find_folders
from gesture_app.opencv import cv2

_LANDMARKER = find_folders().landmarker  # before a test points the program to another home

Side = Literal["right", "left", "both"]
Movement = Literal["still", "drift", "turn", "wave"]


class Scene(NamedTuple):
    """A hand that fades in while it rises, moves, and leaves the same way.

    Attributes:
        shape: see `SHAPES`, or "nothing" for an empty room.
        side: of the person; "both" shows two hands.
    """

    shape: str
    seconds: float
    movement: Movement = "drift"
    side: Side = "right"


# Carpal base (x, y), metacarpal and three phalanges, direction of the metacarpal in degrees towards the
# thumb: Buryanov & Kotiuk 2010.
_FINGERS = {
    "index": ((9, 18), (68.1, 39.8, 22.4, 19.7), 11),
    "middle": ((1, 19), (64.6, 44.6, 26.3, 21.4), 0),
    "ring": ((-6, 17), (58.0, 41.4, 25.7, 21.3), -9),
    "little": ((-13, 14), (53.7, 32.7, 18.1, 19.7), -19),
}
_THUMB_BASE, _THUMB_BONES = (20, 14, 4), (46.2, 31.6, 25.3)
_RADII = {"index": 9.4, "middle": 9.6, "ring": 9.2, "little": 8.0}
# The balls of the thumb and the little finger and the pads below the fingers, by which a palm is told from
# the back of a hand: from, to, radius.
_PADS = (
    ((15, 22, 9), (27, 48, 11), 14.0),
    ((-15, 18, 6), (-21, 50, 6), 12.5),
    ((-24, 66, 6), (24, 80, 6), 8.5),
)

_STRAIGHT = (12, 14, 8)  # flexion of the three joints, degrees
_CURLED = (82, 100, 60)
_THUMB_OUT = ((0.66, 0.68, 0.34), (0.56, 0.80, 0.22), (0.46, 0.86, 0.22))
_THUMB_ACROSS = ((0.45, 0.68, 0.58), (-0.38, 0.72, 0.58), (-0.86, 0.44, 0.20))

SHAPES: dict[str, dict[str, tuple[int, int, int]]] = {
    "open": dict.fromkeys(_FINGERS, _STRAIGHT),
    "victory": {"index": _STRAIGHT, "middle": _STRAIGHT, "ring": _CURLED, "little": _CURLED},
    "point": {"index": _STRAIGHT, "middle": _CURLED, "ring": _CURLED, "little": _CURLED},
    "fist": dict.fromkeys(_FINGERS, _CURLED),
}
_SPREAD = {"open": (6, 1, -4, -9), "victory": (7, -9, 0, 0)}

_MELT_MM = 3.6
_WIDTH_MM = 400.0  # what a picture shows from left to right
_PALM_CENTRE = (4.0, 75.0)
_COMES_WITHIN_S = 0.2
_BELOW = 0.8  # how much forearm there is below the picture, in picture heights


@functools.cache
def tracker_bundle() -> bytes:
    """The real tracker's model, fetched where it is not there yet (as `make` does)."""
    return ensure_landmarker(_LANDMARKER, lambda _: None, threading.Event())


def hand_picture(shape: str, side: Side = "right", size: tuple[int, int] = (480, 360)) -> np.ndarray:
    """One picture (height, width, 3) in BGR of a person's hand in front of a quiet wall.

    Args:
        size: width and height in pixels.
    """
    return _picture(Scene(shape, 0.0, "still", side), 0.5, size, np.random.default_rng(1))


def write_video(file: Path, scenes: list[Scene], fps: int = 25, size: tuple[int, int] = (480, 360)) -> Path:
    """Write scenes one after the other as Motion JPEG (`.avi`), which OpenCV reads everywhere."""
    writer = cv2.VideoWriter(str(file), cv2.VideoWriter.fourcc(*"MJPG"), fps, size)
    assert writer.isOpened(), f"OpenCV cannot write {file}"
    rng = np.random.default_rng(1)
    for scene in map(Scene._make, scenes):
        frames = round(scene.seconds * fps)
        for index in range(frames):
            writer.write(_picture(scene, (index + 0.5) / frames, size, rng))
    writer.release()
    return file


def _picture(scene: Scene, progress: float, size: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    picture = _wall(size).copy()
    if scene.shape != "nothing":
        places = {"right": [(0.5, 1.0, False)], "left": [(0.5, 1.0, True)]}
        both = [(0.28, 0.68, False), (0.72, 0.68, True)]
        for place, scale, mirrored in places.get(scene.side, both):
            _show_hand(picture, scene, progress, place, scale, mirrored)
    noise = rng.normal(0, 2.5, picture.shape).astype(np.float32)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def _show_hand(
    picture: np.ndarray, scene: Scene, progress: float, place: float, scale: float, mirrored: bool
) -> None:
    """Lay a rendered hand over a picture, moved as the scene has it at `progress` (0…1)."""
    height, width = picture.shape[:2]
    hand, cover = _rendered(scene.shape, (width, height))
    if mirrored:
        hand, cover = hand[:, ::-1], cover[:, ::-1]
    across, up, degrees, strength = _moved(scene, progress)
    flip = -1 if mirrored else 1
    affine = cv2.getRotationMatrix2D((width / 2, height * 0.6), flip * degrees, scale)
    affine[0, 2] += width * (place - 0.5) + flip * across * width
    affine[1, 2] -= up * height
    hand = cv2.warpAffine(hand, affine, (width, height), flags=cv2.INTER_LINEAR)
    cover = cv2.warpAffine(cover, affine, (width, height), flags=cv2.INTER_LINEAR)[..., None]
    picture += strength * cover * (hand - picture)


def _moved(scene: Scene, progress: float) -> tuple[float, float, float, float]:
    """Shift in picture widths and heights, turn in degrees, and how far the hand has faded in (0…1)."""
    phase = 2 * math.pi * progress
    across, up, degrees = {
        "still": (0.0, 0.0, 0.0),
        "drift": (0.06 * math.sin(phase), 0.03 * math.sin(2 * phase), 4 * math.sin(phase)),
        "turn": (0.0, 0.0, 14 * math.sin(phase)),
        "wave": (0.08 * math.sin(3 * phase), 0.0, 12 * math.sin(3 * phase)),
    }[scene.movement]
    there = min(1.0, min(progress, 1 - progress) * scene.seconds / _COMES_WITHIN_S) if scene.seconds else 1.0
    return across, up - 0.3 * (1 - there) ** 2, degrees, there


@functools.cache
def _wall(size: tuple[int, int]) -> np.ndarray:
    width, height = size
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    light = 105 - 22 * y - 14 * x * x
    return (light[..., None] * np.array([1.06, 0.98, 0.9])).astype(np.float32)


@functools.cache
def _rendered(shape: str, size: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """The hand (BGR, float32) and how much it covers (0…1), with forearm below the picture's edge."""
    width, height = size
    tall = round(height * (1 + _BELOW))
    step = _WIDTH_MM / width * 1.5  # rendered coarser, then enlarged
    x = np.arange(-_WIDTH_MM / 2, _WIDTH_MM / 2, step) + _PALM_CENTRE[0]
    top = _PALM_CENTRE[1] + _WIDTH_MM * height / width * 0.55
    y = top - np.arange(0, _WIDTH_MM * tall / width, step)
    grid = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2).astype(np.float32)
    colour, cover = _trace(grid, _capsules(shape))
    colour = cv2.resize(colour.reshape(len(y), len(x), 3), (width, tall), interpolation=cv2.INTER_CUBIC)
    cover = cv2.resize(cover.reshape(len(y), len(x)), (width, tall), interpolation=cv2.INTER_LINEAR)
    return colour, cover


def _trace(grid: np.ndarray, capsules: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """March along z through the melted capsules: colour (n, 3) and cover (n,) for points (n, 2)."""
    points = np.column_stack([grid, np.full(len(grid), 110, np.float32)])
    marching = np.arange(len(points))
    hit = np.zeros(len(points), bool)
    for _ in range(48):
        distance = _distance(points[marching], capsules)
        hit[marching[distance < 0.3]] = True
        points[marching, 2] -= np.maximum(distance, 0.3)
        marching = marching[(distance >= 0.3) & (points[marching, 2] > -70)]
        if not len(marching):
            break
    colour = np.tile(np.array([105, 125, 160], np.float32), (len(points), 1))
    colour[hit] = _shade(points[hit], capsules)
    return colour, hit.astype(np.float32)


def _shade(points: np.ndarray, capsules: np.ndarray) -> np.ndarray:
    """Skin under one light, darker in the folds."""
    normal = np.stack(
        [
            _distance(points + shift, capsules) - _distance(points - shift, capsules)
            for shift in 0.6 * np.eye(3, dtype=np.float32)
        ],
        axis=1,
    )
    normal /= np.linalg.norm(normal, axis=1, keepdims=True) + 1e-6
    light = np.array([-0.35, 0.55, 0.76], np.float32)
    direct = np.clip(normal @ light, 0, 1)
    open_sky = np.clip(_distance(points + 9 * normal, capsules) / 9, 0.15, 1)
    brightness = (0.38 + 0.62 * direct) * (0.55 + 0.45 * open_sky)
    return brightness[:, None] * np.array([138, 168, 225], np.float32)


def _distance(points: np.ndarray, capsules: np.ndarray) -> np.ndarray:
    """Signed distance to the smooth union of capsules (m, 8): from, to, both radii."""
    start, along = capsules[:, :3], capsules[:, 3:6] - capsules[:, :3]
    squared = (along**2).sum(1)
    dot = points @ along.T - (start * along).sum(1)
    part = np.clip(dot / squared, 0, 1)
    from_start = (points**2).sum(1)[:, None] - 2 * points @ start.T + (start**2).sum(1)
    apart = np.sqrt(np.maximum(from_start - 2 * part * dot + part**2 * squared, 0))
    each = apart - (capsules[:, 6] + part * (capsules[:, 7] - capsules[:, 6]))
    nearest = each.min(1)
    return nearest - _MELT_MM * np.log(np.exp(-(each - nearest[:, None]) / _MELT_MM).sum(1))


def _capsules(shape: str) -> np.ndarray:
    capsules: list[list[float]] = []

    def bone(start: np.ndarray, end: np.ndarray, first: float, last: float) -> None:
        capsules.append([*start, *end, first, last])

    spreads = dict(zip(_FINGERS, _SPREAD.get(shape, (0, 0, 0, 0)), strict=True))
    for finger, ((x, y), lengths, fan) in _FINGERS.items():
        knuckle = np.array([x, y, 0.0]) + lengths[0] * _direction(fan, 0)
        radius = _RADII[finger]
        bone(np.array([x, y, 0.0]), knuckle, 12.5, radius + 1.6)
        bend, joint = 0.0, knuckle
        for length, flexion, thickness in zip(
            lengths[1:], SHAPES[shape][finger], (1.0, 0.9, 0.8), strict=True
        ):
            bend += flexion
            end = joint + length * _direction(fan * 0.35 + spreads[finger], bend)
            bone(joint, end, radius * thickness, radius * (thickness - 0.1))
            joint = end
    joint = np.array(_THUMB_BASE, float)
    directions = _THUMB_OUT if shape == "open" else _THUMB_ACROSS
    for length, direction, radius in zip(_THUMB_BONES, directions, (13.5, 10.0, 9.0), strict=True):
        end = joint + length * np.array(direction) / np.linalg.norm(direction)
        bone(joint, end, radius, radius - 1.8)
        joint = end
    for first, last, radius in _PADS:
        bone(np.array(first), np.array(last), radius, radius)
    for across in (-10.0, 10.0):  # the wrist is flat, the forearm round and long
        bone(np.array([across, 12.0, 0]), np.array([across * 1.3, -60.0, -4]), 17.0, 20.0)
        bone(np.array([across * 1.3, -60.0, -4]), np.array([across * 1.8, -420.0, -20]), 20.0, 34.0)
    return np.array(capsules, np.float32)


def _direction(towards_thumb: float, flexion: float) -> np.ndarray:
    """Unit vector of a bone: 0, 0 points up along the hand; flexion bends it out of the palm."""
    side, bend = math.radians(towards_thumb), math.radians(flexion)
    return np.array([math.sin(side) * math.cos(bend), math.cos(side) * math.cos(bend), math.sin(bend)])
