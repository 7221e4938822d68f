"""Stretches of a stream with what a recogniser said about them, to be decided about again with other thresholds."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gesture_app.actions.promise.measurement import Measurement, PromptedHands
from gesture_app.hands import HandFrame, HandSequence
from gesture_app.pipeline.vision import Recogniser
from gesture_app.recognition.prediction import Prediction

_LOOK_EVERY = 64
"""Frames between two looks at whether the work is still wanted."""


class ReckoningCancelled(Exception):
    """Nobody waits for the result any more."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """Frames of one source in their order, and the prediction at each."""

    frames: tuple[HandFrame, ...]
    predictions: tuple[Prediction, ...]

    @property
    def watched_s(self) -> float:
        return self.frames[-1].time_s - self.frames[0].time_s if self.frames else 0.0

    @property
    def hands_s(self) -> float:
        """With a hand in sight; a camera that hung saw none."""
        seen = zip(pairwise(self.frames), self.predictions, strict=False)
        return sum(min(after.time_s - now.time_s, 0.1) for (now, after), told in seen if told.hands_seen)

    @property
    def hands(self) -> HandSequence:
        """The landmarks of at least one frame."""
        return HandSequence.from_frames(self.frames)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A gesture that was asked for, and what was seen from a little before to a little after."""

    gesture: str
    seen: Remembered


@dataclass(frozen=True, slots=True)
class Measured:
    """A measurement as one recogniser saw it; see `Measurement`."""

    life: tuple[Remembered, ...]
    prompts: tuple[Prompt, ...]

    @property
    def watched_s(self) -> float:
        """Of life."""
        return sum(stretch.watched_s for stretch in self.life)

    @property
    def hands_s(self) -> float:
        """Of life, with a hand in sight."""
        return sum(stretch.hands_s for stretch in self.life)


@dataclass(slots=True)
class Memory:
    """Collects what is seen live; a clock that does not go on begins another stretch."""

    _stretches: list[tuple[list[HandFrame], list[Prediction]]] = field(default_factory=list)

    def add(self, hands: HandFrame, prediction: Prediction) -> None:
        if not self._stretches or hands.time_s <= self._stretches[-1][0][-1].time_s:
            self._stretches.append(([], []))
        frames, predictions = self._stretches[-1]
        frames.append(hands)
        predictions.append(prediction)

    def stretches(self) -> tuple[Remembered, ...]:
        """All so far, in their order."""
        return tuple(Remembered(tuple(frames), tuple(predictions)) for frames, predictions in self._stretches)


def remember(
    hands: HandSequence, recogniser: Recogniser, cancelled: threading.Event | None = None
) -> Remembered:
    """What a recogniser says about a stretch, frame by frame as live; it forgets what it saw before.

    Raises:
        ReckoningCancelled: `cancelled` was set.
    """
    recogniser.reset()
    frames = tuple(hands.frames())
    predictions = []
    for index, frame in enumerate(frames):
        if cancelled is not None and index % _LOOK_EVERY == 0 and cancelled.is_set():
            raise ReckoningCancelled
        predictions.append(recogniser.update(frame))
    return Remembered(frames, tuple(predictions))


def remember_measurement(
    measurement: Measurement, recogniser: Recogniser, cancelled: threading.Event | None = None
) -> Measured:
    """A measurement as another recogniser sees it. Raises as `remember`."""
    life = tuple(remember(stretch, recogniser, cancelled) for stretch in measurement.life)
    prompts = tuple(
        Prompt(each.gesture, remember(each.hands, recogniser, cancelled)) for each in measurement.prompts
    )
    recogniser.reset()
    return Measured(life, prompts)


def prompted_hands(prompts: Sequence[Prompt]) -> tuple[PromptedHands, ...]:
    """Prompts without what a recogniser said, as they are kept."""
    return tuple(PromptedHands(prompt.gesture, prompt.seen.hands) for prompt in prompts if prompt.seen.frames)
