"""How fast words are spelled and read, day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from gesture_app.practice.journal.days import practice_day
from gesture_app.practice.journal.review import Spelled
from gesture_app.practice.lessons.attempt import Skill


@dataclass(frozen=True, slots=True)
class SpellingDay:
    """Spelling on one day.

    Attributes:
        skill: "produce": the learner's hand spelled; "read": the learner read.
        letters_per_s: all letters of the words that were right, over the time they took; 0 if none was.
        words, right: all, and those without a mistake.
    """

    day: date
    skill: Skill
    letters_per_s: float
    words: int
    right: int


def spelling_days(words: Iterable[Spelled], zone: tzinfo | None) -> tuple[SpellingDay, ...]:
    """One for each day and skill, rising."""
    of_day: defaultdict[tuple[date, Skill], list[Spelled]] = defaultdict(list)
    for word in words:
        of_day[practice_day(word.at, zone), word.skill].append(word)
    return tuple(_day(day, skill, of_day[day, skill]) for day, skill in sorted(of_day))


def _day(day: date, skill: Skill, words: Sequence[Spelled]) -> SpellingDay:
    right = [word for word in words if not word.mistakes]
    seconds = sum(word.seconds for word in right)
    speed = sum(word.letters for word in right) / seconds if seconds else 0.0
    return SpellingDay(day, skill, speed, len(words), len(right))
