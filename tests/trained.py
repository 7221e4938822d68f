"""Small models of made-up gestures, trained once a test run."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from functools import cache

from gesture_app.hands.labelled import LabelledSequence
from gesture_app.learning.at_once import TakesAtOnce, TakeThere
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.training import TrainingPlan, TrainingProgress, train
from made_gestures import takes_of


def run(samples: Sequence[LabelledSequence], plan: TrainingPlan) -> tuple[list[TrainingProgress], Checkpoint]:
    """All progress of a training, and the model."""
    training = train(samples, plan, threading.Event())
    steps = []
    while True:
        try:
            steps.append(next(training))
        except StopIteration as finished:
            return steps, finished.value


@cache
def small_model() -> Checkpoint:
    """`open` and `fist` are held still, `swipe` and `lift` are movements."""
    return run(takes_of("open", "fist", "swipe", "lift", count=5), TrainingPlan(epochs=25, name="small"))[1]


def learned_at_once(samples: Sequence[LabelledSequence], either_hand: Collection[str] = ()) -> Checkpoint:
    """Prototypes of the takes."""
    takes = [
        TakeThere(str(row), take.label, take.name, lambda own=take.sequence: own)
        for row, take in enumerate(samples)
    ]
    return TakesAtOnce().model(takes, either_hand, threading.Event())
