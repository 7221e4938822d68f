"""Find gestures in a stream of predictions: when one begins, once, and when it is over."""

from __future__ import annotations

from dataclasses import dataclass

from gesture_app.hands.frame import HandFrame
from gesture_app.learning.model_card import ModelCard
from gesture_app.recognition.prediction import GestureEvent, Prediction

LEAVE_SHARE = 0.6
"""A gesture is over when its probability falls below this share of the threshold it came in with."""

STILL_EVIDENCE_S = 0.3
"""A hand held still must be sure for this long: passing through a shape is not holding it."""

MOVEMENT_EVIDENCE_S = 0.1
MOVEMENT_SHARE = 0.9
"""A movement must have had this share of its usual time before it can be told."""

RELEASE_S = 0.25
"""How long a gesture must be gone before it counts as over; trackers blink."""

SURER = 0.5
"""While the hands go on, this much of the doubt that the threshold allows is taken away: a later moment
may still tell better."""


@dataclass(slots=True)
class _Performance:
    """A gesture that began and has not ended."""

    label: str
    start_s: float
    confidence: float
    last_held_s: float


class Spotter:
    """Two thresholds and a little patience; fires once a performance and waits for release."""

    def __init__(self, card: ModelCard) -> None:
        self._timings = card.timings
        self._leave = LEAVE_SHARE * card.threshold
        self._enter = 1 - (1 - card.threshold) * (1 - SURER)
        self.reset()

    def reset(self) -> None:
        """Forget what was going on, without an event."""
        self._active: _Performance | None = None
        self._candidate: str | None = None
        self._candidate_since_s = 0.0
        self._free_since_s: float | None = None
        self._fired = False
        self._latest_s = float("-inf")

    def finish(self) -> list[GestureEvent]:
        """The stream is over, or another one follows: what was going on ends here."""
        events = self._end(self._latest_s)
        self.reset()
        return events

    def update(self, prediction: Prediction, hands: HandFrame) -> list[GestureEvent]:
        """Events that this prediction brings about, in their order; every start has its end."""
        now_s = hands.time_s
        events: list[GestureEvent] = []
        if now_s < self._latest_s:  # another recording, or the same one again
            events += self.finish()
        self._latest_s = now_s
        if prediction.complete:
            return events + self._hands_left(prediction, now_s)
        if self._active is not None:
            events += self._hold_or_release(self._active, prediction, now_s)
        if prediction.hands_seen and self._free_since_s is None:
            self._free_since_s = now_s
        self._consider(prediction, now_s)
        if self._candidate is not None and self._convincing(self._candidate, now_s):
            events += self._begin(self._candidate, prediction, now_s)
        return events

    def _consider(self, prediction: Prediction, now_s: float) -> None:
        """Keep track of which gesture has been likely, and since when."""
        label = prediction.label
        if not prediction.hands_seen or label is None or prediction.confidence < self._enter:
            label = None
        if label != self._candidate:
            self._candidate, self._candidate_since_s = label, now_s

    def _convincing(self, label: str, now_s: float) -> bool:
        if self._active is not None and self._active.label == label:
            return False
        timing = self._timings[label]
        sure_s = now_s - self._candidate_since_s
        if timing.still:
            return sure_s >= STILL_EVIDENCE_S
        had_s = now_s - (now_s if self._free_since_s is None else self._free_since_s)
        return sure_s >= MOVEMENT_EVIDENCE_S and had_s >= MOVEMENT_SHARE * timing.usual_s

    def _begin(self, label: str, prediction: Prediction, now_s: float) -> list[GestureEvent]:
        events = self._end(now_s)
        timing = self._timings[label]
        since_s = self._candidate_since_s
        if not timing.still:
            free_s = now_s if self._free_since_s is None else self._free_since_s
            since_s = max(free_s, min(since_s, now_s - timing.usual_s))
        self._active = _Performance(label, since_s, prediction.confidence, now_s)
        self._fired = True
        return [*events, GestureEvent("start", label, now_s, since_s, prediction.confidence)]

    def _hold_or_release(
        self, active: _Performance, prediction: Prediction, now_s: float
    ) -> list[GestureEvent]:
        belief = dict(prediction.ranked).get(active.label, 0.0)
        if prediction.hands_seen and belief >= self._leave:
            active.last_held_s = now_s
            active.confidence = max(active.confidence, belief)
        if now_s - active.last_held_s < RELEASE_S:
            return []
        return self._end(now_s)

    def _end(self, now_s: float) -> list[GestureEvent]:
        if self._active is None:
            return []
        ended, self._active = self._active, None
        self._free_since_s = now_s  # what comes next has its own time to be told
        return [GestureEvent("end", ended.label, now_s, ended.start_s, ended.confidence)]

    def _hands_left(self, prediction: Prediction, now_s: float) -> list[GestureEvent]:
        """The hands are gone: end what was going on, or tell it now if nothing was told before."""
        # Not `now_s - seen_s`: the hands have been gone for a while when it is noticed.
        start_s = now_s - prediction.seen_s if self._free_since_s is None else self._free_since_s
        events = self._end(now_s)
        if not self._fired and prediction.label is not None:
            told = GestureEvent("start", prediction.label, now_s, start_s, prediction.confidence)
            events += [told, GestureEvent("end", told.label, now_s, start_s, told.confidence)]
        self.reset()
        self._latest_s = now_s
        if prediction.hands_seen:
            self._free_since_s = now_s
        return events
