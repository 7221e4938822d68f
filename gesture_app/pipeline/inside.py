"""Looks inside a model, on a thread beside the window: one take at a time, and the comparison with a plain RNN."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gesture_app.hands import HandSequence
from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.pipeline.jobs import Cancellable, Worker, be_patient
from gesture_app.pipeline.messages import ComparisonEnded, ComparisonMoved, Looked, LookFailed, Message
from gesture_app.pipeline.own_signs import own_signs
from gesture_app.takes.errors import TakeStoreError
from gesture_app.takes.store import TakeStore

if TYPE_CHECKING:  # torch comes along with these, on the threads that need it
    from gesture_app.learning.checkpoint import Checkpoint
    from gesture_app.learning.inside.twins import Teacher, Twins
    from gesture_app.learning.model_card import ModelCard
    from gesture_app.virtual_hand.signs.gesture import Gesture

log = logging.getLogger(__name__)

VIRTUAL_TAKES_EACH = 12
"""Of each gesture, for a comparison without the user's takes."""
VIRTUAL_RATE_HZ = 30.0


@dataclass(frozen=True, slots=True)
class Subject:
    """What the network is watched with: a recorded take, or a performance of the virtual hand.

    Attributes:
        take_id: empty for the virtual hand.
        performance: which one of the virtual hand's; each is somebody else's.
    """

    gesture: str
    take_id: str = ""
    performance: int = 0


class InsideLooks:
    """Torch is imported by the first look, on its thread. Of several looks asked for, only the newest is done."""

    def __init__(self, store: Callable[[], TakeStore], send: Callable[[Message], None]) -> None:
        self._store = store
        self._send = send
        self._worker = Worker("look inside", self._failed)
        self._comparing = Cancellable("comparison")
        self._newest = 0
        self._loaded: tuple[Path, Checkpoint] | None = None  # touched on the worker only
        self._twins: tuple[Path, Twins] | None = None  # replaced whole

    def look(self, model: Path, subject: Subject) -> None:
        """Send what the model does while it reads this; replaces looks that are still waiting."""
        self._newest += 1
        number = self._newest
        self._worker.submit(lambda: self._look(model, subject) if number == self._newest else None)

    def compare(self, model: Path) -> None:
        """Train an LSTM and a plain RNN alike; looks at this model bring their figures from then on."""
        if not self._comparing.start(lambda cancelled: self._compare(model, cancelled)):
            self._send(ComparisonEnded("A comparison is under way already. Wait for it or cancel it."))

    def cancel_comparison(self) -> None:
        self._comparing.cancel()

    def close(self) -> None:
        """May be called twice."""
        self._comparing.close()
        self._newest += 1
        self._worker.close(drop_waiting=True)

    # --- a look ---------------------------------------------------------------------------------------

    def _look(self, model: Path, subject: Subject) -> None:
        from gesture_app.learning.inside.looking import look_inside

        sequence = self._sequence(subject)
        insight = look_inside(self._checkpoint(model), sequence)
        twins = self._twins
        compared = twins[1].look(sequence) if twins is not None and twins[0] == model else None
        self._send(Looked(model, subject, sequence, insight, compared))

    def _checkpoint(self, model: Path) -> Checkpoint:
        from gesture_app.learning.checkpoint import load_checkpoint

        if self._loaded is None or self._loaded[0] != model:
            self._loaded = model, load_checkpoint(model)
        return self._loaded[1]

    def _sequence(self, subject: Subject) -> HandSequence:
        if subject.take_id:
            return self._store().load(subject.take_id).sequence
        (performed,) = perform(known_to_virtual_hand([subject.gesture]), 1, subject.performance)
        return performed.sequence

    def _failed(self, error: Exception) -> None:
        from gesture_app.learning.model_card import CheckpointError

        if isinstance(error, CheckpointError | TakeStoreError):
            self._send(LookFailed(str(error)))
            return
        log.error("a look inside failed", exc_info=error)
        self._send(LookFailed(f"This take cannot be looked at ({error}). Choose another one."))

    # --- the comparison -------------------------------------------------------------------------------

    def _compare(self, model: Path, cancelled: threading.Event) -> None:
        from gesture_app.learning.model_card import CheckpointError
        from gesture_app.learning.refusal import TrainingRefused
        from gesture_app.learning.training import TrainingCancelled

        be_patient()
        try:
            self._twins = model, self._train_twins(model, cancelled)
        except TrainingCancelled:
            self._send(ComparisonEnded("The comparison was stopped."))
        except (TrainingRefused, TakeStoreError, CheckpointError) as error:
            self._send(ComparisonEnded(str(error)))
        except Exception as error:
            log.exception("the comparison failed")
            self._send(ComparisonEnded(f"The comparison failed ({error}). Try again."))
        else:
            self._send(ComparisonEnded())

    def _train_twins(self, model: Path, cancelled: threading.Event) -> Twins:
        from gesture_app.learning.checkpoint import load_checkpoint
        from gesture_app.learning.inside.twins import train_twins

        checkpoint = load_checkpoint(model)
        takes, taught_by = self._takes_to_compare_on(checkpoint.card)
        training = train_twins(takes, checkpoint, taught_by, cancelled)
        while True:
            try:
                self._send(ComparisonMoved(next(training)))
            except StopIteration as end:
                twins: Twins = end.value
                return twins

    def _takes_to_compare_on(self, card: ModelCard) -> tuple[list[LabelledSequence], Teacher]:
        """The user's takes of the model's gestures, or performances of the virtual hand where they are too few."""
        from gesture_app.learning.refusal import TrainingRefused, check_trainable

        own = own_signs([each.name for each in self._store().gestures() if each.takes], card)
        takes = [replace(take, label=own[take.label]) for take in self._store().labelled(set(own))]
        try:
            check_trainable(takes)
        except TrainingRefused:
            known = known_to_virtual_hand(card.labels)
            if len(known) < 2:
                raise
            none = NONE in card.labels
            return perform(known, VIRTUAL_TAKES_EACH * len(known), 0, none=none), "virtual hand"
        return takes, "takes"


def known_to_virtual_hand(labels: Collection[str]) -> list[Gesture]:
    """What the virtual hand can perform of these gestures, each once, whatever the user calls it."""
    from gesture_app.virtual_hand.signs.catalogue import gesture_meant

    meant = [gesture_meant(label) for label in labels]
    return list({each.name: each for each in meant if each is not None}.values())


def perform(
    wanted: Collection[Gesture], count: int, seed: int, *, none: bool = False
) -> list[LabelledSequence]:
    """Performances by people who never lived, as a tracker would have told them; the same for the same seed."""
    from gesture_app.virtual_hand.tracked.sequences import generate
    from gesture_app.virtual_hand.tracked.sitting import Variety

    variety = Variety(
        none_share=0.2 if none else 0.0, per_person=8, frames_s=(VIRTUAL_RATE_HZ, VIRTUAL_RATE_HZ)
    )
    return list(generate(list(wanted), count, np.random.default_rng(seed), variety))
