"""Counting as the SHREC tracks do, on streams small enough to count by hand."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.recognition.stream_scores import Tally, Told
from gesture_app.takes.landmark_dataset import StreamEvent

TIME_S = np.arange(100) / 20
WAVE, POINT = StreamEvent("wave", 10, 29), StreamEvent("point", 50, 69)


def scores(told, performed=(WAVE, POINT)):
    tally = Tally()
    tally.add(performed, told, TIME_S)
    return tally.scores()


def told(event, at=None):
    return Told(event.label, event.first, event.last, event.last if at is None else at)


def test_a_perfect_answer_finds_all_and_nothing_else():
    found = scores([told(WAVE), told(POINT)])

    assert (found.detection_rate, found.false_positives, found.jaccard, found.jaccard_of_frames) == (
        1,
        0,
        1,
        1,
    )
    assert (found.streams, found.gestures) == (1, 2)


def test_silence_finds_nothing_and_errs_in_nothing():
    found = scores([])

    assert (found.detection_rate, found.false_positives, found.jaccard) == (0, 0, 0)
    assert found.delay is None


def test_another_name_is_missed_and_a_false_positive():
    found = scores([told(WAVE), Told("wave", 50, 69, 69)])

    assert found.detection_rate == 0.5
    assert found.false_positives == 0.5
    assert found.by_gesture["wave"].jaccard == 0.5
    assert found.by_gesture["point"].jaccard == 0.0
    assert found.jaccard == 0.25


def test_a_gesture_told_twice_is_found_once():
    found = scores([told(WAVE), told(WAVE), told(POINT)])

    assert found.detection_rate == 1
    assert found.false_positives_a_stream == 1
    assert found.by_gesture["wave"].false_positives == 1


def test_a_gesture_told_in_two_halves_is_found_by_the_half_that_covers_enough():
    halves = [Told("wave", 10, 20, 20), Told("wave", 21, 29, 29)]
    found = scores(halves, [WAVE])

    assert found.detection_rate == 1
    assert found.false_positives == 1


@pytest.mark.parametrize(
    ("first", "last", "rate"),
    [
        (20, 29, 1.0),  # half of the gesture
        (21, 29, 0.0),  # less than half of it
        (10, 49, 1.0),  # twice as long as the gesture
        (10, 50, 0.0),  # longer
        (0, 19, 1.0),
    ],
)
def test_half_of_the_gesture_must_be_covered_by_no_more_than_twice_its_length(first, last, rate):
    assert scores([Told("wave", first, last, last)], [WAVE]).detection_rate == rate


def test_two_performances_need_two_answers():
    again = StreamEvent("wave", 40, 59)
    found = scores([Told("wave", 10, 29, 29)], [WAVE, again])

    assert found.detection_rate == 0.5
    assert found.false_positives == 0


def test_delays_are_counted_from_start_told_start_and_end():
    delay = scores([Told("wave", 14, 29, 26)], [WAVE]).delay

    assert delay is not None
    assert (delay.after_start.frames, delay.after_start.seconds) == (16, pytest.approx(0.8))
    assert delay.after_told_start.frames == 12
    assert (delay.after_end.frames, delay.after_end.seconds) == (-3, pytest.approx(-0.15))


def test_frames_of_one_gesture_are_compared_with_frames_of_that_gesture():
    found = scores([Told("wave", 20, 39, 39)], [WAVE])

    assert found.by_gesture["wave"].jaccard_of_frames == pytest.approx(10 / 30)


def test_telling_what_no_stream_shows_counts_as_a_false_positive():
    found = scores([told(WAVE), told(POINT), Told("fist", 80, 90, 85)])

    assert found.false_positives == 0.5
    assert set(found.by_gesture) == {"wave", "point"}


def test_rates_are_means_over_gestures_not_over_performances():
    waves = [StreamEvent("wave", 0, 9), StreamEvent("wave", 20, 29), StreamEvent("wave", 40, 49)]
    found = scores([told(wave) for wave in waves], [*waves, StreamEvent("point", 60, 69)])

    assert found.detection_rate == 0.5


def test_streams_are_added_up():
    tally = Tally()
    tally.add([WAVE], [told(WAVE)], TIME_S)
    tally.add([], [Told("wave", 0, 5, 5)], TIME_S)
    found = tally.scores()

    assert found.streams == 2
    assert found.false_positives_a_stream == 0.5
    assert found.detection_rate == 1
