"""What is done beside the live chain: keeping takes, using models, and the end of it all."""

from __future__ import annotations

import dataclasses
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from gesture_app.folders import find_folders
from gesture_app.learning.checkpoint import Checkpoint, save_checkpoint
from gesture_app.learning.learner import TrainingCancelled
from gesture_app.learning.model_card import CheckpointError
from gesture_app.learning.ready_made import READY_MADE
from gesture_app.pipeline.engine import Engine
from gesture_app.pipeline.jobs import LOWER_PRIORITY, Worker
from gesture_app.pipeline.library import TakeLibrary
from gesture_app.pipeline.messages import Done, Message, Models, TrainingEnded, Trouble
from gesture_app.pipeline.models import ModelShelf
from gesture_app.pipeline.own_signs import own_signs
from gesture_app.pipeline.recording import DroppedTake, FinishedTake
from gesture_app.pipeline.vision import Recogniser
from gesture_app.settings import Settings
from gesture_app.takes.errors import TakeStoreError
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import new_take
from made_gestures import takes_of
from made_hands import sequence
from made_models import made_model, model_of
from trained import learned_at_once, small_model


@pytest.fixture
def told() -> list[Message]:
    return []


@pytest.fixture
def worker(told: list[Message]) -> Iterator[Worker]:
    with closing(Worker("beside", lambda error: told.append(Trouble(str(error))))) as worker:
        yield worker


@pytest.fixture
def shelf(tmp_path: Path, worker: Worker, told: list[Message]) -> ModelShelf:
    return ModelShelf(tmp_path / "models", tmp_path / "built-in", worker, told.append, lambda *_: None)


