"""The spotter: two thresholds, enough evidence, one event a performance."""

from __future__ import annotations

import msgspec
import pytest

from gesture_app.hands import HandFrame
from gesture_app.learning.model_card import GestureTiming
from gesture_app.recognition.prediction import Prediction
from gesture_app.recognition.spotter import Spotter
from made_hands import hand_frame
from trained import small_model

STEP_S = 0.05


@pytest.fixture
def spotter():
    timings = {
        "open": GestureTiming(usual_s=1.0, longest_s=1.2, still=True),
        "fist": GestureTiming(usual_s=1.0, longest_s=1.2, still=True),
        "swipe": GestureTiming(usual_s=1.0, longest_s=1.2, still=False),
        "lift": GestureTiming(usual_s=1.0, longest_s=1.2, still=False),
    }
    return Spotter(msgspec.structs.replace(small_model().card, threshold=0.6, timings=timings))


def play(spotter, beliefs, begin_s=0.0):
    """Feed (label, confidence) at 20 Hz; None for nobody in sight. Returns (step, kind, label) of events."""
    found = []
    for step, belief in enumerate(beliefs):
        now_s = begin_s + step * STEP_S
        if belief is None:
            frame, prediction = (
                HandFrame.empty(now_s, 4 / 3),
                Prediction(now_s, None, 0.0, (), hands_seen=False),
            )
        else:
            label, confidence = belief
            frame = hand_frame(now_s)
            accepted = label if confidence >= 0.6 else None
            prediction = Prediction(now_s, accepted, confidence, ((label, confidence),), hands_seen=True)
        found += [(step, event.kind, event.label) for event in spotter.update(prediction, frame)]
    return found


def test_a_glimpse_is_no_gesture(spotter):
    assert play(spotter, [("open", 0.95)] * 3 + [("open", 0.1)] * 20) == []


def test_a_held_gesture_starts_once_and_ends_when_it_is_over(spotter):
    events = play(spotter, [("open", 0.95)] * 100 + [("open", 0.1)] * 10)

    assert [(kind, label) for _, kind, label in events] == [("start", "open"), ("end", "open")]


def test_a_gesture_that_wavers_between_the_thresholds_goes_on(spotter):
    wavering = [("open", 0.95)] * 10 + [("open", 0.95), ("open", 0.4)] * 20

    assert [kind for _, kind, _ in play(spotter, wavering)] == ["start"]


def test_between_the_thresholds_nothing_starts(spotter):
    assert play(spotter, [("open", 0.65)] * 100) == []


def test_a_movement_is_told_only_after_most_of_its_time(spotter):
    events = play(spotter, [("swipe", 0.95)] * 30)

    assert events[0][0] * STEP_S >= 0.85
    assert [kind for _, kind, _ in events] == ["start"]


def test_one_gesture_gives_way_to_the_next(spotter):
    events = play(spotter, [("open", 0.95)] * 20 + [("fist", 0.95)] * 20)

    assert [(kind, label) for _, kind, label in events] == [
        ("start", "open"),
        ("end", "open"),
        ("start", "fist"),
    ]


def test_a_gesture_made_again_is_told_again(spotter):
    events = play(spotter, ([("open", 0.95)] * 15 + [("open", 0.1)] * 10) * 3)

    assert [kind for _, kind, _ in events] == ["start", "end"] * 3


def test_hands_that_leave_are_told_by_all_they_did(spotter):
    play(spotter, [("swipe", 0.65)] * 10, begin_s=2.0)
    gone = Prediction(3.0, "swipe", 0.7, (("swipe", 0.7),), hands_seen=False, seen_s=0.45, complete=True)
    events = spotter.update(gone, HandFrame.empty(3.0, 4 / 3))

    assert [(event.kind, event.label) for event in events] == [("start", "swipe"), ("end", "swipe")]
    assert {event.start_s for event in events} == {2.0}, "when the hands came"


def test_hands_that_leave_are_not_told_a_second_time(spotter):
    play(spotter, [("open", 0.95)] * 10)
    gone = Prediction(1.0, "open", 0.7, (("open", 0.7),), hands_seen=False, seen_s=0.5, complete=True)
    events = spotter.update(gone, HandFrame.empty(1.0, 4 / 3))

    assert [event.kind for event in events] == ["end"]


def test_hands_that_leave_after_nothing_sure_are_nothing(spotter):
    play(spotter, [("open", 0.2)] * 10)
    gone = Prediction(1.0, None, 0.3, (("open", 0.3),), hands_seen=False, seen_s=0.5, complete=True)

    assert spotter.update(gone, HandFrame.empty(1.0, 4 / 3)) == []


def test_a_clock_that_goes_back_ends_what_was_going_on(spotter):
    play(spotter, [("open", 0.95)] * 10, begin_s=100.0)
    again = play(spotter, [("open", 0.95)] * 10)

    assert [kind for _, kind, _ in again] == ["end", "start"]
    assert again[0][0] == 0


def test_a_stream_that_ends_ends_the_gesture_under_way_once(spotter):
    play(spotter, [("open", 0.95)] * 40)

    assert [(event.kind, event.label) for event in spotter.finish()] == [("end", "open")]
    assert spotter.finish() == []
