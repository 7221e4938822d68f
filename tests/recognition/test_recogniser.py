"""The recogniser: a window over the stream says what the whole take says, whatever the clock does."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from gesture_app.hands import HandFrame
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.recognition.recogniser import GONE_S, Recogniser
from gesture_app.recognition.spotter import Spotter
from gesture_app.recognition.windows import MOST_WINDOWS, windows_for
from made_gestures import handless, performed, stream_of
from made_hands import hand_frame
from trained import small_model

GESTURES = ["open", "fist", "swipe", "lift"]


@pytest.fixture
def recogniser():
    return Recogniser(small_model())


def spotted(recogniser, spotter, frames):
    """Every event of a stream, with the number of its frame."""
    return [
        (number, event)
        for number, frame in enumerate(frames)
        for event in spotter.update(recogniser.update(frame), frame)
    ]


def test_a_whole_take_is_classified(recogniser):
    prediction = recogniser.classify(performed("swipe", np.random.default_rng(7)))

    assert prediction.label == "swipe"
    assert prediction.ranked[0] == ("swipe", prediction.confidence)
    assert sorted(label for label, _ in prediction.ranked) == sorted(recogniser.labels)
    assert sum(share for _, share in prediction.ranked) <= 1 + 1e-9


def test_nobody_in_sight_is_nothing(recogniser):
    prediction = recogniser.classify(handless())

    assert prediction.label is None
    assert not prediction.hands_seen
    assert recogniser.update(HandFrame.empty(0.0, 4 / 3)).label is None


def test_an_unsure_answer_is_no_gesture():
    model = small_model()
    strict = Recogniser(Checkpoint(model.weights, msgspec.structs.replace(model.card, threshold=1.0)))
    prediction = strict.classify(performed("swipe", np.random.default_rng(7)))

    assert prediction.label is None
    assert prediction.ranked[0][0] == "swipe"


def test_what_lies_outside_of_a_gestures_radius_is_no_gesture():
    model = small_model()
    narrow = msgspec.structs.replace(model.card, radius=dict.fromkeys(model.card.labels, 0.0))
    prediction = Recogniser(Checkpoint(model.weights, narrow)).classify(
        performed("swipe", np.random.default_rng(7))
    )

    assert prediction.label is None
    assert prediction.ranked[0][0] == "swipe"
    assert prediction.confidence >= model.card.threshold


def test_when_the_hands_leave_all_they_did_is_classified_as_a_take(recogniser):
    take = performed("lift", np.random.default_rng(3))
    predictions = [recogniser.update(frame) for frame in stream_of([take])]
    complete = [prediction for prediction in predictions if prediction.complete]

    assert len(complete) == 1
    assert complete[0].ranked == recogniser.classify(take).ranked
    assert complete[0].seen_s == pytest.approx(take.duration_s)


def test_events_of_a_stream_of_takes_are_what_classify_says(recogniser):
    rng = np.random.default_rng(11)
    takes = [performed(label, rng) for label in rng.permutation(GESTURES * 6)]
    spotter = Spotter(recogniser.card)
    agree = 0
    for take in takes:
        expected = recogniser.classify(take).label
        events = [event for _, event in spotted(recogniser, spotter, stream_of([take]))]
        agree += [event.label for event in events if event.kind == "start"] == (
            [expected] if expected else []
        )

    assert agree / len(takes) >= 0.95


def test_every_event_that_starts_also_ends(recogniser):
    rng = np.random.default_rng(12)
    frames = stream_of([performed(label, rng) for label in GESTURES * 2])
    events = [event for _, event in spotted(recogniser, Spotter(recogniser.card), frames)]

    assert [event.kind for event in events] == ["start", "end"] * (len(events) // 2)
    assert all(start.label == end.label for start, end in zip(events[::2], events[1::2], strict=True))
    assert all(event.start_s <= event.time_s for event in events)


@pytest.mark.parametrize("fps", [10.0, 25.0, 60.0])
def test_a_hand_held_still_is_one_event_at_any_frame_rate(recogniser, fps):
    held = performed("fist", np.random.default_rng(5), seconds=6.0, fps=fps)
    events = spotted(recogniser, Spotter(recogniser.card), stream_of([held], fps=fps))

    assert [(event.kind, event.label) for _, event in events] == [("start", "fist"), ("end", "fist")]
    assert events[0][1].time_s - events[0][1].start_s < 1.0
    assert events[0][0] < fps * 1.5  # told while the hand is still held


def test_the_start_of_a_movement_is_not_yet_the_gesture(recogniser):
    take = performed("swipe", np.random.default_rng(6))
    predictions = [recogniser.update(frame) for frame in take.slice(0, len(take) // 3).frames()]

    assert all(prediction.label != "swipe" for prediction in predictions)


def test_a_clock_that_goes_back_starts_anew(recogniser):
    swipe = list(performed("swipe", np.random.default_rng(8)).frames())
    for frame in swipe:
        recogniser.update(frame)
    again = recogniser.update(hand_frame(0.0))

    assert again.seen_s == 0
    assert not again.complete


def test_a_clock_that_jumps_forward_completes_what_was_and_starts_anew(recogniser):
    for frame in performed("swipe", np.random.default_rng(8)).frames():
        recogniser.update(frame)
    jumped = recogniser.update(hand_frame(60.0))
    after = recogniser.update(hand_frame(60.1))

    assert jumped.complete
    assert jumped.label == "swipe"
    assert after.seen_s == pytest.approx(0.1)


def test_a_short_loss_of_the_hand_completes_nothing(recogniser):
    frames = list(performed("open", np.random.default_rng(9), seconds=2.0).frames())
    blinking = [
        HandFrame.empty(frame.time_s, frame.aspect) if 20 <= number < 26 else frame
        for number, frame in enumerate(frames)
    ]
    predictions = [recogniser.update(frame) for frame in blinking]

    assert not any(prediction.complete for prediction in predictions)
    assert not predictions[22].hands_seen
    assert predictions[-1].seen_s == pytest.approx(frames[-1].time_s)


def test_memory_of_the_stream_is_bounded(recogniser):
    for number in range(2000):
        recogniser.update(hand_frame(number / 100))

    assert len(recogniser._frames) < 100 * 5


def test_reset_forgets(recogniser):
    recogniser.update(hand_frame(0.0))
    recogniser.reset()

    assert recogniser.update(HandFrame.empty(GONE_S * 2, 4 / 3)).complete is False


def test_the_live_window_and_a_take_of_it_have_the_same_answer(recogniser):
    take = performed("open", np.random.default_rng(10), seconds=0.5, fps=20.0)
    live = [recogniser.update(frame) for frame in take.frames()]

    for number, prediction in enumerate(live):
        asked = recogniser.classify(take.slice(0, number + 1))
        assert prediction.label == asked.label
        assert [label for label, _ in prediction.ranked] == [label for label, _ in asked.ranked]
        # Carried on step by step, not read anew: the same numbers in another order.
        assert dict(prediction.ranked) == pytest.approx(dict(asked.ranked), abs=1e-5)


def test_a_stream_that_ends_with_the_hand_in_view_is_answered_as_a_take(recogniser):
    take = performed("swipe", np.random.default_rng(9))
    for hands in take.frames():
        recogniser.update(hands)

    last = recogniser.finish()

    assert last is not None
    assert last.complete
    assert last.ranked == recogniser.classify(take).ranked
    assert recogniser.finish() is None, "it is told once"


def test_gestures_that_take_about_as_long_share_a_window():
    windows = windows_for({"a": 1.0, "b": 1.1, "c": 3.0})

    assert list(windows.values()) == [{"a", "b"}, {"c"}]
    assert list(windows) == pytest.approx([1.32, 3.6])


def test_a_thousand_gestures_are_looked_for_in_a_few_windows():
    windows = windows_for({f"gesture {number}": 0.01 * number for number in range(1000)})

    assert len(windows) <= MOST_WINDOWS
    assert sum(map(len, windows.values())) == 1000


def test_gestures_of_different_length_are_each_believed_by_their_own_window():
    model = small_model()
    timings = model.card.timings | {"open": msgspec.structs.replace(model.card.timings["open"], usual_s=3.0)}
    recogniser = Recogniser(Checkpoint(model.weights, msgspec.structs.replace(model.card, timings=timings)))
    rng = np.random.default_rng(4)
    frames = stream_of([performed("lift", rng), performed("swipe", rng)], gap_s=0.1)
    last = [recogniser.update(frame) for frame in frames][-4]

    assert last.ranked[0][0] == "swipe"
    assert sum(share for _, share in last.ranked) <= 1 + 1e-9
    assert sorted(label for label, _ in last.ranked) == sorted(recogniser.labels)
