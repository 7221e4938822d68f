"""The network: both hands alike, nothing from what is absent, ahead, or added to fill a batch."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor

from gesture_app.hands import LEFT, RIGHT, HandSequence
from gesture_app.hands.features import FeatureSpec, compute
from gesture_app.learning.mirroring import mirrored
from gesture_app.learning.network import GestureNetwork, build_network, count_parameters
from made_gestures import performed
from made_hands import hand_frame
from made_models import made_model

SPEC = FeatureSpec()


@pytest.fixture
def network() -> GestureNetwork:
    model = made_model("A", "B", "C")
    return build_network(model.card.sizes, model.weights)


def features_of(sequence: HandSequence) -> Tensor:
    """(1, T, features)."""
    return torch.from_numpy(compute(sequence, SPEC))[None]


def embedding(network: GestureNetwork, features: Tensor) -> Tensor:
    return network.encoder(features, torch.tensor([features.shape[1]]))[0]


def swipe(seed: int = 0) -> HandSequence:
    return performed("swipe", np.random.default_rng(seed))


def clap() -> HandSequence:
    """Two hands that meet."""
    frames = []
    for time_s in np.arange(20) / 20:
        left, right = (
            hand_frame(time_s, 0.5 + way * (0.3 - 0.2 * time_s), 0.7, slot)
            for way, slot in ((-1, LEFT), (1, RIGHT))
        )
        for array in ("image", "world", "present", "score"):
            getattr(right, array)[LEFT] = getattr(left, array)[LEFT]
        frames.append(right)
    return HandSequence.from_frames(frames)


def test_an_embedding_has_length_one(network: GestureNetwork) -> None:
    for take in (swipe(), clap(), HandSequence.from_frames([hand_frame(0.0)])):
        assert torch.linalg.norm(embedding(network, features_of(take))).item() == pytest.approx(1, abs=1e-5)


def test_a_hand_and_its_mirror_image_are_described_alike(network: GestureNetwork) -> None:
    """Only the layer above, which knows which hand is which, can tell them apart."""
    right, left = features_of(swipe()), features_of(mirrored(swipe()))
    assert not torch.allclose(embedding(network, right), embedding(network, left), atol=1e-2)
    width = network.encoder.hand.out_features
    weight = network.encoder.project.weight
    weight[:, :width] = weight[:, width : 2 * width]
    torch.testing.assert_close(embedding(network, right), embedding(network, left), atol=1e-5, rtol=0)


def test_a_hand_that_is_not_there_adds_nothing(network: GestureNetwork) -> None:
    one, both = features_of(swipe()), features_of(clap())
    before = embedding(network, one), embedding(network, both)
    width = network.encoder.hand.out_features
    network.encoder.project.weight[:, :width] += 1.0  # where the left hand is read
    after = embedding(network, one), embedding(network, both)
    torch.testing.assert_close(after[0], before[0], atol=0, rtol=0)
    assert not torch.allclose(after[1], before[1], atol=1e-2)


def test_what_is_not_known_is_read_as_what_is_usual(network: GestureNetwork) -> None:
    unknown = features_of(HandSequence.from_frames([hand_frame(0.0)]))
    assert torch.isnan(unknown).any()
    mean = network.encoder.mean
    hand_size = len(mean) - 9
    usual = torch.where(torch.isnan(unknown), torch.cat([mean[:hand_size], mean]), unknown)
    torch.testing.assert_close(network.encoder.inputs(unknown), network.encoder.inputs(usual))


def test_errors_of_the_tracker_are_cut_off(network: GestureNetwork) -> None:
    wild = features_of(swipe())
    wild[:, 3] = torch.where(torch.isnan(wild[:, 3]), wild[:, 3], 1e6)
    wild[..., -10], wild[..., -1] = 1.0, 0.0  # the right hand is there, the other one is not
    assert torch.isfinite(embedding(network, wild)).all()
    assert network.encoder.standardised(wild).abs().max() <= 5


def test_a_take_is_embedded_alike_alone_and_among_longer_and_shorter_ones(network: GestureNetwork) -> None:
    rng = np.random.default_rng(3)
    takes = [
        compute(performed(gesture, rng, seconds=seconds), SPEC)
        for gesture, seconds in zip(
            ["swipe", "open", "fist", "lift"] * 5, rng.uniform(0.1, 3, 20), strict=True
        )
    ]
    length = torch.tensor([len(take) for take in takes])
    assert len(set(length.tolist())) > 5
    for filler in (0.0, 7.0, float("nan")):
        batch = torch.full((len(takes), int(length.max()) + 3, SPEC.size), filler)
        for row, take in enumerate(takes):
            batch[row, : len(take)] = torch.from_numpy(take)
        together = network.encoder(batch, length)
        for row, take in enumerate(takes):
            alone = embedding(network, torch.from_numpy(take)[None])
            torch.testing.assert_close(together[row], alone, atol=1e-5, rtol=0)


@pytest.mark.parametrize("frames", [1, 4, 11, 20])
def test_the_embedding_of_a_beginning_knows_nothing_of_what_follows(
    network: GestureNetwork, frames: int
) -> None:
    take = swipe()
    whole, beginning = features_of(take), features_of(take.slice(0, frames))
    cut = network.encoder(whole, torch.tensor([beginning.shape[1]]))[0]
    torch.testing.assert_close(cut, embedding(network, beginning), atol=1e-5, rtol=0)
    assert not torch.allclose(cut, embedding(network, whole), atol=1e-3)


def test_what_is_told_is_the_nearest_prototype_whatever_its_length(network: GestureNetwork) -> None:
    own = embedding(network, features_of(swipe()))
    network.head.weight[1] = own
    told = network.tell(own[None])
    assert told.shape == (1, 4)
    assert told[0, :3].argmax() == 1
    network.head.weight[1] *= 50
    torch.testing.assert_close(network.tell(own[None]), told)
    torch.testing.assert_close(told[0, 1], network.sharpness.exp()[0])  # a cosine of 1


def test_the_network_that_ships_stays_far_below_a_million_parameters() -> None:
    card = made_model("A").card
    sizes = type(card.sizes)(features=SPEC.size, labels=60)
    assert count_parameters(GestureNetwork(sizes)) < 500_000
