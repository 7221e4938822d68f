"""Whether takes that are in doubt may be learned from: not if others, held out, are recognised worse with them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.classifier import Classifier
from gesture_app.learning.holdout import fingerprint
from gesture_app.learning.refusal import TrainingRefused

BY_CHANCE = 1.64
"""Standard deviations: of the takes whose answers changed, that many more may be lost than won (sign test, one-sided
95 %)."""

Make = Callable[[Sequence[LabelledSequence]], Checkpoint]
"""A model of takes. Raises `TrainingRefused`: nothing can be learned from them."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Takes that neither model had learned from, asked of both.

    Attributes:
        asked: how many; before, after: of them recognised without and with the takes in doubt.
        worse: gestures that are recognised less often, beyond chance.
    """

    asked: int
    before: int
    after: int
    worse: tuple[str, ...]

    @property
    def no_worse(self) -> bool:
        return self.after >= self.before and not self.worse


def compare(
    samples: Sequence[LabelledSequence],
    doubted: Collection[int],
    make: Make,
    parts: Iterable[Collection[int]],
    also: Sequence[LabelledSequence] = (),
) -> Comparison:
    """Learn from takes without and with those in doubt, and ask both models about the same takes.

    Args:
        doubted: rows of the takes in doubt; never asked about.
        parts: rows that are held out together; two models are made for each part.
        also: takes to ask about that nobody has learned from.
    """
    answers: list[tuple[str, bool, bool]] = []
    for part in parts:
        held_out = set(part) - set(doubted)
        asked = [samples[row] for row in sorted(held_out)]
        learn = [row for row in range(len(samples)) if row not in held_out]
        without = [samples[row] for row in learn if row not in doubted]
        answers += _asked_of_both(without, [samples[row] for row in learn], make, asked)
    if also:
        trusted = [sample for row, sample in enumerate(samples) if row not in doubted]
        answers += _asked_of_both(trusted, samples, make, also)
    return _summed_up(answers)


def parts_of(samples: Sequence[LabelledSequence], doubted: Collection[int], count: int) -> list[list[int]]:
    """The takes that are not in doubt in so many parts, those of each label spread over them.

    Copies of a take lie in the same part; a label that has a single take keeps it: nobody could know it otherwise.
    """
    contents: dict[str, dict[bytes, list[int]]] = defaultdict(dict)
    for row, sample in enumerate(samples):
        if row not in doubted and sample.sequence.seen.any():
            contents[sample.label].setdefault(fingerprint(sample.sequence), []).append(row)
    parts: list[list[int]] = [[] for _ in range(count)]
    for own in contents.values():
        for number, rows in enumerate(own.values() if len(own) > 1 else ()):
            parts[number % count] += rows
    return [part for part in parts if part]


def accepted(classifier: Classifier, sample: LabelledSequence) -> str:
    """What a take is taken for once threshold and radius have had their say; else nothing."""
    embedding = classifier.embed(sample.sequence)
    if embedding is None:
        return NONE
    best, confidence = classifier.believe(embedding)[0]
    sure = confidence >= classifier.card.threshold and classifier.within(embedding, best)
    return best if sure else NONE


def _asked_of_both(
    without: Sequence[LabelledSequence],
    with_them: Sequence[LabelledSequence],
    make: Make,
    asked: Sequence[LabelledSequence],
) -> list[tuple[str, bool, bool]]:
    """Label, whether recognised before, whether after; nothing where there is too little for a model before."""
    try:
        before, after = Classifier(make(without)), Classifier(make(with_them))
    except TrainingRefused:
        return []
    known = set(before.labels) | {NONE}
    return [
        (sample.label, accepted(before, sample) == sample.label, accepted(after, sample) == sample.label)
        for sample in asked
        if sample.label in known
    ]


def _summed_up(answers: Sequence[tuple[str, bool, bool]]) -> Comparison:
    lost: dict[str, int] = defaultdict(int)
    won: dict[str, int] = defaultdict(int)
    for label, before, after in answers:
        lost[label] += before and not after
        won[label] += after and not before
    worse = [
        label for label in lost if lost[label] - won[label] > BY_CHANCE * math.sqrt(lost[label] + won[label])
    ]
    return Comparison(
        asked=len(answers),
        before=sum(before for _, before, _ in answers),
        after=sum(after for _, _, after in answers),
        worse=tuple(sorted(worse)),
    )