def test_again_after_a_take_that_could_not_be_saved_leaves_the_one_before_it(
    tmp_path: Path, worker: Worker, told: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    library = TakeLibrary(tmp_path, worker, told.append)
    library.keep(FinishedTake(sequence(), 1), "wave", "bench")
    worker.submit(lambda: None).result()
    save = library.store.save

    def full(_: object) -> None:
        raise TakeStoreError("The disk is full.")

    monkeypatch.setattr(library.store, "save", full)
    library.keep(FinishedTake(sequence(), 2), "wave", "bench")
    worker.submit(lambda: monkeypatch.setattr(library.store, "save", save)).result()
    library.keep(DroppedTake(2), "wave", "bench")
    worker.submit(lambda: None).result()
    assert Trouble("The disk is full.") in told
    assert len(library.store.takes("wave")) == 1
    assert library.store.bin() == []


def test_a_newest_model_that_is_damaged_is_told_and_the_next_one_used(
    shelf: ModelShelf, worker: Worker, told: list[Message]
) -> None:
    good, newer = shelf.folder / "good.safetensors", shelf.folder / "newer.safetensors"
    save_checkpoint(small_model(), good)
    card = replace(small_model().card, created="2999-01-01T00:00:00+00:00")
    save_checkpoint(Checkpoint(small_model().weights, card), newer)
    newer.write_bytes(newer.read_bytes()[:-1000])
    shelf.use_newest()
    worker.submit(lambda: None).result()
    assert any(isinstance(message, Trouble) and newer.name in message.sentence for message in told)
    assert [message.in_use for message in told if isinstance(message, Models)][-1] == good


def with_ready_made(shelf: ModelShelf) -> Path:
    takes = [
        dataclasses.replace(take, label=label)
        for take, label in zip(takes_of("open", "fist", count=1), "AB", strict=True)
    ]
    for model in READY_MADE:
        save_checkpoint(model_of(takes, name=model.name), shelf._built_in / model.file_name)
    return shelf._built_in


def last(told: list[Message], worker: Worker) -> Models:
    worker.submit(lambda: None).result()
    return [message for message in told if isinstance(message, Models)][-1]


def test_before_there_is_a_model_the_everyday_one_is_used(
    shelf: ModelShelf, worker: Worker, told: list[Message]
) -> None:
    folder = with_ready_made(shelf)
    shelf.use_newest()
    found = last(told, worker)
    assert found.in_use == folder / "everyday.safetensors"
    assert [(model.card.name, model.ready_made) for model in found.files] == [
        ("Everyday", True), ("Manual alphabet", True), ("Digits", True),
    ]  # fmt: skip
    assert not [message for message in told if isinstance(message, Trouble)]


def test_the_users_own_comes_before_them_and_a_chosen_one_before_that(
    shelf: ModelShelf, worker: Worker, told: list[Message]
) -> None:
    folder = with_ready_made(shelf)
    own = shelf.folder / "digits.safetensors"  # called like a ready-made one
    save_checkpoint(made_model("A", "B"), own)
    shelf.use_newest()
    assert last(told, worker).in_use == own
    shelf.use_newest(preferred=shelf.name_in_settings(folder / "digits.safetensors"))
    assert last(told, worker).in_use == folder / "digits.safetensors"
    shelf.use_newest(preferred=shelf.name_in_settings(own))
    assert last(told, worker).in_use == own


def test_without_ready_made_models_a_sentence_is_told_and_the_rest_works(
    shelf: ModelShelf, worker: Worker, told: list[Message]
) -> None:
    own = shelf.folder / "own.safetensors"
    save_checkpoint(made_model("A", "B"), own)
    shelf.use_newest()
    assert last(told, worker).in_use == own
    (trouble,) = [message for message in told if isinstance(message, Trouble)]
    assert "your own models work" in trouble.sentence


def test_takes_of_its_signs_make_a_ready_made_model_ones_own(
    shelf: ModelShelf, worker: Worker, told: list[Message], tmp_path: Path
) -> None:
    folder = with_ready_made(shelf)
    store = TakeStore(tmp_path / "takes")
    for take, gesture in zip(takes_of("open", "fist", count=1), ("b", "else"), strict=True):
        store.save(new_take(take.sequence, gesture))
    shelf.make_own(folder / "manual-alphabet.safetensors", store)
    found = last(told, worker)
    assert found.in_use == shelf.folder / "My manual alphabet.safetensors"
    assert found.files[0].card.labels == ["A", "B"]
    assert set(found.files[0].card.takes) == {"B"}
    assert told[-1] == Done("“My manual alphabet” is in use. It has learned from 1 of your takes.")


def test_nothing_to_make_ones_own_is_told(
    shelf: ModelShelf, worker: Worker, told: list[Message], tmp_path: Path
) -> None:
    shelf.make_own(with_ready_made(shelf) / "digits.safetensors", TakeStore(tmp_path / "takes"))
    worker.submit(lambda: None).result()
    assert [type(message) for message in told] == [Trouble]
    assert not list(shelf.folder.glob("*.safetensors"))


@pytest.mark.parametrize(
    ("recorded", "signs"),
    [
        (["b", "wave", "none"], {"b": "B", "none": "none"}),
        (["wave", "none"], {}),
        (["my B", "A"], {"A": "A"}),
        ([], {}),
    ],
)
def test_signs_are_found_whatever_the_user_calls_them(recorded: list[str], signs: dict[str, str]) -> None:
    assert own_signs(recorded, made_model("A", "B", "none").card) == signs


def test_a_model_that_cannot_be_saved_is_told_in_its_own_sentence(
    shelf: ModelShelf, told: list[Message], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> Path:
        raise CheckpointError("The model could not be saved.")

    monkeypatch.setattr(shelf, "_learn", full)
    ended = threading.Event()
    monkeypatch.setattr(shelf, "_send", lambda message: (told.append(message), ended.set()))
    shelf.train(lambda _: [], ["wave"])
    assert ended.wait(20)
    shelf.close()
    assert told == [TrainingEnded(sentence="The model could not be saved.")]
    assert caplog.records == []


def test_a_model_of_all_takes_recognises_where_there_is_no_room_to_keep_it(
    shelf: ModelShelf, worker: Worker, told: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[Recogniser | None] = []
    monkeypatch.setattr(shelf, "_recognise_with", lambda recogniser, _: used.append(recogniser))
    shelf.folder.write_text("no folder can be made here")
    shelf.offer_at_once(learned_at_once(takes_of("open", count=1)))
    worker.submit(lambda: None).result()
    assert [recogniser is not None for recogniser in used] == [True]
    assert any(isinstance(message, Trouble) and "could not be saved" in message.sentence for message in told)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux knows priorities of threads")
def test_the_picture_goes_before_a_training(shelf: ModelShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    priorities: list[int] = []

    def learn(*_: object) -> Path:
        priorities.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        raise TrainingCancelled

    monkeypatch.setattr(shelf, "_learn", learn)
    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    shelf.train(lambda _: [], ["wave"])
    shelf.close()
    assert priorities == [LOWER_PRIORITY]
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before  # of that thread only


def test_a_training_that_ends_while_the_window_closes_is_no_failure(
    told: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Engine(find_folders(), Settings(), told.append, lambda: None)
    learning = threading.Event()
    saved_too_late = threading.Event()

    def learn(_samples: object, _either_hand: object, cancelled: threading.Event) -> Path:
        learning.set()
        cancelled.wait(10)
        saved_too_late.wait(0.3)  # past the last look at whether it was cancelled
        return Path("done.safetensors")

    monkeypatch.setattr(engine.models, "_learn", learn)
    engine.train(["wave"])
    assert learning.wait(20)
    engine.close()  # a failing thread would fail this test: pytest makes its warning an error
