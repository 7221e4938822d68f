"""The tracker's model for a command: the user's own file, or the kept one, fetched if need be."""

from __future__ import annotations

import threading
from pathlib import Path

import click

from gesture_app.capture.fetching import FetchProgress, TrackerModelError
from gesture_app.commands.output import fail, progress_line
from gesture_app.folders import Folders


def tracker_bundle(folders: Folders, landmarker: Path | None) -> bytes:
    """The bundle for `HandTracker`; telemetry is as the settings say. Ends the command where it fails."""
    from gesture_app.capture.telemetry import silence_telemetry
    from gesture_app.capture.tracker_model import ensure_landmarker, load_landmarker
    from gesture_app.settings import load_settings

    settings, trouble = load_settings(folders.settings_file)
    if trouble is not None:
        click.echo(trouble, err=True)
    silence_telemetry(settings.telemetry)
    try:
        if landmarker is not None:
            return load_landmarker(landmarker)
        bundle = ensure_landmarker(folders.landmarker, _report, threading.Event())
        progress_line("")
        return bundle
    except TrackerModelError as error:
        progress_line("")
        fail(str(error))


def _report(progress: FetchProgress) -> None:
    share = f" {progress.done_bytes / progress.total_bytes:.0%}" if progress.total_bytes else ""
    progress_line(f"{progress.step}{share}")
