"""What an evaluation found: answers summed up by group and gesture."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import msgspec
import numpy as np

from gesture_app.learning.report import confusion_matrix, recall_by_label


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


class Answers(msgspec.Struct):
    """What was performed and what was recognised in one round."""

    group: str
    performed: list[str]
    recognised: list[str]
    left_out: dict[str, int]
    """Takes not asked about, by label."""
    learned: int
    parameters: int

    @property
    def accuracy(self) -> float:
        return float(np.mean(np.array(self.performed) == np.array(self.recognised)))


def sum_up(protocol: str, seeds: Sequence[int], answers: list[Answers], seconds: float) -> Evaluation:
    """One result of all rounds.

    Args:
        answers: one for each group and seed, the first of each group of the first seed.
    """
    labels = sorted({label for answer in answers for label in (*answer.performed, *answer.recognised)})
    index = {label: row for row, label in enumerate(labels)}
    confusion = confusion_matrix(
        [index[label] for answer in answers for label in answer.performed],
        [index[label] for answer in answers for label in answer.recognised],
        len(labels),
    )
    by_group: dict[str, list[Answers]] = defaultdict(list)
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


def _group(name: str, answers: list[Answers]) -> GroupResult:
    by_seed = [answer.accuracy for answer in answers]
    return GroupResult(
        group=name,
        accuracy=float(np.mean(by_seed)),
        by_seed=by_seed,
        learned=answers[0].learned,
        asked=len(answers[0].performed),
    )


def _left_out(by_group: dict[str, list[Answers]]) -> dict[str, int]:
    """Summed over the groups, for one seed: what is left out is a matter of the takes, not of chance."""
    total: Counter[str] = Counter()
    for answers in by_group.values():
        total.update(answers[0].left_out)
    return dict(sorted(total.items()))
