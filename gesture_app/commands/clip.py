"""Write pictures as a video or a GIF, whole or not at all."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gesture_app.commands.gif import encode_gif
from gesture_app.keeping.atomic import write_atomically
from gesture_app.opencv import cv2

Pixels = NDArray[np.uint8]

_CODECS = {".mp4": "mp4v", ".avi": "MJPG"}
KINDS = (*_CODECS, ".gif")

_MOST_GIF_BYTES = 1_000_000_000
"""Of unpacked pictures: a GIF's colours are chosen from all of them, so all are in memory."""


class ClipError(Exception):
    """The clip cannot be written: why, and what to do."""


def check_clip(file: Path) -> None:
    """Find out before any work whether `file` could be written.

    Raises:
        ClipError: its folder is not there, or its ending names no kind of clip.
    """
    if file.suffix.lower() not in KINDS:
        raise ClipError(f"{file.name} is no clip that can be written. Let it end in .mp4, .avi or .gif.")
    if not file.parent.is_dir():
        raise ClipError(f"There is no folder {file.parent}. Create it or choose another file to write.")


def write_clip(file: Path, pictures: Iterable[Pixels], fps: float) -> int:
    """Write `file` as what its ending says, and count the pictures.

    Args:
        pictures: (height, width, 3) BGR, all of one size, at least one.

    Raises:
        ClipError: see `check_clip`; or this system cannot write such a video.
        OSError: the disk refused.

    Whatever fails, what was at `file` is still there and nothing else is.
    """
    check_clip(file)
    if file.suffix.lower() == ".gif":
        every = _all_of(pictures)
        write_atomically(file, encode_gif(every, fps), durable=False)
        return len(every)
    # OpenCV tells the kind by the ending, so what lies beside has the same.
    beside = file.with_name(f".{secrets.token_hex(6)}{file.suffix.lower()}")
    try:
        beside.touch(exist_ok=False)  # OpenCV does not tell why it cannot write a file; the system does
        count = _write_video(beside, pictures, fps)
        _check_whole(beside, count)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    return count


def _all_of(pictures: Iterable[Pixels]) -> list[Pixels]:
    every: list[Pixels] = []
    for picture in pictures:
        every.append(picture)
        if len(every) * picture.nbytes > _MOST_GIF_BYTES:
            raise ClipError(
                f"{len(every)} pictures and more are too many for a GIF of this size. "
                "Make it smaller, shorter or with fewer pictures a second, or write an .mp4."
            )
    return every


def _check_whole(file: Path, count: int) -> None:
    """OpenCV does not tell when the disk was full; what is missing then is missed when it is read."""
    capture = cv2.VideoCapture(str(file))
    try:
        read = sum(1 for _ in itertools.takewhile(lambda _: capture.grab(), range(count)))
    finally:
        capture.release()
    if read < count:
        raise ClipError("The video could not be written whole. Is the disk full?")


def _write_video(file: Path, pictures: Iterable[Pixels], fps: float) -> int:
    writer = cv2.VideoWriter()
    count = 0
    try:
        for picture in pictures:
            if count == 0:
                size = (picture.shape[1], picture.shape[0])
                writer.open(str(file), cv2.VideoWriter.fourcc(*_CODECS[file.suffix]), fps, size)
                if not writer.isOpened():
                    raise ClipError("OpenCV cannot write such a video here. Write a .gif instead.")
            writer.write(picture)
            count += 1
    finally:
        writer.release()
    return count
