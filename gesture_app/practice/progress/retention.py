"""How much of what was due was still known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from gesture_app.practice.journal.days import practice_day
from gesture_app.practice.journal.memory import Step
from gesture_app.practice.lessons.attempt import Skill


@dataclass(frozen=True, slots=True)
class Retention:
    """The share of due cards that were known at the first try.

    Attributes:
        since: the first day counted; of a week, its Monday.
        known, asked: cards; `asked` is at least 1.
    """

    skill: Skill
    since: date
    known: int
    asked: int

    @property
    def rate(self) -> float:
        """0…1."""
        return self.known / self.asked


def retention_of(
    steps: Iterable[Step], zone: tzinfo | None
) -> tuple[Mapping[Skill, Retention], tuple[Retention, ...]]:
    """Of all time for each skill, and of each week, rising.

    Counted are cards that came back after days and on the day they were due or later, each at its first try of a day;
    a card is known if its grade is not "again".
    """
    tries: list[tuple[Skill, date, bool]] = []
    for step in steps:
        before, review = step.before, step.review
        if before is None or not before.settled:
            continue
        day = practice_day(review.at, zone)
        if practice_day(before.due, zone) <= day:
            tries.append((review.attempt.skill, day, review.grade != "again"))
    first: dict[Skill, date] = {}
    for skill, day, _ in tries:
        first[skill] = min(day, first.get(skill, day))
    ever = _summed((skill, first[skill], known) for skill, _, known in tries)
    weeks = _summed((skill, day - timedelta(days=day.weekday()), known) for skill, day, known in tries)
    return {one.skill: one for one in ever}, weeks


def _summed(tries: Iterable[tuple[Skill, date, bool]]) -> tuple[Retention, ...]:
    asked, known = Counter[tuple[date, Skill]](), Counter[tuple[date, Skill]]()
    for skill, since, was_known in tries:
        asked[since, skill] += 1
        known[since, skill] += was_known
    return tuple(
        Retention(skill, since, known[since, skill], asked[since, skill]) for since, skill in sorted(asked)
    )
