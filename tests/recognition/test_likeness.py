"""What a person showed when asked decides what may act: near to it, and moved as far as it takes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from gesture_app.folders import built_in_folder
from gesture_app.hands import HandFrame
from gesture_app.learning.checkpoint import Checkpoint, load_checkpoint
from gesture_app.learning.ready_made import EVERYDAY
from gesture_app.recognition.extents import EXTENTS, Travel
from gesture_app.recognition.likeness import (
    ENOUGH_MOVED,
    GREATEST_REACH,
    LEAST_REACH,
    Likeness,
    Showing,
    likeness_from,
    likeness_of,
    showing,
)
from gesture_app.recognition.looking_back import LookingBack
from gesture_app.recognition.prediction import nothing_seen
from gesture_app.recognition.spotter import Spotter, Tuning
from gesture_app.virtual_hand.tracked.life import Visit, asked
from gesture_app.virtual_hand.tracked.person import somebody


@pytest.fixture(scope="module")
def everyday() -> Checkpoint:
    return load_checkpoint(built_in_folder() / EVERYDAY.file_name)


@pytest.fixture(scope="module")
def prompts() -> dict[str, list[Visit]]:
    rng = np.random.default_rng(11)
    person = somebody("somebody", ("thumbs up", "swipe left"), rng)
    return {gesture: [asked(person, gesture, rng) for _ in range(4)] for gesture in person.ways}


def times_of(visits: list[Visit], gesture: str, everyday: Checkpoint) -> list[Showing]:
    seen = LookingBack(everyday).at([visit.sequence for visit in visits])
    return [
        showing(list(visit.sequence.frames()), each.predictions, gesture)
        for visit, each in zip(visits, seen, strict=True)
    ]


def unit(*numbers: float) -> NDArray[np.float32]:
    vector = np.array(numbers, np.float32)
    return vector / np.linalg.norm(vector)


def test_what_was_shown_speaks_for_the_gesture_and_what_lies_beyond_the_reach_against_it() -> None:
    likeness = Likeness(unit(1, 0, 0)[None], 0.1)
    assert likeness.gain(unit(1, 0, 0)) == pytest.approx(4.0)
    assert likeness.gain(unit(1, 0.2, 0)) > 0
    assert likeness.gain(unit(1, 0.6, 0)) < 0
    assert likeness.gain(unit(0, 1, 0)) < likeness.gain(unit(1, 0.6, 0))


def test_times_that_differ_more_reach_farther_within_bounds() -> None:
    still = np.zeros(EXTENTS)
    alike = likeness_of([Showing(unit(1, 0.01 * k, 0)[None], still) for k in range(4)], still=True)
    varied = likeness_of([Showing(unit(1, 0.45 * k, 0)[None], still) for k in range(4)], still=True)
    assert alike is not None
    assert varied is not None
    assert alike.reach == LEAST_REACH
    assert LEAST_REACH < varied.reach <= GREATEST_REACH


def test_one_time_alone_says_nothing_of_how_it_varies() -> None:
    once = Showing(unit(1, 0, 0)[None], np.zeros(EXTENTS))
    unseen = Showing(np.empty((0, 0), np.float32), np.zeros(EXTENTS))
    assert likeness_of([once, unseen], still=True) is None


def test_a_movement_is_asked_to_go_as_far_as_it_always_went_and_no_other_way() -> None:
    times = [Showing(unit(1, 0, 0)[None], np.array([across, 0.1, 0.5 * (k % 2), 0.0])) for k, across in
             enumerate((2.0, 1.8, 2.2, 1.9))]  # fmt: skip
    likeness = likeness_of(times, still=False)
    assert likeness is not None
    assert likeness.moved == pytest.approx((ENOUGH_MOVED * 1.8, 0, 0, 0))
    held = likeness_of(times, still=True)
    assert held is not None
    assert held.moved == ()


def test_kept_likeness_comes_back_and_what_is_no_likeness_does_not() -> None:
    likeness = Likeness(np.stack([unit(1, 2, 3, 4), unit(4, 3, 2, 1)]), 0.12, (0.5, 0.0, 0.0, 0.0))
    back = likeness_from(likeness.as_bytes(), 0.12, likeness.moved, 4)
    assert back is not None
    np.testing.assert_allclose(back.shown, likeness.shown, atol=1e-3)
    assert back.moved == likeness.moved
    assert likeness_from(b"", 0.12, (), 4) is None
    assert likeness_from(likeness.as_bytes(), 0.12, (), 5) is None
    assert likeness_from(np.full(4, np.nan, "<f2").tobytes(), 0.12, (), 4) is None


def test_prompts_of_a_person_are_like_each_other_and_unlike_another_gesture(
    everyday: Checkpoint, prompts: dict[str, list[Visit]]
) -> None:
    times = times_of(prompts["thumbs up"], "thumbs up", everyday)
    likeness = likeness_of(times[:3], still=True)
    assert likeness is not None
    assert np.median(likeness.gains(times[3].moments)) > 0
    swipes = LookingBack(everyday).at([prompts["swipe left"][0].sequence])[0].predictions
    lies = np.stack([each.lies["thumbs up"] for each in swipes if each.lies])
    assert (likeness.gains(lies) < 0).mean() > 0.9


def test_a_swipe_fires_after_its_whole_way_and_not_where_more_way_is_asked_for(
    everyday: Checkpoint, prompts: dict[str, list[Visit]]
) -> None:
    times = times_of(prompts["swipe left"], "swipe left", everyday)
    likeness = likeness_of(times[:3], still=False)
    assert likeness is not None
    assert any(likeness.moved)
    last = prompts["swipe left"][3].sequence
    told = LookingBack(everyday).at([last])[0].predictions
    farther = replace(likeness, moved=tuple(3 * extent for extent in likeness.moved))
    assert "swipe left" in _started(everyday, likeness, last.frames(), told)
    assert "swipe left" not in _started(everyday, farther, last.frames(), told)


def _started(everyday, likeness, frames, told) -> list[str]:  # type: ignore[no-untyped-def]
    spotter = Spotter(everyday.card, own={"swipe left": Tuning()}, likeness={"swipe left": likeness})
    events = [
        event for hands, each in zip(frames, told, strict=True) for event in spotter.update(each, hands)
    ]
    return [event.label for event in events if event.kind == "start"]


def test_travel_tells_how_far_a_hand_went_and_forgets_what_is_long_over() -> None:
    travel = Travel()
    for step in range(20):
        travel.saw(_hand_at(0.2 + 0.02 * step, 0.05 * step))
    far = travel.extents()
    assert far[0] > 1
    assert far[1] < 0.01
    assert far[3] < 0.01
    for step in range(60):
        travel.saw(_hand_at(0.58, 1.0 + 0.05 * step))
    assert travel.extents()[0] < 0.01


def test_a_frame_without_hands_changes_nothing() -> None:
    travel = Travel()
    for step in range(8):
        travel.saw(_hand_at(0.2 + 0.05 * step, 0.1 * step))
    before = travel.extents()
    travel.saw(HandFrame.empty(0.75, 1.5))
    np.testing.assert_array_equal(travel.extents(), before)
    assert nothing_seen(0.75).lies == {}


def _hand_at(x: float, time_s: float) -> HandFrame:
    frame = HandFrame.empty(time_s, 1.5)
    landmarks = np.zeros((21, 3), np.float32)
    landmarks[:, 1] = 0.5 - 0.01 * np.arange(21)
    landmarks[:, 0] = x
    frame.image[1], frame.present[1], frame.score[1] = landmarks, True, 1.0
    return frame
