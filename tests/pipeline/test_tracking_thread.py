"""Tracking on its own thread: every frame that was looked at is handed over, in order, and nothing hangs at the end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import numpy as np

from gesture_app.capture.source import Frame
from gesture_app.hands import HandFrame
from gesture_app.pipeline.capture_thread import Arrival
from gesture_app.pipeline.latest import LatestValue
from gesture_app.pipeline.tracking_thread import TrackingThread
from made_hands import hand_frame


class Hands:
    """Sees a hand in every picture."""

    def __init__(self) -> None:
        self.made_on = threading.current_thread().name
        self.tracked: list[float] = []
        self.closed = threading.Event()

    def track(self, frame: Frame) -> HandFrame:
        self.tracked.append(frame.time_s)
        return hand_frame(frame.time_s)

    def close(self) -> None:
        self.closed.set()


def arrival(time_s: float) -> Arrival:
    frame = Frame(0, time_s, np.zeros((4, 4, 3), np.uint8), None, 1.0)
    return Arrival(frame, time.monotonic(), None)  # type: ignore[arg-type]  # nobody asks who read it


def tracking(
    wanted: Callable[[Arrival], bool] = lambda _: True,
) -> tuple[TrackingThread, LatestValue[Arrival]]:
    arrivals: LatestValue[Arrival] = LatestValue()
    return TrackingThread(arrivals, wanted, lambda step: step()), arrivals


def next_tracked(thread: TrackingThread) -> float:
    while (tracked := thread.take()) is None:
        assert not thread.ended
    assert tracked.hands.any_hand
    return tracked.hands.time_s


def test_what_was_looked_at_waits_for_a_slow_reader_and_of_what_comes_meanwhile_the_newest_is_next() -> None:
    thread, arrivals = tracking()
    made: list[Hands] = []
    thread.track_with(lambda: made.append(Hands()) or made[-1])
    thread.start()
    found = []
    for number in range(30):
        arrivals.put(arrival(float(number)))
        time.sleep(0.002)
        if number % 10 == 9:
            found.append(next_tracked(thread))
    arrivals.close()
    while not thread.ended:
        if (tracked := thread.take()) is not None:
            found.append(tracked.hands.time_s)
    thread.join(2.0)
    assert made[0].closed.is_set()
    assert made[0].made_on == "tracking"
    assert found == sorted(found)
    assert found == made[0].tracked[: len(found)]
    assert len(made[0].tracked) - len(found) <= 1, "at most the last one is not taken any more"
    assert len(found) < 30


def test_a_new_tracker_is_made_at_once_without_a_frame_and_the_one_before_is_closed() -> None:
    thread, arrivals = tracking()
    first, second = Hands(), threading.Event()
    thread.start()
    thread.track_with(lambda: first)

    def make() -> Hands:
        second.set()
        return Hands()

    thread.track_with(make)
    assert second.wait(2.0)
    assert first.closed.wait(2.0)
    arrivals.close()
    thread.join(2.0)
    assert thread.ended


def test_frames_that_nobody_wants_any_more_are_not_looked_at() -> None:
    thread, arrivals = tracking(lambda each: each.frame.time_s > 1)
    hands = Hands()
    thread.track_with(lambda: hands)
    thread.start()
    arrivals.put(arrival(0.0))
    time.sleep(0.05)
    arrivals.put(arrival(2.0))
    assert next_tracked(thread) == 2.0
    assert hands.tracked == [2.0]
    arrivals.close()
    thread.join(2.0)


def test_it_ends_although_what_it_tracked_is_never_taken() -> None:
    thread, arrivals = tracking()
    thread.track_with(Hands)
    thread.start()
    arrivals.put(arrival(0.0))
    time.sleep(0.05)
    arrivals.close()
    thread.call()
    thread.join(2.0)
    assert thread.ended


def test_whoever_waits_is_called_away_and_told_of_the_end() -> None:
    thread, arrivals = tracking()
    thread.start()
    threading.Timer(0.02, thread.call).start()
    assert thread.take() is None
    assert not thread.ended
    threading.Timer(0.02, arrivals.close).start()
    while not thread.ended:
        assert thread.take() is None
    thread.join(2.0)
