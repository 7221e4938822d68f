"""What the lines of progress show: how much is still known, and how fast words are spelled."""

from __future__ import annotations

import math
from collections.abc import Sequence

from gesture_app.practice.lessons.attempt import Skill
from gesture_app.practice.progress.retention import Retention
from gesture_app.practice.progress.spelling import SpellingDay
from gesture_app.ui.progress.lines import DayLines, DayPoint, Rule
from gesture_app.ui.wording import count_of

_AIM = 0.9  # FSRS brings a card back when it is still known with this probability
_MADE: dict[Skill, str] = {"produce": "making", "read": "reading"}
_SPELLED: dict[Skill, str] = {"produce": "spelled by you", "read": "read by you"}


def show_retention(lines: DayLines, weeks: Sequence[Retention]) -> None:
    """Shares of cards known at the first try, week by week."""
    points = [
        DayPoint(
            week.since, week.skill, week.rate,
            f"Week of {week.since.day} {week.since:%B}, {_MADE[week.skill]}: {week.known} of "
            f"{count_of(week.asked, 'card')} known ({week.rate:.0%})",
        )
        for week in weeks
    ]  # fmt: skip
    lowest = math.floor(min([*(week.rate for week in weeks), 0.5]) * 4) / 4
    rules = [Rule(lowest, f"{lowest:.0%}"), Rule(_AIM, f"{_AIM:.0%}", aim=True), Rule(1.0, "")]
    middle = (lowest + _AIM) / 2
    rules.insert(1, Rule(middle, f"{middle:.0%}"))
    lines.set_points(points, rules, f"{count_of(len(points), 'week')} shown. The dotted line is at 90 %.")


def show_spelling(lines: DayLines, days: Sequence[SpellingDay]) -> None:
    """Letters a second, day by day."""
    points = [
        DayPoint(
            each.day, each.skill, each.letters_per_s,
            f"{each.day.day} {each.day:%B}, {_SPELLED[each.skill]}: {each.letters_per_s:.1f} letters a second, "
            f"{each.right} of {count_of(each.words, 'word')} right",
        )
        for each in days
    ]  # fmt: skip
    fastest = max((each.letters_per_s for each in days), default=1.0)
    step = next(step for step in (0.25, 0.5, 1.0, 2.0, 5.0, math.inf) if fastest <= 4 * step)
    rules = [Rule(number * step, f"{number * step:g}") for number in range(math.ceil(fastest / step) + 1)]
    lines.set_points(points, rules, f"{count_of(len(points), 'day')} shown.")
