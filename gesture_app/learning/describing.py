"""What a finished model must know about itself: how sure it may be, how long gestures take, how it did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
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
    reliability,
)
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.coaching.advice import Advice
from gesture_app.learning.learner import Learner
from gesture_app.learning.model_card import GestureTiming, HeldOutReport, ModelCard
from gesture_app.learning.radius import radii
from gesture_app.learning.report import held_out_report
from gesture_app.version import VERSION

PARTS_ASKED = 256

LONGEST_S = 60.0
"""Takes longer than this are no gestures; what waits for them should not."""

WHOLE = 0.99
"""From here on an example counts as a whole performance."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What held-out takes showed; the defaults hold where there were none.

    Attributes:
        recognised: (asked,), what each held-out take was taken for, as index into the labels.
    """

    epochs: int
    temperature: float = DEFAULT_TEMPERATURE
    threshold: float = DEFAULT_THRESHOLD
    report: HeldOutReport | None = None
    recognised: NDArray[np.intp] | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """Where a model comes from."""

    name: str
    seed: int
    way: Literal["prototypes", "trained"]
    advice: Sequence[Advice] = ()
    either_hand: Collection[str] = ()


def examine(
    learner: Learner, asked: TakeBank, labels: Sequence[str], by: Literal["session", "take"], epochs: int
) -> Findings:
    """Ask about held-out takes, whole and in parts."""
    logits = learner.compare(learner.embed(asked))
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
    report = held_out_report(labels, asked.labels, best, by, reliability(belief, right))
    return Findings(epochs, temperature, threshold, report, best)


def _belief_in_parts(
    learner: Learner, asked: TakeBank, temperature: float, labels: Sequence[str]
) -> NDArray[np.float64]:
    """How sure the network is of a gesture where there is too little of one to tell."""
    embeddings, _, completeness = learner.embed_parts(asked, PARTS_ASKED)
    sure = beliefs(learner.compare(embeddings[completeness < 0.5]), temperature, labels)
    gestures = np.array([label != NONE for label in labels])
    belief: NDArray[np.float64] = sure.max(axis=1, initial=0.0)[gestures[sure.argmax(axis=1)]]
    return belief


def describe(
    learner: Learner, samples: Sequence[LabelledSequence], bank: TakeBank, findings: Findings, story: Story
) -> Checkpoint:
    """The model as it is kept."""
    labels = sorted({sample.label for sample in samples})
    takes: dict[str, dict[str, None]] = defaultdict(dict)
    for sample in samples:
        takes[sample.label][sample.name] = None  # each once: its mirror image is no other take
    radius = own_radii(learner, bank, len(labels))
    card = ModelCard(
        name=story.name,
        created=datetime.now(UTC).isoformat(timespec="microseconds"),
        labels=labels,
        features=learner.spec,
        sizes=learner.sizes,
        temperature=findings.temperature,
        threshold=findings.threshold,
        radius={label: float(radius[row]) for row, label in enumerate(labels)},
        timings={label: timing(bank, row, learner.spec.rate_hz) for row, label in enumerate(labels)},
        way=story.way,
        report=findings.report,
        advice=list(story.advice),
        takes={label: list(names) for label, names in takes.items()},
        either_hand=sorted(set(labels) & set(story.either_hand) - {NONE}),
        seed=story.seed,
        epochs=findings.epochs,
        program_version=VERSION,
    )
    return Checkpoint(learner.weights(), card)


def own_radii(learner: Learner, bank: TakeBank, labels: int) -> NDArray[np.float64]:
    """Each label's radius (labels,), from its takes and from how other people and cameras would have shown them."""
    varied, of, completeness = learner.embed_parts(bank, max(PARTS_ASKED, 6 * labels))
    whole = completeness > WHOLE
    embeddings = np.concatenate([learner.embed(bank), varied[whole]])
    return radii(embeddings, np.concatenate([bank.labels, of[whole]]), learner.prototypes)


def timing(bank: TakeBank, label: int, rate_hz: float) -> GestureTiming:
    """How long a label's takes are, and whether they are held still."""
    takes = bank.labels == label
    return timing_of(bank.length[takes].tolist(), bank.still[takes].tolist(), rate_hz)


def timing_of(steps: Sequence[int], still: Sequence[bool], rate_hz: float) -> GestureTiming:
    """The same from how many grid steps each take has, and which of them are held still."""
    seconds = (np.array(steps) - 1) / rate_hz
    return GestureTiming(
        usual_s=float(min(np.median(seconds), LONGEST_S)),
        longest_s=float(min(seconds.max(), LONGEST_S)),
        still=bool(np.mean(still) >= 0.5),
    )
