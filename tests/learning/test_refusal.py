"""What cannot be learned is refused in words, before any work."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.learning.refusal import TrainingRefused, check_trainable, why_too_few
from made_gestures import handless, takes_of


def empty(label: str, count: int = 3) -> list[LabelledSequence]:
    return [LabelledSequence(handless(), label) for _ in range(count)]


def renamed(takes: list[LabelledSequence], label: str) -> list[LabelledSequence]:
    return [replace(take, label=label) for take in takes]


@pytest.mark.parametrize(
    ("samples", "words"),
    [
        ([], "no recorded gestures"),
        (takes_of("open"), "only one gesture"),
        (takes_of("open", NONE), "only one gesture"),
        (takes_of(NONE), "no recorded gestures"),
        (takes_of("open") + empty("fist"), "No hand is seen in any take of 'fist'"),
        (takes_of("open") + [takes_of("fist", count=1)[0]] * 4, "copies of one another"),
        (
            takes_of("open", "fist") + renamed(takes_of("open", count=1), "fist"),
            "same take is in 'open' and 'fist'",
        ),
        (
            takes_of("open", "fist")
            + renamed(takes_of("fist", count=1, seed=5), NONE) * 2
            + takes_of("fist", count=1, seed=5),
            "Delete it from the gesture it does not show",
        ),
    ],
)
def test_what_cannot_be_learned_is_refused(samples, words):
    with pytest.raises(TrainingRefused, match=words):
        check_trainable(samples)


def test_two_gestures_with_one_take_each_are_enough():
    check_trainable(takes_of("open", "fist", count=1))


def test_takes_without_a_hand_do_not_matter_beside_one_that_shows_it():
    check_trainable(takes_of("open") + takes_of("fist", count=1) + empty("fist"))


def test_one_gesture_is_enough_where_nothing_need_be_told_from_it():
    check_trainable(takes_of("open", count=1), fewest=1)
    with pytest.raises(TrainingRefused, match="no recorded gestures"):
        check_trainable(takes_of(NONE), fewest=1)


def test_takes_without_a_hand_are_no_copies_of_each_other_under_two_labels():
    check_trainable(takes_of("open", "fist") + empty("open") + empty("fist") + empty(NONE))


def test_takes_of_no_gesture_may_show_no_hand():
    check_trainable(takes_of("open", "fist", count=2) + empty(NONE, 1))


def test_a_long_list_of_gestures_is_cut_short():
    many = [take for number in range(30) for take in empty(f"g{number}", 1)]

    with pytest.raises(TrainingRefused, match="'g12' and 25 more"):
        check_trainable(many)


@pytest.mark.parametrize(
    ("takes", "words"),
    [
        ({}, "no recorded gestures"),
        ({NONE: 9}, "no recorded gestures"),
        ({"open": 9, NONE: 9, "fist": 0}, "only one gesture, 'open'"),
    ],
)
def test_too_few_takes_are_known_from_their_number_alone(takes, words):
    assert words in why_too_few(takes)
    assert why_too_few({"open": 1, "fist": 2}) == ""
