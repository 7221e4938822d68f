"""What cannot be learned, said in words before any work is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.hands.sequence import HandSequence
from gesture_app.learning.holdout import fingerprint


class TrainingRefused(Exception):
    """These takes cannot be learned from; the message says why and what to record."""


def why_too_few(takes: Mapping[str, int]) -> str:
    """Why so few takes cannot be trained on, known from their number by label alone; empty if they can."""
    return _why_too_few_gestures(_gestures(takes), fewest=2)


def _gestures(takes: Mapping[str, int]) -> list[str]:
    return sorted(label for label, count in takes.items() if label != NONE and count)


def _why_too_few_gestures(gestures: Sequence[str], fewest: int) -> str:
    if not gestures:
        return "There are no recorded gestures yet. Record two gestures with a few takes each."
    if len(gestures) < fewest:
        return (
            f"There is only one gesture, {quoted(gestures)}. "
            "Record a second gesture, so that there is something to tell it from."
        )
    return ""


def check_trainable(samples: Sequence[LabelledSequence], *, fewest: int = 2) -> None:
    """Refuse takes that nothing can be learned from.

    Args:
        fewest: how many gestures there must be.

    Raises:
        TrainingRefused: with one or two sentences for the user.
    """
    takes: dict[str, list[HandSequence]] = defaultdict(list)
    for sample in samples:
        takes[sample.label].append(sample.sequence)
    gestures = _gestures({label: len(own) for label, own in takes.items()})
    if sentence := _why_too_few_gestures(gestures, fewest):
        raise TrainingRefused(sentence)
    usable = {label: [take for take in takes[label] if take.seen.any()] for label in gestures}
    _refuse(
        [label for label in gestures if not usable[label]],
        "No hand is seen in any take of {}. Record again with the hand inside the picture.",
    )
    _refuse(
        [label for label in gestures if len(usable[label]) > 1 and _all_the_same(usable[label])],
        "All takes of {} are copies of one another. Perform the gesture anew for each take.",
    )
    _refuse_two_names(samples)


def _refuse_two_names(samples: Sequence[LabelledSequence]) -> None:
    """The same take under two labels teaches that they are the same."""
    label_of: dict[bytes, str] = {}
    for sample in samples:
        if not sample.sequence.seen.any():
            continue
        first = label_of.setdefault(fingerprint(sample.sequence), sample.label)
        if first != sample.label:
            raise TrainingRefused(
                f"The same take is in {quoted([first, sample.label])}. Delete it from the gesture it does not show."
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
