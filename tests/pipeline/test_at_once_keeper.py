"""The model of all takes is kept up behind the window, and the next start finds what takes told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest

from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.subset import PROTOTYPES
from gesture_app.pipeline.at_once import EMBEDDINGS_FILE, AtOnceKeeper
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import new_take
from made_gestures import takes_of


class Start:
    """One start of the program, as far as the model of all takes goes."""

    def __init__(self, store: TakeStore, models: Path) -> None:
        self.store = store
        self._ready = threading.Event()
        self._model: Checkpoint | None = None
        self.errors: list[Exception] = []
        self.keeper = AtOnceKeeper(self._take, self.errors.append, models=models)

    def _take(self, model: Checkpoint | None) -> None:
        self._model = model
        self._ready.set()

    def model(self) -> Checkpoint | None:
        self._ready.clear()
        self.keeper.keep_up(lambda: self.store, tuple)
        assert self._ready.wait(60)
        return self._model


@contextmanager
def start(folder: Path) -> Iterator[Start]:
    begun = Start(TakeStore(folder / "recordings"), folder / "models")
    with closing(begun.keeper):
        yield begun
    assert begun.errors == []


def record(store: TakeStore, *gestures: str) -> None:
    for sample in takes_of(*gestures, count=2):
        store.save(new_take(sample.sequence, sample.label))


def test_the_next_start_reads_only_takes_that_are_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with start(tmp_path) as first:
        record(first.store, "open", "swipe")
        before = first.model()
    assert before is not None
    assert (tmp_path / "models" / EMBEDDINGS_FILE).is_file()
    read: list[str] = []
    load = TakeStore.load
    monkeypatch.setattr(TakeStore, "load", lambda self, take_id: read.append(take_id) or load(self, take_id))
    with start(tmp_path) as second:
        again = second.model()
        assert again is not None
        assert read == []
        np.testing.assert_array_equal(again.weights[PROTOTYPES], before.weights[PROTOTYPES])
        record(second.store, "fist")
        grown = second.model()
        assert grown is not None
        assert read == [take.id for take in second.store.takes("fist")]
        assert grown.card.labels == ["fist", "open", "swipe"]


def test_what_the_first_take_needs_is_there_before_it(tmp_path: Path) -> None:
    with start(tmp_path) as begun:
        begun.keeper.get_ready()
        assert begun.model() is None
        record(begun.store, "open")
        made = begun.model()
        assert made is not None
        assert made.card.labels == ["open"]


def test_once_closed_nothing_is_prepared(tmp_path: Path) -> None:
    with start(tmp_path) as begun:
        begun.keeper.close()
        begun.keeper.get_ready()
        assert not (tmp_path / "models").exists()
