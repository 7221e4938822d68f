"""Learn gestures from takes: what the Train page, the commands and the evaluation all call."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch

from gesture_app.hands.features import FeatureSpec
from gesture_app.hands.labelled import LabelledSequence
from gesture_app.learning.bank import TakeBank, fill_bank
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.describing import Findings, describe, examine
from gesture_app.learning.holdout import HoldOut, hold_out, usable_takes
from gesture_app.learning.learner import Learner, TrainingCancelled
from gesture_app.learning.model_card import NetworkSizes, model_name
from gesture_app.learning.refusal import check_trainable

__all__ = ["Training", "TrainingCancelled", "TrainingPlan", "TrainingProgress", "learn", "train"]

EXAMPLES_AT_LEAST = 96
"""Few takes are shown several times an epoch, each time changed at random."""

FINISHING_SHARE = 0.25
"""After validation the held-out takes are learned as well, for this share of the epochs…"""
FINISHING_RATE = 0.3
"""…at this share of the learning rate."""

AS_GOOD = 0.05
"""A loss this little above the least one is as good: of equals the later epoch, which has learned more."""

WARM_UP = 0.15
"""Share of the steps in which the learning rate rises."""


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """How to train.

    Attributes:
        seed: the same takes and seed give the same model.
        epochs: at most this many; None: what the number of takes calls for.
        batch: examples in one step.
        patience: epochs without a better validation before learning stops early.
        learning_rate: the highest one, reached when the warm-up is over.
        name: of the model; empty: made from its gestures.
        threads: of torch. One while a camera is on: two are slower there, and the picture suffers.
    """

    seed: int = 0
    epochs: int | None = None
    batch: int = 32
    patience: int = 8
    learning_rate: float = 2e-3
    name: str = ""
    threads: int = 1


@dataclass(frozen=True, slots=True)
class TrainingProgress:
    """How far training is. Figures are None where there are none yet, or nothing is held out.

    Attributes:
        epoch: epochs done, 0 at the start; `epochs` is how many there will be at most.
        phase: `learning`, then `finishing`: the held-out takes are learned as well.
    """

    epoch: int
    epochs: int
    train_loss: float | None = None
    validation_loss: float | None = None
    train_accuracy: float | None = None
    validation_accuracy: float | None = None
    seconds_left: float | None = None
    phase: Literal["learning", "finishing"] = "learning"


Training = Generator[TrainingProgress, None, Checkpoint]


def train(samples: Sequence[LabelledSequence], plan: TrainingPlan, cancelled: threading.Event) -> Training:
    """Train on takes, holding some out to see how well it goes.

    Yields progress after every epoch, the first at once. The model returned has learned from all takes;
    its report tells how the network did on the held-out ones before it learned from those too. They had
    decided, however, when to stop (see `HeldOutReport`).

    Raises:
        TrainingRefused: nothing can be learned from these takes.
        TrainingCancelled: `cancelled` was set.
    """
    check_trainable(samples)
    usable = usable_takes(samples)
    return (yield from learn(usable, hold_out(usable, plan.seed), plan, cancelled))


def learn(
    samples: Sequence[LabelledSequence], split: HoldOut, plan: TrainingPlan, cancelled: threading.Event
) -> Training:
    """Train on takes that all show a hand; with nothing to ask about, for a fixed number of epochs."""
    torch.set_num_threads(plan.threads)
    epochs = plan.epochs or usual_epochs(len(split.learn))
    finishing = max(round(FINISHING_SHARE * epochs), 1) if split.ask else 0
    yield TrainingProgress(0, epochs + finishing)

    spec = FeatureSpec()
    labels = sorted({sample.label for sample in samples})
    name = plan.name or model_name(labels)
    everything = fill_bank(samples, labels, spec)
    known, asked = everything.part(split.learn), everything.part(split.ask)
    learner = Learner(NetworkSizes(features=spec.size, labels=len(labels)), spec, plan.seed)
    learner.standardise(known)
    run = _Run(learner, plan, cancelled, epochs + finishing)
    if not split.ask:
        yield from run.finish(known, epochs, plan.learning_rate)
        return describe(learner, samples, everything, name, plan.seed, Findings(epochs=epochs))
    best_epoch = yield from run.validated(known, asked, epochs)
    findings = examine(learner, asked, labels, split.by, best_epoch)
    yield from run.finish(everything, finishing, FINISHING_RATE * plan.learning_rate)
    return describe(learner, samples, everything, name, plan.seed, findings)


def usual_epochs(takes: int) -> int:
    """Fewer epochs for more takes: what counts is how many examples were seen."""
    return int(np.clip(40_000 / max(takes, EXAMPLES_AT_LEAST), 15, 30))


class _Run:
    """The epochs of one training, with their progress."""

    def __init__(self, learner: Learner, plan: TrainingPlan, cancelled: threading.Event, epochs: int) -> None:
        self._learner, self._plan, self._cancelled, self._epochs = learner, plan, cancelled, epochs
        self._done, self._run = 0, 0  # epochs behind us, and those that were not saved by stopping early
        self._began_s = time.monotonic()

    def validated(
        self, known: TakeBank, asked: TakeBank, epochs: int
    ) -> Generator[TrainingProgress, None, int]:
        """Learn until the held-out takes get no better; leaves the learner with its best weights."""
        best, best_epoch, least = self._learner.weights(), 0, float("inf")
        for progress in self._learn(known, epochs, self._plan.learning_rate, asked=asked):
            yield progress
            loss = progress.validation_loss
            if loss is not None and loss <= least * (1 + AS_GOOD):
                best, best_epoch, least = self._learner.weights(), progress.epoch, min(loss, least)
            elif progress.epoch - best_epoch >= self._plan.patience:
                break
        self._learner.load(best)
        self._done = epochs
        return best_epoch

    def finish(self, bank: TakeBank, epochs: int, rate: float) -> Iterator[TrainingProgress]:
        """Learn for a fixed number of epochs."""
        yield from self._learn(bank, epochs, rate)

    def _learn(
        self, bank: TakeBank, epochs: int, rate: float, asked: TakeBank | None = None
    ) -> Iterator[TrainingProgress]:
        steps = -(-max(len(bank), EXAMPLES_AT_LEAST) // self._plan.batch)
        self._learner.start(rate, steps * epochs, WARM_UP)
        for _ in range(epochs):
            loss, accuracy = self._learner.epoch(bank, steps, self._plan.batch, self._cancelled)
            asked_loss, asked_accuracy = self._learner.judge(asked) if asked is not None else (None, None)
            self._done += 1
            self._run += 1
            spent = time.monotonic() - self._began_s
            yield TrainingProgress(
                self._done, self._epochs, loss, asked_loss, accuracy, asked_accuracy,
                seconds_left=spent / self._run * (self._epochs - self._done),
                phase="learning" if asked is not None or self._epochs == epochs else "finishing",
            )  # fmt: skip
