"""A camera that comes and goes all day leaves nothing behind, and comes back every time."""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gesture_app.pipeline import capture_thread
from gesture_app.pipeline.messages import SourceStatus, TakeSaved
from gesture_app.pipeline.recording import GAP_SPOILS_TAKE_S, RecordingPlan
from made_house import House, SeesAHand

TIMES = 50


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch, own_home: Path) -> Iterator[House]:
    monkeypatch.setattr(capture_thread, "FIRST_RETRY_S", 0.01)
    monkeypatch.setattr(capture_thread, "LONGEST_RETRY_S", 0.02)
    made = House(monkeypatch)
    made.plug_in()
    made.engine._loop.start()
    made.engine._loop.track_with(SeesAHand)
    made.engine.watch()
    yield made
    made.engine.close()
    assert made.webcam.opened == made.webcam.released


def open_files() -> int:
    """How many file descriptors this process has; only Linux tells."""
    gc.collect()
    return len(os.listdir("/proc/self/fd")) if sys.platform == "linux" else 0  # noqa: PTH208


def state_is(state: str) -> Callable[[object], bool]:
    return lambda heard: isinstance(heard, SourceStatus) and heard.state == state


def next_picture(house: House) -> int:
    """The number of a frame that has come after this was asked."""
    house.engine.results.clear()
    result = house.engine.results.take(10.0)
    assert result is not None, "no picture comes"
    assert result.hands.any_hand
    return result.frame.index


def test_a_camera_pulled_and_returned_fifty_times_leaves_nothing_behind(house: House) -> None:
    house.wait_for(house.running("Desk camera"))
    last = next_picture(house)
    threads, files = len(threading.enumerate()), open_files()
    for _ in range(TIMES):
        known = len(house.heard)
        house.webcam.pull_out()
        told = house.wait_for(state_is("waiting"), after=known)
        assert isinstance(told, SourceStatus)
        assert told.sentence == "Desk camera was disconnected."
        house.plug_in()
        house.wait_for(house.running("Desk camera"), after=known)
        last, before = next_picture(house), last
        assert last > before, "frames never repeat a number"
    assert len(threading.enumerate()) == threads
    assert open_files() <= files
    assert house.webcam.opened - house.webcam.released == 1
    assert house.engine._loop._orders.empty()
    assert len(house.webcam.pictures) <= 8, "one waiting here and there, and none from before"


def test_closing_while_a_camera_is_out_does_not_wait_for_it(house: House) -> None:
    house.wait_for(house.running("Desk camera"))
    house.webcam.pull_out()
    house.wait_for(state_is("waiting"))
    house.engine.close()
    assert house.webcam.opened == house.webcam.released
    assert not [
        each for each in threading.enumerate() if each.name.startswith(("camera", "capture", "vision"))
    ]


def test_a_take_begun_before_the_camera_was_pulled_starts_again_when_it_is_back(house: House) -> None:
    house.wait_for(house.running("Desk camera"))
    house.engine.start_recording(RecordingPlan("fist", 1, "fixed", 1.0, 0.0))
    recording = house.engine._recording
    assert recording is not None
    while recording.state.phase != "recording":
        next_picture(house)
    house.webcam.pull_out()
    house.wait_for(state_is("waiting"))
    time.sleep(GAP_SPOILS_TAKE_S)
    house.plug_in()
    saved = house.wait_for(lambda heard: isinstance(heard, TakeSaved))
    assert isinstance(saved, TakeSaved)
    assert saved.info.duration_s < 1.5
