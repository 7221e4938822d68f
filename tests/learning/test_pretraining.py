"""Pre-training: the same for the same seed, stopped and gone on with as if it had not been, refused in words."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
import torch
from made_corpus import SETS, small_corpus

from gesture_app.hands.features import FeatureSpec
from gesture_app.hands.labelled import NONE
from gesture_app.learning import pretraining_examples
from gesture_app.learning.checkpoint import Weights, weight_shapes
from gesture_app.learning.learner import TrainingCancelled
from gesture_app.learning.model_card import NetworkSizes
from gesture_app.learning.pretraining import (
    Pretraining,
    PretrainingError,
    PretrainingPlan,
    PretrainingProgress,
    pretrain,
)
from gesture_app.learning.pretraining_examples import Deck, deal_batch, mirrored

PLAN = PretrainingPlan(rounds=2, steps=3)
LABELS = [*(name for own in SETS.values() for name in own), NONE]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pretraining_examples, "SIGNS", 4)
    monkeypatch.setattr(pretraining_examples, "OTHERS", 12)


def started(
    state: Path, plan: PretrainingPlan = PLAN, cancelled: threading.Event | None = None
) -> Pretraining:
    return pretrain(plan, list(SETS.values()), small_corpus, state, cancelled or threading.Event())


def finished(pretraining: Pretraining) -> tuple[list[PretrainingProgress], Weights]:
    told = []
    while True:
        try:
            told.append(next(pretraining))
        except StopIteration as end:
            return told, end.value


def assert_same(one: Weights, other: Weights) -> None:
    assert one.keys() == other.keys()
    for name, array in one.items():
        np.testing.assert_array_equal(array, other[name], err_msg=name)


@pytest.fixture(scope="module")
def through(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[PretrainingProgress], Weights]:
    """Run from beginning to end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pretraining_examples, "SIGNS", 4)
        patch.setattr(pretraining_examples, "OTHERS", 12)
        return finished(started(tmp_path_factory.mktemp("through") / "state"))


def test_its_weights_are_those_of_a_network_of_all_labels_and_none_is_damaged(through) -> None:  # type: ignore[no-untyped-def]
    _, weights = through
    sizes = NetworkSizes(features=FeatureSpec().size, labels=len(LABELS))
    assert {name: array.shape for name, array in weights.items()} == weight_shapes(sizes)
    assert all(np.isfinite(array).all() for array in weights.values())


def test_what_says_whether_a_hand_is_there_is_not_standardised(through) -> None:  # type: ignore[no-untyped-def]
    _, weights = through
    flags = [271, 272, 281]
    assert weights["encoder.mean"][flags].tolist() == [0, 0, 0]
    assert weights["encoder.scale"][flags].tolist() == [1, 1, 1]


def test_progress_begins_before_any_work_and_counts_rounds(through) -> None:  # type: ignore[no-untyped-def]
    told, _ = through
    assert [each.round for each in told] == [0, 1, 2]
    assert {each.rounds for each in told} == {2}
    assert told[0].loss is None
    assert told[1].loss is not None
    assert 0 <= told[1].signs_right <= 1
    assert told[2].seconds_left == 0


def test_the_same_seed_gives_the_same_weights_and_another_one_others(through, tmp_path) -> None:  # type: ignore[no-untyped-def]
    _, weights = through
    assert_same(finished(started(tmp_path / "again"))[1], weights)
    other = finished(started(tmp_path / "other", PretrainingPlan(rounds=2, steps=3, seed=1)))[1]
    assert not np.array_equal(other["encoder.embed.weight"], weights["encoder.embed.weight"])


def test_stopped_after_a_round_and_taken_up_again_it_comes_to_the_same(through, tmp_path) -> None:  # type: ignore[no-untyped-def]
    _, weights = through
    first = started(tmp_path / "state")
    while next(first).round < 1:
        pass
    first.close()
    torch.manual_seed(99)  # whatever else happened meanwhile
    told, resumed = finished(started(tmp_path / "state"))
    assert [each.round for each in told] == [1, 2]
    assert_same(resumed, weights)


