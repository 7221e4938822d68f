"""A ready-made model made the user's own."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import numpy as np
import pytest

from gesture_app.hands.labelled import NONE
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.classifier import Classifier
from gesture_app.learning.personal import personalise
from gesture_app.learning.refusal import TrainingRefused
from made_gestures import handless, takes_of
from made_models import made_model, model_of

BASE = model_of(takes_of("open", "fist", "swipe", count=2), name="Signs")


def test_one_take_teaches_the_users_version_and_the_rest_stays_known() -> None:
    mine = [replace(take, label="swipe") for take in takes_of("lift", count=4, seed=3)]
    before, after = Classifier(BASE), Classifier(personalise(BASE, mine[:1]))
    assert after.labels == before.labels
    for take in mine[1:]:
        own = dict(after.ranked(take.sequence))
        assert own["swipe"] > dict(before.ranked(take.sequence))["swipe"]
    for take in takes_of("open", "fist", count=2, seed=5):
        assert after.ranked(take.sequence)[0][0] == take.label


def test_its_sign_goes_farthest_the_others_along_and_nothing_else_changes() -> None:
    base = model_of(takes_of("open", "fist", "swipe", NONE, count=2))
    model = personalise(base, takes_of("fist", count=1, seed=4))
    before = base.weights["head.weight"] / np.linalg.norm(base.weights["head.weight"], axis=1, keepdims=True)
    moved = dict(
        zip(base.card.labels, np.linalg.norm(model.weights["head.weight"] - before, axis=1), strict=True)
    )
    assert moved["fist"] > max(moved["open"], moved["swipe"]) > 1e-4
    assert moved[NONE] < 1e-6
    for name, array in base.weights.items():
        if name != "head.weight":
            assert model.weights[name] is array


def test_the_card_says_whose_it_is_and_what_it_learned_from() -> None:
    card = personalise(BASE, takes_of("fist", count=2)).card
    assert card.name == "My signs"
    assert card.takes == {"fist": ["fist 0", "fist 1"]}
    assert card.created > BASE.card.created


def test_a_sign_made_very_differently_is_no_stranger_to_the_model_afterwards() -> None:
    narrow = Checkpoint(
        BASE.weights, msgspec.structs.replace(BASE.card, radius=dict.fromkeys(BASE.card.labels, 1e-6))
    )
    take = replace(takes_of("lift", count=1)[0], label="fist")
    model = personalise(narrow, [take])
    embedding = Classifier(model).embed(take.sequence)
    assert embedding is not None
    far = 1 - float(embedding @ model.weights["head.weight"][model.card.labels.index("fist")])
    assert model.card.radius["fist"] > far > 1e-6
    assert model.card.radius["open"] == 1e-6


def test_takes_without_a_hand_of_none_and_of_other_signs_are_passed_over() -> None:
    mine = takes_of("fist", count=1)
    others = [*takes_of("lift", NONE, count=1), replace(mine[0], sequence=handless())]
    model = personalise(BASE, [*mine, *others])
    np.testing.assert_array_equal(
        model.weights["head.weight"], personalise(BASE, mine).weights["head.weight"]
    )


def test_nothing_to_learn_is_refused() -> None:
    with pytest.raises(TrainingRefused, match="No take shows a sign of this model"):
        personalise(made_model("A", "B"), takes_of("lift", count=1))
