"""Takes as a mirror shows them: a right hand's gesture made with the left hand, and the other way round."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.hands.sequence import HandSequence


def mirrored(sequence: HandSequence) -> HandSequence:
    """The sequence with left and right exchanged."""
    image = sequence.image[:, ::-1] * np.array([-1, 1, 1], np.float32) + np.array([1, 0, 0], np.float32)
    return replace(
        sequence,
        image=image.astype(np.float32),
        world=sequence.world[:, ::-1] * np.array([-1, 1, 1], np.float32),
        present=sequence.present[:, ::-1].copy(),
        score=sequence.score[:, ::-1].copy(),
    )


def on_either_side(labels: Collection[str], either_hand: Collection[str]) -> set[str]:
    """Which of the labels have mirror images learned, too; what is no gesture with one hand is none with the other."""
    asked = set(labels) & set(either_hand)
    return asked | (set(labels) & {NONE}) if asked else set()


def with_mirrored(
    samples: Sequence[LabelledSequence], either_hand: Collection[str]
) -> tuple[list[LabelledSequence], list[int]]:
    """All takes, then the mirror images of those that may be made with either hand (see `on_either_side`).

    Also of which take each of these is the image.
    """
    labels = on_either_side({sample.label for sample in samples}, either_hand)
    rows = [row for row, sample in enumerate(samples) if sample.label in labels]
    images = [replace(samples[row], sequence=mirrored(samples[row].sequence)) for row in rows]
    return [*samples, *images], rows
