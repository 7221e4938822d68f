"""Find gestures in a stream of predictions: when one begins, once, and when it is over."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from gesture_app.hands.frame import HandFrame
from gesture_app.hands.labelled import NONE
from gesture_app.learning.model_card import ModelCard
from gesture_app.recognition.extents import Travel
from gesture_app.recognition.likeness import Likeness
from gesture_app.recognition.prediction import GestureEvent, Prediction

EVIDENCE_NEEDED = 0.8
"""Log-odds times seconds: a gesture believed with 97 % needs 0.3 s, one with 80 % a second."""

MOST_AT_ONCE = 4.0
"""Log-odds. One moment, however sure, is only one moment: passing through a shape is not holding it."""

MOVEMENT_SHARE = 0.4
"""A movement must have had this share of its usual time before it can be told; made at double speed it
has half. Whether it is complete enough is for the network to say."""

LEAVE = 0.3
"""A gesture is over when its probability falls below this, well below where evidence for it begins."""

RELEASE_S = 0.25
"""How long a gesture must be gone before it counts as over; trackers blink."""

LONGEST_SHARE = 1.2
"""A movement ends at the latest after this share of its usual time, although the belief in it may go on."""

LONGEST_STEP_S = 0.1
"""Between two predictions counts as evidence; a camera that hangs gives none."""

LONGEST_GAP_S = 1.0
"""A camera that hung, a computer that slept: what was going on before is over, and nothing of it is told late."""


class Tuning(msgspec.Struct, frozen=True, kw_only=True):
    """What may be tuned on streams."""

    threshold: float = 0.65
    """The probability from which on a moment speaks for a gesture instead of against it."""
    patience: float = 1.0
    """How much evidence there must be, in shares of the usual."""


DEFAULT_TUNING = Tuning()


@dataclass(slots=True)
class _Evidence:
    """For one gesture: how much there is, and since when there is any."""

    since_s: float
    amount: float = 0.0


@dataclass(slots=True)
class _Performance:
    """A gesture that began and has not ended."""

    label: str
    start_s: float
    confidence: float
    last_held_s: float


class Spotter:
    """Sums up evidence until a gesture is sure, tells it once a performance, and waits for its release.

    Evidence is the log-odds of a gesture, summed over time and never below 0: Page's cumulative sum test
    (1954, "Continuous inspection schemes"), which tells a lasting change with the least delay for a given
    rate of false alarms. A half-gesture or a shape passed through is believed too little or too briefly.
    """

    def __init__(
        self,
        card: ModelCard,
        tuning: Tuning = DEFAULT_TUNING,
        own: Mapping[str, Tuning] | None = None,
        likeness: Mapping[str, Likeness] | None = None,
    ) -> None:
        """Watch for the gestures of a model.

        Args:
            own: gestures that have a setting of their own. What these must show, they must show also where
                the hands leave at once: enough evidence in the time that they were in sight.
            likeness: gestures that must also look as this person showed them when asked.
        """
        self._timings = card.timings
        self._sure = card.threshold
        self._demanding = frozenset(own or ())
        self._likeness = dict(likeness or {})
        self._travel = Travel()
        tunings = {label: (own or {}).get(label, tuning) for label in card.labels}
        self._threshold = {label: each.threshold for label, each in tunings.items()}
        self._neutral = {label: log_odds(each.threshold) for label, each in tunings.items()}
        self._needed = {label: EVIDENCE_NEEDED * each.patience for label, each in tunings.items()}
        self.reset()

    def reset(self) -> None:
        """Forget what was going on, without an event."""
        self._travel.reset()
        self._active: _Performance | None = None
        self._evidence: dict[str, _Evidence] = {}
        self._free_since_s: float | None = None
        self._fired = False
        self._latest_s = float("-inf")

    def finish(self) -> list[GestureEvent]:
        """The stream is over, or another one follows: what was going on ends here."""
        events = self._end(self._latest_s)
        self.reset()
        return events

    def evidence(self) -> tuple[tuple[str, float], ...]:
        """How much there is of what each gesture needs, 0…1, the most first; 1 is the one that goes on."""
        going_on = [] if self._active is None else [(self._active.label, 1.0)]
        rest = [(label, self._share(label)) for label in self._evidence]
        return tuple(going_on + sorted(rest, key=lambda pair: -pair[1]))

    def update(self, prediction: Prediction, hands: HandFrame) -> list[GestureEvent]:
        """Events that this prediction brings about, in their order; every start has its end."""
        now_s = hands.time_s
        events: list[GestureEvent] = []
        gap_s = now_s - self._latest_s if math.isfinite(self._latest_s) else 0.0
        if not 0 <= gap_s <= LONGEST_GAP_S:  # also another recording, or the same one again
            events += self.finish()
            if prediction.complete:  # about what the hands did before: hours ago, it may be
                self._latest_s = now_s
                return events
        step_s = min(gap_s, LONGEST_STEP_S) if math.isfinite(self._latest_s) else 0.0
        self._latest_s = now_s
        if self._likeness:
            self._travel.saw(hands)
        if prediction.complete:
            return events + self._hands_left(prediction, now_s)
        if prediction.hands_seen and self._free_since_s is None:
            self._free_since_s = now_s
        if self._active is not None:
            events += self._hold_or_release(self._active, prediction, now_s)
        self._weigh(prediction, now_s, step_s)
        label = self._convincing(now_s)
        if label is not None:
            events += self._begin(label, prediction, now_s)
        return events

    def _weigh(self, prediction: Prediction, now_s: float, step_s: float) -> None:
        """Add what this moment says for and against each gesture."""
        if not prediction.hands_seen:  # a hand lost for a moment says nothing
            return
        going_on = None if self._active is None else self._active.label
        for label, belief in prediction.ranked:
            if label in (NONE, going_on):
                continue
            if belief < self._threshold[label] and label not in self._evidence:
                continue  # it speaks against what nothing speaks for
            gain = self._gain(label, belief, prediction)
            if belief >= self._sure and prediction.label is None:
                gain = -abs(gain)  # sure, and refused: it is unlike the takes of this gesture
            self._add(label, gain * step_s, now_s)

    def _gain(self, label: str, belief: float, prediction: Prediction) -> float:
        """Log-odds for a gesture, as one moment may count."""
        gain = min(log_odds(belief) - self._neutral[label], MOST_AT_ONCE)
        likeness = self._likeness.get(label)
        if likeness is not None and label in prediction.lies:
            gain = min(gain, likeness.gain(prediction.lies[label]))
        return max(-MOST_AT_ONCE, gain)

    def _add(self, label: str, amount: float, now_s: float) -> None:
        found = self._evidence.setdefault(label, _Evidence(now_s))
        found.amount = min(found.amount + amount, self._needed[label])
        if found.amount <= 0:
            del self._evidence[label]

    def _convincing(self, now_s: float) -> str | None:
        """The gesture there is most evidence for, in shares of what it needs, if that is enough."""
        label = max(self._evidence, key=self._share, default=None)
        if label is None or self._evidence[label].amount < self._needed[label]:
            return None
        if label in self._likeness and not self._likeness[label].has_moved(self._travel):
            return None
        timing = self._timings[label]
        had_s = now_s - (now_s if self._free_since_s is None else self._free_since_s)
        return label if timing.still or had_s >= MOVEMENT_SHARE * timing.usual_s else None

    def _share(self, label: str) -> float:
        return self._evidence[label].amount / self._needed[label]

    def _begin(self, label: str, prediction: Prediction, now_s: float) -> list[GestureEvent]:
        since_s = self._evidence[label].since_s
        events = self._end(since_s)
        timing = self._timings[label]
        if not timing.still:
            free_s = now_s if self._free_since_s is None else self._free_since_s
            since_s = max(free_s, min(since_s, now_s - timing.usual_s))
        confidence = dict(prediction.ranked)[label]
        self._active = _Performance(label, since_s, confidence, now_s)
        self._evidence.clear()
        self._fired = True
        return [*events, GestureEvent("start", label, now_s, since_s, confidence)]

    def _hold_or_release(
        self, active: _Performance, prediction: Prediction, now_s: float
    ) -> list[GestureEvent]:
        belief = dict(prediction.ranked).get(active.label, 0.0)
        if prediction.hands_seen and belief >= LEAVE:
            active.last_held_s = now_s
            active.confidence = max(active.confidence, belief)
        if now_s - active.last_held_s < RELEASE_S:
            return []
        return self._end(active.last_held_s)

    def _end(self, end_s: float) -> list[GestureEvent]:
        """End what goes on, at the latest at `end_s`."""
        if self._active is None:
            return []
        ended, self._active = self._active, None
        end_s = min(end_s, ended.last_held_s)
        timing = self._timings[ended.label]
        if not timing.still:
            end_s = min(end_s, ended.start_s + LONGEST_SHARE * timing.usual_s)
        end_s = max(end_s, ended.start_s)
        self._free_since_s = end_s  # what comes next has its own time to be told
        return [GestureEvent("end", ended.label, self._latest_s, ended.start_s, ended.confidence, end_s)]

    def _hands_left(self, prediction: Prediction, now_s: float) -> list[GestureEvent]:
        """The hands are gone: end what was going on, or tell it now if nothing was told before."""
        # Not `now_s - seen_s`: the hands have been gone for a while when it is noticed.
        start_s = now_s - prediction.seen_s if self._free_since_s is None else self._free_since_s
        events = self._end(now_s)
        if not self._fired and prediction.label is not None and self._enough_at_once(prediction):
            confidence, end_s = prediction.confidence, start_s + prediction.seen_s
            events.append(GestureEvent("start", prediction.label, now_s, start_s, confidence))
            events.append(GestureEvent("end", prediction.label, now_s, start_s, confidence, end_s))
        self.reset()
        self._latest_s = now_s
        if prediction.hands_seen:
            self._free_since_s = now_s
        return events

    def _enough_at_once(self, prediction: Prediction) -> bool:
        """Whether all that the hands did says enough for a gesture that has a setting of its own."""
        label = prediction.label
        if label is None or label not in self._demanding:
            return True
        if label in self._likeness and not self._likeness[label].has_moved(self._travel):
            return False
        return self._gain(label, prediction.confidence, prediction) * prediction.seen_s >= self._needed[label]


def log_odds(probability: float) -> float:
    """ln(p / (1 - p)), with p kept a millionth away from 0 and 1."""
    inside = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(inside / (1 - inside))
