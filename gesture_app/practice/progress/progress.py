"""All figures of practice at one moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from gesture_app.practice.decks.card import Deck
from gesture_app.practice.journal.days import practice_day
from gesture_app.practice.lessons.attempt import Skill
from gesture_app.practice.progress.calendar import PracticeDay, practice_days, streaks
from gesture_app.practice.progress.forecast import forecast
from gesture_app.practice.progress.retention import Retention, retention_of
from gesture_app.practice.progress.spelling import SpellingDay, spelling_days
from gesture_app.practice.progress.strength import CardProgress, card_progress

if TYPE_CHECKING:
    from gesture_app.practice.journal.journal import Journal

FORECAST_DAYS = 30


@dataclass(frozen=True, slots=True)
class Progress:
    """What practice has brought. A day begins at 4 o'clock local time.

    Attributes:
        today: the day that it was reckoned on.
        days: those with practice, rising.
        streak_days: days in a row up to today; a day that has not been practised on yet does not end it.
        longest_streak_days: ever.
        retention: over all time; a skill of which nothing was due yet is missing.
        retention_weeks: the same for every week, rising; weeks in which nothing was due are missing.
        cards: of all decks, in their order.
        spelling: rising by day.
        forecast: cards due on each day from today on, those of today with all that is overdue; both skills counted,
            new cards not.
    """

    today: date
    days: tuple[PracticeDay, ...]
    streak_days: int
    longest_streak_days: int
    retention: Mapping[Skill, Retention]
    retention_weeks: tuple[Retention, ...]
    cards: tuple[CardProgress, ...]
    spelling: tuple[SpellingDay, ...]
    forecast: tuple[tuple[date, int], ...]


def progress_of(
    journal: Journal, decks: Sequence[Deck], now: datetime, zone: tzinfo | None = None
) -> Progress:
    """Reckon everything from the journal.

    Args:
        decks: those whose cards are told of; the calendar, retention and spelling are of all that was ever practised.
        now: aware.
        zone: where the learner is, for the days; None: what the system says.

    Raises:
        JournalError: the journal cannot be read.
    """
    history, words = journal.history(), journal.spellings()
    today = practice_day(now, zone)
    days = practice_days(history.reviews, words, zone)
    streak, longest = streaks(days, today)
    retention, weeks = retention_of(history.steps, zone)
    return Progress(
        today=today,
        days=days,
        streak_days=streak,
        longest_streak_days=longest,
        retention=retention,
        retention_weeks=weeks,
        cards=card_progress(decks, history, now),
        spelling=spelling_days(words, zone),
        forecast=forecast(decks, history.memories, today, FORECAST_DAYS, zone),
    )
