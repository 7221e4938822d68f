"""Which cameras there are, and how to find one by its name or number."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass

from cv2_enumerate_cameras import enumerate_cameras

from gesture_app.capture.source import SourceError
from gesture_app.opencv import cv2


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A camera as OpenCV opens it: `index` and `backend` belong together."""

    index: int
    name: str
    backend: int


def _default_backend() -> int:
    """The one backend whose list of names and indices is used on this system."""
    if sys.platform == "win32":
        return cv2.CAP_MSMF
    return cv2.CAP_AVFOUNDATION if sys.platform == "darwin" else cv2.CAP_V4L2


def list_cameras() -> list[CameraInfo]:
    """The cameras that are connected, without opening any: probing indices freezes some devices."""
    backend = _default_backend()
    found = sorted(enumerate_cameras(backend), key=lambda camera: camera.index)
    seen: Counter[str] = Counter()
    cameras = []
    for camera in found:
        name = camera.name or f"Camera {camera.index}"
        seen[name] += 1
        unique = name if seen[name] == 1 else f"{name} ({seen[name]})"  # two cameras of one make
        cameras.append(CameraInfo(camera.index, unique, backend))
    return cameras


def choose_camera(wanted: str, cameras: list[CameraInfo]) -> CameraInfo:
    """The camera that was asked for.

    Args:
        wanted: empty = the first one, a number = OpenCV's index, else a name or the beginning of one.

    Raises:
        SourceError: there is no such camera; says which there are.
    """
    for camera in cameras:
        if wanted in ("", str(camera.index), camera.name):
            return camera
    for camera in cameras:
        if wanted and not wanted.isdigit() and camera.name.casefold().startswith(wanted.casefold()):
            return camera
    raise _absent(wanted, cameras)


def _absent(wanted: str, cameras: list[CameraInfo]) -> SourceError:
    which = f"camera {wanted}" if wanted.isdigit() else f"camera called “{wanted}”"
    if not cameras:
        return SourceError(
            "absent",
            f"There is no {which}: none is connected." if wanted else "No camera was found.",
            "Connect one, or use a video, your recorded takes or the virtual hand as source.",
        )
    there = ", ".join(f"{camera.index} “{camera.name}”" for camera in cameras)
    return SourceError("absent", f"There is no {which}. Connected: {there}.", "Connect it or choose another.")
