"""Without a camera the virtual hand performs, until a camera is connected."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gesture_app.pipeline.messages import SourceStatus, TakeSaved
from gesture_app.pipeline.recording import RecordingPlan
from made_house import House


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
    house.webcam.works = False
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
