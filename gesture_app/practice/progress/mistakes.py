"""What goes wrong with a card most often: when making it, and when reading it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gesture_app.practice.lessons.attempt import Attempt

_LATELY = 12
"""So many tries back: what was overcome long ago is no longer typical."""

_TWICE = 2
"""Once is an accident."""

_UNTYPICAL = "visibility"
"""What the camera lost is not the learner's mistake."""


@dataclass(frozen=True, slots=True)
class TypicalMistake:
    """What had to be corrected most often of late.

    Attributes:
        parameter, part: as in `gesture_app.practice.teacher.verdict.Correction`.
        times, tries: in so many of so many tries.
    """

    parameter: str
    part: str
    times: int
    tries: int

    @property
    def words(self) -> str:
        """As in "often wrong: the shape of the ring finger"."""
        what = _PARAMETERS.get(self.parameter, self.parameter)
        return _WORDS.get(self.part) or f"the {what} of the {_FINGERS.get(self.part, self.part)}"


_PARAMETERS = {"handshape": "shape", "location": "place", "tempo": "speed"}

_FINGERS = {
    "index": "index finger",
    "middle": "middle finger",
    "ring": "ring finger",
    "little": "little finger",
}

_WORDS = {
    "thumb": "the place of the thumb",
    "palm": "where the palm faces",
    "path": "the path of the movement",
    "direction": "the direction of the movement",
    "size": "the size of the movement",
    "repetition": "how often the movement is made",
    "speed": "the speed of the movement",
}


def typical_mistake(attempts: Sequence[Attempt]) -> TypicalMistake | None:
    """Of one card's attempts at making it, oldest first; None if nothing went wrong more than once of late."""
    made = [attempt for attempt in attempts if attempt.skill == "produce"][-_LATELY:]
    wrong = Counter(
        correction
        for attempt in made
        for correction in sorted(set(attempt.corrections))
        if not correction.startswith(_UNTYPICAL)
    )
    correction, times = max(wrong.items(), key=lambda item: item[1], default=("", 0))
    if times < _TWICE:
        return None
    parameter, _, part = correction.partition(":")
    return TypicalMistake(parameter, part, times, len(made))


def confused_with(attempts: Sequence[Attempt]) -> str:
    """What was named instead of this card most often of late; empty if nothing was."""
    read = [attempt for attempt in attempts if attempt.skill == "read"][-_LATELY:]
    named = Counter(
        attempt.answer.strip() for attempt in read if not attempt.right and attempt.answer.strip()
    )
    return max(named, key=named.__getitem__, default="")
