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
    gestures = _gestures(takes)
    scarce = [label for label in gestures if takes[label] < 2]
    if len(gestures) >= 2 and scarce:
        return f"Too few takes of {quoted(scarce)}: record at least two of each gesture."
    return _why_too_few_gestures(gestures)


def _gestures(takes: Mapping[str, int]) -> list[str]:
    return sorted(label for label, count in takes.items() if label != NONE and count)


def _why_too_few_gestures(gestures: Sequence[str]) -> str:
    if not gestures:
        return "There are no recorded gestures yet. Record two gestures with a few takes each."
    if len(gestures) == 1:
        return (
            f"There is only one gesture, {quoted(gestures)}. "
            "Record a second gesture, so that there is something to tell it from."
        )
    return ""


def check_trainable(samples: Sequence[LabelledSequence]) -> None:
    """Refuse takes that nothing can be learned from.

    Raises:
        TrainingRefused: with one or two sentences for the user.
    """
    takes: dict[str, list[HandSequence]] = defaultdict(list)
    for sample in samples:
        takes[sample.label].append(sample.sequence)
    gestures = _gestures({label: len(own) for label, own in takes.items()})
    if sentence := _why_too_few_gestures(gestures):
        raise TrainingRefused(sentence)
    usable = {label: [take for take in takes[label] if take.seen.any()] for label in gestures}
    _refuse(
        [label for label in gestures if not usable[label]],
        "No hand is seen in any take of {}. Record again with the hand inside the picture.",
    )
    _refuse(
        [label for label in gestures if len(usable[label]) < 2],
        "Too few takes of {} show a hand: record at least two of each gesture.",
    )
    _refuse(
        [label for label in gestures if _all_the_same(usable[label])],
        "All takes of {} are copies of one another. Perform the gesture anew for each take.",
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
