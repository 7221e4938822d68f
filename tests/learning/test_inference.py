"""What was learned with torch is asked without it, and says the same."""

import subprocess
import sys

import numpy as np
import pytest
import torch

from gesture_app.folders import built_in_folder
from gesture_app.hands.features import compute
from gesture_app.learning.checkpoint import load_checkpoint
from gesture_app.learning.classifier import Classifier
from gesture_app.learning.inference import EncoderInference, gelu
from gesture_app.learning.memories import Memories
from gesture_app.learning.network import build_network, count_parameters
from gesture_app.learning.ready_made import EVERYDAY
from made_gestures import performed
from trained import small_model

MODELS = {
    "everyday": load_checkpoint(built_in_folder() / EVERYDAY.file_name),
    "trained now": small_model(),
}


@pytest.fixture(params=MODELS)
def model(request: pytest.FixtureRequest):
    return MODELS[request.param]


@pytest.mark.parametrize("label", ["lift", "open", "swipe"])
def test_a_take_lies_where_torch_says(model, label: str) -> None:
    for seed, seconds in enumerate((0.2, 1.0, 4.0)):
        take = performed(label, np.random.default_rng(seed), seconds=seconds)
        features = compute(take, model.card.features)
        assert np.isnan(features).any()  # one hand is not there
        with torch.inference_mode():
            encoder = build_network(model.card.sizes, model.weights).encoder
            expected = encoder(torch.from_numpy(features[None]), torch.tensor([len(features)])).numpy()[0]
        found = Classifier(model).embed(take)
        assert found is not None
        assert found.dtype == np.float32
        np.testing.assert_allclose(found, expected, atol=2e-6)


def test_several_layers_and_both_hands_too() -> None:
    rng = np.random.default_rng(0)
    base = MODELS["everyday"]
    sizes = base.card.sizes.__class__(
        features=base.card.sizes.features, labels=5, hand=24, projected=40, hidden=32, layers=3, embedding=16,
        rest=2,
    )  # fmt: skip
    with torch.random.fork_rng():
        torch.manual_seed(0)
        weights = {
            name: tensor.numpy()
            for name, tensor in build_network(base.card.sizes, base.weights)
            .__class__(sizes)
            .state_dict()
            .items()
        }
    weights["encoder.scale"] = rng.uniform(0.5, 2, weights["encoder.scale"].shape).astype(np.float32)
    features = rng.normal(0, 3, (30, base.card.sizes.features)).astype(np.float32)
    features[rng.uniform(size=features.shape) < 0.1] = np.nan
    with torch.inference_mode():
        encoder = build_network(sizes, weights).encoder
        expected = encoder(torch.from_numpy(features[None]), torch.tensor([len(features)])).numpy()[0]
    np.testing.assert_allclose(EncoderInference(weights, sizes).embed_take(features), expected, atol=2e-6)


def test_windows_that_begin_and_end_are_carried_on_as_each_by_itself() -> None:
    model = MODELS["everyday"]
    encoder = EncoderInference(model.weights, model.card.sizes)
    features = compute(performed("swipe", np.random.default_rng(2), seconds=2.0), model.card.features)
    memories = Memories(encoder)
    for step, each in enumerate(features):
        if step % 5 == 0:
            memories.begin()
        if step == 22:  # the second of five is no longer needed
            memories.keep(np.array([True, False, True, True, True]))
        memories.step(np.repeat(each[None], len(memories._steps), axis=0))
    begun = [row for row in range(0, len(features), 5) if row != 5]
    found = memories.embed(np.arange(len(begun)))
    for row, begin in enumerate(begun):
        np.testing.assert_allclose(found[row], encoder.embed_take(features[begin:]), atol=1e-6)


def test_gelu_is_torchs() -> None:
    rows = np.concatenate([np.linspace(-12, 12, 4001), [0.0, -0.0, 1e-30, -1e-30, 60.0, -60.0]]).astype(
        np.float32
    )
    expected = torch.nn.functional.gelu(torch.from_numpy(rows)).numpy()
    assert np.abs(gelu(rows) - expected).max() < 2e-6


def test_as_many_numbers_are_learned_as_torch_counts(model) -> None:
    assert Classifier(model).parameters == count_parameters(build_network(model.card.sizes, model.weights))


def test_recognising_does_without_torch() -> None:
    """A person who only watches waits for no import of it."""
    script = """
import sys
import numpy as np
from gesture_app.folders import built_in_folder
from gesture_app.hands.frame import HandFrame
from gesture_app.learning.checkpoint import load_checkpoint
from gesture_app.learning.ready_made import EVERYDAY
from gesture_app.recognition.recogniser import Recogniser
from gesture_app.recognition.spotter import Spotter
checkpoint = load_checkpoint(built_in_folder() / EVERYDAY.file_name)
recogniser, spotter = Recogniser(checkpoint), Spotter(checkpoint.card)
for step in range(20):
    hands = HandFrame.empty(step / 20, 4 / 3)
    hands.image[1], hands.present[1] = np.random.default_rng(0).uniform(0.3, 0.6, (21, 3)), True
    spotter.update(recogniser.update(hands), hands)
assert recogniser.finish().ranked
print("torch" in sys.modules)
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
