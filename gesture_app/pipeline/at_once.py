"""Keep a model of the user's takes ready at all times: after every change of the recordings it is made anew."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from gesture_app.hands.labelled import NONE
from gesture_app.pipeline.jobs import Worker
from gesture_app.takes.store import TakeStore, TakeStoreError

if TYPE_CHECKING:
    from gesture_app.hands import HandSequence
    from gesture_app.learning.at_once import TakesAtOnce, TakeThere
    from gesture_app.learning.checkpoint import Checkpoint
    from gesture_app.takes.take import TakeInfo

log = logging.getLogger(__name__)

MOST_TAKES = 40
"""Of each gesture, the newest: more hardly move the prototype, and a large library must be read at the start."""


class AtOnceKeeper:
    """Makes the model on a thread of its own. Embeddings of takes seen before are kept in memory.

    Args:
        ready: called on that thread with the model; None: there is no take of a gesture.
        on_error: called on that thread with what went wrong.
    """

    def __init__(
        self, ready: Callable[[Checkpoint | None], None], on_error: Callable[[Exception], None]
    ) -> None:
        self._ready = ready
        self._worker = Worker("at-once", on_error)
        self._waiting = threading.Event()  # a turn is submitted and has not begun: it will see every change
        self._closing = threading.Event()
        self._takes_at_once: TakesAtOnce | None = None

    def keep_up(self, store: Callable[[], TakeStore], either_hand: Callable[[], Collection[str]]) -> None:
        """The recordings, or which gestures may be made with either hand, have changed.

        Args:
            store, either_hand: asked when the work begins.
        """
        if self._waiting.is_set() or self._closing.is_set():
            return
        self._waiting.set()
        self._worker.submit(lambda: self._make(store, either_hand))

    def _make(self, store: Callable[[], TakeStore], either_hand: Callable[[], Collection[str]]) -> None:
        self._waiting.clear()
        now = store()
        takes = newest_takes(now.takes())
        if any(take.gesture != NONE for take in takes):
            self._learn(now, takes, either_hand())
        else:
            self._ready(None)

    def _learn(self, store: TakeStore, takes: list[TakeInfo], either_hand: Collection[str]) -> None:
        from gesture_app.learning.at_once import TakesAtOnce
        from gesture_app.learning.learner import TrainingCancelled
        from gesture_app.learning.refusal import TrainingRefused

        if self._takes_at_once is None:
            self._takes_at_once = TakesAtOnce()
        there = [_there(store, take) for take in takes]
        try:
            self._ready(self._takes_at_once.model(there, either_hand, self._closing))
        except TrainingRefused:  # no take shows a hand; the Record page says so of each
            self._ready(None)
        except TrainingCancelled:
            log.debug("the program ends: the next start makes the model")

    def close(self) -> None:
        """Leave what is under way. May be called twice."""
        self._closing.set()
        self._worker.close(drop_waiting=True)


def newest_takes(takes: list[TakeInfo]) -> list[TakeInfo]:
    """Of takes, oldest first, the newest `MOST_TAKES` of each gesture, oldest first."""
    kept: dict[str, list[TakeInfo]] = {}
    for take in takes:
        kept.setdefault(take.gesture, []).append(take)
    return [take for own in kept.values() for take in own[-MOST_TAKES:]]


def _there(store: TakeStore, info: TakeInfo) -> TakeThere:
    from gesture_app.learning.at_once import TakeThere

    def read() -> HandSequence | None:
        try:
            return store.load(info.id).sequence
        except TakeStoreError:  # damaged (the window says so), or deleted this moment
            return None

    # Its id stays with it when its gesture is renamed, and a take that is trimmed gets another.
    return TakeThere((info.id, info.frames, info.duration_s), info.gesture, info.id, read)
