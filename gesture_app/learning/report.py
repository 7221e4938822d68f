"""What came out of training, in figures and in sentences a person can act on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.labelled import NONE
from gesture_app.learning.model_card import HeldOutReport
from gesture_app.learning.refusal import quoted

WEAK_RECALL = 0.85
FEW_PER_LABEL = 3
MAX_SENTENCES = 5


def confusion_matrix(
    actual: Sequence[int] | NDArray[np.intp], recognised: Sequence[int] | NDArray[np.intp], labels: int
) -> NDArray[np.int64]:
    """Counts (labels, labels): row = performed, column = recognised."""
    counts = np.zeros((labels, labels), np.int64)
    np.add.at(counts, (np.asarray(actual, np.intp), np.asarray(recognised, np.intp)), 1)
    return counts


def recall_by_label(confusion: NDArray[np.int64], labels: Sequence[str]) -> dict[str, float]:
    """Share of each label's takes that were recognised; labels without takes are left out."""
    totals = confusion.sum(axis=1)
    return {
        label: float(confusion[row, row] / totals[row]) for row, label in enumerate(labels) if totals[row] > 0
    }


def held_out_report(
    labels: Sequence[str],
    actual: NDArray[np.intp],
    recognised: NDArray[np.intp],
    validated_by: Literal["session", "take"],
) -> HeldOutReport:
    """Sum up the answers to held-out takes."""
    confusion = confusion_matrix(actual, recognised, len(labels))
    return HeldOutReport(
        labels=list(labels),
        confusion=confusion.tolist(),
        accuracy=float(np.trace(confusion) / max(confusion.sum(), 1)),
        recall=recall_by_label(confusion, labels),
        weak=[*_weak_gestures(confusion, labels), *_little_evidence(confusion, labels, validated_by)],
        validated_by=validated_by,
        takes=int(confusion.sum()),
    )


def _weak_gestures(confusion: NDArray[np.int64], labels: Sequence[str]) -> list[str]:
    """One sentence for each gesture that is often taken for something else, the worst first."""
    recall = recall_by_label(confusion, labels)
    weak = sorted((share, label) for label, share in recall.items() if share < WEAK_RECALL)
    sentences = []
    for _, label in weak[:MAX_SENTENCES]:
        row = confusion[labels.index(label)].copy()
        total = int(row.sum())
        row[labels.index(label)] = 0
        other = labels[int(row.argmax())]
        sentences.append(_confused(label, other, int(row.max()), total))
    return sentences


def _confused(label: str, other: str, times: int, total: int) -> str:
    takes = "the only held-out take" if total == 1 else f"{times} of {total} held-out takes"
    if label == NONE:
        return (
            f"Hands that meant nothing were taken for '{other}' in {takes}: record more takes of no gesture."
        )
    if other == NONE:
        return (
            f"'{label}' was taken for no gesture in {takes}: record more takes of it, performed more clearly."
        )
    return (
        f"'{label}' was taken for '{other}' in {takes}: record more takes of both, "
        "or perform them more differently."
    )


def _little_evidence(
    confusion: NDArray[np.int64], labels: Sequence[str], validated_by: Literal["session", "take"]
) -> list[str]:
    """What the figures do not say, so that nobody takes them for more than they are."""
    held_out = confusion.sum(axis=1)
    sentences = []
    if held_out.sum() < FEW_PER_LABEL * len(labels):
        sentences.append(
            f"Only {held_out.sum()} {'take was' if held_out.sum() == 1 else 'takes were'} held out, too few "
            "for the accuracy to mean much: record more takes of each gesture to be surer."
        )
    missing = [label for label, count in zip(labels, held_out, strict=True) if count == 0]
    if missing:
        sentences.append(f"No take of {quoted(missing)} could be held out: record more.")
    if validated_by == "take":
        sentences.append(
            "All or some gestures were recorded in one sitting; on another day the accuracy may be lower. "
            "Record a few takes of each gesture then, too."
        )
    return sentences