def test_cancelled_within_a_round_it_stops_and_goes_on_after_the_last_whole_one(through, tmp_path) -> None:  # type: ignore[no-untyped-def]
    _, weights = through
    cancelled = threading.Event()
    pretraining = started(tmp_path / "state", cancelled=cancelled)
    while next(pretraining).round < 1:
        pass
    cancelled.set()
    with pytest.raises(TrainingCancelled):
        next(pretraining)
    told, resumed = finished(started(tmp_path / "state"))
    assert told[0].round == 1
    assert_same(resumed, weights)


def test_one_that_was_finished_is_only_read(through, tmp_path) -> None:  # type: ignore[no-untyped-def]
    finished(started(tmp_path / "state"))
    told, weights = finished(started(tmp_path / "state"))
    assert [each.round for each in told] == [2]
    assert_same(weights, through[1])


@pytest.mark.parametrize(
    "other",
    [
        PretrainingPlan(rounds=2, steps=3, seed=1),
        PretrainingPlan(rounds=3, steps=3),
        PretrainingPlan(rounds=2, steps=4),
    ],
)
def test_progress_of_another_plan_is_refused(tmp_path: Path, other: PretrainingPlan) -> None:
    begun = started(tmp_path / "state")
    while next(begun).round < 1:
        pass
    begun.close()
    with pytest.raises(PretrainingError, match="another seed or length"):
        next(started(tmp_path / "state", other))


@pytest.mark.parametrize("damage", ["cut", "nothing", "missing", "shape", "type"])
def test_damaged_progress_is_refused_in_a_sentence(tmp_path: Path, damage: str) -> None:
    state = tmp_path / "state"
    begun = started(state)
    while next(begun).round < 1:
        pass
    begun.close()
    arrays = safetensors.numpy.load(state.read_bytes())
    if damage == "missing":
        del arrays["mean/encoder.embed.bias"]
    if damage == "shape":
        arrays["square/encoder.embed.bias"] = arrays["square/encoder.embed.bias"][:-1]
    if damage == "type":
        arrays["network/encoder.embed.weight"] = arrays["network/encoder.embed.weight"][:, :3]
    state.write_bytes({
        "cut": state.read_bytes()[:5000], "nothing": b"",
    }.get(damage) if damage in ("cut", "nothing") else safetensors.numpy.save(arrays))  # fmt: skip
    with pytest.raises(PretrainingError, match="remove it to begin anew"):
        next(started(state))


def test_progress_that_cannot_be_kept_is_told_and_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    (folder / "in the way").mkdir(parents=True)  # a folder with something in it cannot be replaced by a file
    with pytest.raises(PretrainingError):
        finished(started(folder))
    assert [each.name for each in tmp_path.iterdir() if each.name != "home"] == ["state"]


def test_a_batch_holds_each_sign_several_times_then_everything_else() -> None:
    corpus = small_corpus(0)
    signs = np.array([row for row, name in enumerate(corpus.names) if name.startswith("sign")])
    rng = np.random.default_rng(0)
    batch = deal_batch(corpus.bank, Deck(corpus.bank, signs), FeatureSpec(), rng)
    names = [corpus.names[label] for label in batch.label.tolist()]
    assert len(names) == len(batch.features) == batch.signs + 12
    assert all(name.startswith("sign") for name in names[: batch.signs])
    assert not any(name.startswith("sign") for name in names[batch.signs :])
    assert all(names[: batch.signs].count(name) == 4 for name in set(names[: batch.signs]))
    assert (batch.length >= 1).all()
    assert ((batch.completeness >= 0) & (batch.completeness <= 1)).all()


def test_made_with_the_other_hand_twice_is_as_it_was() -> None:
    rng = np.random.default_rng(0)
    points = rng.normal(size=(2, 5, 2, 21, 3)).astype(np.float32)
    seen = rng.random((2, 5, 2)) < 0.5
    which = np.array([True, False])
    once_points, once_seen = mirrored(points, seen, which)
    np.testing.assert_array_equal(once_points[0, :, 0, :, 0], -points[0, :, 1, :, 0])
    np.testing.assert_array_equal(once_points[1], points[1])
    twice_points, twice_seen = mirrored(once_points, once_seen, which)
    np.testing.assert_array_equal(twice_points, points)
    np.testing.assert_array_equal(twice_seen, seen)
