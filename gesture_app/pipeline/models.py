"""Models: train one, use one, list them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gesture_app.keeping.atomic import write_atomically
from gesture_app.pipeline.jobs import Cancellable, Worker, be_patient
from gesture_app.pipeline.messages import Done, Message, Models, TrainingEnded, TrainingMoved, Trouble
from gesture_app.pipeline.own_signs import own_signs
from gesture_app.pipeline.vision import Recogniser, Spotter
from gesture_app.takes.store import TakeStore, TakeStoreError

if TYPE_CHECKING:
    from gesture_app.hands.labelled import LabelledSequence
    from gesture_app.learning.checkpoint import Checkpoint
    from gesture_app.learning.model_card import ModelFile

log = logging.getLogger(__name__)

BEFORE = "before"
"""Folder, among the models, of those that were retrained in the background: one goes back to them."""

READY_MADE = "built-in/"
"""Stands before the file name of a ready-made model in the settings; no file's name begins so."""


class ModelShelf:
    """Torch is imported by the first model or training, on their threads, never on the window's."""

    def __init__(
        self,
        folder: Path,
        built_in: Path,
        errands: Worker,
        send: Callable[[Message], None],
        recognise_with: Callable[[Recogniser | None, Spotter | None], None],
        in_use: Callable[[Checkpoint | None], None] = lambda _: None,
    ) -> None:
        """`in_use` is told of every model that recognises from now on, on the thread of the errands."""
        self.folder = folder
        self._built_in = built_in
        self._errands = errands
        self._send = send
        self._recognise_with = recognise_with
        self._tell_in_use = in_use
        self._current: tuple[Path, Checkpoint] | None = None  # replaced whole
        self._in_use: Path | None = None  # touched by errands only, as is the next one
        self._chosen = False  # whether somebody asked for the model in use
        self._training = Cancellable("training")

    # --- training -------------------------------------------------------------------------------------

    def train(
        self,
        read_takes: Callable[[Collection[str]], list[LabelledSequence]],
        gestures: Collection[str],
        either_hand: Collection[str] = (),
    ) -> None:
        """Train on these gestures in the background and use what comes out.

        Args:
            either_hand: those that may be made with the other hand as well.
        """
        chosen, either = set(gestures), frozenset(either_hand)
        if not self._training.start(
            lambda cancelled: self._train(lambda: read_takes(chosen), either, cancelled)
        ):
            self._send(Trouble("A training is already running. Wait for it or cancel it."))

    @property
    def training(self) -> bool:
        return self._training.running

    def cancel_training(self) -> None:
        self._training.cancel()

    def close(self) -> None:
        self._training.close()

    def _train(
        self,
        read_takes: Callable[[], list[LabelledSequence]],
        either_hand: frozenset[str],
        cancelled: threading.Event,
    ) -> None:
        from gesture_app.learning.model_card import CheckpointError
        from gesture_app.learning.refusal import TrainingRefused
        from gesture_app.learning.training import TrainingCancelled

        be_patient()
        try:
            file = self._learn(read_takes(), either_hand, cancelled)
        except TrainingCancelled:
            self._send(TrainingEnded())
        except (TrainingRefused, TakeStoreError, CheckpointError) as error:
            self._send(TrainingEnded(sentence=str(error)))
        except Exception as error:
            log.exception("training failed")
            self._send(TrainingEnded(sentence=f"Training failed ({error}). Your takes are safe; try again."))
        else:
            self.use(file)

    def _learn(
        self, samples: list[LabelledSequence], either_hand: frozenset[str], cancelled: threading.Event
    ) -> Path:
        from gesture_app.learning.checkpoint import model_file, save_checkpoint
        from gesture_app.learning.training import TrainingPlan, train

        generator = train(samples, TrainingPlan(either_hand=either_hand), cancelled)
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

    def make_own(self, file: Path, store: TakeStore) -> None:
        """Make a model that knows all of a ready-made one and the user's version of its signs, and use it."""
        self._errands.submit(lambda: self._make_own(file, store))

    def _make_own(self, file: Path, store: TakeStore) -> None:
        from gesture_app.learning.checkpoint import load_checkpoint, model_file, save_checkpoint
        from gesture_app.learning.personal import personalise

        base = load_checkpoint(file)
        signs = own_signs([gesture.name for gesture in store.gestures() if gesture.takes], base.card)
        takes = [replace(take, label=signs[take.label]) for take in store.labelled(signs)]
        checkpoint = personalise(base, takes)
        own = model_file(self.folder, checkpoint.card.name)
        save_checkpoint(checkpoint, own)
        self._choose(own)
        self._send(
            Done(f"“{checkpoint.card.name}” is in use. It has learned from {len(takes)} of your takes.")
        )

    # --- at once --------------------------------------------------------------------------------------

    def offer_at_once(self, checkpoint: Checkpoint | None) -> None:
        """Keep this model of all the user's takes, and use it unless the user has another one in use.

        Args:
            checkpoint: None: there are no takes any more, and so no model of them.
        """
        self._errands.submit(lambda: self._take_at_once(checkpoint))

    def _take_at_once(self, checkpoint: Checkpoint | None) -> None:
        from gesture_app.learning.model_card import AT_ONCE_FILE

        file = self.folder / AT_ONCE_FILE
        if checkpoint is not None:
            from gesture_app.learning.checkpoint import save_checkpoint

            if self._in_use == file or not (self._chosen or self._in_use_is_own):
                self._recognise(checkpoint, file)  # nobody waits for the disk
                self._in_use = file
            save_checkpoint(checkpoint, file)
            self._tell()
        elif file.exists():
            file.unlink()
            if self._in_use == file:
                self._load_newest("")
            else:
                self._tell()

    @property
    def _in_use_is_own(self) -> bool:
        return self._in_use is not None and self._in_use.parent != self._built_in

    # --- retrained in the background ------------------------------------------------------------------

    @property
    def in_use(self) -> tuple[Path, Checkpoint] | None:
        """The model that recognises, and its file. May be asked on any thread."""
        return self._current

    def is_ready_made(self, file: Path) -> bool:
        return file.parent == self._built_in

    def is_at_once(self, file: Path) -> bool:
        """Whether it is the model of all takes, which is made anew after each."""
        from gesture_app.learning.model_card import AT_ONCE_FILE

        return file == self.folder / AT_ONCE_FILE

    def ready_made(self) -> tuple[ModelFile, ...]:
        """The ready-made models that can be used."""
        from gesture_app.learning.ready_made import find_ready_made

        return find_ready_made(self._built_in).files

    def learned_at_once(self) -> tuple[str, ...]:
        """Ids of the takes that the model of all takes has learned from."""
        from gesture_app.learning.model_card import AT_ONCE_FILE, CheckpointError, read_card

        try:
            takes = read_card(self.folder / AT_ONCE_FILE).takes
        except CheckpointError:  # there is none
            return ()
        return tuple(take for own in takes.values() for take in own)

    def take_over(self, checkpoint: Checkpoint, base: Path, done: Callable[[Path], None]) -> None:
        """Use a better version of the model in `base`, under its name; the one before is kept beside.

        Nothing happens if another model is in use by then. What comes with the program is not touched: its better
        version is a model of the user's.

        Args:
            done: called with the file that is in use from now on.
        """
        self._errands.submit(lambda: self._take_over(checkpoint, base, done))

    def _take_over(self, checkpoint: Checkpoint, base: Path, done: Callable[[Path], None]) -> None:
        from gesture_app.learning.checkpoint import model_file, save_checkpoint

        if self._in_use != base:
            return
        file = model_file(self.folder, checkpoint.card.name) if self.is_ready_made(base) else base
        if file == base:
            keep_copy(base, base.parent / BEFORE / base.name)
        save_checkpoint(checkpoint, file)
        self._choose(file)
        done(file)

    def put_back(self, file: Path, base: Path, done: Callable[[Path], None]) -> None:
        """Use the model again that `file` took over from; the better version is not kept."""
        self._errands.submit(lambda: self._put_back(file, base, done))

    def _put_back(self, file: Path, base: Path, done: Callable[[Path], None]) -> None:
        if file == base:
            (base.parent / BEFORE / base.name).replace(base)
        else:
            file.unlink(missing_ok=True)
        self._choose(base)
        done(base)

    # --- using ----------------------------------------------------------------------------------------

    def use(self, file: Path | None) -> None:
        """Recognise with this model; None: with none."""
        self._errands.submit(lambda: self._choose(file))

    def use_newest(self, preferred: str = "") -> None:
        """Recognise with the user's newest model, or with the one that the settings name so if it is there.

        Before there is any, the one of all takes is used, and before there are takes, a ready-made one. Models
        that cannot be used are told of and passed over.
        """
        self._errands.submit(lambda: self._load_newest(preferred))

    def _choose(self, file: Path | None) -> None:
        self._load(file)
        self._chosen = file is not None

    def name_in_settings(self, file: Path) -> str:
        """What settings call a model."""
        return f"{READY_MADE}{file.name}" if file.parent == self._built_in else file.name

    def _load_newest(self, name: str) -> None:
        from gesture_app.learning.model_card import CheckpointError
        from gesture_app.learning.ready_made import find_ready_made

        trouble = find_ready_made(self._built_in).trouble
        if trouble:
            self._send(Trouble(trouble))
        files = [model.file for model in self._all()]
        for file in sorted(files, key=lambda file: self.name_in_settings(file) != name):
            try:
                self._load(file)
            except CheckpointError as error:
                self._send(Trouble(str(error)))
            else:
                self._chosen = self.name_in_settings(file) == name
                return
        self._load(None)

    def _all(self) -> tuple[ModelFile, ...]:
        """The user's models, newest first, after them the one of all takes, then the ready-made ones."""
        from gesture_app.learning.model_card import list_models
        from gesture_app.learning.ready_made import find_ready_made

        return (*list_models(self.folder), *find_ready_made(self._built_in).files)

    def _load(self, file: Path | None) -> None:
        try:
            if file is None:
                self._recognise_with(None, None)
                self._current = None
                self._tell_in_use(None)
            else:
                from gesture_app.learning.checkpoint import load_checkpoint

                self._recognise(load_checkpoint(file), file)
            self._in_use = file
        finally:
            self._tell()

    def _recognise(self, checkpoint: Checkpoint, file: Path) -> None:
        from gesture_app.recognition.recogniser import Recogniser
        from gesture_app.recognition.spotter import Spotter

        self._tell_in_use(
            checkpoint
        )  # before it recognises: nothing decides by its words without its thresholds
        self._recognise_with(Recogniser(checkpoint), Spotter(checkpoint.card))
        self._current = file, checkpoint

    def _tell(self) -> None:
        self._send(Models(self._all(), self._in_use))


def keep_copy(file: Path, copy: Path) -> None:
    """Whole or not at all; what was kept there before is replaced.

    Raises:
        OSError: there is no copy.
    """
    copy.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(copy, file.read_bytes())
