"""Fetching, checking and building the tracker's model."""

import hashlib
import io
import shutil
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from footage import tracker_bundle
from gesture_app.capture import tracker_model
from gesture_app.capture.tracker_model import (
    FetchCancelledError,
    FetchProgress,
    TrackerModelError,
    ensure_landmarker,
    load_landmarker,
)
from gesture_app.capture.wheel_download import Wheel, download_wheel

WHEEL_FILE = "mediapipe-0.10.21-cp311-cp311-manylinux_2_28_x86_64.whl"
PALM = "mediapipe/modules/palm_detection/palm_detection_full.tflite"
HAND = "mediapipe/modules/hand_landmark/hand_landmark_full.tflite"
NOT_CANCELLED = threading.Event()


def networks_in(bundle: bytes) -> dict[str, bytes]:
    """What a bundle holds; as a zip it also tells the time when it was built."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def the_networks(tmp_path: Path) -> tuple[bytes, bytes]:
    file = tmp_path / "bundle.zip"
    file.write_bytes(tracker_bundle())
    with zipfile.ZipFile(file) as bundle:
        return bundle.read("hand_detector.tflite"), bundle.read("hand_landmarks_detector.tflite")


class Index:
    """Stands in for pip and the package index: copies a wheel that was made here."""

    def __init__(self, wheel: Path) -> None:
        self.wheel = wheel
        self.asked = 0

    def __call__(self, wheel: Wheel, folder: Path, report, cancelled: threading.Event) -> None:
        assert wheel.requirement == "mediapipe==0.10.21"
        self.asked += 1
        report(1, 2)
        shutil.copy(self.wheel, folder / WHEEL_FILE)


@pytest.fixture
def index(tmp_path: Path) -> Index:
    palm, hand = the_networks(tmp_path)
    wheel = tmp_path / "served.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("../../escape.txt", "must never be written")
        archive.writestr(PALM, palm)
        archive.writestr(HAND, hand)
    return Index(wheel)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "models with ü and %" / "hand_landmarker.task"


def test_the_model_is_fetched_once_built_and_kept(index: Index, file: Path) -> None:
    said: list[FetchProgress] = []
    bundle = ensure_landmarker(file, said.append, NOT_CANCELLED, index)
    assert ensure_landmarker(file, said.append, NOT_CANCELLED, index) == bundle == file.read_bytes()
    assert index.asked == 1
    assert [path.name for path in file.parent.iterdir()] == [file.name]  # nothing else is left
    assert FetchProgress(said[0].step, 1, 2) in said
    assert said[-1].step == "Building the tracker's model"


def test_the_bundle_holds_the_very_networks_of_the_wheel(index: Index, file: Path) -> None:
    ensure_landmarker(file, lambda _: None, NOT_CANCELLED, index)
    with zipfile.ZipFile(file) as bundle:
        sums = {name: hashlib.sha256(bundle.read(name)).hexdigest() for name in bundle.namelist()}
    assert sums == {network.in_bundle: network.sha256 for network in tracker_model._NETWORKS}


def test_a_build_that_was_interrupted_goes_on_without_a_download(
    index: Index, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(networks, file):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(tracker_model, "_write_bundle", no_room)
        with pytest.raises(TrackerModelError, match=r"No space left on device.*Make room"):
            ensure_landmarker(file, lambda _: None, NOT_CANCELLED, index)
    assert not file.exists()
    ensure_landmarker(file, lambda _: None, NOT_CANCELLED, index)
    assert index.asked == 1


def test_half_a_wheel_of_an_interrupted_download_is_fetched_again(index: Index, file: Path) -> None:
    half = file.parent / ".tracker-download" / WHEEL_FILE
    half.parent.mkdir(parents=True)
    half.write_bytes(index.wheel.read_bytes()[:100_000])
    ensure_landmarker(file, lambda _: None, NOT_CANCELLED, index)
    assert index.asked == 1


def test_a_wheel_with_another_network_in_it_is_refused(index: Index, file: Path) -> None:
    with zipfile.ZipFile(index.wheel, "w") as archive:
        archive.writestr(PALM, b"\0\0\0\0TFL3 something else")
        archive.writestr(HAND, b"\0\0\0\0TFL3 something else")
    with pytest.raises(TrackerModelError, match="checksum is wrong"):
        ensure_landmarker(file, lambda _: None, NOT_CANCELLED, index)
    assert not file.exists()


@pytest.mark.parametrize("damage", [b"", b"junk", None])
def test_a_damaged_model_is_noticed_and_built_again(index: Index, file: Path, damage: bytes | None) -> None:
    bundle = ensure_landmarker(file, lambda _: None, NOT_CANCELLED, index)
    flipped = bundle[:5_000_000] + bytes([bundle[5_000_000] ^ 1]) + bundle[5_000_001:]
    file.write_bytes(flipped if damage is None else damage)
    said: list[FetchProgress] = []
    again = ensure_landmarker(file, said.append, NOT_CANCELLED, index)
    assert networks_in(again) == networks_in(bundle)
    assert "damaged" in said[0].step
    assert index.asked == 2


def test_the_users_own_landmarker_is_taken_and_anything_else_refused(tmp_path: Path) -> None:
    own = tmp_path / "mine.task"
    own.write_bytes(tracker_bundle())
    assert load_landmarker(own) == tracker_bundle()
    with zipfile.ZipFile(own, "w") as archive:
        archive.writestr("pose_detector.tflite", b"\0\0\0\0TFL3")
    with pytest.raises(TrackerModelError, match=r"mine\.task is not a hand landmarker"):
        load_landmarker(own)
    with pytest.raises(
        TrackerModelError, match=r"There is no file .*gone.task\. Connect to the internet once"
    ):
        load_landmarker(tmp_path / "gone.task")


def pip_that(program: str) -> tuple[str, ...]:
    """A stand-in for pip that gets pip's arguments."""
    return (sys.executable, "-c", f"import sys, os, time\n{program}\n")


