"""Held-out takes: whole ones, whole sessions, never all of a gesture, never a copy of a learned one."""

from __future__ import annotations

import pytest

from gesture_app.hands.labelled import LabelledSequence
from gesture_app.learning.holdout import hold_out, usable_takes, without_copies
from made_gestures import handless, takes_of


@pytest.mark.parametrize("count", [2, 3, 5, 20])
def test_every_gesture_is_learned_and_asked_about(count):
    samples = takes_of("open", "fist", count=count)
    split = hold_out(samples, seed=0)

    assert {samples[row].label for row in split.learn} == {"open", "fist"}
    assert {samples[row].label for row in split.ask} == {"open", "fist"}
    assert sorted(split.learn + split.ask) == list(range(len(samples)))
    assert split.by == "take"


def test_a_gesture_with_one_take_is_learned_and_not_asked_about():
    samples = takes_of("open", count=5) + takes_of("fist", count=1)
    split = hold_out(samples, seed=0)

    assert {samples[row].label for row in split.ask} == {"open"}


@pytest.mark.parametrize("seed", range(5))
def test_a_session_of_a_gesture_is_never_on_both_sides(seed):
    samples = [take for day in "abc" for take in takes_of("open", "fist", seed=ord(day), session=day)]
    split = hold_out(samples, seed)

    learned = {(samples[row].label, samples[row].session) for row in split.learn}
    asked = {(samples[row].label, samples[row].session) for row in split.ask}
    assert split.by == "session"
    assert not learned & asked
    assert {label for label, _ in asked} == {"open", "fist"}


def test_one_gesture_of_a_single_session_makes_the_split_one_by_takes():
    samples = takes_of("open", session="a") + takes_of("open", session="b") + takes_of("fist", session="a")

    assert hold_out(samples, seed=0).by == "take"


def test_takes_held_out_of_one_session_are_its_last_ones():
    samples = takes_of("open", "fist", count=10)

    assert hold_out(samples, seed=0).ask == [8, 9, 18, 19]


def test_copies_and_empty_takes_are_not_used():
    samples = takes_of("open", count=3)
    empty = LabelledSequence(handless(), "open")

    assert usable_takes([*samples, samples[0], empty]) == samples
    assert without_copies([*samples, samples[0], empty, empty]) == [*samples, empty, empty]
