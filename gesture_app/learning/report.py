"""What came out of training, in figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gesture_app.learning.model_card import HeldOutReport


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
    calibration_error: float | None = None,
) -> HeldOutReport:
    """Sum up the answers to held-out takes."""
    confusion = confusion_matrix(actual, recognised, len(labels))
    return HeldOutReport(
        labels=list(labels),
        confusion=confusion.tolist(),
        accuracy=float(np.trace(confusion) / max(confusion.sum(), 1)),
        recall=recall_by_label(confusion, labels),
        validated_by=validated_by,
        takes=int(confusion.sum()),
        calibration_error=calibration_error,
    )
