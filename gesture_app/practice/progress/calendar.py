"""On which days there was practice, and how many in a row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from gesture_app.practice.journal.days import practice_day
from gesture_app.practice.journal.review import Review, Spelled

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PracticeDay:
    """One day with practice.

    Attributes:
        reviews: cards answered, each time counted.
        right: how many of them were right.
        words: spelled or read in spelling.
        seconds: spent on all of it.
    """

    day: date
    reviews: int
    right: int
    words: int
    seconds: float


def practice_days(
    reviews: Iterable[Review], words: Iterable[Spelled], zone: tzinfo | None
) -> tuple[PracticeDay, ...]:
    """The days with practice, rising."""
    answered, right, spelled = Counter[date](), Counter[date](), Counter[date]()
    seconds: defaultdict[date, float] = defaultdict(float)
    for review in reviews:
        day = practice_day(review.at, zone)
        answered[day] += 1
        right[day] += review.attempt.right
        seconds[day] += review.attempt.seconds
    for word in words:
        day = practice_day(word.at, zone)
        spelled[day] += 1
        seconds[day] += word.seconds
    return tuple(
        PracticeDay(day, answered[day], right[day], spelled[day], seconds[day]) for day in sorted(seconds)
    )


def streaks(days: Sequence[PracticeDay], today: date) -> tuple[int, int]:
    """Days in a row: those up to today, or to yesterday while today may still be practised on, and the most ever."""
    practised = {day.day for day in days}
    lengths: dict[date, int] = {}
    for day in sorted(practised):
        lengths[day] = lengths.get(day - _DAY, 0) + 1
    last = today if today in practised else today - _DAY
    return lengths.get(last, 0), max(lengths.values(), default=0)
