"""The real tracker believes the virtual hand, and the figures that say so are what they claim to be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from footage import tracker_bundle
from gesture_app.capture.belief import Belief, Cast, Watched, average_cast, believed, table, total, watch
from gesture_app.capture.tracker import HandTracker
from gesture_app.hands import LEFT, RIGHT, HandSequence
from made_hands import PALM, hand_frame, no_hand

CASTS = [
    average_cast("right", "light", "wall"),
    average_cast("left", "tan", "shelf"),
    average_cast("right", "deep", "window"),
    average_cast("left", "beige", "clutter"),
]
GESTURES = ("A", "W", "O", "P", "7", "thumbs up", "wave", "swipe right")


def shown(true_slot: int | None, seen_slot: int | None, shift_palms: float = 0.0, frames: int = 4) -> Watched:
    """A hand in one slot that is seen in another (None: not at all), off by so many palm lengths."""

    def sequence(slot: int | None, x: float) -> HandSequence:
        hands = [
            no_hand(index / 25) if slot is None else hand_frame(index / 25, x, slot=RIGHT)
            for index in range(frames)
        ]
        if slot == LEFT:
            hands = [
                replace(
                    hand,
                    image=hand.image[::-1].copy(),
                    world=hand.world[::-1].copy(),
                    present=hand.present[::-1],
                )
                for hand in hands
            ]
        return HandSequence.from_frames(hands)

    palm = np.full((frames, 2), PALM)
    seen = sequence(seen_slot, 0.5 + shift_palms * PALM * 3 / 4)
    return Watched("wave", Cast(), sequence(true_slot, 0.5), seen, np.ones(frames, bool), palm)


def test_a_hand_that_is_seen_where_it_is_counts_in_full() -> None:
    belief = believed(shown(RIGHT, RIGHT))
    assert (belief.frames, belief.found, belief.right_side) == (4, 4, 4)
    assert belief.mean_error == pytest.approx(0, abs=1e-6)


def test_the_distance_is_told_in_true_palm_lengths() -> None:
    assert believed(shown(RIGHT, RIGHT, shift_palms=0.25)).mean_error == pytest.approx(0.25, rel=1e-3)


def test_a_hand_that_is_taken_for_the_other_one_is_found_but_on_the_wrong_side() -> None:
    belief = believed(shown(RIGHT, LEFT, shift_palms=0.1))
    assert (belief.found_share, belief.right_side_share) == (1.0, 0.0)
    assert belief.mean_error == pytest.approx(0.1, rel=1e-3)


def test_a_hand_that_nobody_sees_is_not_found_and_one_that_is_not_there_does_not_count() -> None:
    assert believed(shown(RIGHT, None)).found_share == 0.0
    assert believed(shown(None, RIGHT)) == Belief()


def test_the_ways_there_and_back_do_not_count() -> None:
    whole = shown(RIGHT, None)
    part = replace(whole, showing=np.array([False, True, True, False]))
    assert (believed(whole).frames, believed(part).frames) == (4, 2)


def test_rows_are_sorted_worst_first_and_add_up() -> None:
    good, lost = shown(RIGHT, RIGHT), replace(shown(RIGHT, None), gesture="fist")
    rows = table([good, lost, good], lambda watched: watched.gesture)
    assert list(rows) == ["fist", "wave"]
    assert total(rows).frames == 12
    assert total(rows).found_share == pytest.approx(8 / 12)


def test_the_real_tracker_finds_the_hand_names_its_side_and_places_its_landmarks() -> None:
    """The bar of the whole table (`gesture-app prove`), on a part of it."""
    watched = []
    for number, gesture in enumerate(GESTURES):
        for cast in (CASTS[number % 4], CASTS[(number + 1) % 4]):
            with HandTracker(tracker_bundle()) as tracker:
                watched.append(watch(gesture, cast, tracker, seed=number, fps=15))
    belief = total(table(watched, lambda each: each.gesture))
    assert belief.frames > 150
    assert belief.found_share >= 0.95
    assert belief.right_side_share >= 0.97
    assert belief.mean_error <= 0.10
