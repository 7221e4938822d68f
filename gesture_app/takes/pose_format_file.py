"""`.pose` files of the sign language tools around pose-format: hands in and out.

https://github.com/sign-language-processing/pose. Both hands are components of 21 points with MediaPipe's
names, in pixels of the picture whose size the header gives; other components (face, body) are left alone. The
format knows one frame rate and no times, and no world landmarks.
"""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import HandSequence
from gesture_app.hands.geometry import palm_length
from gesture_app.hands.landmarks import BONES, LANDMARK_COUNT, NAMES, WRIST
from gesture_app.keeping.atomic import write_atomically
from gesture_app.takes.errors import ExportRefused, ImportRefused, storage_sentence
from gesture_app.takes.take_file import MOST_FRAMES, check_sequence

COMPONENTS = ("LEFT_HAND_LANDMARKS", "RIGHT_HAND_LANDMARKS")
"""In the order of our slots."""

MOST_BYTES = 256 << 20
ASSUMED_FPS = 20.0
"""Taken where a file gives no usable frame rate."""

_READ_VERSIONS = (0.1, 0.2)
_START = struct.Struct("<f4H")  # version, width, height, depth, number of components
_MOST_COMPONENTS = 64
_PLAUSIBLE_FPS = (0.01, 1000.0)
_PICTURE_HEIGHT = 1080  # written files need a size in pixels; 4 : 3 and 16 : 9 come out whole
_LEAST_CONFIDENCE = 0.01  # 0 would mean that the hand was not seen
_FARTHEST_PIXEL = 1e7
_FLAT = 0.02  # median depth in palm lengths; real hands have about 0.3
_MALFORMED = (
    struct.error,
    ValueError,
    TypeError,
    NotImplementedError,
    ZeroDivisionError,
    OverflowError,
    IndexError,
    MemoryError,
    EOFError,
)
"""What pose-format raises for damaged files (found by fuzzing)."""


def read_pose(file: Path) -> HandSequence:
    """The hands of the first person in a `.pose` file.

    A hand counts as seen where all its points have a confidence.

    Raises:
        ImportRefused: with one sentence saying what is wrong with the file.
    """
    try:
        if file.stat().st_size > MOST_BYTES:
            raise ImportRefused(f"{file.name} is larger than the {MOST_BYTES >> 20} MB this program reads.")
        data = file.read_bytes()
    except OSError as error:
        raise ImportRefused(f"{file.name} cannot be opened ({error.strerror}).") from error
    _check_start(data, file.name)
    pose = _parse(data, file.name)
    frames, people = pose.body.data.shape[:2]
    if not 1 <= frames <= MOST_FRAMES or not people:
        raise ImportRefused(f"{file.name} holds no recording of between 1 and {MOST_FRAMES:,} frames.")
    size = pose.header.dimensions
    points, score = _hands(pose, file.name)
    image = _in_picture(points, size.width, size.height)
    fps = float(pose.body.fps)
    if not _PLAUSIBLE_FPS[0] <= fps <= _PLAUSIBLE_FPS[1]:
        fps = ASSUMED_FPS
    present = ~np.isnan(image[..., 0, 0])
    try:
        sequence = HandSequence(
            image,
            np.full_like(image, np.nan),
            present,
            score,
            np.arange(frames) / fps,
            size.width / size.height,
        )
        check_sequence(sequence)
    except ValueError as error:
        raise ImportRefused(f"{file.name} cannot be imported: {error}.") from error
    return sequence


def _check_start(data: bytes, name: str) -> None:
    """Refuse what pose-format would work on for minutes, or not understand."""
    if len(data) < _START.size:
        raise ImportRefused(f"{name} is no .pose file.")
    version, width, height, _, components = _START.unpack_from(data)
    if not any(abs(version - known) < 0.001 for known in _READ_VERSIONS):
        raise ImportRefused(f"{name} is no .pose file of version 0.1 or 0.2.")
    if components > _MOST_COMPONENTS:
        raise ImportRefused(f"{name} is damaged: it declares {components} parts of a body.")
    if not width or not height:
        raise ImportRefused(f"{name} does not say how large its picture is.")


def _parse(data: bytes, name: str) -> Any:
    from pose_format import Pose  # takes a tenth of a second, and few need it

    try:
        return Pose.read(data)
    except _MALFORMED as error:
        raise ImportRefused(f"{name} is damaged or incomplete.") from error


