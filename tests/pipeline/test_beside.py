"""What is done beside the live chain: keeping takes, using models, and the end of it all."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from gesture_app.folders import find_folders
from gesture_app.learning.checkpoint import Checkpoint, save_checkpoint
from gesture_app.learning.model_card import CheckpointError
from gesture_app.pipeline.engine import Engine
from gesture_app.pipeline.jobs import Worker
from gesture_app.pipeline.library import TakeLibrary
from gesture_app.pipeline.messages import Message, Models, TrainingEnded, Trouble
from gesture_app.pipeline.models import ModelShelf
from gesture_app.pipeline.recording import DroppedTake, FinishedTake
from gesture_app.settings import Settings
from gesture_app.takes.errors import TakeStoreError
from made_hands import sequence
from trained import small_model


@pytest.fixture
def told() -> list[Message]:
    return []


@pytest.fixture
def worker(told: list[Message]) -> Iterator[Worker]:
    with closing(Worker("beside", lambda error: told.append(Trouble(str(error))))) as worker:
        yield worker


@pytest.fixture
def shelf(tmp_path: Path, worker: Worker, told: list[Message]) -> ModelShelf:
    return ModelShelf(tmp_path / "models", worker, told.append, lambda *_: None)


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


def test_a_training_that_ends_while_the_window_closes_is_no_failure(
    told: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Engine(find_folders(), Settings(), told.append, lambda: None)
    learning = threading.Event()
    saved_too_late = threading.Event()

    def learn(_: object, cancelled: threading.Event) -> Path:
        learning.set()
        cancelled.wait(10)
        saved_too_late.wait(0.3)  # past the last look at whether it was cancelled
        return Path("done.safetensors")

    monkeypatch.setattr(engine.models, "_learn", learn)
    engine.train(["wave"])
    assert learning.wait(20)
    engine.close()  # a failing thread would fail this test: pytest makes its warning an error
