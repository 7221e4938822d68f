"""What a finished model must know about itself: how sure it may be, how long gestures take, how it did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.learning.bank import TakeBank
from gesture_app.learning.calibration import (
    DEFAULT_TEMPERATURE,
    DEFAULT_THRESHOLD,
    beliefs,
    choose_threshold,
    fit_temperature,
)
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.learner import Learner
from gesture_app.learning.model_card import GestureTiming, HeldOutReport, ModelCard
from gesture_app.learning.report import held_out_report
from gesture_app.version import VERSION

PARTS_ASKED = 256

LONGEST_S = 60.0
"""Takes longer than this are no gestures; what waits for them should not."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What held-out takes showed; the defaults hold where there were none."""

    epochs: int
    temperature: float = DEFAULT_TEMPERATURE
    threshold: float = DEFAULT_THRESHOLD
    report: HeldOutReport | None = None


def examine(
    learner: Learner, asked: TakeBank, labels: Sequence[str], by: Literal["session", "take"], epochs: int
) -> Findings:
    """Ask about held-out takes, whole and in parts."""
    logits = learner.ask(asked)
    temperature = fit_temperature(logits, asked.labels)
    sure = beliefs(logits, temperature, labels)
    best = sure.argmax(axis=1)
    right = best == asked.labels
    belief = sure[np.arange(len(sure)), best]
    none = labels.index(NONE) if NONE in labels else -1
    gesture = best != none
    threshold = choose_threshold(
        belief[right & gesture],
        np.concatenate([belief[~right & gesture], _belief_in_parts(learner, asked, temperature, labels)]),
    )
    return Findings(epochs, temperature, threshold, held_out_report(labels, asked.labels, best, by))


def _belief_in_parts(
    learner: Learner, asked: TakeBank, temperature: float, labels: Sequence[str]
) -> NDArray[np.float64]:
    """How sure the network is of a gesture where there is too little of one to tell."""
    logits, completeness = learner.ask_about_parts(asked, PARTS_ASKED)
    sure = beliefs(logits[completeness < 0.5], temperature, labels)
    gestures = np.array([label != NONE for label in labels])
    belief: NDArray[np.float64] = sure.max(axis=1, initial=0.0)[gestures[sure.argmax(axis=1)]]
    return belief


def describe(
    learner: Learner,
    samples: Sequence[LabelledSequence],
    bank: TakeBank,
    name: str,
    seed: int,
    findings: Findings,
) -> Checkpoint:
    """The model as it is kept."""
    labels = sorted({sample.label for sample in samples})
    takes: dict[str, list[str]] = defaultdict(list)
    for sample in samples:
        takes[sample.label].append(sample.name)
    card = ModelCard(
        name=name,
        created=datetime.now(UTC).isoformat(timespec="microseconds"),
        labels=labels,
        features=learner.spec,
        sizes=learner.sizes,
        temperature=findings.temperature,
        threshold=findings.threshold,
        timings={label: _timing(bank, row, learner.spec.rate_hz) for row, label in enumerate(labels)},
        report=findings.report,
        takes=dict(takes),
        seed=seed,
        epochs=findings.epochs,
        program_version=VERSION,
    )
    return Checkpoint(learner.weights(), card)


def _timing(bank: TakeBank, label: int, rate_hz: float) -> GestureTiming:
    takes = bank.labels == label
    seconds = (bank.length[takes] - 1) / rate_hz
    return GestureTiming(
        usual_s=float(min(np.median(seconds), LONGEST_S)),
        longest_s=float(min(seconds.max(), LONGEST_S)),
        still=bool(bank.still[takes].mean() >= 0.5),
    )
