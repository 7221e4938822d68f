"""The spotter: evidence over time, one event a performance, a start and an end that are where they were."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from gesture_app.hands import HandFrame
from gesture_app.learning.model_card import GestureTiming
from gesture_app.recognition.likeness import Likeness
from gesture_app.recognition.prediction import Prediction
from gesture_app.recognition.spotter import Spotter, Tuning
from made_hands import PALM, hand_frame
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


def belief(label, share, now_s):
    return Prediction(now_s, label if share >= 0.6 else None, share, ((label, share),), hands_seen=True)


def play(spotter, beliefs, begin_s=0.0):
    """Feed (label, confidence) at 20 Hz; None for nobody in sight. Returns (step, kind, label) of events."""
    found = []
    for step, shown in enumerate(beliefs):
        now_s = begin_s + step * STEP_S
        if shown is None:
            frame, prediction = (
                HandFrame.empty(now_s, 4 / 3),
                Prediction(now_s, None, 0.0, (), hands_seen=False),
            )
        else:
            frame, prediction = hand_frame(now_s), belief(*shown, now_s)
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


def test_a_movement_made_at_double_speed_is_told_but_not_before_that(spotter):
    events = play(spotter, [("swipe", 0.95)] * 30)

    assert 0.4 <= events[0][0] * STEP_S <= 0.5
    assert [kind for _, kind, _ in events] == ["start"]


def test_the_surer_it_is_the_sooner_it_is_told(spotter):
    sure = play(spotter, [("open", 0.99)] * 60)[0][0]
    spotter.reset()
    fairly = play(spotter, [("open", 0.85)] * 60)[0][0]

    assert 0.15 <= sure * STEP_S < fairly * STEP_S <= 0.9


def test_a_half_gesture_that_is_taken_back_is_nothing(spotter):
    rising = [("swipe", belief) for belief in (0.1, 0.2, 0.4, 0.6, 0.75, 0.8, 0.8, 0.6, 0.3, 0.1)]

    assert play(spotter, ([("swipe", 0.05)] * 10 + rising) * 5) == []


def test_evidence_does_not_grow_while_the_hands_are_lost(spotter):
    assert play(spotter, ([("open", 0.95)] * 3 + [None] * 9) + [("open", 0.1)] * 3) == []


def test_frames_lost_now_and_then_do_not_hide_a_gesture(spotter):
    events = play(spotter, [("open", 0.95), ("open", 0.95), None] * 20)

    assert [kind for _, kind, _ in events] == ["start"]


@pytest.mark.parametrize("fps", [10, 30, 60])
def test_evidence_is_counted_in_seconds_not_in_frames(spotter, fps):
    told_s = next(
        number / fps
        for number in range(10 * fps)
        if spotter.update(belief("open", 0.95, number / fps), hand_frame(number / fps))
    )

    assert 0.25 <= told_s <= 0.4


def test_what_is_probable_but_refused_is_not_told(spotter):
    """As when the hands are farther from the gesture than its own takes are."""
    for step in range(60):
        now_s = step * STEP_S
        refused = Prediction(now_s, None, 0.95, (("open", 0.95),), hands_seen=True)
        assert spotter.update(refused, hand_frame(now_s)) == []


def test_a_movement_right_after_another_gesture_begins_where_that_one_ended(spotter):
    beliefs = [("open", 0.95)] * 20 + [("swipe", 0.3)] * 8 + [("swipe", 0.95)] * 20
    events = [
        event
        for step, (label, share) in enumerate(beliefs)
        for event in spotter.update(belief(label, share, step * STEP_S), hand_frame(step * STEP_S))
    ]
    opened, ended, swiped = events

    assert ended.end_s == pytest.approx(19 * STEP_S), "not when its end was noticed"
    assert opened.start_s <= ended.end_s <= ended.time_s
    assert swiped.start_s == pytest.approx(max(ended.end_s, swiped.time_s - 1.0))


def test_a_movement_that_is_believed_for_long_ended_long_ago(spotter):
    play(spotter, [("swipe", 0.95)] * 100)
    (end,) = spotter.finish()

    assert end.end_s is not None
    assert end.end_s - end.start_s <= 1.2 + 1e-9


def test_tuning_changes_how_much_evidence_is_enough():
    card = small_model().card
    told = [
        play(Spotter(card, tuning), [("open", 0.9)] * 100)[0][0]
        for tuning in (
            Tuning(patience=0.5),
            Tuning(),
            Tuning(patience=2.0),
            Tuning(threshold=0.85, patience=2.0),
        )
    ]

    assert told == sorted(set(told))


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


@pytest.mark.parametrize("jump_s", [1.5, 3600.0])
def test_what_the_hands_did_before_a_long_gap_is_not_told_late(spotter, jump_s):
    play(spotter, [("swipe", 0.65)] * 10, begin_s=2.0)
    now_s = 2.45 + jump_s
    gone = Prediction(now_s, "swipe", 0.7, (("swipe", 0.7),), hands_seen=True, seen_s=0.45, complete=True)

    assert spotter.update(gone, hand_frame(now_s)) == []
    assert spotter.evidence() == ()


def test_a_gesture_that_goes_on_at_a_long_gap_ends_where_it_was_seen_last(spotter):
    play(spotter, [("open", 0.95)] * 40)
    (ended,) = spotter.update(belief("open", 0.95, 3600.0), hand_frame(3600.0))

    assert (ended.kind, ended.end_s) == ("end", pytest.approx(39 * STEP_S))


def test_a_stream_that_ends_ends_the_gesture_under_way_once(spotter):
    play(spotter, [("open", 0.95)] * 40)

    assert [(event.kind, event.label) for event in spotter.finish()] == [("end", "open")]
    assert spotter.finish() == []


def test_what_is_refused_speaks_against_a_gesture_also_where_it_is_believed_too_little():
    """Refused at 70 % with a threshold of 90 %: two reasons against it do not make one for it."""
    strict = Spotter(
        msgspec.structs.replace(small_model().card, threshold=0.6), Tuning(threshold=0.9, patience=0.2)
    )
    for step in range(60):
        now_s = step * STEP_S
        refused = Prediction(now_s, None, 0.7, (("open", 0.7),), hands_seen=True)
        assert strict.update(refused, hand_frame(now_s)) == []


def test_a_gesture_with_a_setting_of_its_own_leaves_the_others_as_they_are():
    card = small_model().card
    own = {"open": Tuning(threshold=0.8, patience=3.0)}
    usual, patient = [
        {label: play(Spotter(card, own=each), [(label, 0.95)] * 100)[0][0] for label in ("open", "fist")}
        for each in (None, own)
    ]

    assert patient["open"] > usual["open"]
    assert patient["fist"] == usual["fist"]


def test_the_gesture_nearest_to_what_it_needs_is_told_not_the_one_with_the_most_evidence():
    """`fist` is believed more, but needs three times as much."""
    own = {"fist": Tuning(patience=3.0)}
    spotter = Spotter(small_model().card, own=own)
    told = []
    for step in range(40):
        both = Prediction(step * STEP_S, "fist", 0.9, (("fist", 0.9), ("open", 0.88)), hands_seen=True)
        told += spotter.update(both, hand_frame(step * STEP_S))

    assert next(event.label for event in told if event.kind == "start") == "open"


def test_evidence_rises_to_one_when_a_gesture_is_told_and_falls_when_it_is_over(spotter):
    assert spotter.evidence() == ()
    seen = []
    for step, share in enumerate([0.9] * 30 + [0.05] * 40):
        spotter.update(belief("open", share, step * STEP_S), hand_frame(step * STEP_S))
        seen.append(dict(spotter.evidence()).get("open", 0.0))

    rising = seen[: seen.index(1.0)]
    assert rising == sorted(rising)
    assert len(set(rising)) > 3
    assert all(0 <= each <= 1 for each in seen)
    assert seen[-1] == 0.0


def test_hands_that_leave_must_have_shown_enough_of_a_gesture_with_a_setting_of_its_own():
    card = small_model().card
    gone = Prediction(1.0, "open", 0.9, (("open", 0.9),), hands_seen=False, seen_s=0.4, complete=True)
    told = [
        Spotter(card, own=own).update(gone, HandFrame.empty(1.0, 4 / 3))
        for own in (None, {"open": Tuning(patience=0.5)}, {"open": Tuning(patience=3.0)})
    ]

    assert [len(events) for events in told] == [2, 2, 0]


@pytest.mark.parametrize(("palms", "told"), [(0.2, 0), (3.0, 2)])
def test_hands_that_leave_must_have_moved_far_enough_for_a_movement_that_takes_it(palms, told):
    card = small_model().card
    likeness = Likeness(np.eye(1, card.sizes.embedding, dtype=np.float32), 0.2, moved=(1.0, 0.0, 0.0, 0.0))
    spotter = Spotter(card, own={"swipe": Tuning(patience=0.5)}, likeness={"swipe": likeness})
    for step in range(20):
        now_s = step * STEP_S
        spotter.update(
            Prediction(now_s, None, 0.1, (("swipe", 0.1),), hands_seen=True),
            hand_frame(now_s, x=0.3 + palms * PALM * 3 / 4 * step / 20),
        )
    gone = Prediction(1.2, "swipe", 0.9, (("swipe", 0.9),), hands_seen=False, seen_s=1.0, complete=True)

    assert len(spotter.update(gone, HandFrame.empty(1.2, 4 / 3))) == told
