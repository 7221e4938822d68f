"""A machine that was suspended: the clock jumps by an hour, and nothing is told, kept or lost because of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from gesture_app.capture.source import Frame
from gesture_app.hands import HandFrame
from gesture_app.pipeline import capture_thread, live_loop
from gesture_app.pipeline.live_loop import LiveLoop
from gesture_app.pipeline.messages import EventSeen, Message, SourceStatus
from gesture_app.pipeline.recording import FinishedTake, Outcome, RecordingPlan, RecordingSession
from gesture_app.pipeline.vision import Seen
from gesture_app.recognition.recogniser import Recogniser
from gesture_app.recognition.spotter import Spotter
from made_gestures import performed
from made_hands import no_hand, still, stream
from made_house import SeesAHand, Webcam
from trained import small_model

HOUR_S = 3600.0


class Script:
    """A source of hands that reads on only when the frame before was looked at, so that none is dropped."""

    name, live = "Script", False

    def __init__(self, frames: Sequence[HandFrame]) -> None:
        self._frames = iter(enumerate(frames))
        self._looked_at = threading.Semaphore(1)
        self.over = threading.Event()

    def open(self) -> None:
        pass

    def read(self) -> Frame | None:
        assert self._looked_at.acquire(timeout=10)
        index, hands = next(self._frames, (0, None))
        if hands is None:
            self.over.set()
            return None
        return Frame(index, hands.time_s, None, hands, hands.aspect)

    def close(self) -> None:
        pass

    def saw(self, seen: Seen, arrived_s: float) -> None:
        self._looked_at.release()

    def forget(self) -> None:
        pass


def watch(
    frames: Sequence[HandFrame], session: RecordingSession | None = None
) -> tuple[list[str], list[Outcome]]:
    """Which gestures are told, and what is recorded, by the real chain with a real model."""
    script, heard, outcomes = Script(frames), list[Message](), list[Outcome]()
    loop = LiveLoop(heard.append, lambda: None, outcomes.append, script)
    loop.recognise_with(Recogniser(small_model()), Spotter(small_model().card))
    loop.record(session)
    loop.start()
    try:
        loop.watch(script)
        assert script.over.wait(60)
    finally:
        loop.stop()
    started = [each.event for each in heard if isinstance(each, EventSeen) and each.event.kind == "start"]
    return [event.label for event in started], outcomes


def part_of_a_swipe(start_s: float) -> list[HandFrame]:
    """Enough of it to be told when the hand leaves, too little to be told at once."""
    swipe = performed("swipe", np.random.default_rng(6))
    shown = swipe.slice(0, 2 * len(swipe) // 3)
    return [replace(hands, time_s=start_s + hands.time_s) for hands in shown.frames()]


def nobody(start_s: float, seconds: float = 1.5) -> list[HandFrame]:
    return [no_hand(start_s + step / 30) for step in range(round(30 * seconds))]


def test_a_hand_that_leaves_is_told_by_what_it_did() -> None:
    """Without a jump: what the next test would miss if it found nothing."""
    swipe = part_of_a_swipe(5000.0)
    assert watch([*swipe, *nobody(swipe[-1].time_s + 1 / 30)])[0] == ["swipe"]


@pytest.mark.parametrize("jump_s", [HOUR_S, -HOUR_S])
@pytest.mark.parametrize("hand_after", [False, True])
def test_what_was_done_before_a_clock_jumped_is_not_told_after_it(jump_s: float, hand_after: bool) -> None:
    swipe = part_of_a_swipe(5000.0)
    after_s = swipe[-1].time_s + jump_s
    resting = [replace(hands, time_s=after_s + step / 30) for step, hands in enumerate(swipe[:1] * 5)]
    told, _ = watch([*swipe, *(resting if hand_after else []), *nobody(after_s + 0.5)])
    assert "swipe" not in told


@pytest.mark.parametrize("jump_s", [HOUR_S, -HOUR_S])
def test_a_take_across_a_clock_that_jumps_is_begun_again_and_the_person_is_told(jump_s: float) -> None:
    session = RecordingSession(RecordingPlan("fist", takes=2, take_s=1.0, countdown_s=0.5))
    before = stream(still, 1.0, start_s=5000.0)
    _, outcomes = watch([*before, *stream(still, 0.2, start_s=5001.0 + jump_s)], session)
    assert outcomes == []
    assert session.state.hint == "The picture stopped for a moment. This take starts again."
    rest = stream(still, 6.0, start_s=5001.2 + jump_s)
    _, outcomes = watch(rest, session)
    assert [type(each) for each in outcomes] == [FinishedTake, FinishedTake]
    for take in outcomes:
        assert isinstance(take, FinishedTake)
        assert take.sequence.duration_s < 1.2
        assert take.sequence.time_s[0] > 5001.0 + jump_s


@contextmanager
def suspended_clock(monkeypatch: pytest.MonkeyPatch, module: str) -> Iterator[Callable[[float], None]]:
    """Has the clocks that a module reads jump by so many seconds, as some systems' do while they sleep."""
    jumped_s = 0.0
    clock = SimpleNamespace(
        monotonic=lambda: time.monotonic() + jumped_s,
        perf_counter=lambda: time.perf_counter() + jumped_s,
        sleep=time.sleep,
    )
    monkeypatch.setattr(f"{module}.time", clock)

    def jump(seconds: float) -> None:
        nonlocal jumped_s
        jumped_s += seconds

    yield jump


