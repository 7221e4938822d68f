"""A part of a moment becomes a take like any other: it holds what was marked, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from gesture_app.folders import find_folders
from gesture_app.hands.labelled import NONE
from gesture_app.pipeline.acting.correcting import GONE, NO_HAND
from gesture_app.pipeline.acting.messages import MomentCorrected
from gesture_app.pipeline.at_once import CORRECTED
from gesture_app.pipeline.messages import Library
from learning_bench import LearningBench
from made_gestures import takes_of
from made_moments import waved


@pytest.fixture
def bench() -> Iterator[LearningBench]:
    opened = LearningBench(find_folders())
    opened.start()
    yield opened
    opened.close()


def test_the_marked_part_is_kept_with_both_its_ends(bench: LearningBench) -> None:
    moment = waved()
    told = bench.correct(moment, "wave", 2.0, 3.0)
    take = bench.store.load(told.take)
    assert take.info.gesture == "wave"
    assert take.info.source == CORRECTED
    assert take.info.camera == "bench"
    times_s = take.sequence.time_s - moment.sequence.time_s[0]
    assert (float(times_s[0]), float(times_s[-1])) == (pytest.approx(2.0), pytest.approx(3.0))
    first = int(np.searchsorted(moment.sequence.time_s, take.sequence.time_s[0]))
    assert np.array_equal(
        take.sequence.image, moment.sequence.image[first : first + len(times_s)], equal_nan=True
    )


def test_not_a_gesture_is_kept_as_such(bench: LearningBench) -> None:
    told = bench.correct(waved(), NONE, 2.0, 3.0)
    assert [take.id for take in bench.store.takes(NONE)] == [told.take]
    assert "no gesture" in told.sentence


def test_the_library_shows_it_and_deleting_it_puts_it_into_the_bin(bench: LearningBench) -> None:
    told = bench.correct(waved(), NONE, 2.0, 3.0)
    bench.wait(lambda: any(told.take in {take.id for take in each.takes} for each in bench.all_of(Library)))
    bench.library.delete_take(told.take)
    bench.wait(lambda: bool(bench.all_of(Library)[-1].bin))
    assert bench.store.takes() == []


def test_a_part_without_a_hand_is_refused_in_a_sentence(bench: LearningBench) -> None:
    told = bench.correct(waved(hand=lambda time_s: time_s < 2.0), NONE, 3.0, 4.0)
    assert (told.sentence, told.take) == (NO_HAND, "")
    assert bench.store.takes() == []


def test_a_moment_that_is_forgotten_is_refused_in_a_sentence(bench: LearningBench) -> None:
    bench.corrections.correct("moment 5", NONE, 0.0, 1.0)
    assert bench.all_of(MomentCorrected) == [MomentCorrected("moment 5", GONE)]


def test_a_name_that_cannot_be_used_is_refused_in_a_sentence(bench: LearningBench) -> None:
    told = bench.correct(waved(), "a\nb\x00", 2.0, 3.0)
    assert told.take == ""
    assert "control characters" in told.sentence


def test_a_take_that_is_recorded_again_never_takes_a_correction_away(bench: LearningBench) -> None:
    from gesture_app.pipeline.recording import DroppedTake, FinishedTake

    bench.library.begin_recording()
    bench.library.keep(FinishedTake(takes_of("fist", count=1)[0].sequence, 1), "fist", "bench")
    told = bench.correct(waved(), NONE, 2.0, 3.0)
    bench.library.keep(DroppedTake(1), "fist", "bench")
    bench.wait(lambda: bool(bench.store.bin()))
    assert [take.id for take in bench.store.takes()] == [told.take]