def download(tmp_path: Path, program: str, report=lambda done, total: None, cancelled=NOT_CANCELLED) -> None:
    wheel = Wheel("mediapipe==0.10.21", "manylinux_2_28_x86_64", "3.11")
    download_wheel(wheel, tmp_path, report, cancelled, pip_that(program))


@pytest.mark.parametrize(
    ("program", "sentence"),
    [
        (
            "sys.exit('WARNING: Retrying NameResolutionError\\nERROR: No matching distribution')",
            "no connection",
        ),
        ("sys.exit('/usr/bin/python: No module named pip')", "this Python has none.*ensurepip"),
        ("sys.exit('ERROR: [Errno 28] No space left on device')", "no room on the disk"),
        ("sys.exit('ERROR: the index is closed on Sundays')", "pip could not fetch.*closed on Sundays"),
        ("os._exit(3)", "pip could not fetch"),
    ],
)
def test_a_failing_pip_becomes_a_sentence_with_a_remedy(tmp_path: Path, program: str, sentence: str) -> None:
    with pytest.raises(TrackerModelError, match=sentence) as caught:
        download(tmp_path, program)
    assert "--landmarker FILE" in caught.value.remedy or "Free 100 MB" in caught.value.remedy


def test_a_pip_that_cannot_be_started_becomes_a_sentence(tmp_path: Path) -> None:
    wheel = Wheel("mediapipe==0.10.21", "any", "3.11")
    with pytest.raises(TrackerModelError, match="this Python has none"):
        download_wheel(wheel, tmp_path, lambda done, total: None, NOT_CANCELLED, (str(tmp_path / "no-pip"),))


def test_progress_is_passed_on_while_pip_downloads(tmp_path: Path) -> None:
    said: list[tuple[int, int | None]] = []
    seen = tmp_path / "seen"
    program = (
        "print('Progress 10 of 200', flush=True)\n"
        f"while not os.path.exists({str(seen)!r}): time.sleep(0.01)\n"
        "print('Progress 200 of 200', flush=True)"
    )

    def report(done: int, total: int | None) -> None:
        said.append((done, total))
        seen.touch()

    download(tmp_path, program, report)
    assert said[0] == (10, 200)


def test_cancelling_stops_pip_at_once(tmp_path: Path) -> None:
    cancelled = threading.Event()
    program = "print('Progress 1 of 2', flush=True); time.sleep(60)"
    with pytest.raises(FetchCancelledError):
        download(tmp_path, program, lambda done, total: cancelled.set(), cancelled)


def test_pip_is_asked_for_the_wheel_of_one_platform_and_nothing_else(tmp_path: Path) -> None:
    download(tmp_path, f"open({str(tmp_path / 'asked')!r}, 'w').write(' '.join(sys.argv[1:]))")
    asked = (tmp_path / "asked").read_text()
    assert asked.startswith("download --no-deps --only-binary=:all: --platform manylinux_2_28_x86_64")
    assert f"--dest {tmp_path}" in asked
    assert asked.endswith("mediapipe==0.10.21")


def test_compressed_networks_that_are_damaged_are_refused_and_fetched_again(index: Index, file: Path) -> None:
    with zipfile.ZipFile(file.parent.parent / "packed.task", "w", zipfile.ZIP_DEFLATED) as archive:
        for network in tracker_model._NETWORKS:
            archive.writestr(network.in_bundle, b"\0\0\0\0TFL3" + bytes(range(256)) * 500)
    content = bytearray((file.parent.parent / "packed.task").read_bytes())
    content[60:90] = b"\xff" * 30  # inside the first network
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(TrackerModelError, match="damaged"):
        load_landmarker(file)
    ensure_landmarker(file, lambda _: None, NOT_CANCELLED, index)
    assert index.asked == 1
