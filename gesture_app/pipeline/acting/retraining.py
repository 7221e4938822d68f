"""Learns from corrections in the background, and uses what came out only where held-out takes get no worse."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gesture_app.hands.labelled import NONE
from gesture_app.pipeline.acting.messages import Retrained
from gesture_app.pipeline.acting.retraining_words import BACK, told, unknown
from gesture_app.pipeline.at_once import Judgement
from gesture_app.pipeline.jobs import Worker, be_patient
from gesture_app.pipeline.library import TakeLibrary
from gesture_app.pipeline.models import ModelShelf
from gesture_app.takes.take import TakeInfo

if TYPE_CHECKING:
    from gesture_app.learning.no_worse import Comparison
    from gesture_app.pipeline.acting.recipes import Recipe

log = logging.getLogger(__name__)

WAIT_S = 0.5
"""Between two looks whether the processor is free."""


class _GiveWay(Exception):
    """Something that must not be slowed down has begun: start again when it is over."""


class Retraining:
    """One thread of lower priority, while there is something to learn.

    Args:
        busy: whether something goes on that must not be slowed down: recording, measuring, another training.
        send: called on any thread.
    """

    def __init__(
        self,
        library: TakeLibrary,
        shelf: ModelShelf,
        busy: Callable[[], bool],
        send: Callable[[Retrained], None],
    ) -> None:
        self._library = library
        self._shelf = shelf
        self._busy = busy
        self._send = send
        self._worker = Worker("retraining", self._failed)
        self._waiting = threading.Event()  # a correction has come that was not looked at yet
        self._give_way = threading.Event()
        self._closing = threading.Event()
        self._refused: set[str] = set()  # takes that did harm; touched on the worker only
        self._way_back: Callable[[], None] | None = None

    def learn(self, take: TakeInfo) -> None:
        """A correction was saved. The model of all takes learns by itself, see `judged`; others do here."""
        current = self._shelf.in_use
        if self._closing.is_set() or current is None or self._shelf.is_at_once(current[0]):
            return
        label = take.gesture
        if label != NONE and label not in current[1].card.labels:
            self._send(Retrained(adopted=False, sentence=unknown(label), can_go_back=False))
            return
        self._waiting.set()
        self._worker.submit(self._work)

    def judged(self, judgement: Judgement) -> None:
        """The model of all takes was made with new corrections, or without them as they do harm."""
        current = self._shelf.in_use
        if current is None or not self._shelf.is_at_once(current[0]):
            return
        adopted, takes = judgement.comparison.no_worse, judgement.takes
        # The model of all takes is made without those that are in the bin.
        self._way_back = (lambda: self._went_back(None, takes)) if adopted else None
        self._send(Retrained(adopted, told(judgement.comparison), can_go_back=adopted))

    def give_way(self) -> None:
        """A training begins that somebody waits for, and that must be repeatable: stop until it is over."""
        self._give_way.set()

    def go_back(self) -> None:
        """Use the model from before the last correction that was learned from."""
        way, self._way_back = self._way_back, None
        if way is not None:
            way()

    def close(self) -> None:
        """Leave what is under way: the takes are there, and the next correction learns from them, too.

        May be called twice.
        """
        self._closing.set()
        self._worker.close(drop_waiting=True)

    # --- on its own thread ----------------------------------------------------------------------------

    def _work(self) -> None:
        from gesture_app.learning.training import TrainingCancelled

        be_patient()
        while self._waiting.is_set() and self._wait_until_free():
            self._waiting.clear()
            try:
                self._try()
            except _GiveWay:
                self._waiting.set()
            except TrainingCancelled:
                return

    def _wait_until_free(self) -> bool:
        """False: the program ends."""
        self._give_way.clear()
        while self._busy():
            if self._closing.wait(WAIT_S):
                return False
        return not self._closing.is_set()

    def _check(self) -> None:
        """Between two steps: whether to go on."""
        from gesture_app.learning.training import TrainingCancelled

        if self._closing.is_set():
            raise TrainingCancelled
        if self._give_way.is_set() or self._busy():
            raise _GiveWay

    def _failed(self, error: Exception) -> None:
        log.error("retraining failed", exc_info=error)
        sentence = f"Learning from it failed ({error}). The take is kept; the model is as it was."
        self._send(Retrained(adopted=False, sentence=sentence, can_go_back=False))

    def _try(self) -> None:
        from gesture_app.learning.no_worse import compare
        from gesture_app.pipeline.acting.recipes import recipe_of

        current = self._shelf.in_use
        if current is None:
            return
        file, checkpoint = current
        recipe = recipe_of(
            file, checkpoint, self._shelf, self._library.store, self._refused, self._check, self._closing
        )
        if recipe is None:
            return
        for make in recipe.ways:
            comparison = compare(recipe.samples, recipe.doubted, make, recipe.parts, recipe.also)
            if comparison.no_worse:
                break
        else:
            self._refuse(recipe, comparison)
            return
        made = make(recipe.samples)
        if self._taken_back(recipe):
            self._waiting.set()
            return
        takes = recipe.in_doubt
        self._shelf.take_over(made, file, lambda now: self._adopted(now, file, comparison, takes))

    def _refuse(self, recipe: Recipe, comparison: Comparison) -> None:
        """Learn from none of them; of several, the newest is tried by itself."""
        *others, newest = recipe.in_doubt
        self._refused.update(others or [newest])
        if others:
            self._waiting.set()
        else:
            self._send(Retrained(adopted=False, sentence=told(comparison), can_go_back=False))

    def _taken_back(self, recipe: Recipe) -> bool:
        """Whether a correction was deleted while it was learned from."""
        there = {take.id for take in self._library.store.takes()}
        return not there.issuperset(recipe.in_doubt)

    def _adopted(self, file: Path, before: Path, comparison: Comparison, takes: Sequence[str]) -> None:
        self._way_back = lambda: self._shelf.put_back(file, before, lambda now: self._went_back(now, takes))
        self._send(Retrained(True, told(comparison), can_go_back=True, file=file))

    def _went_back(self, file: Path | None, takes: Iterable[str]) -> None:
        """The model is the one before; what it was not to learn from must not be learned from next time, either."""
        for take in takes:
            self._library.delete_take(take)
        self._send(Retrained(False, BACK, can_go_back=False, file=file))
