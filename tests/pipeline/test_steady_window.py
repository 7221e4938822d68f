"""A window that is slow makes nothing wait: neither frames, nor takes, nor the end."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from gesture_app.pipeline.messages import TakeSaved
from gesture_app.pipeline.recording import RecordingPlan
from made_house import House, SeesAHand

LOOKS_EVERY_S = 0.5

HELD_AT_MOST = 8
"""Pictures: in the camera, in both slots, being tracked, before the window; one or two more while they change hands."""


@pytest.fixture
def tracker() -> SeesAHand:
    return SeesAHand()


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch, own_home: Path, tracker: SeesAHand) -> Iterator[House]:
    made = House(monkeypatch)
    made.plug_in()
    made.engine._loop.start()
    made.engine._loop.track_with(lambda: tracker)
    made.engine.watch()
    yield made
    made.engine.close()


def test_never_more_than_one_frame_waits_for_a_window_that_looks_twice_a_second(house: House) -> None:
    house.wait_for(house.running("Desk camera"))
    seen = []
    for _ in range(5):
        made = house.webcam.made
        time.sleep(LOOKS_EVERY_S)
        assert house.webcam.made > made + 5, "the camera does not wait for the window"
        held = len(house.webcam.pictures)
        result = house.engine.results.take()
        assert result is not None
        assert house.engine.results.take() is None, "one frame waits, not two"
        assert held <= HELD_AT_MOST
        seen.append(result.frame.index)
    assert all(later > earlier + 5 for earlier, later in pairwise(seen)), "the newest, not the next"


def test_the_recorder_gets_every_tracked_frame_from_a_window_that_looks_twice_a_second(
    house: House, tracker: SeesAHand
) -> None:
    house.wait_for(house.running("Desk camera"))
    house.engine.start_recording(RecordingPlan("fist", 2, "fixed", 0.6, 0.0))
    while sum(isinstance(message, TakeSaved) for message in house.heard) < 2:
        time.sleep(LOOKS_EVERY_S)
        house.engine.results.take()
    takes = [message.sequence for message in house.heard if isinstance(message, TakeSaved)]
    for take in takes:
        first_s, last_s = float(take.time_s[0]), float(take.time_s[-1])
        assert list(take.time_s) == [time_s for time_s in tracker.times_s if first_s <= time_s <= last_s]


def test_a_window_that_never_looks_does_not_hold_up_the_end(house: House) -> None:
    house.wait_for(house.running("Desk camera"))
    house.engine.start_recording(RecordingPlan("fist", 1, "fixed", 0.4, 0.0))
    house.wait_for(lambda heard: isinstance(heard, TakeSaved))
    assert len(house.webcam.pictures) <= HELD_AT_MOST
    house.engine.close()
    assert house.engine.results.take() is None
    assert house.webcam.opened == house.webcam.released
