"""What the journal holds: reviews of cards, and words spelled."""

from __future__ import annotations

from datetime import datetime

import msgspec

from gesture_app.practice.lessons.attempt import Attempt, Grade, Skill


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt, when it was, and what it was worth.

    Attributes:
        id: rising in the order of writing.
        at: UTC.
        given: the grade that followed from the attempt.
        grade: what counts: the same, or what the learner put in its place.
        overruled_at: when the learner did, UTC; None: never.
    """

    id: int
    at: datetime
    attempt: Attempt
    given: Grade
    grade: Grade
    overruled_at: datetime | None = None


class Spelled(msgspec.Struct, frozen=True, kw_only=True):
    """One word spelled with the hand ("produce"), or read from the hand ("read").

    Attributes:
        at: UTC.
        seconds: from the first letter to the last.
        mistakes: letters that were wrong at first; of a word read, 1 if it was named wrongly.
    """

    at: datetime
    word: str
    skill: Skill
    seconds: float
    mistakes: int

    @property
    def letters(self) -> int:
        return sum(character.isalpha() for character in self.word)
