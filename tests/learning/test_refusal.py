"""What cannot be learned is refused in words, before any work."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.learning.refusal import TrainingRefused, check_trainable, why_too_few
from made_gestures import handless, takes_of


def empty(label: str, count: int = 3) -> list[LabelledSequence]:
    return [LabelledSequence(handless(), label) for _ in range(count)]


@pytest.mark.parametrize(
    ("samples", "words"),
    [
        ([], "no recorded gestures"),
        (takes_of("open"), "only one gesture"),
        (takes_of("open", NONE), "only one gesture"),
        (takes_of(NONE), "no recorded gestures"),
        (takes_of("open") + takes_of("fist", count=1), "Too few takes of 'fist' show a hand"),
        (takes_of("open") + empty("fist"), "No hand is seen in any take of 'fist'"),
        (takes_of("open") + takes_of("fist", count=1) + empty("fist"), "Too few takes of 'fist' show a hand"),
        (takes_of("open") + [takes_of("fist", count=1)[0]] * 4, "copies of one another"),
    ],
)
def test_what_cannot_be_learned_is_refused(samples, words):
    with pytest.raises(TrainingRefused, match=words):
        check_trainable(samples)


def test_two_gestures_with_two_takes_are_enough():
    check_trainable(takes_of("open", "fist", count=2))


def test_takes_of_no_gesture_may_show_no_hand():
    check_trainable(takes_of("open", "fist", count=2) + empty(NONE, 1))


def test_a_long_list_of_gestures_is_cut_short():
    many = [replace(take, label=f"g{number}") for number in range(30) for take in takes_of("open", count=1)]

    with pytest.raises(TrainingRefused, match="and 25 more"):
        check_trainable(many)


@pytest.mark.parametrize(
    ("takes", "words"),
    [
        ({}, "no recorded gestures"),
        ({NONE: 9}, "no recorded gestures"),
        ({"open": 9, NONE: 9, "fist": 0}, "only one gesture, 'open'"),
        ({"open": 1, "fist": 1, "lift": 2}, "Too few takes of 'fist' and 'open'"),
    ],
)
def test_too_few_takes_are_known_from_their_number_alone(takes, words):
    assert words in why_too_few(takes)
    assert why_too_few({"open": 2, "fist": 2, NONE: 1}) == ""
