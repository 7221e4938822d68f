"""How well would it work: train and ask as a protocol says, and sum up."""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import msgspec
import numpy as np

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.learning.classifier import Classifier
from gesture_app.learning.holdout import HoldOut, hold_out, usable_takes, without_copies
from gesture_app.learning.protocols import ProtocolError, Round, rounds_of
from gesture_app.learning.report import confusion_matrix, recall_by_label
from gesture_app.learning.training import TrainingPlan, TrainingProgress, learn

Report = Callable[[str], None]


def _keep_quiet(_text: str) -> None:
    """For callers that do not want to be told."""


class GroupResult(msgspec.Struct, frozen=True, kw_only=True):
    """What came out for one signer, session, or the test part."""

    group: str
    accuracy: float
    """Mean over the seeds."""
    by_seed: list[float]
    learned: int
    """Takes learned from, in one seed."""
    asked: int
    """Takes asked about, in one seed."""


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """The result of a protocol."""

    protocol: str
    accuracy: float
    """Mean over the groups."""
    worst: float
    """The group that it works worst for."""
    groups: list[GroupResult]
    labels: list[str]
    recall: dict[str, float]
    confusion: list[list[int]]
    """[performed][recognised] over all groups and seeds, in the order of `labels`."""
    left_out: dict[str, int]
    """Takes not asked about, by label: nothing to learn that label from, or nothing left to ask."""
    parameters: int
    seeds: list[int]
    seconds: float


class _Answers(msgspec.Struct):
    """What was performed and what was recognised in one round."""

    group: str
    performed: list[str]
    recognised: list[str]
    left_out: Counter[str]
    learned: int
    parameters: int

    @property
    def accuracy(self) -> float:
        return float(np.mean(np.array(self.performed) == np.array(self.recognised)))


def evaluate(
    samples: Sequence[LabelledSequence],
    protocol: str,
    seeds: Sequence[int],
    report: Report | None = None,
    cancelled: threading.Event | None = None,
) -> Evaluation:
    """Train and ask for every group and seed. Exact copies of a take count once.

    Args:
        report: told in words how far it is, after every epoch.

    Raises:
        ProtocolError: the takes do not allow this protocol.
        TrainingCancelled: `cancelled` was set.
    """
    began_s = time.monotonic()
    stop = cancelled or threading.Event()
    answers: list[_Answers] = []
    samples = without_copies(samples)  # else a copy of what was learned could be asked about
    for seed in seeds:
        rounds = rounds_of(samples, protocol, seed)
        for number, round_ in enumerate(rounds):
            step = f"seed {seed}, {round_.group} ({number + 1} of {len(rounds)})"
            found = _ask(samples, round_, seed, stop, report or _keep_quiet, step)
            if found is not None:
                answers.append(found)
    if not answers:
        raise ProtocolError("Nothing could be asked: no group has a gesture that the others have too.")
    return _sum_up(protocol, seeds, answers, time.monotonic() - began_s)


def _ask(
    samples: Sequence[LabelledSequence],
    round_: Round,
    seed: int,
    stop: threading.Event,
    report: Report,
    step: str,
) -> _Answers | None:
    """One round; None where there are not two labels to learn or nothing is left to ask."""
    known = usable_takes([samples[row] for row in round_.learn])
    labels = {sample.label for sample in known}
    # Also labels none of whose takes shows a hand: what the tracker missed counts as a mistake.
    learned_labels = {samples[row].label for row in round_.learn}
    asked = [samples[row] for row in round_.ask if samples[row].label in learned_labels]
    if len(labels) < 2 or not asked:
        return None
    training = learn(known, _validation(samples, known, round_, seed), TrainingPlan(seed=seed), stop)
    while True:
        try:
            report(f"{step}: {_words(next(training))}")
        except StopIteration as finished:
            classifier = Classifier(finished.value)
            break
    recognised = []
    for sample in asked:
        ranked = classifier.ranked(sample.sequence)
        recognised.append(ranked[0][0] if ranked else NONE)  # no hand means nothing
    left_out = Counter(samples[row].label for row in round_.ask if samples[row].label not in learned_labels)
    return _Answers(
        round_.group, [sample.label for sample in asked], recognised, left_out + Counter(round_.without),
        len(known), classifier.parameters,
    )  # fmt: skip


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


def _sum_up(protocol: str, seeds: Sequence[int], answers: list[_Answers], seconds: float) -> Evaluation:
    labels = sorted({label for answer in answers for label in (*answer.performed, *answer.recognised)})
    index = {label: row for row, label in enumerate(labels)}
    confusion = confusion_matrix(
        [index[label] for answer in answers for label in answer.performed],
        [index[label] for answer in answers for label in answer.recognised],
        len(labels),
    )
    by_group: dict[str, list[_Answers]] = defaultdict(list)
    for answer in answers:
        by_group[answer.group].append(answer)
    groups = [_group(name, own) for name, own in by_group.items()]
    return Evaluation(
        protocol=protocol,
        accuracy=float(np.mean([group.accuracy for group in groups])),
        worst=min(group.accuracy for group in groups),
        groups=groups,
        labels=labels,
        recall=recall_by_label(confusion, labels),
        confusion=confusion.tolist(),
        left_out=_left_out(by_group),
        parameters=max(answer.parameters for answer in answers),
        seeds=list(seeds),
        seconds=round(seconds, 2),
    )


def _group(name: str, answers: list[_Answers]) -> GroupResult:
    by_seed = [answer.accuracy for answer in answers]
    return GroupResult(
        group=name,
        accuracy=float(np.mean(by_seed)),
        by_seed=by_seed,
        learned=answers[0].learned,
        asked=len(answers[0].performed),
    )


def _left_out(by_group: dict[str, list[_Answers]]) -> dict[str, int]:
    """Summed over the groups, for one seed: what is left out is a matter of the takes, not of chance."""
    total: Counter[str] = Counter()
    for answers in by_group.values():
        total += answers[0].left_out
    return dict(sorted(total.items()))
