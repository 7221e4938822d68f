"""A model of all takes, made anew after each without working anything out twice."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest
import torch

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.hands.sequence import HandSequence
from gesture_app.learning.at_once import TakesAtOnce, TakeThere
from gesture_app.learning.bank import fill_bank
from gesture_app.learning.checkpoint import Checkpoint, model_file
from gesture_app.learning.classifier import Classifier
from gesture_app.learning.learner import Learner, TrainingCancelled
from gesture_app.learning.mirroring import mirrored, with_mirrored
from gesture_app.learning.model_card import AT_ONCE_FILE
from gesture_app.learning.ready_made import pretrained
from gesture_app.learning.refusal import TrainingRefused
from gesture_app.learning.subset import PROTOTYPES
from gesture_app.learning.training import TrainingPlan
from made_gestures import handless, takes_of
from trained import run


class Shelf:
    """Takes that count how often they are read."""

    def __init__(self, samples: Sequence[LabelledSequence]) -> None:
        self.samples, self.read = list(samples), 0

    def takes(self) -> list[TakeThere]:
        return [
            TakeThere(sample.name, sample.label, sample.name, lambda sample=sample: self._read(sample))
            for sample in self.samples
        ]

    def _read(self, sample: LabelledSequence) -> HandSequence:
        self.read += 1
        return sample.sequence


@pytest.fixture(scope="module")
def at_once() -> TakesAtOnce:
    return TakesAtOnce()


def made(
    at_once: TakesAtOnce, samples: Sequence[LabelledSequence], either_hand: Sequence[str] = ()
) -> Checkpoint:
    return at_once.model(Shelf(samples).takes(), either_hand, threading.Event())


def test_one_take_of_one_gesture_is_enough_to_know_the_next(at_once: TakesAtOnce) -> None:
    first, again = takes_of("swipe", count=2)
    other = takes_of("fist", count=1)[0]
    classifier = Classifier(made(at_once, [first]))
    embedding, stranger = classifier.embed(again.sequence), classifier.embed(other.sequence)
    assert embedding is not None
    assert stranger is not None
    assert classifier.believe(embedding)[0][0] == "swipe"
    assert classifier.within(embedding, "swipe")
    assert not classifier.within(stranger, "swipe")


def test_its_prototypes_are_those_that_training_begins_with(at_once: TakesAtOnce) -> None:
    samples = takes_of("open", "swipe", NONE, count=1)
    own = made(at_once, samples, ["swipe"])
    both, _ = with_mirrored(samples, ["swipe"])
    learner = Learner(pretrained(), 3, seed=0)
    learner.imprint(fill_bank(both, own.card.labels, own.card.features))
    assert own.card.way == "prototypes"
    assert own.card.labels == [NONE, "open", "swipe"]
    # Among longer takes a batch shows a take's last frame held on; the rest is the same.
    assert (own.weights[PROTOTYPES] * learner.prototypes).sum(axis=1) == pytest.approx(1, abs=1e-3)


def test_its_card_says_what_that_of_a_trained_model_says(at_once: TakesAtOnce) -> None:
    samples = takes_of("open", "swipe", NONE, count=1)
    own = made(at_once, samples, ["swipe"])
    trained = run(samples, TrainingPlan(epochs=1, either_hand=frozenset(["swipe"])))[1]
    assert own.card.timings == trained.card.timings
    assert (own.card.takes, own.card.either_hand) == (trained.card.takes, trained.card.either_hand)


def test_a_prototype_is_the_mean_of_what_the_live_view_makes_of_the_takes(at_once: TakesAtOnce) -> None:
    samples = takes_of("swipe", count=3)
    model = made(at_once, samples)
    mean = np.sum([Classifier(model).embed(sample.sequence) for sample in samples], axis=0)
    np.testing.assert_allclose(model.weights[PROTOTYPES][0], mean / np.linalg.norm(mean), atol=1e-5)


def test_what_was_seen_is_not_read_again_whatever_it_is_called_now() -> None:
    at_once, shelf, go = TakesAtOnce(), Shelf(takes_of("open", "fist", count=5)), threading.Event()
    at_once.model(shelf.takes(), (), go)
    assert shelf.read == 10
    shelf.samples = [replace(sample, label=sample.label + " hand") for sample in shelf.samples]
    assert at_once.model(shelf.takes(), (), go).card.labels == ["fist hand", "open hand"]
    assert shelf.read == 10
    shelf.samples += takes_of("swipe", count=1)
    at_once.model(shelf.takes(), (), go)
    assert shelf.read == 11


def test_what_was_seen_is_not_read_again_after_the_next_start(tmp_path: Path) -> None:
    shelf, go = Shelf(takes_of("open", "swipe", count=4)), threading.Event()
    first = TakesAtOnce(tmp_path / "memory")
    before = first.model(shelf.takes(), ["swipe"], go)
    first.keep()
    shelf.read = 0
    again = TakesAtOnce(tmp_path / "memory").model(shelf.takes(), ["swipe"], go)
    assert shelf.read == 0
    assert again.card.radius == before.card.radius
    np.testing.assert_array_equal(again.weights[PROTOTYPES], before.weights[PROTOTYPES])


def test_what_is_kept_of_takes_that_are_gone_goes_too(tmp_path: Path) -> None:
    at_once, shelf, go = TakesAtOnce(tmp_path / "memory"), Shelf(takes_of("open", count=3)), threading.Event()
    at_once.model(shelf.takes(), (), go)
    at_once.keep()
    large = (tmp_path / "memory").stat().st_size
    shelf.samples = shelf.samples[:1]
    at_once.model(shelf.takes(), (), go)
    at_once.keep()
    assert (tmp_path / "memory").stat().st_size < large / 2


@pytest.mark.parametrize("spoil", ["cut", "other maker", "not finite", "rubbish"])
def test_a_memory_that_cannot_be_trusted_is_not_used(tmp_path: Path, spoil: str) -> None:
    file, shelf, go = tmp_path / "memory", Shelf(takes_of("open", count=2)), threading.Event()
    first = TakesAtOnce(file)
    before = first.model(shelf.takes(), (), go)
    first.keep()
    held = msgspec.msgpack.decode(file.read_bytes())
    if spoil == "other maker":
        held["maker"] = "0"
    elif spoil == "not finite":
        for entry in held["entries"]:
            entry[4] = b"\xff" * len(entry[4])
    whole = msgspec.msgpack.encode(held)
    file.write_bytes({"cut": whole[:-5], "rubbish": b"\x93"}.get(spoil, whole))
    shelf.read = 0
    again = TakesAtOnce(file).model(shelf.takes(), (), go)
    assert shelf.read == 2
    np.testing.assert_array_equal(again.weights[PROTOTYPES], before.weights[PROTOTYPES])


def test_a_rehearsal_changes_nothing(tmp_path: Path) -> None:
    samples = takes_of("open", "swipe", count=2)
    at_once = TakesAtOnce(tmp_path / "memory")
    at_once.rehearse()
    rehearsed, plain = made(at_once, samples), made(TakesAtOnce(), samples)
    np.testing.assert_array_equal(rehearsed.weights[PROTOTYPES], plain.weights[PROTOTYPES])
    assert rehearsed.card.radius == plain.card.radius


def test_takes_that_are_gone_leave_nothing_behind() -> None:
    at_once, shelf, go = TakesAtOnce(), Shelf(takes_of("open", "fist", count=2)), threading.Event()
    everything = shelf.samples
    before = at_once.model(shelf.takes(), (), go)
    shelf.samples = everything[:2]
    assert at_once.model(shelf.takes(), (), go).card.labels == ["open"]
    shelf.samples = everything
    again = at_once.model(shelf.takes(), (), go)
    assert shelf.read == 6
    assert again.card.radius == before.card.radius
    np.testing.assert_array_equal(again.weights[PROTOTYPES], before.weights[PROTOTYPES])


def test_a_take_that_grew_the_model_gives_what_all_takes_give_from_the_start(at_once: TakesAtOnce) -> None:
    samples = takes_of("open", "fist", count=4)
    grown = TakesAtOnce()
    for count in range(1, len(samples) + 1):
        model = made(grown, samples[:count])
    whole = made(at_once, samples)
    assert model.card.radius == whole.card.radius
    np.testing.assert_array_equal(model.weights[PROTOTYPES], whole.weights[PROTOTYPES])


def test_a_gesture_of_the_right_hand_is_known_of_the_left_only_where_the_user_says_so(
    at_once: TakesAtOnce,
) -> None:
    samples = takes_of("open", "fist", "swipe", "lift", count=2)
    strict, either = made(at_once, samples), made(at_once, samples, ["swipe", "lift", "never recorded"])
    assert strict.card.either_hand == []
    assert either.card.either_hand == ["lift", "swipe"]
    with_left = mirrored(takes_of("swipe", count=3)[2].sequence)
    far, near = (_distance(model, with_left, "swipe") for model in (strict, either))
    assert near < far
    assert Classifier(either).ranked(with_left)[0][0] == "swipe"


def _distance(model: Checkpoint, sequence: HandSequence, label: str) -> float:
    embedding = Classifier(model).embed(sequence)
    assert embedding is not None
    return float(1 - embedding @ model.weights[PROTOTYPES][model.card.labels.index(label)])


def test_takes_without_a_hand_and_copies_count_for_nothing(at_once: TakesAtOnce) -> None:
    samples = takes_of("open", "fist", count=2)
    copy, empty = replace(samples[0], name="copy"), replace(samples[0], sequence=handless(), name="empty")
    plain, more = made(at_once, samples), made(at_once, [*samples, copy, empty])
    np.testing.assert_array_equal(plain.weights[PROTOTYPES], more.weights[PROTOTYPES])
    assert "empty" not in more.card.takes["open"]


@pytest.mark.parametrize(
    "samples", [[], takes_of(NONE, count=2), [LabelledSequence(handless(), "open", name="empty")]]
)
def test_without_a_hand_making_a_gesture_there_is_no_model(
    at_once: TakesAtOnce, samples: list[LabelledSequence]
) -> None:
    with pytest.raises(TrainingRefused):
        made(at_once, samples)


def test_a_take_that_cannot_be_read_is_passed_over(at_once: TakesAtOnce) -> None:
    takes = [*Shelf(takes_of("open", count=1)).takes(), TakeThere("gone", "fist", "gone", lambda: None)]
    assert at_once.model(takes, (), threading.Event()).card.labels == ["open"]


def test_a_training_beside_it_keeps_its_random_numbers(at_once: TakesAtOnce) -> None:
    before = torch.get_rng_state()
    made(TakesAtOnce(), takes_of("open", count=1))
    assert torch.equal(torch.get_rng_state(), before)


def test_it_stops_when_the_program_ends(at_once: TakesAtOnce) -> None:
    ending = threading.Event()
    ending.set()
    with pytest.raises(TrainingCancelled):
        at_once.model(Shelf(takes_of("open", count=1)).takes(), (), ending)


def test_no_model_of_the_users_can_take_its_place(tmp_path: Path) -> None:
    assert model_file(tmp_path, AT_ONCE_FILE.removesuffix(".safetensors")).name != AT_ONCE_FILE
