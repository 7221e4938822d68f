"""How well would it work: train and ask as a protocol says, and sum up."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.learning.classifier import Classifier
from gesture_app.learning.evaluation_result import Answers, Evaluation, sum_up
from gesture_app.learning.holdout import HoldOut, hold_out, usable_takes, without_copies
from gesture_app.learning.protocols import ProtocolError, Round, rounds_of
from gesture_app.learning.training import TrainingPlan, TrainingProgress, learn

__all__ = ["Evaluation", "Report", "evaluate", "keep_quiet", "recognised_as"]

Report = Callable[[str], None]


def keep_quiet(_text: str) -> None:
    """For callers that do not want to be told."""


def evaluate(
    samples: Sequence[LabelledSequence],
    protocol: str,
    seeds: Sequence[int],
    report: Report | None = None,
    cancelled: threading.Event | None = None,
    either_hand: Collection[str] = (),
) -> Evaluation:
    """Train and ask for every group and seed. Exact copies of a take count once.

    Args:
        report: told in words how far it is, after every epoch.
        either_hand: gestures of which takes are learned as a mirror shows them, too; all are asked about as they are.

    Raises:
        ProtocolError: the takes do not allow this protocol.
        TrainingCancelled: `cancelled` was set.
    """
    began_s = time.monotonic()
    stop = cancelled or threading.Event()
    answers: list[Answers] = []
    samples = without_copies(samples)  # else a copy of what was learned could be asked about
    for seed in seeds:
        rounds = rounds_of(samples, protocol, seed)
        for number, round_ in enumerate(rounds):
            step = f"seed {seed}, {round_.group} ({number + 1} of {len(rounds)})"
            plan = TrainingPlan(seed=seed, either_hand=frozenset(either_hand))
            found = _ask(samples, round_, plan, stop, report or keep_quiet, step)
            if found is not None:
                answers.append(found)
    if not answers:
        raise ProtocolError("Nothing could be asked: no group has a gesture that the others have too.")
    return sum_up(protocol, seeds, answers, time.monotonic() - began_s)


def _ask(
    samples: Sequence[LabelledSequence],
    round_: Round,
    plan: TrainingPlan,
    stop: threading.Event,
    report: Report,
    step: str,
) -> Answers | None:
    """One round; None where there are not two labels to learn or nothing is left to ask."""
    known = usable_takes([samples[row] for row in round_.learn])
    labels = {sample.label for sample in known}
    # Also labels none of whose takes shows a hand: what the tracker missed counts as a mistake.
    learned_labels = {samples[row].label for row in round_.learn}
    asked = [samples[row] for row in round_.ask if samples[row].label in learned_labels]
    if len(labels) < 2 or not asked:
        return None
    training = learn(known, _validation(samples, known, round_, plan.seed), plan, stop)
    while True:
        try:
            report(f"{step}: {_words(next(training))}")
        except StopIteration as finished:
            classifier = Classifier(finished.value)
            break
    recognised = [recognised_as(sample, classifier) for sample in asked]
    left_out = Counter(samples[row].label for row in round_.ask if samples[row].label not in learned_labels)
    return Answers(
        round_.group, [sample.label for sample in asked], recognised, left_out + Counter(round_.without),
        len(known), classifier.parameters,
    )  # fmt: skip


def recognised_as(sample: LabelledSequence, classifier: Classifier) -> str:
    """The likeliest label; no hand means nothing."""
    ranked = classifier.ranked(sample.sequence)
    return ranked[0][0] if ranked else NONE


def _validation(
    samples: Sequence[LabelledSequence], known: list[LabelledSequence], round_: Round, seed: int
) -> HoldOut:
    """The data's own validation part; where there is none of use, what training would choose."""
    chosen = {id(samples[row]) for row in round_.validate}
    ask = [row for row, sample in enumerate(known) if id(sample) in chosen]
    learn_from = [row for row, sample in enumerate(known) if id(sample) not in chosen]
    if ask and learn_from:
        return HoldOut(learn_from, ask, "take")
    return hold_out(known, seed)


def _words(progress: TrainingProgress) -> str:
    return f"epoch {progress.epoch} of {progress.epochs}"
