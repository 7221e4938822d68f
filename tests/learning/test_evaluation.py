"""Evaluation: who learns and who is asked, and how the answers are summed up."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.learning import evaluation
from gesture_app.learning.evaluation import evaluate
from gesture_app.learning.protocols import ProtocolError, rounds_of
from gesture_app.learning.training import TrainingPlan
from made_gestures import handless, takes_of

PEOPLE = [
    take
    for number, person in enumerate(("ann", "bob"))
    for day in ("mon", "tue")
    for take in takes_of(
        "open", "fist", count=3, seed=2 * number + (day == "tue"), person=person, session=day
    )
]


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Two epochs: what is looked at here is who learns and who is asked."""
    monkeypatch.setattr(evaluation, "TrainingPlan", lambda **given: TrainingPlan(epochs=2, **given))


@pytest.mark.parametrize(
    "protocol", ["leave-one-out:signer", "leave-one-out:session", "shots:2", "shots:1:session"]
)
def test_no_take_is_learned_and_asked_about(protocol):
    for found in rounds_of(PEOPLE, protocol, seed=0):
        assert found.learn
        assert found.ask
        assert not set(found.learn) & set(found.ask)


def test_leaving_a_signer_out_learns_nothing_of_them():
    rounds = rounds_of(PEOPLE, "leave-one-out:signer", seed=0)

    assert [found.group for found in rounds] == ["ann", "bob"]
    for found in rounds:
        assert {PEOPLE[row].person for row in found.ask} == {found.group}
        assert found.group not in {PEOPLE[row].person for row in found.learn}
        assert len(found.learn) + len(found.ask) == len(PEOPLE)


def test_sessions_of_two_people_are_not_mixed_up():
    rounds = rounds_of(PEOPLE, "leave-one-out:session", seed=0)

    assert [found.group for found in rounds] == ["ann/mon", "ann/tue", "bob/mon", "bob/tue"]


def test_shots_are_so_many_takes_of_each_gesture_of_one_person():
    for found in rounds_of(PEOPLE, "shots:2", seed=0):
        learned = [(PEOPLE[row].person, PEOPLE[row].label) for row in found.learn]
        assert sorted(learned) == [(found.group, "fist")] * 2 + [(found.group, "open")] * 2
        assert len(found.ask) == 8


def test_shots_of_a_session_are_asked_about_in_others():
    for found in rounds_of(PEOPLE, "shots:2:session", seed=0):
        for label in ("open", "fist"):
            learned = {PEOPLE[row].session for row in found.learn if PEOPLE[row].label == label}
            asked = {PEOPLE[row].session for row in found.ask if PEOPLE[row].label == label}
            assert len(learned) == 1
            assert not learned & asked


def test_another_seed_draws_other_shots():
    draws = {tuple(rounds_of(PEOPLE, "shots:1", seed)[0].learn) for seed in range(8)}

    assert len(draws) > 1


def test_gestures_with_too_few_takes_for_shots_are_left_out_and_counted():
    samples = PEOPLE + takes_of("swipe", count=2, person="ann", session="mon")
    rounds = rounds_of(samples, "shots:2", seed=0)

    assert rounds[0].without == {"swipe": 2}
    assert rounds[1].without == {}


@pytest.mark.parametrize(
    ("samples", "protocol", "words"),
    [
        (PEOPLE, "leave-one-out", "no protocol"),
        (PEOPLE, "shots:0", "no protocol"),
        (PEOPLE, "shots:many", "no protocol"),
        (PEOPLE, "split", "not marked"),
        (PEOPLE, "shots:9", "smaller number"),
        (takes_of("open", "fist"), "leave-one-out:signer", "all takes are of one signer"),
        (takes_of("open", "fist", session=""), "leave-one-out:session", "not known"),
    ],
)
def test_protocols_that_the_takes_do_not_allow_are_refused(samples, protocol, words):
    with pytest.raises(ProtocolError, match=f"(?i){words}"):
        rounds_of(samples, protocol, seed=0)


def test_the_result_is_complete_and_the_same_for_the_same_seeds():
    first, second = (evaluate(PEOPLE, "shots:1", [0, 1]) for _ in range(2))

    assert msgspec.structs.replace(first, seconds=0) == msgspec.structs.replace(second, seconds=0)
    assert first.labels == ["fist", "open"]
    assert sum(map(sum, first.confusion)) == 2 * (len(PEOPLE) - 4)
    assert first.seeds == [0, 1]
    assert [len(group.by_seed) for group in first.groups] == [2, 2]
    assert first.worst == min(group.accuracy for group in first.groups) <= first.accuracy
    assert first.parameters > 0
    assert first.left_out == {}


def test_the_datas_own_split_is_kept_to():
    samples = takes_of("open", "fist", count=3, split="train") + takes_of(
        "open", "fist", count=2, seed=1, split="test"
    )
    result = evaluate(samples, "split", [0])

    assert result.groups[0].learned == 6
    assert result.groups[0].asked == 4


def test_gestures_that_nobody_else_makes_are_left_out_and_counted():
    result = evaluate(
        PEOPLE + takes_of("lift", count=3, person="bob", session="mon"), "leave-one-out:signer", [0]
    )

    assert result.left_out == {"lift": 3}
    assert result.groups[1].asked == 12


def test_one_shot_is_enough_to_learn_from():
    result = evaluate(PEOPLE, "shots:1", [0])

    assert [group.learned for group in result.groups] == [2, 2]


def test_a_take_without_a_hand_is_recognised_as_no_gesture():
    empty = [LabelledSequence(handless(), NONE, person, "mon") for person in ("ann", "bob")]
    samples = PEOPLE + empty + takes_of(NONE, person="ann") + takes_of(NONE, person="bob")
    result = evaluate(samples, "leave-one-out:signer", [0])

    none = result.labels.index(NONE)
    assert result.confusion[none][none] >= 2


def test_a_copy_of_a_learned_take_is_not_asked_about():
    copies = [replace(take, person="bob") for take in PEOPLE if take.person == "ann"]
    result = evaluate(PEOPLE + copies, "leave-one-out:signer", [0])

    assert [(group.learned, group.asked) for group in result.groups] == [(12, 12), (12, 12)]


def test_a_train_part_without_hands_is_made_up_for_by_the_validation_part():
    samples = [
        *(LabelledSequence(handless(), label, split="train") for label in ("open", "fist")),
        *takes_of("open", "fist", count=3, split="validation"),
        *takes_of("open", "fist", count=2, seed=1, split="test"),
    ]
    result = evaluate(samples, "split", [0])

    assert result.groups[0].learned == 6
