"""Looks inside a model and comparisons with a plain RNN, on threads of their own."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest

from gesture_app.hands.labelled import NONE
from gesture_app.learning.checkpoint import Checkpoint, save_checkpoint
from gesture_app.learning.inside import twins
from gesture_app.pipeline.inside import InsideLooks, Subject, known_to_virtual_hand, perform
from gesture_app.pipeline.messages import ComparisonEnded, ComparisonMoved, Looked, LookFailed, Message
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import new_take
from made_gestures import handless, takes_of
from trained import small_model

WAIT_S = 60.0


class Looks(InsideLooks):
    """With a memory of what was sent."""

    def __init__(self, store: TakeStore) -> None:
        self.heard: queue.Queue[Message] = queue.Queue()
        super().__init__(lambda: store, self.heard.put)

    def next(self) -> Message:
        return self.heard.get(timeout=WAIT_S)

    def end_of_comparison(self) -> ComparisonEnded:
        while not isinstance(message := self.next(), ComparisonEnded):
            assert isinstance(message, ComparisonMoved)
        return message


@pytest.fixture
def store(tmp_path: Path) -> TakeStore:
    return TakeStore(tmp_path / "recordings")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    file = tmp_path / "small.safetensors"
    save_checkpoint(small_model(), file)
    return file


@pytest.fixture
def looks(store: TakeStore) -> Iterator[Looks]:
    made = Looks(store)
    yield made
    made.close()


@pytest.fixture
def short_lessons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twins, "train_twins", partial(twins.train_twins, steps=6))


def record(store: TakeStore, *gestures: str, count: int = 3) -> list[str]:
    return [store.save(new_take(take.sequence, take.label)).id for take in takes_of(*gestures, count=count)]


def test_a_recorded_take_is_looked_into(looks: Looks, store: TakeStore, model: Path) -> None:
    take_id = record(store, "swipe", count=1)[0]
    subject = Subject("swipe", take_id)
    looks.look(model, subject)
    looked = looks.next()
    assert isinstance(looked, Looked)
    assert (looked.model, looked.subject, looked.twins) == (model, subject, None)
    assert looked.insight is not None
    assert looked.insight.labels == ("fist", "lift", "open", "swipe")


def test_the_virtual_hand_stands_in_where_nothing_is_recorded(looks: Looks, model: Path) -> None:
    for performance in (1, 2):
        looks.look(model, Subject("fist", performance=performance))
    first, second = looks.next(), looks.next()
    assert isinstance(first, Looked)
    assert isinstance(second, Looked)
    assert first.insight is not None
    assert (
        len(first.sequence) != len(second.sequence)
        or not (first.sequence.image == second.sequence.image).all()
    )


def test_of_looks_that_wait_only_the_newest_is_done(looks: Looks, model: Path) -> None:
    go_on = threading.Event()
    looks._worker.submit(lambda: bool(go_on.wait(WAIT_S)) and None)
    for performance in range(1, 6):
        looks.look(model, Subject("fist", performance=performance))
    go_on.set()
    looked = looks.next()
    assert isinstance(looked, Looked)
    assert looked.subject.performance == 5
    looks.close()
    assert looks.heard.empty()


def test_what_cannot_be_looked_at_is_told(
    looks: Looks, store: TakeStore, model: Path, tmp_path: Path
) -> None:
    looks.look(model, Subject("swipe", "20200101T000000000Z-aaaa"))
    looks.look(tmp_path / "gone.safetensors", Subject("fist", performance=1))
    failed = looks.next()
    while not looks.heard.empty() or not isinstance(failed, LookFailed) or "gone" not in failed.sentence:
        failed = looks.next()
    assert "train one, or choose another" in failed.sentence
    handless_id = store.save(new_take(handless(), "swipe")).id
    looks.look(model, Subject("swipe", handless_id))
    looked = looks.next()
    assert isinstance(looked, Looked)
    assert looked.insight is None


@pytest.mark.usefixtures("short_lessons")
def test_a_comparison_on_the_users_takes_comes_with_the_next_look(
    looks: Looks, store: TakeStore, model: Path
) -> None:
    take_id = record(store, "open", "fist", "swipe", "lift")[0]
    looks.compare(model)
    assert looks.end_of_comparison().sentence == ""
    looks.look(model, Subject("open", take_id))
    looked = looks.next()
    assert isinstance(looked, Looked)
    assert looked.twins is not None
    assert looked.insight is not None
    assert looked.twins.taught_by == "takes"
    assert (looked.twins.learned, looked.twins.asked) == (8, 4)
    assert len(looked.twins.rnn_kept[0]) == len(looked.insight)


@pytest.mark.usefixtures("short_lessons")
def test_without_takes_the_virtual_hand_teaches_what_it_knows(looks: Looks, tmp_path: Path) -> None:
    ready_made = model_of("fist", "wave", "OK", "point", file=tmp_path / "ready-made.safetensors")
    looks.compare(ready_made)
    assert looks.end_of_comparison().sentence == ""
    looks.look(ready_made, Subject("wave", performance=1))
    looked = looks.next()
    assert isinstance(looked, Looked)
    assert looked.twins is not None
    assert looked.twins.taught_by == "virtual hand"
    assert looked.twins.asked > 0


def test_with_nobody_to_learn_from_it_says_what_to_do(looks: Looks, tmp_path: Path) -> None:
    looks.compare(model_of("wave", "mine", "yours", "ours", file=tmp_path / "own.safetensors"))
    assert "Record" in looks.end_of_comparison().sentence


def model_of(*labels: str, file: Path) -> Path:
    """The small model under other names."""
    small = small_model()
    timings = dict(zip(labels, small.card.timings.values(), strict=True))
    card = msgspec.structs.replace(
        small.card,
        labels=list(labels),
        timings=timings,
        radius=dict(zip(labels, small.card.radius.values(), strict=True)),
    )
    save_checkpoint(Checkpoint(small.weights, card), file)
    return file


def test_a_comparison_can_be_stopped(looks: Looks, store: TakeStore, model: Path) -> None:
    record(store, "open", "fist")
    looks.compare(model)
    assert isinstance(looks.next(), ComparisonMoved)
    looks.cancel_comparison()
    assert looks.end_of_comparison().sentence == "The comparison was stopped."


def test_closing_stops_a_comparison(store: TakeStore, model: Path) -> None:
    record(store, "open", "fist")
    looks = Looks(store)
    looks.compare(model)
    assert isinstance(looks.next(), ComparisonMoved)
    looks.close()
    looks.close()
    assert not looks._comparing.running


def test_the_virtual_hand_performs_what_was_asked_and_the_same_again() -> None:
    wanted = known_to_virtual_hand(["wave", "fist", "no such gesture"])
    assert [gesture.name for gesture in wanted] == ["wave", "fist"]
    takes = perform(wanted, 8, seed=1)
    assert {take.label for take in takes} == {"wave", "fist"}
    assert [len(take.sequence) for take in takes] == [
        len(take.sequence) for take in perform(wanted, 8, seed=1)
    ]
    assert NONE in {take.label for take in perform(wanted, 20, seed=1, none=True)}
