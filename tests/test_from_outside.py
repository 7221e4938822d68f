"""One whole session with the real program, driven from outside by keys alone, on a screen of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest

from footage import Scene, tracker_bundle, write_video
from gesture_app.folders import find_folders
from gesture_app.opencv import cv2
from gesture_app.settings import Settings, save_settings
from gesture_app.takes.store import TakeStore

PROGRAMS = ("Xvfb", "xdotool", "openbox", "import")
SCENE_S = 11.0
MARKS = {"flat hand": (255, 0, 0), "victory": (0, 255, 0)}
"""A square of this colour (BGR) in the picture says, to whoever looks at the screen, which hand is shown."""

pytestmark = pytest.mark.outside


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A flat hand, then a victory sign, and a mark that tells which."""
    folder = tmp_path_factory.mktemp("video")
    plain, marked = folder / "plain.avi", folder / "marked.avi"
    write_video(plain, [Scene("open", SCENE_S, "drift"), Scene("victory", SCENE_S, "drift")])
    reader = cv2.VideoCapture(str(plain))
    size = (int(reader.get(cv2.CAP_PROP_FRAME_WIDTH)), int(reader.get(cv2.CAP_PROP_FRAME_HEIGHT)))
    writer = cv2.VideoWriter(str(marked), cv2.VideoWriter.fourcc(*"MJPG"), 25, size)
    frames = int(reader.get(cv2.CAP_PROP_FRAME_COUNT))
    for number in range(frames):
        _, picture = reader.read()
        mark = MARKS["flat hand"] if number < frames / 2 else MARKS["victory"]
        cv2.rectangle(picture, (0, 0), (30, 30), mark, -1)
        writer.write(picture)
    writer.release()
    return marked


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[str]:
    """A screen with a window manager; gives its name."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        if os.environ.get("GESTURE_APP_REQUIRE_XVFB"):
            pytest.fail(f"missing here: {', '.join(missing)}")
        pytest.skip(f"not installed: {', '.join(missing)}")
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1280x800x24", "-nolisten", "tcp",
         "-noreset"],
        pass_fds=[write_end], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write_end)
    with os.fdopen(read_end) as numbers:
        name = f":{numbers.readline().strip()}"
    manager = subprocess.Popen(["openbox"], env=os.environ | {"DISPLAY": name}, stderr=subprocess.DEVNULL)
    yield name
    for process in (manager, server):
        process.terminate()
        process.wait(10)


class Person:
    """Looks at the screen and presses keys."""

    def __init__(self, screen: str, program: subprocess.Popen[str]) -> None:
        self._environment = os.environ | {"DISPLAY": screen}
        self._program = program
        self.wait_until(self._windows, 60, "the window")
        self._do("xdotool", "windowactivate", "--sync", self._windows()[-1])

    def press(self, *keys: str) -> None:
        self._do("xdotool", "key", "--delay", "60", *keys)

    def type(self, text: str) -> None:
        self._do("xdotool", "type", "--delay", "40", text)

    def title(self) -> str:
        return self._do("xdotool", "getactivewindow", "getwindowname").strip()

    def look(self) -> np.ndarray:
        """The screen as BGR pixels."""
        picture = subprocess.run(
            ["import", "-window", "root", "ppm:-"],
            env=self._environment,
            capture_output=True,
            check=True,
            timeout=30,
        ).stdout
        return cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)

    def sees_mark(self, gesture: str) -> bool:
        off = np.abs(self.look().astype(int) - np.array(MARKS[gesture])).max(axis=2)
        return int((off < 60).sum()) > 200

    def wait_until(self, holds: Callable[[], object], seconds: float, what: str) -> None:
        until = time.monotonic() + seconds
        while not holds():
            assert self._program.poll() is None, f"the program ended while waiting for {what}"
            assert time.monotonic() < until, f"waited in vain for {what}"
            time.sleep(0.1)

    def wait_for_begin_of(self, gesture: str) -> None:
        self.wait_until(lambda: not self.sees_mark(gesture), 3 * SCENE_S, f"the end of {gesture}")
        self.wait_until(lambda: self.sees_mark(gesture), 3 * SCENE_S, gesture)

    def _windows(self) -> list[str]:
        # A search ends with an error when some window, anybody's, vanishes under it: then it is asked again.
        search = ["xdotool", "search", "--onlyvisible", "--name", "Gesture App"]
        found = subprocess.run(
            search, env=self._environment, capture_output=True, text=True, check=False, timeout=30
        )
        return found.stdout.split() if found.returncode == 0 else []

    def _do(self, *command: str) -> str:
        return subprocess.run(
            command, env=self._environment, capture_output=True, text=True, check=True, timeout=60
        ).stdout


def test_record_two_gestures_train_see_them_recognised_and_quit(
    screen: str, video: Path, own_home: Path
) -> None:
    folders = find_folders()
    folders.models.mkdir(parents=True)
    folders.landmarker.write_bytes(tracker_bundle())
    save_settings(Settings(take_seconds=0.6, takes_in_a_row=3, countdown_s=1.0), folders.settings_file)
    environment = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"} | {
        "DISPLAY": screen
    }
    command = [sys.executable, "-m", "gesture_app", "--source", str(video)]
    with subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        try:
            person = Person(screen, program)
            store = TakeStore(folders.recordings)
            person.wait_until(lambda: any(map(person.sees_mark, MARKS)), 30, "the picture")
            person.press("ctrl+2")
            for gesture in MARKS:
                person.press("ctrl+n")
                person.type(gesture)
                person.press("Return")
                person.wait_for_begin_of(gesture)
                person.press("ctrl+Return")
                person.wait_until(
                    lambda name=gesture: len(store.takes(name)) == 3, SCENE_S, f"takes of {gesture}"
                )
            person.press("ctrl+3", "ctrl+Return")
            person.wait_until(lambda: list(folders.models.glob("*.safetensors")), 120, "a model")
            person.press("ctrl+1")
            for gesture in MARKS:
                person.wait_until(
                    lambda name=gesture: person.title().startswith(name), 3 * SCENE_S, f"{gesture} by name"
                )
                assert person.sees_mark(gesture), "it is recognised while it is shown"
            person.press("ctrl+q")
            output, complaints = program.communicate(timeout=30)
        except BaseException:
            program.kill()
            raise
    assert program.returncode == 0
    assert output == ""
    assert complaints == "", "nothing a user would worry about"
    assert {gesture.name: gesture.takes for gesture in store.gestures()} == {
        "flat hand": 3,
        "victory": 3,
        "none": 0,
    }
    assert msgspec.json.decode(folders.settings_file.read_bytes())["takes_in_a_row"] == 3


def test_ctrl_c_ends_the_program_in_order(screen: str, video: Path, own_home: Path) -> None:
    folders = find_folders()
    folders.models.mkdir(parents=True)
    folders.landmarker.write_bytes(tracker_bundle())
    environment = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"} | {
        "DISPLAY": screen
    }
    command = [sys.executable, "-m", "gesture_app", "--source", str(video)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as program:
        Person(screen, program)
        time.sleep(2)
        program.send_signal(2)
        _, complaints = program.communicate(timeout=30)
    assert program.returncode == 0
    assert complaints == ""
