"""Held signs: right ones pass whoever makes them, wrong ones do not, and what is wrong is named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from made_tries import attempts

from gesture_app.hands import HandSequence
from gesture_app.practice.teacher.judging import judge
from gesture_app.practice.teacher.standard import Standard, standard_of_gesture
from gesture_app.takes.landmark_dataset import read_landmark_dataset
from gesture_app.virtual_hand.signs.catalogue import gesture, gestures
from gesture_app.virtual_hand.signs.mistakes import mistakes_for

LETTERS = [name for name, each in gestures("letters").items() if each.kind == "held"]
DIGITS = list(gestures("digits"))


def standards(names: Sequence[str]) -> list[Standard]:
    return [standard_of_gesture(name) for name in names]


@pytest.mark.parametrize("names", [LETTERS, DIGITS], ids=["letters", "digits"])
def test_right_signs_of_people_with_other_hands_are_accepted(names: list[str]) -> None:
    rivals = standards(names)
    made = attempts(names * 3, seed=1)
    right = [judge(each.sequence, standard_of_gesture(each.label), rivals).right for each in made]
    assert np.mean(right) >= 0.93


@pytest.mark.parametrize("names", [LETTERS, DIGITS], ids=["letters", "digits"])
def test_other_signs_are_not_accepted(names: list[str]) -> None:
    rivals = standards(names)
    wrong = [
        judge(each.sequence, standard, rivals).right
        for each in attempts(names, seed=2)
        for standard in rivals
        if standard.name != each.label
    ]
    assert np.mean(wrong) <= 0.03


@pytest.mark.parametrize(("asked", "made"), [("H", "U"), ("U", "H"), ("K", "P"), ("P", "K"), ("G", "Q")])
def test_letters_of_one_shape_are_told_apart_by_how_the_hand_is_turned(asked: str, made: str) -> None:
    rivals = standards(LETTERS)
    verdicts = [
        judge(each.sequence, standard_of_gesture(asked), rivals) for each in attempts([made] * 8, seed=3)
    ]
    assert np.mean([each.right for each in verdicts]) <= 0.13
    assert (
        np.mean([each.corrections[0].parameter == "orientation" for each in verdicts if not each.right])
        >= 0.75
    )


def test_a_single_mistake_is_the_first_thing_told() -> None:
    texts = [
        f"{name}!{mistake.name}"
        for name in LETTERS + DIGITS
        for mistake in mistakes_for(gesture(name))
        if mistake.part in ("index", "middle", "ring", "little", "palm", "hand")
    ]
    rivals = standards(LETTERS)
    named = []
    for each in attempts(texts, seed=4):
        name, _, mistake = each.label.partition("!")
        planted = next(one for one in mistakes_for(gesture(name)) if one.name == mistake)
        verdict = judge(each.sequence, standard_of_gesture(name), rivals if name in LETTERS else ())
        first = verdict.corrections[0] if verdict.corrections else None
        turned = planted.parameter == "orientation"
        named.append(
            first is not None
            and first.parameter == planted.parameter
            and (turned or first.part == planted.part)
        )
    assert len(named) > 100
    assert np.mean(named) >= 0.85


def test_what_it_was_nearer_to_is_told() -> None:
    rivals = standards(LETTERS)
    verdicts = [
        judge(each.sequence, standard_of_gesture("A"), rivals) for each in attempts(["S"] * 6, seed=5)
    ]
    nearer = [each for each in verdicts if each.looks_like == "S"]
    assert len(nearer) >= 4
    assert all("nearer to S" in each.corrections[0].sentence and not each.right for each in nearer)


def test_signs_that_nobody_can_tell_apart_are_no_rivals() -> None:
    made = attempts(["O"] * 8, seed=6)
    zero = [standard_of_gesture("0")]
    assert sum(judge(each.sequence, standard_of_gesture("O"), zero).right for each in made) >= 7


def test_nobody_is_blamed_where_no_hand_was_seen() -> None:
    nothing = HandSequence.from_image(np.full((20, 2, 21, 3), np.nan, np.float32), np.arange(20) / 20, 4 / 3)
    verdict = judge(nothing, standard_of_gesture("A"))
    assert not verdict.right
    assert [each.parameter for each in verdict.corrections] == ["visibility"]


@pytest.mark.shared
def test_a_person_never_seen_before_is_judged_rightly(shared_data: Path) -> None:
    made = person_s_letters(shared_data / "asl_letters_static.npz")
    rivals = standards(LETTERS)
    right, wrong = [], []
    for name, sequence in made:
        for standard in rivals:
            (right if standard.name == name else wrong).append(judge(sequence, standard, rivals).right)
    assert np.mean(right) >= 0.95
    assert np.mean(wrong) <= 0.05


def person_s_letters(file: Path, frames: int = 20, apart: int = 130) -> list[tuple[str, HandSequence]]:
    """Pieces of 0.8 s of consecutive single pictures, three of each letter, without J and Z."""
    found = []
    sequences = read_landmark_dataset(file).sequences
    for name in LETTERS:
        images = np.concatenate([each.sequence.image for each in sequences if each.label == name])
        found += [
            (name, HandSequence.from_image(images[at : at + frames], np.arange(frames) / 25, 16 / 9))
            for at in range(0, len(images) - frames, apart)
        ]
    return found
