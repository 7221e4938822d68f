"""Checkpoints: whole or not at all, the same after loading, and no damaged file gets any further."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import msgspec
import numpy as np
import pytest
import safetensors.numpy
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gesture_app.learning.checkpoint import (
    Checkpoint,
    load_checkpoint,
    model_file,
    save_checkpoint,
    weight_shapes,
)
from gesture_app.learning.classifier import Classifier
from gesture_app.learning.model_card import CARD_KEY, CheckpointError, list_models, read_card
from gesture_app.learning.network import GestureNetwork
from made_gestures import performed
from trained import small_model


@pytest.fixture
def saved(tmp_path):
    file = tmp_path / "small.safetensors"
    save_checkpoint(small_model(), file)
    return file


def written_with(file, card_json, weights=None):
    """A file with this card, sound in itself."""
    weights = small_model().weights if weights is None else weights
    file.write_bytes(safetensors.numpy.save(dict(weights), metadata={CARD_KEY: card_json}))
    return file


def changed_card(**changes):
    card = json.loads(msgspec.json.encode(small_model().card))
    return json.dumps(card | changes)


def test_a_loaded_model_answers_exactly_as_the_one_that_was_trained(saved):
    trained, loaded = Classifier(small_model()), Classifier(load_checkpoint(saved))
    rng = np.random.default_rng(5)

    for label in trained.labels:
        take = performed(label, rng)
        np.testing.assert_array_equal(trained.logits(take), loaded.logits(take))


def test_the_card_comes_back_as_it_was_written(saved):
    assert read_card(saved) == load_checkpoint(saved).card == small_model().card


def test_cards_are_read_without_torch(saved):
    program = (
        "import sys; from pathlib import Path; from gesture_app.learning.model_card import list_models;"
        "print(list_models(Path(sys.argv[1]))[0].card.name, 'torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(saved.parent)], capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["small", "False"]


def test_the_shapes_that_are_checked_are_the_networks():
    sizes = msgspec.structs.replace(small_model().card.sizes, layers=2)
    network = GestureNetwork(sizes).state_dict()

    assert {name: tuple(tensor.shape) for name, tensor in network.items()} == weight_shapes(sizes)


def test_models_are_listed_newest_first_and_foreign_files_left_out(tmp_path):
    for name, created in (("old", "2026-01-01T00:00:00+00:00"), ("new", "2026-02-01T00:00:00+00:00")):
        card = msgspec.structs.replace(small_model().card, name=name, created=created)
        save_checkpoint(Checkpoint(small_model().weights, card), tmp_path / f"{name}.safetensors")
    (tmp_path / "foreign.safetensors").write_bytes(b"something else")

    assert [model.card.name for model in list_models(tmp_path)] == ["new", "old"]
    assert list_models(tmp_path / "nowhere") == []


def test_a_new_model_never_takes_an_older_ones_file(saved):
    assert model_file(saved.parent, "small").name == "small 2.safetensors"
    assert model_file(saved.parent, "../up & away").parent == saved.parent


def test_a_model_with_a_long_name_in_any_script_can_be_saved(tmp_path):
    file = model_file(tmp_path, "手話" * 100)
    save_checkpoint(small_model(), file)

    assert list_models(tmp_path)[0].file == file


def test_a_save_that_fails_leaves_the_older_model_and_nothing_beside_it(saved, monkeypatch):
    before = saved.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CheckpointError, match="No space left"):
        save_checkpoint(small_model(), saved)
    assert saved.read_bytes() == before
    assert list(saved.parent.iterdir()) == [saved]


@pytest.mark.parametrize("kept", [0, 7, 8, 100, 5000, -1])
def test_a_truncated_model_is_refused(saved, kept):
    saved.write_bytes(saved.read_bytes()[:kept])

    with pytest.raises(CheckpointError, match="model"):
        load_checkpoint(saved)


def test_a_missing_model_is_said_to_be_missing(tmp_path):
    with pytest.raises(CheckpointError, match="no model gone"):
        load_checkpoint(tmp_path / "gone.safetensors")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"version": 99}, "newer version"),
        ({"version": 0}, "older version"),
        ({"version": "x"}, "damaged"),
        ({"labels": ["open", "open", "fist", "lift"]}, "damaged"),
        ({"labels": ["open", "fist"]}, "damaged"),
        ({"temperature": 0.0}, "damaged"),
        ({"timings": {}}, "damaged"),
        ({"features": {"version": 7}}, "does not know"),
        ({"features": {"version": 7}, "sizes": {"features": 99, "labels": 4}}, "does not know"),
        ({"features": {"rate_hz": 0}}, "damaged"),
        ({"features": {"slow_steps": 0}}, "damaged"),
        ({"features": {"bridge_steps": -1}}, "damaged"),
    ],
)
def test_a_card_that_cannot_be_is_refused(tmp_path, changes, words):
    file = written_with(tmp_path / "odd.safetensors", changed_card(**changes))

    with pytest.raises(CheckpointError, match=words):
        load_checkpoint(file)


def test_a_card_that_is_no_text_is_refused(tmp_path):
    file = tmp_path / "odd.safetensors"
    header = json.dumps({"__metadata__": {CARD_KEY: "\ud800"}}).encode()
    file.write_bytes(len(header).to_bytes(8, "little") + header)

    with pytest.raises(CheckpointError, match="damaged"):
        read_card(file)


@pytest.mark.parametrize("spoil", ["shape", "missing", "extra", "type", "nan"])
def test_weights_that_do_not_fit_are_refused(tmp_path, spoil):
    weights = dict(small_model().weights)
    bias = weights["encoder.hand.bias"]
    weights |= {
        "shape": {"encoder.hand.bias": bias[:-1]},
        "extra": {"more": bias},
        "type": {"encoder.hand.bias": bias.astype(np.float64)},
        "nan": {"encoder.hand.bias": bias * np.float32(np.nan)},
        "missing": {},
    }[spoil]
    if spoil == "missing":
        del weights["encoder.hand.bias"]
    file = written_with(tmp_path / "odd.safetensors", changed_card(), weights)

    with pytest.raises(CheckpointError, match="weights"):
        load_checkpoint(file)


def test_sizes_too_large_to_build_are_refused_before_building(tmp_path):
    sizes = json.loads(msgspec.json.encode(small_model().card.sizes)) | {"hidden": 10**9}
    file = written_with(tmp_path / "huge.safetensors", changed_card(sizes=sizes))

    with pytest.raises(CheckpointError, match="damaged"):
        load_checkpoint(file)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_damage_is_refused_or_harmless(tmp_path, data):
    """Flipped bytes in the header give a sentence, or a model that still answers."""
    file = tmp_path / "damaged.safetensors"
    save_checkpoint(small_model(), file)
    content = bytearray(file.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, 6000))] = data.draw(st.integers(0, 255))
    file.write_bytes(bytes(content))

    try:
        loaded = load_checkpoint(file)
    except CheckpointError:
        return
    assert Classifier(loaded).ranked(performed("open", np.random.default_rng(0)))


def test_loading_a_model_leaves_the_random_numbers_of_a_training_alone():
    torch.manual_seed(3)
    undisturbed = torch.rand(4)
    torch.manual_seed(3)
    Classifier(small_model())

    assert torch.equal(torch.rand(4), undisturbed)
