"""What follows every frame on the vision thread: it decides what is done, measures, and remembers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gesture_app.actions.firing import Firing
from gesture_app.hands import HandFrame
from gesture_app.pipeline.acting.black_box import BlackBox
from gesture_app.pipeline.acting.deciding import Decider, Decision
from gesture_app.pipeline.acting.measuring import Measuring
from gesture_app.pipeline.acting.pairs import Pairs
from gesture_app.pipeline.vision import Seen
from gesture_app.recognition.prediction import GestureEvent


class ActionObserver:
    """`saw` and `forget` belong to the vision thread; everything else is set from any thread, whole.

    Args:
        fire: has a firing carried out; returns at once.
        tell: passes on that a gesture that may act began or ended, and which hands made it; returns at once.
        toggle_pause: the pause gesture was made.
        why_rest: why nothing may act at the moment, "" if it may; asked for every frame.
        rests: called when that changes.
    """

    def __init__(
        self,
        fire: Callable[[Firing], None],
        tell: Callable[[GestureEvent, HandFrame], None],
        toggle_pause: Callable[[], None],
        why_rest: Callable[[Seen], str],
        rests: Callable[[str], None],
    ) -> None:
        self.black_box = BlackBox()
        self.armed = False
        """Whether a person wants gestures to act now."""
        self.hears_pause = False
        self.decider: Decider | None = None
        self.measuring: Measuring | None = None
        self._fire = fire
        self._tell = tell
        self._toggle_pause = toggle_pause
        self._why_rest = why_rest
        self._rests = rests
        self._reason = ""
        self._decided_by: Decider | None = None
        self._pairs = Pairs()
        self._last: HandFrame | None = None

    def saw(self, seen: Seen, arrived_s: float) -> None:
        """Walk one frame's result to whoever follows it."""
        decider = self._current_decider()
        self._last = seen.hands
        reason = self._why_rest(seen)
        acting = self.armed and not reason
        decision = (
            Decision()
            if decider is None
            else decider.decide(
                seen.hands, seen.prediction, arrived_s,
                acting=acting, pausing=self.hears_pause and not reason,
            )
        )  # fmt: skip
        self._carry_out(decision.firings)
        for event in self._pairs.whole(decision.told, acting=acting, now_s=seen.hands.time_s):
            self._tell(event, seen.hands)
        if decision.pause:
            self._toggle_pause()
        if reason != self._reason:
            self._reason = reason
            self._rests(reason)
        self._remember(seen, decider, decision)
        if (measuring := self.measuring) is not None:
            measuring.saw(seen.hands, seen.prediction, arrived_s)

    def forget(self) -> None:
        """Another source or model: what was going on is over."""
        if self._decided_by is not None:
            self._carry_out(self._decided_by.forget())
        if self._last is not None:
            for event in self._pairs.end_all(self._last.time_s):
                self._tell(event, self._last)

    def _current_decider(self) -> Decider | None:
        """A decider that is exchanged ends what it began: no note sounds on."""
        decider = self.decider
        if decider is not self._decided_by:
            self.forget()
            self._decided_by = decider
        return decider

    def _carry_out(self, firings: Sequence[Firing]) -> None:
        for firing in firings:
            self._fire(firing)

    def _remember(self, seen: Seen, decider: Decider | None, decision: Decision) -> None:
        self.black_box.saw(
            seen.hands, seen.prediction, () if decider is None else decider.evidence(), decision.begun,
            [firing.number for firing in decision.firings],
        )  # fmt: skip
