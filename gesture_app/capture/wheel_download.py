"""Fetch a wheel with the user's own pip: their mirrors, proxies and certificates apply."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from gesture_app.capture.fetching import FetchCancelledError, TrackerModelError
from gesture_app.capture.telemetry import unguarded_environment

_POLL_S = 0.1
_RAW_PROGRESS_SINCE = (24, 1)
_PROGRESS = re.compile(rb"Progress (\d+) of (\d+)")
_OFFLINE = re.compile(
    r"NewConnectionError|NameResolutionError|ConnectTimeout|Max retries|ProxyError|"
    r"Temporary failure|Connection (refused|reset|aborted|broken)|timed out|unreachable|from versions: none",
    re.IGNORECASE,
)
_BY_HAND = "or pass a hand_landmarker.task with --landmarker FILE."


@dataclass(frozen=True, slots=True)
class Wheel:
    """Which wheel: a requirement, and the system and Python it was built for."""

    requirement: str
    platform: str
    python: str


def download_wheel(
    wheel: Wheel,
    folder: Path,
    report: Callable[[int, int | None], None],
    cancelled: threading.Event,
    pip: tuple[str, ...] = (sys.executable, "-m", "pip"),
) -> None:
    """Download a wheel into `folder`.

    Args:
        report: called with the bytes so far and in all, where this pip tells.
        pip: how to start pip.

    Raises:
        FetchCancelledError: `cancelled` was set; pip is stopped.
        TrackerModelError: no pip, no connection, or what pip said.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as messages:
        try:
            process = subprocess.Popen(
                [*pip, *_arguments(wheel, folder)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=messages,
                env=_environment(),
            )
        except OSError as error:
            raise _no_pip() from error
        try:
            while process.poll() is None:
                if cancelled.wait(_POLL_S):
                    raise FetchCancelledError
                _report_progress(output, report)
        finally:
            process.kill()
            process.wait()
        if process.returncode != 0:
            messages.seek(0)
            raise _explain(messages.read().decode("utf-8", "replace"))


def _arguments(wheel: Wheel, folder: Path) -> list[str]:
    arguments = [
        "download", "--no-deps", "--only-binary=:all:", "--platform", wheel.platform,
        "--python-version", wheel.python, "--dest", str(folder),
    ]  # fmt: skip
    if _pip_version() >= _RAW_PROGRESS_SINCE:
        arguments += ["--progress-bar", "raw"]
    return [*arguments, wheel.requirement]


def _pip_version() -> tuple[int, ...]:
    if importlib.util.find_spec("pip") is None:
        return ()
    from importlib.metadata import (
        version,
    )  # takes longer than everything else here, and nearly every start does without

    return tuple(int(part) for part in version("pip").split(".")[:2] if part.isdigit())


def _environment() -> dict[str, str]:
    """The user's own environment: the telemetry guard's proxy would keep pip from the network."""
    environment = unguarded_environment()
    environment.setdefault("PIP_RESUME_RETRIES", "5")  # a broken download goes on where it stopped
    environment |= {
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
        "PIP_REQUIRE_VIRTUALENV": "0",
        "PIP_QUIET": "0",
    }
    return environment


def _report_progress(output: IO[bytes], report: Callable[[int, int | None], None]) -> None:
    output.seek(0)
    steps = _PROGRESS.findall(output.read())
    if steps:
        done, total = (int(number) for number in steps[-1])
        report(done, total or None)


def _explain(messages: str) -> TrackerModelError:
    if "No module named pip" in messages:
        return _no_pip()
    if "No space left" in messages:
        return TrackerModelError(
            "There is no room on the disk for the tracker's model.", "Free 100 MB and try again."
        )
    if _OFFLINE.search(messages):
        return TrackerModelError(
            "The tracker's model could not be fetched: there is no connection to the package index.",
            f"Connect to the internet once and try again, {_BY_HAND}",
        )
    errors = [
        line.removeprefix("ERROR:").strip() for line in messages.splitlines() if line.startswith("ERROR:")
    ]
    said = (errors or messages.strip().splitlines() or ["nothing"])[-1]
    return TrackerModelError(
        f"pip could not fetch the tracker's model: {said}", f"Try again later, {_BY_HAND}"
    )


def _no_pip() -> TrackerModelError:
    return TrackerModelError(
        "The tracker's model is fetched with pip, and this Python has none.",
        f"Run “{sys.executable} -m ensurepip” (or “uv pip install pip”) and try again, {_BY_HAND}",
    )
