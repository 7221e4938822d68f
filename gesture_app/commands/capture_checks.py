"""What `doctor` looks at where hands come from: camera, tracker model, telemetry."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing

from gesture_app.capture.camera import Camera
from gesture_app.capture.camera_trouble import camera_trouble
from gesture_app.capture.cameras import CameraInfo, list_cameras
from gesture_app.capture.fetching import TrackerModelError
from gesture_app.capture.health import PictureHealth
from gesture_app.capture.source import Source, SourceError
from gesture_app.capture.tracker_model import load_landmarker
from gesture_app.commands.finding import Finding
from gesture_app.folders import Folders
from gesture_app.settings import load_settings

_LOOK_S = 2.5
"""Long enough for a camera to find its exposure, and to call it black."""


def check_cameras(
    connected: Callable[[], list[CameraInfo]] = list_cameras,
    camera: Callable[[str], Source] = Camera,
    clock: Callable[[], float] = time.perf_counter,
) -> list[Finding]:
    """Look through every camera for a moment."""
    cameras = connected()
    if not cameras:
        return [
            Finding("camera", "warning", "No camera was found.",
                    "Connect one, or use a video, recorded takes or the virtual hand as source.")
        ]  # fmt: skip
    return [_look_through(camera(info.name), info, clock) for info in cameras]


def check_tracker_model(folders: Folders) -> Finding:
    file = folders.landmarker
    if not file.exists():
        return Finding(
            "tracker model", "warning", "The hand tracker's model is not there yet.", "Run: gesture-app fetch"
        )
    try:
        bundle = load_landmarker(file)
    except TrackerModelError as error:
        return Finding("tracker model", "problem", error.sentence, "Run: gesture-app fetch")
    return Finding("tracker model", "ok", f"{file}, {len(bundle) / 1e6:.1f} MB.")


def check_settings(folders: Folders) -> list[Finding]:
    """Whether the settings can be read, and what they say about MediaPipe's reports to Google."""
    settings, trouble = load_settings(folders.settings_file)
    findings = (
        [] if trouble is None else [Finding("settings", "warning", trouble, "Set them anew in the window.")]
    )
    if settings.telemetry:
        findings.append(
            Finding("telemetry", "warning", "MediaPipe reports its usage to Google, as you allowed.",
                    "Turn it off in Settings if you do not want that.")
        )  # fmt: skip
    else:
        findings.append(Finding("telemetry", "ok", "MediaPipe's reports to Google are off; nothing leaves."))
    return findings


def _look_through(source: Source, info: CameraInfo, clock: Callable[[], float]) -> Finding:
    health = PictureHealth()
    try:
        with closing(source):
            source.open()
            until_s = clock() + _LOOK_S
            while (frame := source.read()) is not None and frame.pixels is not None:
                problem = health.update(frame.pixels, frame.time_s)
                if problem is not None:
                    raise camera_trouble(problem, info.name)
                if clock() >= until_s:
                    break
    except SourceError as error:
        return Finding("camera", "problem", error.sentence, error.remedy)
    if frame is None or frame.pixels is None:
        trouble = camera_trouble("no_frames", info.name)
        return Finding("camera", "problem", trouble.sentence, trouble.remedy)
    height, width = frame.pixels.shape[:2]
    return Finding("camera", "ok", f"{info.index} “{info.name}”, {width}×{height}.")
