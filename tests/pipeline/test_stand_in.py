"""Without a camera the virtual hand performs, until a camera is connected."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from gesture_app.capture.camera import Camera
from gesture_app.capture.cameras import CameraInfo
from gesture_app.folders import find_folders
from gesture_app.pipeline import camera_wait
from gesture_app.pipeline.engine import Engine
from gesture_app.pipeline.messages import Message, SourceStatus, StandIn, TakeSaved
from gesture_app.pipeline.recording import RecordingPlan
from gesture_app.settings import Settings


class Webcam:
    """Hardware that works, or is in use by another program."""

    def __init__(self, works: bool) -> None:
        self._works = works

    def isOpened(self) -> bool:
        return self._works

    def read(self) -> tuple[bool, np.ndarray]:
        time.sleep(0.02)
        return True, np.random.default_rng().integers(0, 255, (48, 64, 3), dtype=np.uint8)

    def set(self, *_: float) -> bool:
        return True

    def release(self) -> None:
        pass


class House:
    """An engine in a house in which cameras come and go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cameras: list[CameraInfo] = []
        self.works = True
        self.heard: list[Message] = []
        self.changed_during_a_take = False
        self._news = threading.Condition()
        monkeypatch.setattr(camera_wait, "LOOK_EVERY_S", 0.05)
        monkeypatch.setattr("gesture_app.capture.open_source.Camera", self._camera)
        monkeypatch.setattr("gesture_app.capture.cameras.list_cameras", lambda: self.cameras)
        self.engine = Engine(find_folders(), Settings(countdown_s=0), self._hear, lambda: None)

    def _camera(self, wanted: str) -> Camera:
        return Camera(
            wanted, connected=lambda: self.cameras, open_device=lambda index, backend: Webcam(self.works)
        )

    def plug_in(self) -> None:
        self.cameras = [CameraInfo(0, "Desk camera", 0)]

    def _hear(self, message: Message) -> None:
        recording = self.engine._recording
        with self._news:
            self.heard.append(message)
            if isinstance(message, StandIn) and recording is not None and not recording.over:
                self.changed_during_a_take = True
            self._news.notify_all()

    def wait_for(self, holds: Callable[[Message], bool], seconds: float = 20.0) -> Message:
        """The first message of this kind, however long ago it came."""
        with self._news:
            assert self._news.wait_for(lambda: any(map(holds, self.heard)), seconds), (
                f"heard only {self.heard}"
            )
            return next(filter(holds, self.heard))

    def running(self, name: str) -> Callable[[Message], bool]:
        return lambda heard: (
            isinstance(heard, SourceStatus) and heard.state == "running" and heard.name.startswith(name)
        )

    def stand_ins(self) -> list[str]:
        return [heard.sentence for heard in self.heard if isinstance(heard, StandIn)]


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch, own_home: Path) -> Iterator[House]:
    made = House(monkeypatch)
    made.engine._loop.start()
    yield made
    made.engine.close()


def test_without_a_camera_the_virtual_hand_performs_and_says_so(house: House) -> None:
    house.engine.watch()
    house.wait_for(house.running("Virtual hand"))
    assert "No camera was found. This is the program's own hand" in house.stand_ins()[-1]
    assert house.engine.source == "camera", "what was chosen stays chosen"


def test_a_camera_that_is_connected_takes_over(house: House) -> None:
    house.engine.watch()
    house.wait_for(house.running("Virtual hand"))
    house.plug_in()
    house.wait_for(house.running("Desk camera"))
    assert house.stand_ins()[-1] == ""


def test_a_camera_that_is_busy_is_named_and_not_replaced(house: House) -> None:
    house.works = False
    house.plug_in()
    house.engine.watch()
    told = house.wait_for(lambda heard: isinstance(heard, SourceStatus) and heard.state == "waiting")
    assert isinstance(told, SourceStatus)
    assert "Desk camera" in told.sentence
    assert not any(house.stand_ins())


def test_choosing_the_virtual_hand_itself_is_no_stand_in(house: House) -> None:
    house.engine.choose_source("virtual:fist")
    house.wait_for(house.running("Virtual hand: fist"))
    assert not any(house.stand_ins())


def test_takes_of_the_virtual_hand_say_whose_they_are(house: House) -> None:
    house.engine.choose_source("virtual:fist")
    house.wait_for(house.running("Virtual hand"))
    house.engine.start_recording(RecordingPlan("fist", 1, "fixed", 0.4, 0.0, hands_needed=False))
    saved = house.wait_for(lambda heard: isinstance(heard, TakeSaved))
    assert isinstance(saved, TakeSaved)
    assert (saved.info.camera, saved.info.person) == ("Virtual hand: fist", "virtual")


def test_a_take_is_not_begun_with_one_hand_and_ended_with_another(house: House) -> None:
    house.engine.watch()
    house.wait_for(house.running("Virtual hand"))
    house.engine.start_recording(RecordingPlan("fist", 1, "fixed", 1.5, 0.0, hands_needed=False))
    house.plug_in()
    saved = house.wait_for(lambda heard: isinstance(heard, TakeSaved))
    assert isinstance(saved, TakeSaved)
    assert saved.info.person == "virtual"
    house.wait_for(house.running("Desk camera"))
    assert saved.info.camera == "Virtual hand: everyday"
    assert not house.changed_during_a_take


def test_a_take_begun_while_the_camera_waits_for_its_turn_is_not_given_another_hand(house: House) -> None:
    house.engine.watch()
    house.wait_for(house.running("Virtual hand"))
    turn = threading.Event()
    house.engine._errands.submit(lambda: (turn.wait(20), None)[1])  # such as loading a model
    wait = house.engine._camera_wait
    assert wait is not None
    house.plug_in()
    wait._thread.join(10)  # the camera was noticed
    house.engine.start_recording(RecordingPlan("fist", 1, "fixed", 1.0, 0.0, hands_needed=False))
    turn.set()
    saved = house.wait_for(lambda heard: isinstance(heard, TakeSaved))
    assert isinstance(saved, TakeSaved)
    assert (saved.info.camera, saved.info.person) == ("Virtual hand: everyday", "virtual")
    assert not house.changed_during_a_take
    house.wait_for(house.running("Desk camera"))


def test_what_was_chosen_in_a_hurry_last_is_what_is_shown(house: House) -> None:
    for number in range(6):
        house.engine.choose_source("camera" if number % 2 else f"virtual:{'AB'[number // 3]}")
    house.plug_in()
    house.engine.choose_source("virtual:fist")
    house.wait_for(house.running("Virtual hand: fist"))
    assert house.stand_ins()[-1] == ""
    time.sleep(0.3)  # longer than the camera is looked for
    assert not any(map(house.running("Desk camera"), house.heard))
    assert house.engine._camera_wait is None


def test_closing_while_the_first_picture_is_being_made_leaves_no_thread(
    monkeypatch: pytest.MonkeyPatch, own_home: Path
) -> None:
    before = set(threading.enumerate())
    made = House(monkeypatch)
    made.engine._loop.start()
    made.engine.watch()
    made.wait_for(lambda heard: isinstance(heard, SourceStatus) and heard.state == "opening")
    made.engine.close()
    for thread in set(threading.enumerate()) - before:
        thread.join(10)
    assert set(threading.enumerate()) <= before
