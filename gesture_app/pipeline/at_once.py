"""Keep a model of the user's takes ready at all times: after every change of the recordings it is made anew."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.pipeline.jobs import Worker
from gesture_app.takes.store import TakeStore, TakeStoreError

if TYPE_CHECKING:
    from gesture_app.hands import HandSequence
    from gesture_app.learning.at_once import TakesAtOnce, TakeThere
    from gesture_app.learning.checkpoint import Checkpoint
    from gesture_app.learning.no_worse import Comparison
    from gesture_app.takes.take import TakeInfo

log = logging.getLogger(__name__)

CORRECTED = "a corrected moment"
"""Where a take comes from that somebody made of a moment (see `TakeInfo.source`). It is in doubt at first: what is
marked in a hurry may do harm."""

PARTS = 5
"""Into which the other takes are divided, each held out once, to see whether a correction does harm."""

MOST_TAKES = 40
"""Of each gesture, the newest: more hardly move the prototype, and each of a large library must be looked at once."""

EMBEDDINGS_FILE = ".known-takes"
"""Among the models: what takes told."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What trying new corrections showed.

    Attributes:
        takes: their ids; they are learned from if the others get no worse.
    """

    comparison: Comparison
    takes: frozenset[str]


class AtOnceKeeper:
    """Makes the model on a thread of its own. Embeddings of takes seen before are kept in memory.

    Args:
        ready: called on that thread with the model; None: there is no take of a gesture.
        on_error: called on that thread with what went wrong.
        learned_before: ids of the takes that the model of the last start had learned from, asked once.
        judged: called on that thread when new corrections were tried, before the model is ready.
        models: the folder beside whose models is kept what takes told, see `TakesAtOnce.keep`; None: it is not kept.
    """

    def __init__(
        self,
        ready: Callable[[Checkpoint | None], None],
        on_error: Callable[[Exception], None],
        learned_before: Callable[[], Collection[str]] = tuple,
        judged: Callable[[Judgement], None] = lambda _: None,
        models: Path | None = None,
    ) -> None:
        self._ready = ready
        self._judged = judged
        self._memory = None if models is None else models / EMBEDDINGS_FILE
        self._learned_before = learned_before
        self._trusted: set[str] | None = None  # corrections that did no harm, by take
        self._refused: set[str] = set()
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

    def get_ready(self) -> None:
        """A take will be there soon: what the first one would have to wait for is brought now."""
        if not self._closing.is_set():
            self._worker.submit(lambda: self._made().rehearse())

    def _made(self) -> TakesAtOnce:
        from gesture_app.learning.at_once import TakesAtOnce

        if self._takes_at_once is None:
            self._takes_at_once = TakesAtOnce(self._memory)
        return self._takes_at_once

    def _make(self, store: Callable[[], TakeStore], either_hand: Callable[[], Collection[str]]) -> None:
        self._waiting.clear()
        now = store()
        takes = newest_takes(recorded(now.takes()))
        if any(take.gesture != NONE for take in takes):
            self._learn(now, takes, either_hand())
        else:
            self._ready(None)

    def _learn(self, store: TakeStore, takes: list[TakeInfo], either_hand: Collection[str]) -> None:
        from gesture_app.learning.learner import TrainingCancelled
        from gesture_app.learning.refusal import TrainingRefused

        at_once = self._made()
        try:
            refused = self._try_corrections(at_once, store, takes, either_hand)
            there = [_there(store, take) for take in takes if take.id not in refused]
            self._ready(at_once.model(there, either_hand, self._closing))
            at_once.keep()
        except TrainingRefused:  # no take shows a hand; the Record page says so of each
            self._ready(None)
        except TrainingCancelled:
            log.debug("the program ends: the next start makes the model")

    def _try_corrections(
        self, at_once: TakesAtOnce, store: TakeStore, takes: list[TakeInfo], either_hand: Collection[str]
    ) -> set[str]:
        """Corrections that were not there before are learned from only if other takes get no worse by them.

        Returns the takes not to learn from.
        """
        if self._trusted is None:
            self._trusted = set(self._learned_before())
        known = self._trusted | self._refused
        new = {take.id for take in takes if take.source == CORRECTED and take.id not in known}
        while new:
            used = [take for take in takes if take.id not in self._refused]
            comparison = self._compare(at_once, store, used, new, either_hand)
            if comparison.no_worse or len(new) == 1:
                (self._trusted if comparison.no_worse else self._refused).update(new)
                self._judged(Judgement(comparison, frozenset(new)))
                break
            newest = max(new)  # ids sort by time: of several, the newest is tried by itself
            self._refused.update(new - {newest})
            new = {newest}
        return self._refused

    def _compare(
        self,
        at_once: TakesAtOnce,
        store: TakeStore,
        takes: list[TakeInfo],
        new: set[str],
        either_hand: Collection[str],
    ) -> Comparison:
        from gesture_app.learning.no_worse import compare, parts_of

        there = {take.id: _there(store, take) for take in takes}
        samples = [
            LabelledSequence(sequence, take.gesture, name=take.id)
            for take in takes
            if (sequence := there[take.id].read()) is not None
        ]
        doubted = {row for row, sample in enumerate(samples) if sample.name in new}

        def make(learned: Sequence[LabelledSequence]) -> Checkpoint:
            chosen = [there[sample.name] for sample in learned]
            return at_once.model(chosen, either_hand, self._closing, forget=False)

        return compare(samples, doubted, make, parts_of(samples, doubted, PARTS))

    def close(self) -> None:
        """Leave what is under way. May be called twice."""
        self._closing.set()
        self._worker.close(drop_waiting=True)


def recorded(takes: list[TakeInfo]) -> list[TakeInfo]:
    """The takes without those of gestures of which there are only corrections.

    Such a gesture is one of the model that was corrected, and learned there: a model of that gesture alone must not
    take its place.
    """
    gestures = {take.gesture for take in takes if take.source != CORRECTED} | {NONE}
    return [take for take in takes if take.gesture in gestures]


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
    return TakeThere(f"{info.id} {info.frames} {info.duration_s}", info.gesture, info.id, read)
