"""Turns what the black box remembers into moments that can be scrubbed, on a thread beside the live view."""

from __future__ import annotations

import itertools
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from gesture_app.actions.firing import Result
from gesture_app.hands import HandSequence
from gesture_app.pipeline.acting.black_box import BlackBox, Instant, Recollection, Rules
from gesture_app.pipeline.acting.messages import Glimpse, Moment
from gesture_app.pipeline.jobs import Worker
from gesture_app.pipeline.messages import Trouble
from gesture_app.recognition.likeness import Likeness, likeness_from

if TYPE_CHECKING:
    from gesture_app.recognition.explaining import Nearest

MOST_REMEMBERED = 5
"""Moments that can still be corrected after others were opened."""

GONE = "What happened around that is not remembered any more: only landmarks of the last moments are kept."
NOTHING_YET = "Nothing has been seen yet. Let the camera watch for a moment, then look again."


class Moments:
    """Opens moments. A moment is sent twice: at once as it was, then with the distances, which take a second or two.

    Args:
        results: what came of the latest firings.
        send: called on a thread of its own.
    """

    def __init__(
        self,
        box: BlackBox,
        results: Callable[[], Sequence[Result]],
        send: Callable[[Moment | Trouble], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        self._box = box
        self._results = results
        self._send = send
        self._worker = Worker("moments", on_error)
        self._newest = 0
        self._numbers = itertools.count(1)
        self._opened: OrderedDict[str, Moment] = OrderedDict()
        self._lock = threading.Lock()
        self._closing = threading.Event()

    def open(self, firing: int = 0) -> None:
        """Send what lies around a firing; 0: the last half minute. Replaces what was asked for and not begun."""
        if self._closing.is_set():
            return
        # Taken now: when the work begins it may be older than what is remembered.
        recollection, results = self._box.snapshot(firing), tuple(self._results())
        number = self._newest = next(self._numbers)
        if recollection is None:
            self._send(Trouble(GONE if firing else NOTHING_YET))
            return
        self._worker.submit(lambda: self._work(recollection, results, firing, number))

    def opened(self, moment: str) -> Moment | None:
        """One that was opened before, if it is still remembered."""
        with self._lock:
            return self._opened.get(moment)

    def close(self) -> None:
        """Leave what is under way. May be called twice."""
        self._closing.set()
        self._newest = 0
        self._worker.close(drop_waiting=True)

    def _work(
        self, recollection: Recollection, results: tuple[Result, ...], firing: int, number: int
    ) -> None:
        if number != self._newest:
            return
        rules = _rules_of(recollection, firing)
        shown = recollection.instants[recollection.shown :]
        identity = f"moment {number}"
        self._keep(_moment(identity, shown, [()] * len(shown), results, rules, firing))
        nearest = self._nearest(recollection, rules, number)
        if nearest:
            self._keep(_moment(identity, shown, nearest, results, rules, firing))

    def _keep(self, moment: Moment) -> None:
        with self._lock:
            self._opened[moment.id] = moment
            while len(self._opened) > MOST_REMEMBERED:
                self._opened.popitem(last=False)
        self._send(moment)

    def _nearest(self, recollection: Recollection, rules: Rules, number: int) -> list[Nearest]:
        """Of every shown instant; empty where no model decided, or where something else is asked for by now."""
        if rules.checkpoint is None:
            return []
        from gesture_app.recognition.explaining import Explainer

        found: list[Nearest] = []
        followed = Explainer(rules.checkpoint).follow(each.hands for each in recollection.instants)
        for instant, nearest in zip(recollection.instants, followed, strict=True):
            if number != self._newest:
                return []
            # Another model decided there: what this one says would be no explanation.
            found.append(nearest if instant.rules.checkpoint is rules.checkpoint else ())
            time.sleep(0)  # whoever draws the picture goes first
        return found[recollection.shown :]


def _rules_of(recollection: Recollection, firing: int) -> Rules:
    """Those that decided the firing; without one, the latest."""
    for instant in recollection.instants:
        if firing in instant.fired:
            return instant.rules
    return recollection.instants[-1].rules


def _likenesses(rules: Rules) -> dict[str, Likeness]:
    """How the measured gestures were shown."""
    if rules.checkpoint is None:
        return {}
    size = rules.checkpoint.card.sizes.embedding
    found = {
        gesture: likeness_from(each.shown, each.reach, each.moved, size)
        for gesture, each in rules.measured.items()
    }
    return {gesture: likeness for gesture, likeness in found.items() if likeness is not None}


def _asked(instant: Instant, likenesses: Mapping[str, Likeness]) -> tuple[tuple[str, float, float], ...]:
    """How far what was seen lay from how each measured gesture was shown when asked; see `Glimpse`."""
    lies = {} if instant.prediction is None else instant.prediction.lies
    return tuple(
        (gesture, float(1 - (likeness.shown @ lies[gesture]).max()), likeness.reach)
        for gesture, likeness in likenesses.items()
        if gesture in lies
    )


def _moment(
    identity: str,
    shown: Sequence[Instant],
    nearest: Sequence[Nearest],
    results: Sequence[Result],
    rules: Rules,
    firing: int,
) -> Moment:
    likenesses = _likenesses(rules)
    glimpses = tuple(
        Glimpse(
            instant.prediction, near, instant.evidence, instant.told, instant.fired,
            _asked(instant, likenesses) if instant.rules is rules else (),
        )
        for instant, near in zip(shown, nearest, strict=True)
    )  # fmt: skip
    fired = {number for instant in shown for number in instant.fired}
    return Moment(
        id=identity,
        sequence=HandSequence.from_frames([instant.hands for instant in shown]),
        glimpses=glimpses,
        results=tuple(result for result in results if result.firing.number in fired),
        thresholds=rules.thresholds,
        marked=firing,
    )
