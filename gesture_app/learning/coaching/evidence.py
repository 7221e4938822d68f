"""What the figures do not say, so that nobody takes them for more than they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from gesture_app.hands.labelled import NONE
from gesture_app.learning.coaching.advice import Advice, called, count_of_takes, percent
from gesture_app.learning.coaching.certainty import share_interval
from gesture_app.learning.coaching.takes import Answer, Takes

FEW_HELD_OUT = 3
"""Held-out takes of each label, below which the accuracy says little."""
FEW_TAKES = 4
MOST_NAMED = 4


def advise_on_evidence(
    takes: Takes, answers: Sequence[Answer], held_out_by: Literal["session", "take"]
) -> list[Advice]:
    """Too few takes held out, gestures with none, and everything recorded in one sitting."""
    labels = sorted({sample.label for sample in takes.samples})
    told = [*_held_out(takes, answers, labels), *_few_takes(takes)]
    if held_out_by == "take":
        told.append(_one_sitting(takes))
    return told


def _one_sitting(takes: Takes) -> Advice:
    known = all(sample.session for sample in takes.samples)
    why = (
        "All or some gestures were recorded in one sitting only"
        if known
        else "It is not known which takes were made in the same sitting"
    )
    sentence = (
        f"{why}; on another day the accuracy may be lower. Record a few takes of each gesture then, too."
    )
    return Advice(kind="sessions", sentence=sentence, figure="1 sitting" if known else "Sitting unknown")


def _held_out(takes: Takes, answers: Sequence[Answer], labels: Sequence[str]) -> list[Advice]:
    if not answers:
        sentence = "No take could be held out, so nobody knows how well this works: record more takes of each gesture."
        return [Advice(kind="evidence", sentence=sentence, figure="0 takes")]
    told = []
    if len(answers) < FEW_HELD_OUT * len(labels):
        right = sum(takes.samples[answer.row].label == answer.recognised for answer in answers)
        low, high = share_interval(right, len(answers))
        sentence = (
            f"Only {count_of_takes(len(answers))} {'was' if len(answers) == 1 else 'were'} held out, {right} of them "
            f"recognised: the true share may be anything from {percent(low)} to {percent(high)}. Record more takes "
            "of each gesture to be surer."
        )
        told.append(Advice(kind="evidence", sentence=sentence, figure=f"{right} of {len(answers)}"))
    asked = {takes.samples[answer.row].label for answer in answers}
    if missing := [label for label in labels if label not in asked]:
        sentence = f"No take of {_list(missing)} could be held out, so nobody knows how well that works: record more."
        told.append(Advice(kind="evidence", sentence=sentence, figure="0 takes", gestures=missing))
    return told


def _few_takes(takes: Takes) -> list[Advice]:
    counts = Counter(sample.label for sample in takes.samples if sample.label != NONE)
    few = sorted(label for label, count in counts.items() if count < FEW_TAKES)
    if not few:
        return []
    fewest = min(counts[label] for label in few)
    return [
        Advice(
            kind="evidence", figure=count_of_takes(fewest), gestures=few,
            sentence=f"{_list(few)} {'has' if len(few) == 1 else 'have'} fewer than {FEW_TAKES} takes: too few to tell "
            "which of them stand out, or whether more would help.",
        )
    ]  # fmt: skip


def _list(labels: Sequence[str]) -> str:
    names = [called(label) for label in labels[:MOST_NAMED]]
    if len(labels) > MOST_NAMED:
        names.append(f"{len(labels) - MOST_NAMED} more")
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