def _hands(pose: Any, name: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Points in pixels (T, 2, 21, 3), NaN where a hand was not seen, and scores (T, 2)."""
    frames = len(pose.body.data)
    points = np.full((frames, 2, LANDMARK_COUNT, 3), np.nan, np.float32)
    score = np.zeros((frames, 2), np.float32)
    start, found = 0, False
    for component in pose.header.components:
        stop = start + len(component.points)
        if component.name in COMPONENTS:
            if len(component.points) != LANDMARK_COUNT or component.format not in ("XYC", "XYZC"):
                raise ImportRefused(f"{name}: its hands do not have MediaPipe's 21 points.")
            slot, axes, found = COMPONENTS.index(component.name), len(component.format) - 1, True
            confidence = pose.body.confidence[:, 0, start:stop]
            place = np.zeros((frames, LANDMARK_COUNT, 3), np.float32)
            place[..., :axes] = pose.body.data.data[:, 0, start:stop, :axes]
            if (np.abs(place) > _FARTHEST_PIXEL).any():
                raise ImportRefused(f"{name}: landmarks lie far outside of any picture.")
            seen = (confidence > 0).all(axis=1) & np.isfinite(place).all(axis=(1, 2))
            points[seen, slot] = place[seen]
            score[seen, slot] = np.clip(confidence[seen].astype(np.float64).mean(axis=1), 0, 1)
        start = stop
    if not found:
        raise ImportRefused(f"{name} holds no hands ({' or '.join(COMPONENTS)}).")
    return points, score


def _in_picture(pixels: NDArray[np.float32], width: int, height: int) -> NDArray[np.float32]:
    """Pixels as fractions of the picture, z on x's scale and 0 at the wrist.

    Files made by pose-format's own tool keep MediaPipe's z, a fraction of the width, beside x and y in
    pixels; others have all three in pixels. A hand that is far flatter than a hand can be tells.
    """
    depth = pixels[..., 2] - pixels[..., WRIST : WRIST + 1, 2]
    flat = depth[..., 1:][~np.isnan(depth[..., 1:])]
    palms = palm_length(pixels[..., :2])
    palms = palms[~np.isnan(palms)]
    is_fraction = len(palms) and np.median(np.abs(flat)) < _FLAT * np.median(palms)
    z = depth if is_fraction else depth / width
    return np.stack([pixels[..., 0] / width, pixels[..., 1] / height, z], axis=-1).astype(np.float32)


def write_pose(sequence: HandSequence, file: Path) -> None:
    """Write one recording; x, y and z in pixels, the mean frame rate instead of exact times.

    Raises:
        ExportRefused: no file was written.
    """
    from pose_format import Pose
    from pose_format.numpy import NumPyPoseBody
    from pose_format.pose_header import PoseHeader, PoseHeaderComponent, PoseHeaderDimensions

    width = max(1, round(sequence.aspect * _PICTURE_HEIGHT))
    if width > 0xFFFF:
        raise ExportRefused("A .pose file cannot hold a picture of that shape.")
    seen = sequence.present
    pixels = np.where(seen[..., None, None], sequence.image, 0) * np.array([width, _PICTURE_HEIGHT, width])
    confidence = np.where(seen, np.maximum(sequence.score, _LEAST_CONFIDENCE), 0)
    confidence = np.repeat(confidence[:, None], LANDMARK_COUNT, axis=2).reshape(len(sequence), 1, -1)
    colours = [(255, 255, 255)] * len(BONES)
    components = [PoseHeaderComponent(name, list(NAMES), list(BONES), colours, "XYZC") for name in COMPONENTS]
    header = PoseHeader(0.2, PoseHeaderDimensions(width, _PICTURE_HEIGHT, width), components)
    fps = (len(sequence) - 1) / sequence.duration_s if sequence.duration_s > 0 else ASSUMED_FPS
    body = NumPyPoseBody(fps, pixels.reshape(len(sequence), 1, -1, 3), confidence)
    buffer = io.BytesIO()
    Pose(header, body).write(buffer)
    try:
        write_atomically(file, buffer.getvalue())
    except OSError as error:
        raise ExportRefused(
            storage_sentence(f"{file.name} could not be written", file.parent, error)
        ) from error
