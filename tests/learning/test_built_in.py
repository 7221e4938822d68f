"""The models that come with the program, put together from what pre-training learned."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from made_corpus import SETS, small_corpus
from msgspec.structs import replace

from gesture_app.hands.labelled import NONE
from gesture_app.learning.built_in import built_in_models
from gesture_app.learning.checkpoint import Checkpoint, load_checkpoint, save_checkpoint
from gesture_app.learning.classifier import Classifier
from gesture_app.learning.ready_made import ENCODER_FILE, READY_MADE, find_ready_made, pretrained
from gesture_app.virtual_hand.signs.catalogue import gestures
from made_gestures import performed
from made_models import made_model

LABELS = [*(name for own in SETS.values() for name in own), NONE]


@cache
def built() -> tuple[Checkpoint, dict[str, Checkpoint]]:
    """From weights that nobody learned."""
    return built_in_models(_drawn(), SETS, small_corpus(5), seed=0, steps=6)


@cache
def _drawn():  # type: ignore[no-untyped-def]
    from gesture_app.hands.features import FeatureSpec
    from gesture_app.learning.model_card import NetworkSizes
    from gesture_app.learning.pretrainer import Pretrainer

    spec = FeatureSpec()
    learner = Pretrainer(
        NetworkSizes(features=spec.size, labels=len(LABELS)), spec, list(SETS.values()), 10, 1e-3, seed=0
    )
    return {name: tensor.numpy().copy() for name, tensor in learner.network.state_dict().items()}


def test_each_model_knows_its_own_set_and_none() -> None:
    everything, models = built()
    assert everything.card.labels == LABELS
    assert {name: model.card.labels for name, model in models.items()} == {
        name: [*own, NONE] for name, own in SETS.items()
    }


def test_each_says_of_every_label_how_long_it_takes_and_how_much_it_varies() -> None:
    everything, models = built()
    for model in (everything, *models.values()):
        card = model.card
        assert set(card.timings) == set(card.radius) == set(card.labels)
        assert all(0.2 <= radius <= 2 for radius in card.radius.values())
        assert all(0 < timing.usual_s <= timing.longest_s for timing in card.timings.values())
        assert card.report is None  # nobody's takes were held out
    assert not everything.card.timings["swipe left"].still


def test_the_encoders_radii_are_those_of_the_models() -> None:
    everything, models = built()
    for model in models.values():
        own = {label: radius for label, radius in model.card.radius.items() if label != NONE}
        assert own == {label: everything.card.radius[label] for label in own}


def test_all_of_them_can_be_saved_and_read_and_answer(tmp_path: Path) -> None:
    everything, models = built()
    take = performed("swipe", np.random.default_rng(0))
    for number, model in enumerate((everything, *models.values())):
        file = tmp_path / f"{number}.safetensors"
        save_checkpoint(model, file)
        loaded = load_checkpoint(file)
        assert loaded.card == model.card
        np.testing.assert_array_equal(Classifier(loaded).logits(take), Classifier(model).logits(take))


def test_a_model_answers_as_the_encoder_does_about_its_own_labels() -> None:
    everything, models = built()
    take = performed("swipe", np.random.default_rng(0))
    whole, part = Classifier(everything).logits(take), Classifier(models["others"]).logits(take)
    assert whole is not None
    np.testing.assert_allclose(part, whole[[2, 3, 4, 5, 6]], rtol=1e-4)


@pytest.mark.parametrize("ready", READY_MADE, ids=lambda ready: ready.name)
def test_those_that_are_shipped_know_their_set_and_use_the_shipped_encoder(ready) -> None:  # type: ignore[no-untyped-def]
    from gesture_app.folders import built_in_folder

    found = find_ready_made(built_in_folder())
    assert found.trouble == ""
    model = load_checkpoint(built_in_folder() / ready.file_name)
    assert model.card.name == ready.name
    assert model.card.labels == [*gestures(ready.gesture_set), NONE]
    encoder = pretrained()
    for name, array in model.weights.items():
        if name.startswith("encoder."):
            np.testing.assert_array_equal(array, encoder.weights[name], err_msg=name)
    for row, label in enumerate(model.card.labels):
        np.testing.assert_array_equal(
            model.weights["head.weight"][row],
            encoder.weights["head.weight"][encoder.card.labels.index(label)],
            err_msg=label,
        )


def test_a_model_of_fewer_gestures_than_takes_were_made_of_is_no_matter() -> None:
    """The corpus also holds made-up signs; they are not in any model."""
    _, models = built()
    assert not any(label.startswith("sign") for model in models.values() for label in model.card.labels)
    assert any(name.startswith("sign") for name in small_corpus(5).names)


def test_the_encoder_is_where_the_program_looks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gesture_app.learning import ready_made
    from gesture_app.learning.model_card import CheckpointError

    monkeypatch.setattr(ready_made, "built_in_folder", lambda: tmp_path)
    with pytest.raises(CheckpointError, match=r"nothing can be learned. Install the program again"):
        pretrained()
    model = made_model("A", NONE)
    save_checkpoint(Checkpoint(model.weights, replace(model.card, name="here")), tmp_path / ENCODER_FILE)
    assert pretrained().card.name == "here"
