"""`gesture-app doctor`: every finding is a sentence, and a remedy where one is needed."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from footage import tracker_bundle
from gesture_app.capture.cameras import CameraInfo
from gesture_app.capture.source import Frame, SourceError
from gesture_app.commands import capture_checks, machine_checks
from gesture_app.commands.doctor import command
from gesture_app.commands.machine_checks import check_ready_made
from gesture_app.folders import find_folders
from gesture_app.learning.checkpoint import save_checkpoint
from gesture_app.learning.ready_made import READY_MADE
from made_models import made_model

GOOD = {
    "PySide6-Essentials": "6.11.3", "mediapipe": "1.2.2", "numpy": "2.4.6", "opencv-python": "5.0.0.93",
    "opencv-contrib-python": "5.0.0.93", "msgspec": "0.22", "safetensors": "0.8", "pose-format": "0.15",
    "pyqtgraph": "0.14",
}  # fmt: skip


def packages(python: tuple[int, int] = (3, 11), **changed: str | None) -> list:
    versions = GOOD | {name.replace("_", "-"): version for name, version in changed.items()}
    return machine_checks.check_packages(versions.get, python)


def test_good_packages_are_one_finding_with_all_versions() -> None:
    (finding,) = packages()
    assert finding.state == "ok"
    assert "mediapipe 1.2.2" in finding.sentence


def test_the_qt_version_that_crashes_is_a_problem_only_on_old_python() -> None:
    (finding,) = packages(PySide6_Essentials="6.12.0")
    assert finding.state == "problem"
    assert "!=6.12.0" in finding.remedy
    assert packages((3, 12), PySide6_Essentials="6.12.0")[0].state == "ok"


def test_packages_that_do_not_go_together_are_named() -> None:
    assert "share a folder" in packages(opencv_python="4.11")[0].sentence
    assert "uninstall opencv-python-headless" in packages(opencv_python_headless="4.11")[0].remedy
    (missing,) = packages(mediapipe=None)
    assert (missing.state, missing.sentence) == ("problem", "Missing: mediapipe.")


def test_an_old_python_is_a_problem() -> None:
    assert machine_checks.check_python((3, 10, 4)).state == "problem"
    assert machine_checks.check_python((3, 13, 0)).sentence == "Python 3.13.0."


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libraries and displays of Linux")
def test_a_missing_window_library_names_the_package_to_install() -> None:
    def load(library: str) -> object:
        if library == "libxcb-cursor.so.0":
            raise OSError
        return None

    finding = machine_checks.check_qt_libraries(load)
    assert (finding.state, finding.remedy) == ("problem", "Run: sudo apt install libxcb-cursor0")
    assert machine_checks.check_qt_libraries(lambda library: None).state == "ok"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libraries and displays of Linux")
def test_a_missing_display_is_a_warning() -> None:
    assert machine_checks.check_display({}).state == "warning"
    assert machine_checks.check_display({"DISPLAY": ":0"}).state == "ok"


def test_folders_that_do_not_exist_yet_are_fine_and_a_file_in_their_place_is_not(tmp_path: Path) -> None:
    folders = find_folders({"GESTURE_APP_HOME": str(tmp_path / "later" / "home")})
    assert {finding.state for finding in machine_checks.check_folders(folders)} <= {"ok", "warning"}
    assert not (tmp_path / "later").exists()
    (tmp_path / "later").write_text("in the way")
    assert {finding.state for finding in machine_checks.check_folders(folders)} == {"problem"}


def test_a_missing_model_is_a_warning_and_a_damaged_one_a_problem(tmp_path: Path) -> None:
    folders = find_folders({"GESTURE_APP_HOME": str(tmp_path)})
    assert capture_checks.check_tracker_model(folders).state == "warning"
    folders.landmarker.parent.mkdir()
    folders.landmarker.write_bytes(b"junk")
    damaged = capture_checks.check_tracker_model(folders)
    assert (damaged.state, damaged.remedy) == ("problem", "Run: gesture-app fetch")
    folders.landmarker.write_bytes(tracker_bundle())
    assert capture_checks.check_tracker_model(folders).state == "ok"


def test_ready_made_models_that_are_missing_are_a_warning_with_a_remedy(tmp_path: Path) -> None:
    folders = replace(find_folders(), built_in=tmp_path)
    missing = check_ready_made(folders)
    assert missing.state == "warning"
    assert missing.sentence.startswith(
        "The ready-made models Everyday, Manual alphabet and Digits cannot be used"
    )
    assert missing.remedy.startswith("Install the program again")
    for model in READY_MADE:
        save_checkpoint(made_model("A", "B", name=model.name), tmp_path / model.file_name)
    assert check_ready_made(folders).state == "ok"


def test_telemetry_and_damaged_settings_are_told(tmp_path: Path) -> None:
    folders = find_folders({"GESTURE_APP_HOME": str(tmp_path)})
    (off,) = capture_checks.check_settings(folders)
    assert (off.check, off.state) == ("telemetry", "ok")
    folders.settings_file.write_text('{"telemetry": true}')
    assert "as you allowed" in capture_checks.check_settings(folders)[0].sentence
    folders.settings_file.write_text("{damaged")
    assert capture_checks.check_settings(folders)[0].state == "warning"


class FakeCamera:
    """A camera that shows one picture for as long as somebody looks, or fails to open."""

    live = True
    name = "Webcam"

    def __init__(self, picture: np.ndarray | None) -> None:
        self.picture = picture
        self.now_s = 0.0

    def open(self) -> None:
        if self.picture is None:
            raise SourceError("busy", "Webcam is in use by another program.", "Close it.")

    def read(self) -> Frame:
        self.now_s += 0.25
        assert self.picture is not None
        return Frame(0, self.now_s, self.picture, None, 4 / 3)

    def close(self) -> None:
        self.now_s = -1.0


def look_through(picture: np.ndarray | None) -> list:
    camera = FakeCamera(picture)
    findings = capture_checks.check_cameras(
        lambda: [CameraInfo(0, "Webcam", 200)], lambda name: camera, lambda: camera.now_s
    )
    assert camera.now_s == -1.0  # closed in the end
    return findings


def test_every_camera_is_looked_through() -> None:
    (fine,) = look_through(np.full((480, 640, 3), 90, np.uint8))
    assert (fine.state, fine.sentence) == ("ok", "0 “Webcam”, 640×480.")
    (black,) = look_through(np.zeros((480, 640, 3), np.uint8))
    assert (black.state, "black" in black.sentence) == ("problem", True)
    (busy,) = look_through(None)
    assert (busy.state, busy.remedy) == ("problem", "Close it.")
    (none,) = capture_checks.check_cameras(connected=list)
    assert none.state == "warning"


def test_the_command_tells_all_findings_and_exits_with_1_only_for_a_problem(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(capture_checks, "check_cameras", lambda: [])
    done = CliRunner().invoke(command, ["--json"])
    told = json.loads(done.stdout)
    checks = {finding["check"] for finding in told["findings"]}
    assert checks >= {
        "Python",
        "packages",
        "torch",
        "display",
        "window",
        "models",
        "telemetry",
        "tracker model",
    }
    assert all(finding["remedy"] for finding in told["findings"] if finding["state"] != "ok")
    assert done.exit_code == (0 if told["ok"] else 1)

    monkeypatch.setattr(machine_checks, "check_torch", lambda: machine_checks.check_python((3, 9, 0)))
    done = CliRunner().invoke(command)
    assert done.exit_code == 1
    assert "problem  Python: Python 3.9.0 is too old." in done.stdout
    assert "→ Use Python 3.11 or newer." in done.stdout
