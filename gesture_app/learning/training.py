"""Learn gestures from takes: what the Train page, the commands and the evaluation all call.

There are two ways from the pre-trained encoder to a model. *Prototypes* are the mean embeddings of each gesture's
takes: ready in a moment (see `at_once`), and best where there is a single take. *Trained* is the same network
fine-tuned from there; it is adopted only where it does better on held-out takes.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray

from gesture_app.hands.labelled import LabelledSequence
from gesture_app.learning.bank import TakeBank, fill_bank
from gesture_app.learning.checkpoint import Checkpoint, Weights
from gesture_app.learning.coaching.advice import Advice
from gesture_app.learning.coaching.coach import advise
from gesture_app.learning.coaching.takes import Answer
from gesture_app.learning.describing import Findings, Story, describe, examine
from gesture_app.learning.holdout import HoldOut, contents, hold_out, usable_takes
from gesture_app.learning.learner import Learner, TrainingCancelled
from gesture_app.learning.mirroring import with_mirrored
from gesture_app.learning.model_card import model_name
from gesture_app.learning.processes import ALONE, Team
from gesture_app.learning.ready_made import pretrained
from gesture_app.learning.refusal import check_trainable

__all__ = [
    "Training",
    "TrainingCancelled",
    "TrainingPlan",
    "TrainingProgress",
    "learn",
    "train",
]

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
        either_hand: gestures that may be made with the other hand as well, as a mirror would show them.
        threads: of torch. One while a camera is on: two are slower there, and the picture suffers.
    """

    seed: int = 0
    epochs: int | None = None
    batch: int = 32
    patience: int = 8
    learning_rate: float = 2e-3
    name: str = ""
    either_hand: frozenset[str] = frozenset()
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


def train(
    samples: Sequence[LabelledSequence], plan: TrainingPlan, cancelled: threading.Event, team: Team = ALONE
) -> Training:
    """Train on takes, holding some out to see how well it goes.

    Yields progress after every epoch, the first at once. The model returned has learned from all takes;
    its report tells how the network did on the held-out ones before it learned from those too. They had
    decided, however, when to stop (see `HeldOutReport`).

    Args:
        team: processes that train together, each given the same takes and plan; each has the model in the end, and the
            first one what the coach says. The model is that of a single process but for rounding.

    Raises:
        TrainingRefused: nothing can be learned from these takes.
        CheckpointError: the encoder that comes with the program cannot be used.
        TrainingCancelled: `cancelled` was set.
        ProcessesError: those of the team were given different takes or plans, or one of them ended.
    """
    check_trainable(samples)
    team.check_alike(lambda: f"{contents(samples)} {plan}")
    usable = usable_takes(samples)
    return (yield from learn(usable, hold_out(usable, plan.seed), plan, cancelled, team, coached=True))


def learn(
    samples: Sequence[LabelledSequence],
    split: HoldOut,
    plan: TrainingPlan,
    cancelled: threading.Event,
    team: Team = ALONE,
    *,
    coached: bool = False,
) -> Training:
    """Train on takes that all show a hand; with nothing to ask about, for a fixed number of epochs.

    Args:
        team: see `train`.
        coached: look for what would help, and put it on the card.
    """
    coached = coached and team.first
    epochs = plan.epochs or usual_epochs(len(split.learn))
    finishing = max(round(FINISHING_SHARE * epochs), 1) if split.ask else 0
    yield TrainingProgress(0, epochs + finishing)

    start = _start(samples, plan, team)
    learner, everything, labels = start.learner, start.bank, start.labels
    embeddings = learner.embed(everything)[: len(samples)]
    run = _Run(learner, plan, cancelled, epochs + finishing)
    if not split.ask:
        learner.imprint(everything)
        yield from run.finish(everything, epochs, plan.learning_rate)
        advice = (
            advise(samples, embeddings, [], split.by, np.random.default_rng(plan.seed)) if coached else []
        )
        story = Story(start.name, plan.seed, "trained", advice, plan.either_hand)
        return describe(learner, start.samples, everything, Findings(epochs=epochs), story)
    known, asked = start.part(split.learn), everything.part(split.ask)
    learner.imprint(known)
    at_once = _Attempt.of(learner, asked)
    best_epoch = yield from run.validated(known, asked, epochs)
    trained = _Attempt.of(learner, asked) > at_once
    if not trained:
        learner.load(at_once.weights)
    findings = examine(learner, asked, labels, split.by, best_epoch if trained else 0)
    if trained:
        yield from run.finish(everything, finishing, FINISHING_RATE * plan.learning_rate)
    else:
        learner.imprint(everything)
    advice = _advice(samples, embeddings, split, findings, labels, plan.seed) if coached else []
    story = Story(start.name, plan.seed, "trained" if trained else "prototypes", advice, plan.either_hand)
    return describe(learner, start.samples, everything, findings, story)


@dataclass(frozen=True, slots=True)
class _Start:
    """What every way begins with.

    Attributes:
        samples: the takes, and after them those that a mirror shows; `bank` holds all of them in this order.
        mirrored_from: for each of the latter, which take it is the mirror image of.
    """

    samples: list[LabelledSequence]
    mirrored_from: list[int]
    labels: list[str]
    name: str
    bank: TakeBank
    learner: Learner

    def part(self, takes: Sequence[int]) -> TakeBank:
        """Some of the takes, with their mirror images."""
        chosen, first = set(takes), len(self.samples) - len(self.mirrored_from)
        images = [first + row for row, take in enumerate(self.mirrored_from) if take in chosen]
        return self.bank.part([*takes, *images])


def _start(samples: Sequence[LabelledSequence], plan: TrainingPlan, team: Team) -> _Start:
    torch.set_num_threads(plan.threads)
    labels = sorted({sample.label for sample in samples})
    encoder = pretrained()
    both, mirrored_from = with_mirrored(samples, plan.either_hand)
    return _Start(
        both,
        mirrored_from,
        labels,
        plan.name or model_name(labels),
        fill_bank(both, labels, encoder.card.features),
        Learner(encoder, len(labels), plan.seed, team),
    )


@dataclass(frozen=True, slots=True)
class _Attempt:
    """How a network does on held-out takes, and its weights."""

    weights: Weights
    right: float
    loss: float

    @staticmethod
    def of(learner: Learner, asked: TakeBank) -> _Attempt:
        loss, right = learner.judge(asked)
        return _Attempt(learner.weights(), right, loss)

    def __gt__(self, other: _Attempt) -> bool:
        """More right answers; of equals, surer ones."""
        return (self.right, -self.loss) > (other.right, -other.loss)


def _advice(
    samples: Sequence[LabelledSequence],
    embeddings: NDArray[np.float32],
    split: HoldOut,
    findings: Findings,
    labels: Sequence[str],
    seed: int,
) -> list[Advice]:
    recognised = [] if findings.recognised is None else findings.recognised.tolist()
    answers = [Answer(row, labels[best]) for row, best in zip(split.ask, recognised, strict=True)]
    return advise(samples, embeddings, answers, split.by, np.random.default_rng(seed))


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
