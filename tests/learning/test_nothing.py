"""What was marked as nothing is nothing from then on, and gestures stay what they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.learning.checkpoint import Checkpoint, load_checkpoint, save_checkpoint
from gesture_app.learning.classifier import Classifier
from gesture_app.learning.coaching.prototypes import unit
from gesture_app.learning.no_worse import accepted
from gesture_app.learning.nothing import MOST_TAKES, REST, taught_nothing
from gesture_app.learning.subset import PROTOTYPES
from made_gestures import handless, takes_of
from trained import learned_at_once


@pytest.fixture(scope="module")
def model() -> Checkpoint:
    return learned_at_once(takes_of("open", "fist", "swipe", count=2))


def as_nothing(takes: list[LabelledSequence]) -> list[LabelledSequence]:
    return [replace(take, label=NONE, name=f"nothing {number}") for number, take in enumerate(takes)]


def test_what_was_taken_for_a_gesture_is_nothing_once_it_was_marked_so(model: Checkpoint) -> None:
    accident, like_it = takes_of("fist", count=2, seed=3)
    before, taught = Classifier(model), Classifier(taught_nothing(model, as_nothing([accident])))
    assert accepted(before, accident) == "fist"
    assert accepted(taught, accident) == NONE
    assert belief(taught, like_it) < belief(before, like_it) / 1.5
    for take in takes_of("open", "swipe", count=2, seed=4):
        assert accepted(taught, take) == take.label


def test_taught_gently_it_says_less_against_the_gesture(model: Checkpoint) -> None:
    accident, like_it = takes_of("fist", count=2, seed=3)
    gently, firmly = (
        Classifier(taught_nothing(model, as_nothing([accident]), firmly=each)) for each in (False, True)
    )
    assert belief(Classifier(model), like_it) > belief(gently, like_it) > belief(firmly, like_it)


def belief(classifier: Classifier, take: LabelledSequence) -> float:
    return dict(classifier.ranked(take.sequence))[take.label]


def test_prototypes_and_radii_stay(model: Checkpoint) -> None:
    taught = taught_nothing(model, as_nothing(takes_of("fist", count=1, seed=3)))
    assert np.array_equal(taught.weights[PROTOTYPES], model.weights[PROTOTYPES])
    assert taught.card.radius == model.card.radius
    assert np.array_equal(taught.weights[REST][: len(model.weights[REST])], unit(model.weights[REST]))


def test_it_is_kept_like_any_model_and_says_what_it_learned_from(model: Checkpoint, tmp_path: Path) -> None:
    taught = taught_nothing(model, as_nothing(takes_of("fist", count=2, seed=3)))
    save_checkpoint(taught, tmp_path / "taught.safetensors")
    read = load_checkpoint(tmp_path / "taught.safetensors")
    assert read.card.takes[NONE] == ["nothing 0", "nothing 1"]
    assert read.card.takes["fist"] == model.card.takes["fist"]
    assert np.array_equal(read.weights[REST], taught.weights[REST])


def test_takes_without_a_hand_add_nothing(model: Checkpoint) -> None:
    empty = LabelledSequence(handless(), NONE, name="empty")
    assert taught_nothing(model, [empty]) is model


def test_of_many_takes_the_newest_are_learned(model: Checkpoint) -> None:
    take = takes_of("fist", count=1, seed=3)[0]
    many = [replace(take, label=NONE, name=f"{number}") for number in range(MOST_TAKES + 2)]
    taught = taught_nothing(model, many)
    assert taught.card.takes[NONE][0] == "2"
    assert len(taught.card.takes[NONE]) == MOST_TAKES
