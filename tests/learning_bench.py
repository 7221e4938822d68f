"""The part of the engine that learns: recordings, the shelf of models, the model of all takes, retraining."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from typing import TypeVar

from gesture_app.folders import Folders
from gesture_app.hands.labelled import LabelledSequence
from gesture_app.learning.checkpoint import save_checkpoint
from gesture_app.learning.ready_made import EVERYDAY, READY_MADE
from gesture_app.pipeline.acting.correcting import Corrections
from gesture_app.pipeline.acting.messages import Moment, MomentCorrected, Retrained
from gesture_app.pipeline.acting.retraining import Retraining
from gesture_app.pipeline.at_once import AtOnceKeeper
from gesture_app.pipeline.jobs import Worker
from gesture_app.pipeline.library import TakeLibrary
from gesture_app.pipeline.models import ModelShelf
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import new_take
from made_models import made_model

M = TypeVar("M")


class LearningBench:
    """As the engine puts it together, without camera and window. Ready-made models other than Everyday are made up."""

    def __init__(self, folders: Folders) -> None:
        self.folders = dataclasses.replace(folders, built_in=folders.models.parent / "built-in")
        for model in READY_MADE:
            if model is EVERYDAY:
                self._bring(folders)
            else:
                save_checkpoint(
                    made_model("A", "B", name=model.name), self.folders.built_in / model.file_name
                )
        self.open()

    def open(self) -> None:
        """The start of the program; also after it was closed."""
        self.told: list[object] = []
        self.errors: list[Exception] = []
        self.moments: dict[str, Moment] = {}
        self.busy = False
        folders = self.folders
        self._disk, self._errands = Worker("disk", self.errors.append), Worker("errands", self.errors.append)
        self.library = TakeLibrary(folders.recordings, self._disk, self.told.append, self.keep_up)
        self.models = ModelShelf(
            folders.models, folders.built_in, self._errands, self.told.append, lambda *_: None
        )
        self.retraining = Retraining(self.library, self.models, lambda: self.busy, self.told.append)
        self.at_once = AtOnceKeeper(
            self.models.offer_at_once, self.errors.append, self.models.learned_at_once, self.retraining.judged
        )
        self.corrections = Corrections(
            self.library, self.moments.get, lambda: ("bench", ""), self.retraining.learn, self.told.append
        )

    def _bring(self, folders: Folders) -> None:
        self.folders.built_in.mkdir(parents=True)
        file = self.folders.built_in / EVERYDAY.file_name
        file.write_bytes((folders.built_in / EVERYDAY.file_name).read_bytes())

    @property
    def store(self) -> TakeStore:
        return self.library.store

    def keep_up(self) -> None:
        self.at_once.keep_up(lambda: self.store, tuple)

    def record(self, *samples: LabelledSequence) -> None:
        """Takes that were there before the start."""
        for sample in samples:
            self.store.save(new_take(sample.sequence, sample.label))

    def start(self) -> None:
        self.models.use_newest()
        self.library.refresh()
        self.wait(lambda: self.models.in_use is not None)

    def wait(self, until: Callable[[], bool]) -> None:
        end = time.monotonic() + 60
        while not until():
            assert not self.errors, self.errors
            assert time.monotonic() < end, [type(message).__name__ for message in self.told]
            time.sleep(0.01)

    def all_of(self, kind: type[M]) -> list[M]:
        return [message for message in self.told if isinstance(message, kind)]

    def correct(self, moment: Moment, label: str, begin_s: float, end_s: float) -> MomentCorrected:
        """What the correction said; times count from the moment's beginning."""
        self.moments[moment.id] = moment
        before, start_s = len(self.all_of(MomentCorrected)), float(moment.sequence.time_s[0])
        self.corrections.correct(moment.id, label, start_s + begin_s, start_s + end_s)
        self.wait(lambda: len(self.all_of(MomentCorrected)) > before)
        return self.all_of(MomentCorrected)[-1]

    def next_retrained(self, after: int = 0) -> Retrained:
        self.wait(lambda: len(self.all_of(Retrained)) > after)
        return self.all_of(Retrained)[after]

    def close(self) -> None:
        self.models.close()
        self.retraining.close()
        self.at_once.close()
        self._errands.close(drop_waiting=True)
        self._disk.close()
