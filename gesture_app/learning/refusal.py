"""What cannot be learned, said in words before any work is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.hands.sequence import HandSequence


class TrainingRefused(Exception):
    """These takes cannot be learned from; the message says why and what to record."""


def why_too_few(takes: Mapping[str, int]) -> str:
    """Why so few takes cannot be trained on, known from their number by label alone; empty if they can."""
    gestures = sorted(label for label, count in takes.items() if label != NONE and count)
    if not gestures:
        return "There are no recorded gestures yet. Record two gestures with a few takes each."
    if len(gestures) == 1:
        return (
            f"There is only one gesture, {quoted(gestures)}. "
            "Record a second gesture, so that there is something to tell it from."
        )
    scarce = [label for label in gestures if takes[label] < 2]
    return f"{quoted(scarce)} needs at least two takes. Record more of it." if scarce else ""


def check_trainable(samples: Sequence[LabelledSequence]) -> None:
    """Refuse takes that nothing can be learned from.

    Raises:
        TrainingRefused: with one or two sentences for the user.
    """
    takes: dict[str, list[HandSequence]] = defaultdict(list)
    for sample in samples:
        takes[sample.label].append(sample.sequence)
    gestures = sorted(label for label in takes if label != NONE)
    if not gestures:
        raise TrainingRefused(
            "There are no recorded gestures yet. Record two gestures with a few takes each."
        )
    if len(gestures) == 1 and NONE not in takes:
        raise TrainingRefused(
            f"There is only one gesture, {quoted(gestures)}. "
            "Record a second gesture, so that there is something to tell it from."
        )
    if len(gestures) == 1:
        raise TrainingRefused(
            f"There is only one gesture, {quoted(gestures)}, beside takes that are no gesture. Record a second gesture."
        )
    usable = {label: [take for take in takes[label] if take.seen.any()] for label in gestures}
    _refuse(
        [label for label in gestures if takes[label] and not usable[label]],
        "No hand is seen in any take of {}. Record again with the hand inside the picture.",
    )
    _refuse(
        [label for label in gestures if len(usable[label]) < 2],
        "{} needs at least two takes that show a hand. Record more of it.",
    )
    _refuse(
        [label for label in gestures if _all_the_same(usable[label])],
        "All takes of {} are copies of one another. Perform it again for each take.",
    )


def _refuse(labels: list[str], sentence: str) -> None:
    if labels:
        raise TrainingRefused(sentence.format(quoted(labels)))


def quoted(labels: Sequence[str]) -> str:
    """'a', 'b' and 'c'; long lists are cut short."""
    names = [f"'{label}'" for label in labels[:5]]
    if len(labels) > 5:
        names.append(f"{len(labels) - 5} more")
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _all_the_same(takes: Sequence[HandSequence]) -> bool:
    first = takes[0].image
    return all(
        take.image.shape == first.shape and np.array_equal(take.image, first, equal_nan=True)
        for take in takes
    )
