"""Everything a recogniser would have told of a recorded stretch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gesture_app.hands.sequence import HandSequence
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.recognition.prediction import Prediction
from gesture_app.recognition.recogniser import Recogniser


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
        self._recogniser = Recogniser(checkpoint)

    def at(self, stretches: Sequence[HandSequence]) -> list[LookedBack]:
        """What a recogniser with this model tells of each, frame by frame."""
        return [self._walk(stretch) for stretch in stretches]

    def _walk(self, stretch: HandSequence) -> LookedBack:
        self._recogniser.reset()
        told = tuple(self._recogniser.update(hands) for hands in stretch.frames())
        return LookedBack(told, self._recogniser.finish())
