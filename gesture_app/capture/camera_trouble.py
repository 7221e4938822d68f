"""What keeps a camera from delivering pictures, in words."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from gesture_app.capture.source import Problem, SourceError


def camera_trouble(problem: Problem, name: str) -> SourceError:
    """The sentence and the remedy for a camera's problem."""
    sentence, remedy = _WORDS[problem]
    if problem == "denied" and sys.platform.startswith("linux"):
        remedy = "Add yourself to the group “video” (sudo usermod -aG video $USER), then log in again."
    return SourceError(problem, sentence.format(name=name), remedy)


def why_not_opened(index: int, name: str, device_folder: Path = Path("/dev")) -> SourceError:
    """Tell absent, busy and denied apart after OpenCV could not open a camera.

    OpenCV only says that it failed. On Linux the device file tells why; elsewhere a camera that is
    listed but does not open is most often in use by another program.
    """
    if not sys.platform.startswith("linux"):
        return camera_trouble("busy", name)
    try:
        os.close(os.open(device_folder / f"video{index}", os.O_RDWR | os.O_NONBLOCK))
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM):
            return camera_trouble("denied", name)
        if error.errno == errno.EBUSY:
            return camera_trouble("busy", name)
        return camera_trouble("absent", name)
    # Most drivers let a second program open the device and refuse it only when it asks for pictures.
    return camera_trouble("busy", name)


def still_connected(index: int, device_folder: Path = Path("/dev")) -> bool:
    """Whether the device is there; only Linux can tell without disturbing it."""
    return not sys.platform.startswith("linux") or (device_folder / f"video{index}").exists()


_WORDS: dict[Problem, tuple[str, str]] = {
    "absent": ("{name} was not found.", "Connect it, or choose another camera."),
    "busy": ("{name} is in use by another program.", "Close it or choose another camera."),
    "denied": (
        "{name} may not be used by this program.",
        "Allow access to the camera in the system's privacy settings.",
    ),
    "lost": ("{name} was disconnected.", "Connect it again; it will be picked up by itself."),
    "no_frames": (
        "{name} delivers no pictures.",
        "Close other programs that use it, or unplug it and plug it in again.",
    ),
    "black": (
        "{name} delivers black pictures.",
        "Open its cover or its privacy switch, or turn on a light.",
    ),
    "unreadable": ("{name} delivers pictures that cannot be read.", "Choose another camera."),
}
