"""The tracker's model: fetched once, checked, kept.

MediaPipe's wheels carry no model since 0.10.30. The two networks lie in an older wheel of the same
project; they are the very files of Google's `hand_landmarker.task`. pip fetches that wheel, so that
the mirrors and proxies a user has set up for pip are used.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import threading
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gesture_app.capture.fetching import FetchCancelledError, FetchProgress, TrackerModelError
from gesture_app.capture.wheel_download import Wheel, download_wheel

__all__ = [
    "FetchCancelledError",
    "FetchProgress",
    "TrackerModelError",
    "ensure_landmarker",
    "load_landmarker",
]

# Any platform will do: the models are the same in each wheel.
_WHEEL = Wheel("mediapipe==0.10.21", platform="manylinux_2_28_x86_64", python="3.11")
_WHEEL_FILES = "mediapipe-0.10.21-*.whl"


@dataclass(frozen=True, slots=True)
class _Network:
    in_wheel: str
    in_bundle: str
    sha256: str


_NETWORKS = (
    _Network(
        "mediapipe/modules/palm_detection/palm_detection_full.tflite",
        "hand_detector.tflite",
        "1b14e9422c6ad006cde6581a46c8b90dd573c07ab7f3934b5589e7cea3f89a54",
    ),
    _Network(
        "mediapipe/modules/hand_landmark/hand_landmark_full.tflite",
        "hand_landmarks_detector.tflite",
        "11c272b891e1a99ab034208e23937a8008388cf11ed2a9d776ed3d01d0ba00e3",
    ),
)
_TFLITE_MAGIC = b"TFL3"  # at byte 4
_LARGEST_BUNDLE = 100_000_000  # bytes; ours has 8 MB
_DAMAGED = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, RuntimeError, ValueError)
"""What reading a damaged, an encrypted or a foreign archive raises."""


Fetch = Callable[[Wheel, Path, Callable[[int, int | None], None], threading.Event], None]
"""Puts a wheel into a folder, see `download_wheel`."""


def load_landmarker(file: Path) -> bytes:
    """The bundle in `file`, checked.

    Raises:
        TrackerModelError: there is none, or it is no hand landmarker, or it is damaged.
    """
    try:
        if file.stat().st_size > _LARGEST_BUNDLE:
            raise _not_a_landmarker(file)
        bundle = file.read_bytes()
    except FileNotFoundError:
        raise TrackerModelError(f"There is no file {file}.") from None
    except OSError as error:
        raise TrackerModelError(f"{file} cannot be read ({error.strerror}).") from error
    if not _is_landmarker(bundle):
        raise _not_a_landmarker(file)
    return bundle


def ensure_landmarker(
    file: Path,
    report: Callable[[FetchProgress], None],
    cancelled: threading.Event,
    fetch: Fetch = download_wheel,
) -> bytes:
    """The bundle in `file`; fetched and built first where it is missing or damaged.

    What was downloaded is kept until the bundle is built, so an interrupted build goes on from there.

    Args:
        fetch: how to get the wheel.

    Raises:
        FetchCancelledError: `cancelled` was set.
        TrackerModelError: no connection, no pip, no space…
    """
    if file.exists():
        try:
            return load_landmarker(file)
        except TrackerModelError:
            report(FetchProgress("The tracker's model is damaged; it is fetched again"))
    downloads = file.parent / ".tracker-download"
    try:
        downloads.mkdir(parents=True, exist_ok=True)
        networks = _kept_networks(downloads)
        if networks is None:
            networks = _fetch_networks(downloads, report, cancelled, fetch)
        report(FetchProgress("Building the tracker's model"))
        _write_bundle(networks, file)
    except OSError as error:
        raise TrackerModelError(
            f"The tracker's model cannot be written to {file.parent} ({error.strerror or error}).",
            "Make room or choose another folder (GESTURE_APP_HOME), then try again.",
        ) from error
    shutil.rmtree(downloads, ignore_errors=True)  # what remains is only in the way, not in error
    return load_landmarker(file)


def _fetch_networks(
    downloads: Path,
    report: Callable[[FetchProgress], None],
    cancelled: threading.Event,
    fetch: Fetch,
) -> dict[str, bytes]:
    step = "Fetching the tracker's model (once, about 36 MB)"
    report(FetchProgress(step))
    fetch(_WHEEL, downloads, lambda done, total: report(FetchProgress(step, done, total)), cancelled)
    networks = _kept_networks(downloads)
    if networks is None:
        raise TrackerModelError(
            "What was downloaded is not the tracker's model: its checksum is wrong.",
            "Try again, perhaps from another network, or pass a hand_landmarker.task with --landmarker FILE.",
        )
    return networks


def _kept_networks(downloads: Path) -> dict[str, bytes] | None:
    """The two networks from a wheel that is already there and whole; anything else is removed."""
    for wheel in sorted(downloads.glob(_WHEEL_FILES)):
        try:
            with zipfile.ZipFile(wheel) as archive:
                networks = {
                    network.in_bundle: _read_member(archive, network.in_wheel) for network in _NETWORKS
                }
        except _DAMAGED:
            networks = {}
        if all(
            hashlib.sha256(networks.get(network.in_bundle, b"")).hexdigest() == network.sha256
            for network in _NETWORKS
        ):
            return networks
        wheel.unlink()
    return None


def _read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """One file out of an archive, into memory: no path in the archive can write anywhere."""
    if archive.getinfo(name).file_size > _LARGEST_BUNDLE:
        raise ValueError(f"{name} is too large")
    return archive.read(name)


def _write_bundle(networks: dict[str, bytes], file: Path) -> None:
    """Write beside and rename: the bundle is there whole or not at all."""
    from mediapipe.tasks.python.metadata.metadata_writers.model_asset_bundle_utils import (
        create_model_asset_bundle,
    )

    from gesture_app.opencv import forget_bundled_qt

    forget_bundled_qt()  # MediaPipe has imported cv2
    beside = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        create_model_asset_bundle(networks, str(beside))
        with beside.open("rb+") as written:
            os.fsync(written.fileno())
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def _is_landmarker(bundle: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
            return all(
                _read_member(archive, network.in_bundle)[4:8] == _TFLITE_MAGIC for network in _NETWORKS
            )
    except _DAMAGED:
        return False


def _not_a_landmarker(file: Path) -> TrackerModelError:
    return TrackerModelError(f"{file} is not a hand landmarker, or it is damaged.")
