"""The live chain on its threads. Source and tracker are stand-ins for a camera; the rest is real."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pytest

from gesture_app.capture.source import Frame, SourceError
from gesture_app.hands import HandFrame
from gesture_app.pipeline.live_loop import LiveLoop
from gesture_app.pipeline.messages import EventSeen, LiveResult, Message, SourceStatus, Trouble
from gesture_app.pipeline.recording import FinishedTake, Outcome, RecordingPlan, RecordingSession
from gesture_app.recognition.prediction import GestureEvent, Prediction
from made_hands import hand_frame


@dataclass
class Camera:
    """A camera on a bench: counts how often it is opened and can be unplugged."""

    rate_hz: float = 200.0
    live: bool = True
    frames: int | None = None
    name: str = "Bench camera"
    opened: int = 0
    unplugged: threading.Event = field(default_factory=threading.Event)
    hangs: bool = False
    _closed: threading.Event = field(default_factory=threading.Event)
    _count: int = 0

    def open(self) -> None:
        if self.unplugged.is_set():
            raise SourceError("absent", f"{self.name} was not found.", "Connect it.")
        self._closed.clear()
        self.opened += 1

    def read(self) -> Frame | None:
        if self.hangs:
            self._closed.wait()
            return None
        time.sleep(1 / self.rate_hz)
        if self.unplugged.is_set():
            raise SourceError("lost", f"{self.name} was disconnected.", "Connect it again.")
        if self.frames is not None and self._count >= self.frames:
            return None
        self._count += 1
        pixels = np.random.default_rng(self._count).integers(0, 255, (48, 64, 3), dtype=np.uint8)
        return Frame(self._count, self._count / self.rate_hz, pixels, None, 4 / 3)

    def close(self) -> None:
        self._closed.set()


@dataclass
class Hand:
    """Sees a hand in every picture; may be slow or fail."""

    seconds: float = 0.0
    fails: bool = False
    closed: bool = False

    def track(self, frame: Frame) -> HandFrame:
        time.sleep(self.seconds)
        if self.fails:
            raise RuntimeError("the tracker broke")
        return hand_frame(frame.time_s)

    def close(self) -> None:
        self.closed = True


class Names:
    """Calls everything a fist."""

    def __init__(self) -> None:
        self.resets = 0

    def update(self, hands: HandFrame) -> Prediction:
        return Prediction(hands.time_s, "fist", 0.9, (("fist", 0.9), ("wave", 0.1)), hands.any_hand)

    def finish(self) -> Prediction | None:
        return None

    def reset(self) -> None:
        self.resets += 1


@dataclass
class Watched:
    loop: LiveLoop
    messages: list[Message]
    outcomes: list[Outcome]
    wakes: list[float]

    def states(self) -> list[str]:
        return [message.state for message in self.messages if isinstance(message, SourceStatus)]


@contextmanager
def running() -> Iterator[Watched]:
    messages: list[Message] = []
    outcomes: list[Outcome] = []
    wakes: list[float] = []
    loop = LiveLoop(messages.append, lambda: wakes.append(time.monotonic()), outcomes.append)
    loop.start()
    try:
        yield Watched(loop, messages, outcomes, wakes)
    finally:
        loop.stop()


def wait_for(holds: Callable[[], object], seconds: float = 5.0) -> None:
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            pytest.fail("it did not happen in time")
        time.sleep(0.005)


def next_result(watched: Watched) -> LiveResult:
    result = watched.loop.results.take(5.0)
    assert result is not None
    return result


def test_frames_become_results_with_hands_and_prediction() -> None:
    with running() as watched:
        watched.loop.track_with(Hand)
        watched.loop.recognise_with(Names(), None)
        watched.loop.watch(Camera())
        wait_for(
            lambda: (result := watched.loop.results.take(1.0)) and result.prediction and result.hands.any_hand
        )
        result = next_result(watched)
    assert result.prediction is not None
    assert result.prediction.label == "fist"
    assert result.frame.pixels is not None
    assert result.delay_s < 1.0


def test_without_a_tracker_the_picture_is_shown_all_the_same() -> None:
    with running() as watched:
        watched.loop.watch(Camera())
        result = next_result(watched)
    assert not result.hands.any_hand
    assert result.prediction is None


def test_a_window_that_does_not_look_leaves_one_result_waiting_and_one_wake_up() -> None:
    with running() as watched:
        watched.loop.watch(Camera(frames=60, live=False))
        wait_for(lambda: "ended" in watched.states())
        wait_for(lambda: watched.wakes)
        assert len(watched.wakes) == 1
        newest = next_result(watched)
        assert newest.frame.index > 1
        assert watched.loop.results.take() is None


def test_a_slow_tracker_gets_the_newest_frame_not_the_next() -> None:
    with running() as watched:
        watched.loop.track_with(lambda: Hand(seconds=0.1))
        watched.loop.watch(Camera(rate_hz=200))
        seen = [next_result(watched).frame.index for _ in range(5)]
    assert max(after - before for before, after in pairwise(seen)) > 5


def test_the_recorder_sees_every_tracked_frame_however_slow_the_window_is() -> None:
    with running() as watched:
        watched.loop.track_with(Hand)
        session = RecordingSession(RecordingPlan("fist", takes=1, take_s=0.5, countdown_s=0.0))
        watched.loop.record(session)
        watched.loop.watch(Camera(rate_hz=100))
        wait_for(lambda: watched.outcomes)
    (take,) = watched.outcomes
    assert isinstance(take, FinishedTake)
    assert len(take.sequence) > 25, "a window that takes one result in all does not thin out the take"


def test_an_unplugged_camera_is_told_and_picked_up_again() -> None:
    camera = Camera()
    with running() as watched:
        watched.loop.watch(camera)
        wait_for(lambda: "running" in watched.states())
        camera.unplugged.set()
        wait_for(lambda: "waiting" in watched.states())
        camera.unplugged.clear()
        wait_for(lambda: camera.opened >= 2)
        wait_for(lambda: watched.states()[-1] == "running")
        told = next(message for message in watched.messages if getattr(message, "state", "") == "waiting")
    assert isinstance(told, SourceStatus)
    assert told.sentence == "Bench camera was disconnected."
    assert told.remedy


def test_a_file_that_cannot_be_read_is_told_once() -> None:
    video = Camera(live=False)
    video.unplugged.set()
    with running() as watched:
        watched.loop.watch(video)
        wait_for(lambda: "failed" in watched.states())
        time.sleep(0.05)
        assert watched.states() == ["opening", "failed"]


def test_the_end_of_a_file_is_told() -> None:
    with running() as watched:
        watched.loop.watch(Camera(live=False, frames=3))
        wait_for(lambda: watched.states()[-1:] == ["ended"])


def test_a_failing_tracker_is_told_once_and_the_loop_goes_on() -> None:
    tracker = Hand(fails=True)
    with running() as watched:
        watched.loop.track_with(lambda: tracker)
        watched.loop.watch(Camera())
        wait_for(lambda: any(isinstance(message, Trouble) for message in watched.messages))
        time.sleep(0.1)
        assert sum(isinstance(message, Trouble) for message in watched.messages) == 1
        tracker.fails = False
        assert next_result(watched).hands.any_hand


def test_another_source_makes_the_recogniser_forget() -> None:
    names = Names()
    with running() as watched:
        watched.loop.recognise_with(names, None)
        watched.loop.watch(Camera())
        wait_for(lambda: "running" in watched.states())
        before = names.resets
        watched.loop.watch(Camera(name="Other"))
        wait_for(lambda: names.resets > before)


class Finds:
    """A spotter for which whatever is seen has begun, until it is told to finish."""

    def __init__(self) -> None:
        self._begun = False

    def update(self, prediction: Prediction, hands: HandFrame) -> list[GestureEvent]:
        if self._begun:
            return []
        self._begun = True
        return [GestureEvent("start", "fist", hands.time_s, hands.time_s, 0.9)]

    def finish(self) -> list[GestureEvent]:
        ended = [GestureEvent("end", "fist", 9.0, 1.0, 0.9)] if self._begun else []
        self._begun = False
        return ended


def events_of(watched: Watched) -> list[str]:
    return [message.event.kind for message in watched.messages if isinstance(message, EventSeen)]


@pytest.mark.parametrize("change", ["source", "model"])
def test_a_gesture_under_way_ends_when_source_or_model_change(change: str) -> None:
    with running() as watched:
        watched.loop.recognise_with(Names(), Finds())
        watched.loop.watch(Camera())
        wait_for(lambda: events_of(watched) == ["start"])
        if change == "source":
            watched.loop.watch(None)
        else:
            watched.loop.recognise_with(None, None)
        wait_for(lambda: events_of(watched) == ["start", "end"])


def test_changing_the_tracker_closes_the_old_one() -> None:
    first, second = Hand(), Hand()
    with running() as watched:
        watched.loop.track_with(lambda: first)
        watched.loop.watch(Camera())
        wait_for(lambda: next_result(watched).hands.any_hand)
        watched.loop.track_with(lambda: second)
        wait_for(lambda: first.closed)
        assert not second.closed
    assert second.closed


def test_stopping_twice_is_fine_and_a_hanging_camera_is_let_go() -> None:
    with running() as watched:
        watched.loop.watch(Camera(hangs=True))
        wait_for(lambda: watched.states() == ["opening"])
        watched.loop.stop()
        watched.loop.stop()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("capture", "vision"))]


def test_watching_another_source_fifty_times_leaves_one_capture_thread() -> None:
    with running() as watched:
        for _ in range(50):
            watched.loop.watch(Camera())
        wait_for(lambda: watched.states()[-1] == "running")
        captures = [thread for thread in threading.enumerate() if thread.name.startswith("capture")]
        assert len(captures) == 1
