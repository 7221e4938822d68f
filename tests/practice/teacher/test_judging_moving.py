"""Movements: path, direction, size, repetition and pace are told apart."""

from __future__ import annotations

import numpy as np
import pytest
from made_tries import attempts

from gesture_app.practice.teacher.judging import judge
from gesture_app.practice.teacher.standard import standard_of_gesture
from gesture_app.practice.teacher.verdict import Verdict

SOME = ["J", "Z", "wave", "swipe left", "swipe up", "circle clockwise", "push", "beckon"]


def verdicts(asked: str, made: str, count: int, seed: int = 1) -> list[Verdict]:
    return [judge(each.sequence, standard_of_gesture(asked)) for each in attempts([made] * count, seed)]


def test_right_movements_are_accepted() -> None:
    found = [
        judge(each.sequence, standard_of_gesture(each.label)).right for each in attempts(SOME * 4, seed=2)
    ]
    assert np.mean(found) >= 0.85


@pytest.mark.parametrize(
    ("asked", "made"),
    [
        ("swipe left", "swipe right"),
        ("swipe up", "swipe left"),
        ("circle clockwise", "circle anticlockwise"),
        ("push", "pull"),
        ("wave", "swipe left"),
    ],
)
def test_other_movements_are_not(asked: str, made: str) -> None:
    rivals = [standard_of_gesture(made)]
    found = [
        judge(each.sequence, standard_of_gesture(asked), rivals) for each in attempts([made] * 6, seed=1)
    ]
    assert sum(each.right for each in found) <= 1


@pytest.mark.parametrize("sign", ["J", "Z"])
def test_a_mirrored_letter_is_not_the_letter(sign: str) -> None:
    found = verdicts(sign, f"{sign}!mirrored", 6)
    assert sum(each.right for each in found) <= 1
    assert np.mean([each.corrections[0].parameter == "movement" for each in found if not each.right]) >= 0.75


def test_once_is_not_repeatedly() -> None:
    found = verdicts("wave", "wave!once", 6)
    told = [each.corrections[0].part for each in found if each.corrections]
    assert told.count("repetition") >= 4


def test_one_hand_is_not_both() -> None:
    found = verdicts("clap", "clap!one hand", 4)
    assert not any(each.right for each in found)
    assert [each.corrections[0].part for each in found].count("other hand") >= 3


def test_tempo_alone_is_told_and_hardly_ever_rejected() -> None:
    found = verdicts("circle clockwise", "circle clockwise!slow", 6)
    assert sum(each.right for each in found) >= 4
    assert sum(any(one.parameter == "tempo" for one in each.corrections) for each in found) >= 4


def test_a_finger_is_told_in_a_movement_too() -> None:
    found = verdicts("wave", "wave!ring", 6)
    assert not any(each.right for each in found)
    assert [each.corrections[0].part for each in found].count("ring") >= 5
