"""Figures of practice: true to the journal, and typical of the learner rather than of one bad day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gesture_app.practice.decks.card import Card, Deck
from gesture_app.practice.journal.journal import Journal
from gesture_app.practice.lessons.attempt import Grade, Skill
from gesture_app.practice.progress.progress import Progress, progress_of
from made_attempts import NOON, made

LETTERS = Deck(id="letters", name="Letters", cards=tuple(Card(id=name, name=name) for name in "ABC"))
DAY = timedelta(days=1)
TODAY = date(2026, 3, 2)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite", now=NOON) as journal:
        yield journal


def progress(journal: Journal, now: datetime = NOON) -> Progress:
    return progress_of(journal, [LETTERS], now, UTC)


def answer(journal: Journal, card: str, grade: Grade, at: datetime, skill: Skill = "produce") -> None:
    journal.write(made(card, skill, right=grade != "again"), grade, at)


def test_before_the_first_practice_all_is_empty_and_every_card_is_there(journal: Journal) -> None:
    empty = progress(journal)
    assert (empty.days, empty.streak_days, empty.longest_streak_days, empty.spelling) == ((), 0, 0, ())
    assert (empty.retention, empty.retention_weeks) == ({}, ())
    assert [(card.name, card.strength, card.produce, card.mistake) for card in empty.cards] == [
        (name, 0.0, None, None) for name in "ABC"
    ]
    assert empty.forecast[0] == (TODAY, 0)
    assert len(empty.forecast) == 30


def test_the_calendar_counts_answers_words_and_seconds_of_each_day(journal: Journal) -> None:
    answer(journal, "A", "good", NOON - DAY)
    answer(journal, "A", "again", NOON)
    answer(journal, "B", "good", NOON)
    journal.spelled("cat", "read", 4.0, 0, NOON)
    yesterday, today = progress(journal).days
    assert (yesterday.day, yesterday.reviews, yesterday.words) == (TODAY - DAY, 1, 0)
    assert (today.day, today.reviews, today.right, today.words, today.seconds) == (TODAY, 2, 1, 1, 10.0)


def test_a_day_is_the_learners_and_ends_at_four_in_the_morning(journal: Journal) -> None:
    zone = ZoneInfo("America/New_York")
    for hour in (3, 4):
        answer(journal, "A", "good", datetime(2026, 3, 3, hour, 30, tzinfo=zone))
    there = progress_of(journal, [LETTERS], datetime(2026, 3, 3, 12, tzinfo=zone), zone)
    assert [day.day for day in there.days] == [date(2026, 3, 2), date(2026, 3, 3)]
    assert there.today == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("days_ago", "streak", "longest"),
    [([0], 1, 1), ([1], 1, 1), ([2], 0, 1), ([0, 1, 2], 3, 3), ([1, 2, 4, 5, 6], 2, 3), ([0, 2], 1, 1)],
)
def test_days_in_a_row_end_with_a_day_missed_not_with_one_that_has_just_begun(
    journal: Journal, days_ago: list[int], streak: int, longest: int
) -> None:
    for ago in sorted(days_ago, reverse=True):
        answer(journal, "A", "good", NOON - ago * DAY)
    figures = progress(journal)
    assert (figures.streak_days, figures.longest_streak_days) == (streak, longest)


def test_retention_counts_due_cards_at_their_first_try_only(journal: Journal) -> None:
    for card in "ABC":
        answer(journal, card, "easy", NOON)  # the first time: nothing was due
    answer(journal, "A", "good", NOON + DAY)  # not due yet
    later = NOON + 60 * DAY
    answer(journal, "B", "again", later)
    answer(journal, "B", "good", later + timedelta(minutes=10))  # the second try
    answer(journal, "C", "hard", later)
    figures = progress(journal, later)
    retention = figures.retention["produce"]
    assert set(figures.retention) == {"produce"}
    assert (retention.known, retention.asked, retention.rate) == (1, 2, 0.5)
    assert retention.since == later.date()
    assert [(week.since, week.known, week.asked) for week in figures.retention_weeks] == [
        (date(2026, 4, 27), 1, 2)
    ]


def test_making_weighs_twice_as_much_as_reading(journal: Journal) -> None:
    answer(journal, "A", "easy", NOON, "produce")
    answer(journal, "B", "easy", NOON, "read")
    made_card, read_card, _ = progress(journal).cards
    assert made_card.strength == pytest.approx(2 * read_card.strength)
    assert 0 < read_card.strength < made_card.strength < 1


def test_a_card_grows_stronger_with_every_success_and_weaker_when_forgotten(journal: Journal) -> None:
    strengths, at = [], NOON
    for grade in ("good", "good", "good", "good", "again"):
        answer(journal, "A", grade, at)  # type: ignore[arg-type]
        card = progress(journal, at).cards[0]
        strengths.append(card.strength)
        assert card.produce is not None
        at = card.produce.next_due
    assert card.produce.forgotten == 1
    assert strengths[0] <= strengths[1] < strengths[2] < strengths[3]
    assert strengths[4] < strengths[3]


def test_the_typical_mistake_is_the_one_made_most_often_of_late(journal: Journal) -> None:
    for corrections in (
        (("handshape:thumb",),) * 9 + (("handshape:ring",),) * 8 + (("visibility:thumb",),) * 4
    ):
        journal.write(made("A", corrections=corrections), "good", NOON)
    mistake = progress(journal).cards[0].mistake
    assert mistake is not None
    assert (mistake.parameter, mistake.part, mistake.times, mistake.tries) == ("handshape", "ring", 8, 12)
    assert mistake.words == "the shape of the ring finger"


def test_what_went_wrong_once_is_not_typical(journal: Journal) -> None:
    journal.write(made("A", corrections=("handshape:ring", "handshape:ring")), "good", NOON)
    assert progress(journal).cards[0].mistake is None


def test_a_letter_read_as_another_is_told(journal: Journal) -> None:
    for answered, right in (("B", False), ("A", True), ("C", False), ("B", False)):
        journal.write(made("A", "read", right=right, answer=answered), "again", NOON)
    assert progress(journal).cards[0].confused_with == "B"


def test_the_speed_of_spelling_is_that_of_the_words_without_a_mistake(journal: Journal) -> None:
    journal.spelled("cat", "produce", 6.0, 0, NOON)
    journal.spelled("house", "produce", 10.0, 0, NOON)
    journal.spelled("elephant", "produce", 2.0, 3, NOON)
    journal.spelled("cat", "read", 1.0, 1, NOON)
    made_words, read_words = progress(journal).spelling
    assert (made_words.skill, made_words.letters_per_s, made_words.words, made_words.right) == (
        "produce",
        0.5,
        3,
        2,
    )
    assert (read_words.skill, read_words.letters_per_s, read_words.right) == ("read", 0.0, 0)


def test_the_forecast_puts_what_is_overdue_on_today_and_each_card_on_its_day(journal: Journal) -> None:
    answer(journal, "A", "easy", NOON)
    answer(journal, "A", "easy", NOON, "read")
    answer(journal, "B", "again", NOON)
    first = progress(journal).cards[0].produce
    assert first is not None
    counts = dict(progress(journal).forecast)
    assert counts[TODAY] == 1
    assert counts[first.next_due.date()] == 2
    assert sum(counts.values()) == 3
    assert progress(journal, NOON + 100 * DAY).forecast[0] == (TODAY + 100 * DAY, 3)


def test_cards_of_no_deck_are_left_out_but_their_days_are_kept(journal: Journal) -> None:
    answer(journal, "gone", "good", NOON)
    figures = progress(journal)
    assert [card.name for card in figures.cards] == ["A", "B", "C"]
    assert figures.days[0].reviews == 1
    assert sum(count for _, count in figures.forecast) == 0
