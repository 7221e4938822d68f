"""How far what was seen lay from what was learned: the distances behind the recogniser's beliefs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.frame import HandFrame
from gesture_app.hands.labelled import NONE
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.recognition.prediction import Prediction
from gesture_app.recognition.recogniser import Recogniser

NEAREST = 6
"""Gestures that are told of; the others lie farther away."""

Nearest = tuple[tuple[str, float, float], ...]
"""Labels with the distance of what was seen to their prototype and how far it may be (1 - cosine), nearest first."""


class Explainer:
    """Walks through remembered frames as the live view did and notes what it compared. Belongs to one thread."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._recogniser = _Noting(checkpoint)

    def follow(self, frames: Iterable[HandFrame]) -> Iterator[Nearest]:
        """What was nearest at each frame of a stream; empty where no hand was seen.

        The first frames are compared as if hands had come into view with them: have some lead up to those of interest.
        """
        self._recogniser.reset()
        latest: Nearest = ()
        for hands in frames:
            complete = self._recogniser.update(hands).complete
            found = self._recogniser.take_nearest()
            if found is not None:
                latest = found
            yield latest if hands.any_hand or (complete and found) else ()


class _Noting(Recogniser):
    """A recogniser that keeps the distances of what it was asked last."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        super().__init__(checkpoint)
        self._noted: list[NDArray[np.float64]] = []  # (labels,) each

    def take_nearest(self) -> Nearest | None:
        """Of the last frame; None: nothing was compared at it. Each gesture's distance is that of its own window."""
        noted, self._noted = self._noted, []
        if not noted:
            return None
        # Of hands that have left, all they did is compared once; else each window.
        windows = (
            list(self._windows.values()) if len(noted) == len(self._windows) else [frozenset(self.labels)]
        )
        leading = noted[int(np.argmin([away.min() for away in noted]))]
        found = []
        for row, label in enumerate(self.labels):
            own = (away for away, labels in zip(noted, windows, strict=True) if label in labels)
            away = leading if label == NONE else next(own)
            found.append((label, float(away[row]), float(self.card.radius[label])))
        return tuple(sorted(found, key=lambda each: each[1])[:NEAREST])

    def _answer(self, embedding: NDArray[np.float32], time_s: float, *, hands_seen: bool) -> Prediction:
        self._noted.append(self._classifier.distances(embedding))
        return super()._answer(embedding, time_s, hands_seen=hands_seen)

    def _answer_windows(self, embeddings: NDArray[np.float32], time_s: float) -> Prediction:
        self._noted += [self._classifier.distances(embedding) for embedding in embeddings]
        return super()._answer_windows(embeddings, time_s)
