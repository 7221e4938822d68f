"""Asking built-in gestures about recordings that nothing was learned from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.learning.protocols import ProtocolError
from gesture_app.learning.zero import evaluate_zero
from made_gestures import handless, takes_of
from made_models import model_of

BUILT_IN = [
    model_of(takes_of("open", "fist", NONE, count=2, seed=9)),
    model_of(takes_of("swipe", "lift", NONE, count=2, seed=9)),
]
MEANT = {"Palm": "open", "stop": "open", "Close": "fist", "hoover": "lift", "thank you": "thanks"}


def called(label: str, gesture: str, person: str = "p", seed: int = 0) -> list[LabelledSequence]:
    return [replace(take, label=label) for take in takes_of(gesture, count=3, person=person, seed=seed)]


def test_only_the_gestures_that_labels_name_are_asked() -> None:
    found = evaluate_zero([*called("Palm", "open"), *called("Close", "fist")], BUILT_IN, MEANT)
    assert found.labels == ["Close", "Palm"]
    assert found.accuracy == 1.0
    assert found.recall == {"Close": 1.0, "Palm": 1.0}
    assert found.protocol == "zero"
    assert found.parameters > 0


def test_gestures_of_several_models_are_asked_together() -> None:
    found = evaluate_zero([*called("Palm", "open"), *called("hoover", "lift")], BUILT_IN, MEANT)
    assert found.accuracy == 1.0


def test_what_is_not_built_in_is_left_out_and_counted() -> None:
    samples = [
        *called("Palm", "open"),
        *called("Close", "fist"),
        *called("thank you", "lift"),
        *called("x", "fist"),
    ]
    found = evaluate_zero(samples, BUILT_IN, MEANT)
    assert found.left_out == {"thank you": 3, "x": 3}
    assert sum(map(sum, found.confusion)) == 6


def test_no_gesture_is_asked_where_the_recordings_have_it() -> None:
    found = evaluate_zero(
        [*called("Palm", "open"), *called("Close", "fist"), *called(NONE, NONE)], BUILT_IN, MEANT
    )
    assert NONE in found.recall


def test_two_labels_of_one_gesture_are_both_right() -> None:
    found = evaluate_zero(
        [*called("Palm", "open"), *called("stop", "open", person="q"), *called("Close", "fist")],
        BUILT_IN,
        MEANT,
    )
    assert found.labels == ["Close", "open"]
    assert found.accuracy == 1.0


def test_people_are_groups_and_a_mistake_counts_for_its_own() -> None:
    samples = [
        *called("Palm", "open", person="ann"), *called("Close", "fist", person="ann"),
        *called("Palm", "fist", person="bob"), *called("Close", "fist", person="bob", seed=5),
    ]  # fmt: skip
    found = evaluate_zero(samples, BUILT_IN, MEANT, seeds=(0, 1))
    assert {group.group: group.accuracy for group in found.groups} == {"ann": 1.0, "bob": 0.5}
    assert found.worst == 0.5
    assert [group.by_seed for group in found.groups] == [[1.0, 1.0], [0.5, 0.5]]
    assert [group.learned for group in found.groups] == [0, 0]


def test_a_take_without_a_hand_is_nothing() -> None:
    samples = [
        *called("Palm", "open"),
        *called("Close", "fist"),
        LabelledSequence(handless(), "Palm", "p", "s"),
    ]
    assert evaluate_zero(samples, BUILT_IN, MEANT).recall["Palm"] == 0.75


def test_one_gesture_alone_is_no_question() -> None:
    with pytest.raises(ProtocolError, match="Fewer than two"):
        evaluate_zero(
            [*called("Palm", "open"), *called("stop", "open"), *called(NONE, NONE)], BUILT_IN, MEANT
        )
