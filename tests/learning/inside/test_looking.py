"""A look inside a trained model: what is shown is what the model does."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from gesture_app.hands.features import compute
from gesture_app.learning.classifier import Classifier
from gesture_app.learning.inside.attribution import contributions
from gesture_app.learning.inside.insight import Insight, kept_after
from gesture_app.learning.inside.looking import entering, look_inside
from gesture_app.learning.network import build_network
from made_gestures import handless, takes_of
from trained import small_model

SWIPE = takes_of("swipe", count=1, seed=9)[0].sequence


@pytest.fixture(scope="module")
def insight() -> Insight:
    found = look_inside(small_model(), SWIPE)
    assert found is not None
    return found


def test_beliefs_over_time_are_what_the_model_says_of_the_beginning(insight: Insight) -> None:
    classifier = Classifier(small_model())
    since_s = SWIPE.time_s - SWIPE.time_s[0]
    for step in (0, 5, len(insight) - 1):
        frames = (
            int(np.searchsorted(since_s, insight.times_s[step] - 1e-4)) + 1
        )  # up to the first one after it
        beginning = SWIPE.slice(0, frames)
        told = dict(classifier.ranked(beginning))
        shown = dict(zip(insight.labels, insight.beliefs[step], strict=True))
        assert shown == pytest.approx(told, abs=1e-4)
    assert insight.labels[insight.winner] == classifier.ranked(SWIPE)[0][0] == "swipe"


def test_gates_are_open_or_closed_and_states_belong_to_them(insight: Insight) -> None:
    sizes = small_model().card.sizes
    assert len(insight.layers) == sizes.layers
    for layer in insight.layers:
        for gate in (layer.forget, layer.input, layer.output):
            assert gate.shape == (len(insight), sizes.hidden)
            assert gate.min() >= 0
            assert gate.max() <= 1
        np.testing.assert_allclose(layer.hidden, layer.output * np.tanh(layer.cell), atol=1e-5)
        assert sorted(layer.order()) == list(range(sizes.hidden))
        assert layer.kept[-1] == pytest.approx(1.0)


def test_shown_states_are_those_the_model_decides_by(insight: Insight) -> None:
    network = build_network(small_model().card.sizes, small_model().weights)
    features = torch.from_numpy(compute(SWIPE, small_model().card.features))
    with torch.no_grad():
        states, _ = network.encoder.lstm(entering(network, features))
    np.testing.assert_allclose(insight.layers[-1].hidden, states[0].numpy(), atol=1e-5)


def test_contributions_add_up_to_what_the_take_did_to_the_winner(insight: Insight) -> None:
    model = small_model()
    network = build_network(model.card.sizes, model.weights)
    features = torch.from_numpy(compute(SWIPE, model.card.features))
    length = torch.tensor([len(features)])
    with torch.no_grad():
        told = network(features[None], length)[0, insight.winner]
        untold = network(torch.full_like(features, torch.nan)[None], length)[0, insight.winner]
    assert insight.contribution.sum() == pytest.approx(float(told - untold), rel=0.03)


def test_contributions_of_a_weighted_sum_are_its_terms() -> None:
    weights = torch.tensor([[1.0], [-2.0], [0.0]])
    read = torch.tensor([[3.0], [4.0], [5.0]])
    added = contributions(lambda varied: (varied * weights).sum(dim=(1, 2)), read, torch.tensor([1.0]))
    assert added == pytest.approx([2.0, -6.0, 0.0], abs=1e-5)


def test_times_count_from_the_first_frame_though_the_hand_comes_later() -> None:
    late = takes_of("open", count=1)[0].sequence
    image = late.image.copy()
    image[:10] = np.nan
    hidden = type(late).from_image(image, late.time_s, late.aspect)
    found = look_inside(small_model(), hidden)
    assert found is not None
    assert found.times_s[0] == pytest.approx(hidden.time_s[10] - hidden.time_s[0])
    assert found.step_at(0.0) == 0
    assert found.step_at(found.times_s[3] + 0.01) == 3


def test_one_frame_is_enough_and_none_is_told() -> None:
    found = look_inside(small_model(), SWIPE.slice(0, 1))
    assert found is not None
    assert len(found) == 1
    assert look_inside(small_model(), handless()) is None


def test_what_is_left_after_a_second_is_counted_from_the_end() -> None:
    kept = np.linspace(0.0, 1.0, 41, dtype=np.float32)
    assert kept_after(kept, 0.05) == pytest.approx(0.5)
    assert kept_after(kept, 0.05, 3.0) is None
