"""Models: train one, use one, list them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from gesture_app.pipeline.jobs import Cancellable, Worker
from gesture_app.pipeline.messages import Message, Models, TrainingEnded, TrainingMoved, Trouble
from gesture_app.pipeline.vision import Recogniser, Spotter
from gesture_app.takes.store import TakeStoreError

if TYPE_CHECKING:
    from gesture_app.hands.labelled import LabelledSequence

log = logging.getLogger(__name__)


class ModelShelf:
    """Torch is imported by the first model or training, on their threads, never on the window's."""

    def __init__(
        self,
        folder: Path,
        errands: Worker,
        send: Callable[[Message], None],
        recognise_with: Callable[[Recogniser | None, Spotter | None], None],
    ) -> None:
        self.folder = folder
        self._errands = errands
        self._send = send
        self._recognise_with = recognise_with
        self._in_use: Path | None = None
        self._training = Cancellable("training")

    # --- training -------------------------------------------------------------------------------------

    def train(
        self, read_takes: Callable[[Collection[str]], list[LabelledSequence]], gestures: Collection[str]
    ) -> None:
        """Train on these gestures in the background and use what comes out."""
        chosen = set(gestures)
        if not self._training.start(lambda cancelled: self._train(lambda: read_takes(chosen), cancelled)):
            self._send(Trouble("A training is already running. Wait for it or cancel it."))

    def cancel_training(self) -> None:
        self._training.cancel()

    def close(self) -> None:
        self._training.close()

    def _train(self, read_takes: Callable[[], list[LabelledSequence]], cancelled: threading.Event) -> None:
        from gesture_app.learning.model_card import CheckpointError
        from gesture_app.learning.refusal import TrainingRefused
        from gesture_app.learning.training import TrainingCancelled

        try:
            file = self._learn(read_takes(), cancelled)
        except TrainingCancelled:
            self._send(TrainingEnded())
        except (TrainingRefused, TakeStoreError, CheckpointError) as error:
            self._send(TrainingEnded(sentence=str(error)))
        except Exception as error:
            log.exception("training failed")
            self._send(TrainingEnded(sentence=f"Training failed ({error}). Your takes are safe; try again."))
        else:
            self.use(file)

    def _learn(self, samples: list[LabelledSequence], cancelled: threading.Event) -> Path:
        from gesture_app.learning.checkpoint import model_file, save_checkpoint
        from gesture_app.learning.training import TrainingPlan, train

        generator = train(samples, TrainingPlan(), cancelled)
        while True:
            try:
                self._send(TrainingMoved(next(generator)))
            except StopIteration as end:
                checkpoint = end.value
                break
        file = model_file(self.folder, checkpoint.card.name)
        save_checkpoint(checkpoint, file)
        self._send(TrainingEnded(checkpoint.card, file))
        return file

    # --- using ----------------------------------------------------------------------------------------

    def use(self, file: Path | None) -> None:
        """Recognise with this model; None: with none."""
        self._errands.submit(lambda: self._load(file))

    def use_newest(self, preferred: str = "") -> None:
        """Recognise with the newest model, or with the one of this file name if it is there.

        Models that cannot be used are told of and passed over.
        """
        self._errands.submit(lambda: self._load_newest(preferred))

    def _load_newest(self, name: str) -> None:
        from gesture_app.learning.model_card import CheckpointError, list_models

        files = [model.file for model in list_models(self.folder)]
        for file in sorted(files, key=lambda file: file.name != name):
            try:
                self._load(file)
            except CheckpointError as error:
                self._send(Trouble(str(error)))
            else:
                return
        self._load(None)

    def _load(self, file: Path | None) -> None:
        from gesture_app.learning.model_card import list_models

        try:
            if file is None:
                self._recognise_with(None, None)
            else:
                from gesture_app.learning.checkpoint import load_checkpoint
                from gesture_app.recognition.recogniser import Recogniser
                from gesture_app.recognition.spotter import Spotter

                checkpoint = load_checkpoint(file)
                self._recognise_with(Recogniser(checkpoint), Spotter(checkpoint.card))
            self._in_use = file
        finally:
            self._send(Models(tuple(list_models(self.folder)), self._in_use))
