"""Measure before anything may act: a while of ordinary life, then each gesture on prompts, in mixed order."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from gesture_app.hands import HandFrame
from gesture_app.learning.model_card import ModelCard
from gesture_app.pipeline.acting.measuring_steps import MeasuringPlan, Step, steps_of
from gesture_app.pipeline.acting.messages import MeasuringMoved
from gesture_app.pipeline.acting.promising import LEAST_HANDS_S
from gesture_app.pipeline.acting.remembering import Measured, Memory, Prompt
from gesture_app.recognition.prediction import Prediction
from gesture_app.recognition.spotter import Spotter

LONGEST_STEP_S = 0.25
"""Between two frames; a camera that hangs for longer shows neither life nor gestures, so the clock waits."""

TELL_EVERY_S = 0.1

OVER_S = 0.6
"""A gesture was heard and the hands have been gone for this long: the rest of the prompt would be waiting."""


@dataclass(slots=True)
class _Now:
    """The step under way.

    Attributes:
        gone_s: how long no hand has been in sight.
        heard: the gesture that is asked for was told.
    """

    step: Step
    passed_s: float = 0.0
    hands_s: float = 0.0
    gone_s: float = 0.0
    heard: bool = False

    def go_on(self, seconds: float, hands_seen: bool) -> None:
        """A prompt's clock begins with the first hand in sight."""
        self.hands_s += seconds if hands_seen else 0.0
        self.gone_s = 0.0 if hands_seen else self.gone_s + seconds
        if self.step.phase != "prompt" or self.hands_s > 0:
            self.passed_s += seconds

    @property
    def left_s(self) -> float:
        left_s = self.step.seconds - self.passed_s
        if self.step.phase == "life":  # without hands it would prove nothing
            left_s = max(left_s, LEAST_HANDS_S - self.hands_s)
        elif self.step.phase == "prompt" and self.heard and self.gone_s >= OVER_S:
            left_s = 0.0
        return max(left_s, 0.0)


@dataclass(slots=True)
class _Capture:
    """What is seen of one prompt: `number` counts the prompts."""

    number: int
    gesture: str
    memory: Memory = field(default_factory=Memory)


class Measuring:
    """`saw` belongs to the vision thread; `skip` and `cancel` may come from any.

    A prompt's memory begins halfway through the rest before it and ends halfway through the rest after it: people
    are early, and what they did is told late.

    Args:
        card: of the model whose predictions come.
        send: told where it stands, some ten times a second.
        ended: called once: on the vision thread with all that was seen, or by `cancel` with None.
        rng: shuffles the prompts.
    """

    def __init__(
        self,
        plan: MeasuringPlan,
        card: ModelCard,
        send: Callable[[MeasuringMoved], None],
        ended: Callable[[Measured | None], None],
        rng: np.random.Generator,
    ) -> None:
        self._plan = plan
        self._steps = steps_of(plan, rng)
        self._send, self._ended = send, ended
        self._spotter = Spotter(card)
        self._skip = threading.Event()
        self._lock = threading.Lock()  # of the next one
        self._over = False
        self._at = 0
        self._now = _Now(self._steps[0])
        self._life = Memory()
        self._capture: _Capture | None = None
        self._prompts: list[Prompt] = []
        self._fires = 0
        self._arrived_s: float | None = None
        self._told_s = float("-inf")

    def skip(self) -> None:
        """Leave the rest of life, or the prompt that is asked for or follows."""
        self._skip.set()

    def cancel(self) -> None:
        """Nothing was measured; also where no frame comes any more."""
        self._end(None)

    def _end(self, measured: Measured | None) -> None:
        with self._lock:
            first, self._over = not self._over, True
        if first:
            self._ended(measured)

    def saw(self, hands: HandFrame, prediction: Prediction | None, arrived_s: float) -> None:
        """One frame, in order, and when it arrived on `time.monotonic`; without a prediction the clock waits."""
        if self._over or prediction is None:
            return
        passed_s = 0.0 if self._arrived_s is None else arrived_s - self._arrived_s
        self._arrived_s = arrived_s
        self._listen(hands, prediction)
        self._remember(hands, prediction)
        self._now.go_on(passed_s if passed_s <= LONGEST_STEP_S else 0.0, hands.any_hand)
        moved = self._move_on()
        if moved or arrived_s - self._told_s >= TELL_EVERY_S:
            self._told_s = arrived_s
            self._send(self._where_it_stands(hands.any_hand))
        if self._at >= len(self._steps):
            self._keep_capture()
            self._end(Measured(self._life.stretches(), tuple(self._prompts)))

    def _listen(self, hands: HandFrame, prediction: Prediction) -> None:
        """What would be told at the usual thresholds: no more than a hint while measuring."""
        begun = [event.label for event in self._spotter.update(prediction, hands) if event.kind == "start"]
        if self._now.step.phase == "life":
            self._fires += sum(label in self._plan.gestures for label in begun)
        elif self._now.step.gesture in begun:
            self._now.heard = True

    def _remember(self, hands: HandFrame, prediction: Prediction) -> None:
        step = self._now.step
        if step.phase == "life":
            self._life.add(hands, prediction)
            return
        before_it = step.phase == "rest" and self._now.passed_s < self._plan.rest_s / 2
        begun = self._capture is not None and self._capture.number == step.number
        if step.gesture and not before_it and not begun:
            self._keep_capture()
            self._capture = _Capture(step.number, step.gesture)
        if self._capture is not None:
            self._capture.memory.add(hands, prediction)

    def _keep_capture(self) -> None:
        """The prompt before is over; where the camera began anew meanwhile, its longest stretch is kept."""
        capture, self._capture = self._capture, None
        if capture is not None:
            longest = max(capture.memory.stretches(), key=lambda stretch: stretch.watched_s)
            self._prompts.append(Prompt(capture.gesture, longest))

    def _move_on(self) -> bool:
        """Go to the next step if this one is over."""
        skipped = self._skip.is_set()
        if not skipped and self._now.left_s > 0:
            return False
        self._skip.clear()
        step = self._now.step
        if skipped and self._capture is not None and self._capture.number == step.number and step.gesture:
            self._capture = None
        self._at += 2 if skipped and step.phase == "rest" and step.gesture else 1  # its prompt goes with it
        if self._at < len(self._steps):
            self._now = _Now(self._steps[self._at])
        return True

    def _where_it_stands(self, hands_seen: bool) -> MeasuringMoved:
        now, of = self._now, len(self._plan.gestures) * self._plan.prompts_each
        if self._at >= len(self._steps):
            return MeasuringMoved("reckoning", 0.0, 1.0, of=of, hands_seen=hands_seen, fires=self._fires)
        whole_s = sum(step.seconds for step in self._steps)
        left_s = now.left_s + sum(step.seconds for step in self._steps[self._at + 1 :])
        return MeasuringMoved(
            now.step.phase,
            now.left_s,
            max(1 - left_s / whole_s, 0.0),
            now.step.gesture,
            now.step.number,
            of,
            hands_seen,
            now.heard,
            self._fires,
        )
