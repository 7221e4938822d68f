"""The takes the coach looks at, with their embeddings, and their parts when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.frame import LEFT, RIGHT
from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.learning.coaching.parts import COLUMNS, Numbers, measure
from gesture_app.learning.coaching.prototypes import Labels, Rows, likeness_to_others, unit

MOST_COMPARED = 60
"""Takes of a gesture that are compared part by part; more would only make it slower."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the network said to a take it had not learned from.

    Attributes:
        row: of the take among all takes.
        recognised: the label it gave.
    """

    row: int
    recognised: str


class Takes:
    """All takes, with embeddings of those of gestures; what is no gesture may look like anything.

    Attributes:
        samples: all of them.
        rows: (N,), which of them are takes of gestures with an embedding.
        gestures: their names, each once.
        labels: (N,) into `gestures`. embeddings: (N, D), rows of length one.
    """

    def __init__(self, samples: Sequence[LabelledSequence], embeddings: NDArray[np.floating]) -> None:
        """Args:
        embeddings: (takes, D); rows that are not finite belong to takes without a hand.

        Raises:
            ValueError: there is not one row for each take.
        """
        if embeddings.ndim != 2 or len(embeddings) != len(samples):
            raise ValueError(f"{len(samples)} takes need as many embeddings, not {embeddings.shape}")
        self.samples = list(samples)
        known = np.isfinite(embeddings).all(axis=1)
        self.rows = np.array(
            [row for row, sample in enumerate(samples) if sample.label != NONE and known[row]], np.intp
        )
        self.gestures = sorted({samples[row].label for row in self.rows})
        index = {gesture: number for number, gesture in enumerate(self.gestures)}
        self.labels: Labels = np.array([index[samples[row].label] for row in self.rows], np.intp)
        self.embeddings: Rows = unit(np.asarray(embeddings[self.rows], np.float32))
        self._measures: dict[int, Numbers] = {}

    @cached_property
    def likeness(self) -> Rows:
        """(N, gestures): cosines to the mean of each gesture's other takes."""
        return likeness_to_others(self.embeddings, self.labels, len(self.gestures))

    def named(self, rows: Iterable[int]) -> list[str]:
        """Names of takes, given their rows among all takes."""
        return [self.samples[row].name for row in rows]

    def of(self, gesture: str) -> list[int]:
        """Rows of a gesture's takes among all takes."""
        return [row for row, sample in enumerate(self.samples) if sample.label == gesture]

    def measures(self, rows: Sequence[int]) -> list[Numbers]:
        """The parts of takes, given their rows among all takes; of many, some evenly chosen."""
        if len(rows) > MOST_COMPARED:
            rows = [rows[place] for place in np.linspace(0, len(rows) - 1, MOST_COMPARED).astype(int)]
        return [self._measured(row) for row in rows]

    def _measured(self, row: int) -> Numbers:
        if row not in self._measures:
            self._measures[row] = measure(self.samples[row].sequence)
        return self._measures[row]


def usual_seconds(takes: Sequence[Numbers]) -> float:
    """How long takes usually are."""
    seconds = [float(np.exp(take[0, 0, COLUMNS["duration"]][0])) for take in takes]
    known = [value for value in seconds if np.isfinite(value)]
    return float(np.median(known)) if known else 0.0


def with_two_hands(takes: Sequence[Numbers]) -> bool:
    """Whether both hands are seen in some of them, so that it must be said which one is meant."""
    seen = np.stack([take[:, :, COLUMNS["seen"]][..., 0] for take in takes])
    usual = np.nan_to_num(seen).mean(axis=(0, 1))
    return bool(min(usual[LEFT], usual[RIGHT]) > 0.2)
