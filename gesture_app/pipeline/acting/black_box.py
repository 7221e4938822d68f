"""Remembers what was seen and decided of late, landmarks only, so that a firing can be looked into afterwards."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gesture_app.actions.promise_card import Thresholds
from gesture_app.hands import HandFrame

if TYPE_CHECKING:
    from gesture_app.learning.checkpoint import Checkpoint
    from gesture_app.recognition.prediction import Prediction

LEAD_S = 6.0
"""Kept before what is shown: the windows of its first frames reach back so far."""

BEFORE_S, AFTER_S = 12.0, 5.0
"""Kept around a firing for longer than the last half minute: people are not always quick to ask."""

MOST_STRETCHES = 12


@dataclass(frozen=True, slots=True)
class Rules:
    """What decided: the model, and from how much evidence on each gesture was told.

    Attributes:
        thresholds: gesture, threshold, patience; see `gesture_app.recognition.spotter.Tuning`.
        measured: the same of gestures that were measured, with how they were shown.
    """

    checkpoint: Checkpoint | None = None
    thresholds: tuple[tuple[str, float, float], ...] = ()
    measured: Mapping[str, Thresholds] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Instant:
    """One frame and what was made of it; see `Glimpse`."""

    hands: HandFrame
    prediction: Prediction | None
    evidence: tuple[tuple[str, float], ...]
    told: tuple[str, ...]
    fired: tuple[int, ...]
    rules: Rules


@dataclass(frozen=True, slots=True)
class Recollection:
    """A stretch of one stream, oldest first.

    Attributes:
        shown: the first one to be shown; those before only lead up to it.
    """

    instants: tuple[Instant, ...]
    shown: int


@dataclass(slots=True)
class _Stretch:
    """What is kept around firings that came close upon each other."""

    fired: set[int]
    until_s: float
    instants: list[Instant]


class BlackBox:
    """`saw` belongs to the vision thread and costs microseconds; the rest may be called on any thread."""

    def __init__(self, seconds: float = 30.0) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._instants: deque[Instant] = deque()
        self._stretches: deque[_Stretch] = deque(maxlen=MOST_STRETCHES)
        self._rules = Rules()

    def decides(self, rules: Rules) -> None:
        """Another model or other thresholds decide from now on."""
        self._rules = rules

    def saw(
        self,
        hands: HandFrame,
        prediction: Prediction | None,
        evidence: tuple[tuple[str, float], ...] = (),
        told: Iterable[str] = (),
        fired: Iterable[int] = (),
    ) -> None:
        """Remember a frame. A clock that goes back, or another kind of picture, is another stream.

        Args:
            evidence: of each gesture, 0…1 of what it takes to be told.
            told: gestures that began at this frame.
            fired: numbers of the firings that it decided.
        """
        instant = Instant(hands, prediction, evidence, tuple(told), tuple(fired), self._rules)
        with self._lock:
            if self._instants and not _goes_on(self._instants[-1].hands, hands):
                self._instants.clear()
                for stretch in self._stretches:
                    stretch.until_s = float("-inf")
            self._instants.append(instant)
            oldest_s = hands.time_s - self._seconds - LEAD_S
            while self._instants[0].hands.time_s < oldest_s:
                self._instants.popleft()
            self._keep_around_firings(instant)

    def _keep_around_firings(self, instant: Instant) -> None:
        now_s = instant.hands.time_s
        open_ones = [stretch for stretch in self._stretches if now_s <= stretch.until_s]
        for stretch in open_ones:
            stretch.instants.append(instant)
        if not instant.fired:
            return
        if open_ones:
            open_ones[-1].fired.update(instant.fired)
            return
        since_s = now_s - BEFORE_S - LEAD_S
        before = [each for each in self._instants if each.hands.time_s >= since_s]
        self._stretches.append(_Stretch(set(instant.fired), now_s + AFTER_S, before))

    def snapshot(self, firing: int = 0) -> Recollection | None:
        """The last half minute, or what lies around a firing; None: nothing (of it) is remembered any more."""
        with self._lock:
            instants = tuple(self._instants)
            kept = next((tuple(each.instants) for each in self._stretches if firing in each.fired), None)
        if firing == 0:
            return _shown(instants, self._seconds)
        at_s = next((each.hands.time_s for each in instants if firing in each.fired), None)
        if at_s is not None and at_s - instants[0].hands.time_s >= BEFORE_S + LEAD_S:
            return _shown(instants, self._seconds)
        if kept is not None:
            return _shown(kept, BEFORE_S + AFTER_S)
        return None if at_s is None else _shown(instants, self._seconds)


def _goes_on(before: HandFrame, now: HandFrame) -> bool:
    return now.time_s > before.time_s and now.aspect == before.aspect


def _shown(instants: tuple[Instant, ...], seconds: float) -> Recollection | None:
    if not instants:
        return None
    since_s = instants[-1].hands.time_s - seconds
    shown = next(number for number, each in enumerate(instants) if each.hands.time_s >= since_s)
    return Recollection(instants, shown)
