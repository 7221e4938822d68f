"""Everything a recogniser would have told of a recorded stretch, much sooner than it takes to live through it.

The recogniser itself goes through the stretch twice: first it only notes which windows it asks about, then the network
answers for all of them at once, then it goes through the stretch with the answers at hand.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.features import compute_on_grid
from gesture_app.hands.grid import HandGrid, to_grid
from gesture_app.hands.sequence import HandSequence
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.classifier import Classifier
from gesture_app.recognition.prediction import Prediction
from gesture_app.recognition.recogniser import Recogniser

AT_ONCE = 128
"""Windows the network is shown together."""

Embedding = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LookedBack:
    """What was told of a stretch.

    Attributes:
        predictions: one for each frame.
        last: of hands that were still in sight at its end; None: there were none.
    """

    predictions: tuple[Prediction, ...]
    last: Prediction | None


class LookingBack:
    """A model, asked about recorded stretches, each of at least one frame; each begins anew."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._classifier = Classifier(checkpoint)
        self._noting, self._answering = _Noting(checkpoint), _Answering(checkpoint)

    def at(self, stretches: Sequence[HandSequence]) -> list[LookedBack]:
        """What a recogniser with this model tells of each, frame by frame. The more at once, the quicker."""
        for stretch in stretches:
            _walk(self._noting, stretch)
        self._answering.answers = iter(_embedded(self._classifier, self._noting.taken()))
        return [_walk(self._answering, stretch) for stretch in stretches]


class _Noting(Recogniser):
    """Asks nobody; keeps what it would have asked."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        super().__init__(checkpoint)
        self._asked: list[HandGrid] = []
        self._anything = tuple((label, 0.0) for label in self.labels)

    def taken(self) -> list[HandGrid]:
        """Every window so far, on the grid of the features; forgotten here."""
        taken, self._asked = self._asked, []
        return taken

    def classify(self, sequence: HandSequence) -> Prediction:
        self._asked.append(to_grid(sequence, self.card.features.rate_hz))
        return Prediction(float(sequence.time_s[-1]), None, 0.0, self._anything, hands_seen=True)


class _Answering(Recogniser):
    """Is told where each window lies, in the order of asking."""

    answers: Iterator[Embedding | None] = iter(())

    def _embed(self, sequence: HandSequence) -> Embedding | None:  # noqa: ARG002 - it was looked at before
        return next(self.answers)


def _walk(recogniser: Recogniser, stretch: HandSequence) -> LookedBack:
    recogniser.reset()
    return LookedBack(tuple(recogniser.update(hands) for hands in stretch.frames()), recogniser.finish())


def _embedded(classifier: Classifier, windows: Sequence[HandGrid]) -> list[Embedding | None]:
    """What `Classifier.embed` makes of each; those of one length go through the network together."""
    found: list[Embedding | None] = [None] * len(windows)
    rows = sorted(range(len(windows)), key=lambda row: len(windows[row]))
    for steps, alike in itertools.groupby(rows, key=lambda row: len(windows[row])):
        own = list(alike) if steps else []
        for begin in range(0, len(own), AT_ONCE):
            part = own[begin : begin + AT_ONCE]
            points = np.stack([windows[row].points for row in part])
            seen = np.stack([windows[row].seen for row in part])
            together = classifier.embed_alike(compute_on_grid(points, seen, classifier.card.features))
            for row, embedding in zip(part, together, strict=True):
                found[row] = embedding
    return found