@pytest.mark.parametrize("jump_s", [HOUR_S, -HOUR_S])
def test_a_camera_goes_on_after_a_clock_that_jumps(monkeypatch: pytest.MonkeyPatch, jump_s: float) -> None:
    webcam, heard, outcomes = Webcam(), list[Message](), list[Outcome]()
    webcam.put_in()
    loop = LiveLoop(heard.append, lambda: None, outcomes.append)
    loop.track_with(SeesAHand)
    loop.start()
    with suspended_clock(monkeypatch, "gesture_app.capture.camera") as jump:
        try:
            loop.watch(webcam.camera())
            before = loop.results.take(10.0)
            jump(jump_s)
            loop.record(RecordingSession(RecordingPlan("fist", takes=1, take_s=0.4, countdown_s=0.0)))
            wait_for(lambda: outcomes)
            after = loop.results.take(10.0)
        finally:
            loop.stop()
    assert before is not None
    assert after is not None
    assert after.frame.time_s > before.frame.time_s
    (take,) = outcomes
    assert isinstance(take, FinishedTake)
    assert 0.3 < take.sequence.duration_s < 2.0
    states = [message.state for message in heard if isinstance(message, SourceStatus)]
    assert states == ["opening", "running"], "it was never given up"


def test_a_camera_that_is_silent_while_the_clock_jumps_is_opened_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("gesture_app.capture.camera.still_connected", lambda index: True)
    monkeypatch.setattr(capture_thread, "FIRST_RETRY_S", 0.01)
    webcam, heard = Webcam(), list[Message]()
    webcam.put_in()
    loop = LiveLoop(heard.append, lambda: None, lambda _: None)
    loop.start()
    with suspended_clock(monkeypatch, "gesture_app.capture.camera") as jump:
        try:
            loop.watch(webcam.camera())
            before = loop.results.take(10.0)
            webcam.pull_out()
            time.sleep(0.1)
            jump(HOUR_S)
            webcam.put_in()
            wait_for(lambda: webcam.opened >= 2)
            loop.results.clear()
            after = loop.results.take(10.0)
        finally:
            loop.stop()
    assert before is not None
    assert after is not None
    assert after.frame.index > before.frame.index
    states = [message.state for message in heard if isinstance(message, SourceStatus)]
    assert states[:3] == ["opening", "running", "waiting"]
    assert states[-1] == "running"
    assert webcam.opened == webcam.released


def wait_for(holds: Callable[[], object], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def test_the_rate_of_the_picture_is_right_after_a_clock_that_jumped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    webcam = Webcam()
    webcam.put_in()
    loop = LiveLoop(lambda _: None, lambda: None, lambda _: None)
    loop.start()
    with suspended_clock(monkeypatch, "gesture_app.pipeline.live_loop") as jump:
        try:
            loop.watch(webcam.camera())
            time.sleep(0.5)
            jump(HOUR_S)
            time.sleep(live_loop.RATE_OVER_S / 4)
            loop.results.clear()
            result = loop.results.take(10.0)
        finally:
            loop.stop()
    assert result is not None
    assert 1 < result.frames_per_second < 200
