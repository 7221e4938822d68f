"""Cards come back when FSRS says so, on the day they are due, and new ones a few a day."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gesture_app.practice.decks.card import Card, Deck
from gesture_app.practice.journal.journal import Journal
from gesture_app.practice.journal.schedule import Schedule
from gesture_app.practice.lessons.attempt import Grade, Mode, Skill
from gesture_app.practice.lessons.session import DueCard
from made_attempts import NOON, made

PUBLISHED_AT = datetime(2022, 11, 29, 12, 30, tzinfo=UTC)
"""The moment at which py-fsrs's own tests begin."""

LETTERS = Deck(id="letters", name="Letters", cards=tuple(Card(id=name, name=name) for name in "ABCDE"))
DAY = timedelta(days=1)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite", now=NOON) as journal:
        yield journal


@pytest.fixture
def schedule(journal: Journal) -> Schedule:
    return Schedule(journal, zone=UTC)


def answer(
    journal: Journal,
    card: str,
    grade: Grade,
    at: datetime,
    skill: Skill = "produce",
    mode: Mode | None = None,
) -> int:
    return journal.write(made(card, skill, mode), grade, at)


def learn(journal: Journal, cards: str, at: datetime, skill: Skill = "produce") -> None:
    """So that they come back after days."""
    for card in cards:
        answer(journal, card, "easy", at, skill)


def names(due: Sequence[DueCard]) -> list[str]:
    return [f"{one.card}{'*' if one.new else ''} {one.skill}" for one in due]


def test_intervals_are_those_that_fsrs_publishes(journal: Journal, schedule: Schedule) -> None:
    """py-fsrs 6.3, tests/test_basic.py, test_review_card."""
    at = PUBLISHED_AT
    intervals_days = []
    for grade in (*["good"] * 6, *["again"] * 2, *["good"] * 5):
        answer(journal, "A", grade, at)
        memory = schedule.memory("A", "produce")
        assert memory is not None
        intervals_days.append((memory.due - memory.last_at).days)
        at = memory.due
    assert intervals_days == [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]


def test_memory_is_what_fsrs_publishes(journal: Journal, schedule: Schedule) -> None:
    """py-fsrs 6.3, tests/test_basic.py, test_memo_state."""
    at = PUBLISHED_AT
    for grade, days in zip(["again", *["good"] * 5], [0, 0, 1, 3, 8, 21], strict=True):
        at += days * DAY
        answer(journal, "A", grade, at)
    memory = schedule.memory("A", "produce")
    assert memory is not None
    assert memory.lasts_days == pytest.approx(53.62691, abs=1e-4)
    assert memory.card.difficulty == pytest.approx(6.3574867, abs=1e-4)


@pytest.mark.parametrize(
    ("grade", "lasts_days", "difficulty"),
    [("again", 0.212, 6.4133), ("hard", 1.2931, 5.1122), ("good", 2.3065, 2.1181), ("easy", 8.2956, 1.0)],
)
def test_a_first_review_is_worth_what_fsrs_publishes(
    journal: Journal, schedule: Schedule, grade: Grade, lasts_days: float, difficulty: float
) -> None:
    """The default parameters of FSRS-6."""
    answer(journal, "A", grade, NOON)
    memory = schedule.memory("A", "produce")
    assert memory is not None
    assert memory.lasts_days == pytest.approx(lasts_days, abs=1e-4)
    assert memory.card.difficulty == pytest.approx(difficulty, abs=1e-4)


def test_what_lasts_so_many_days_is_then_remembered_with_nine_in_ten(
    journal: Journal, schedule: Schedule
) -> None:
    answer(journal, "A", "easy", NOON)
    memory = schedule.memory("A", "produce")
    assert memory is not None
    assert memory.remembered(NOON) == 1.0
    assert memory.remembered(NOON + round(memory.lasts_days) * DAY) == pytest.approx(0.9, abs=0.005)


def test_scheduling_pulls_in_no_torch() -> None:
    code = (
        "import sys; from gesture_app.practice.journal.memory import _scheduler; _scheduler(); "
        "assert 'fsrs' in sys.modules; assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_card_is_due_on_the_whole_of_its_day_which_begins_at_four(journal: Journal) -> None:
    zone = ZoneInfo("Europe/Berlin")
    schedule = Schedule(journal, zone)
    answer(journal, "A", "easy", datetime(2026, 3, 2, 21, 0, tzinfo=zone))
    memory = schedule.memory("A", "produce")
    assert memory is not None
    day = memory.due.astimezone(zone).date()
    four = datetime(day.year, day.month, day.day, 4, 0, tzinfo=zone)
    assert not schedule.counts(LETTERS, four - timedelta(seconds=1), 0).due
    assert schedule.counts(LETTERS, four - timedelta(seconds=1), 0).next_due == four
    assert schedule.counts(LETTERS, four, 0).due == 1
    assert schedule.counts(LETTERS, four, 0).next_due is None


def test_a_card_in_its_first_steps_is_due_to_the_minute(journal: Journal, schedule: Schedule) -> None:
    answer(journal, "A", "good", NOON)
    assert schedule.due(LETTERS, NOON + timedelta(minutes=9), 0, 9) == ()
    assert schedule.counts(LETTERS, NOON, 0).next_due == NOON + timedelta(minutes=10)
    assert names(schedule.due(LETTERS, NOON + timedelta(minutes=10), 0, 9)) == ["A produce"]


def test_making_and_reading_are_remembered_apart(journal: Journal, schedule: Schedule) -> None:
    answer(journal, "A", "easy", NOON, "produce")
    answer(journal, "A", "again", NOON, "read")
    assert names(schedule.due(LETTERS, NOON + timedelta(hours=1), 0, 9)) == ["A read"]


def test_the_most_nearly_forgotten_comes_first_and_making_before_reading(
    journal: Journal, schedule: Schedule
) -> None:
    learn(journal, "A", NOON, "read")
    learn(journal, "B", NOON + DAY)
    learn(journal, "C", NOON)
    assert names(schedule.due(LETTERS, NOON + 60 * DAY, 0, 9)) == ["C produce", "B produce", "A read"]
    assert names(schedule.due(LETTERS, NOON + 60 * DAY, 0, 2)) == ["C produce", "B produce"]
    assert names(schedule.due(LETTERS, NOON + 60 * DAY, 0, 9, skills=("read",))) == ["A read"]


def test_only_so_many_signs_are_new_in_a_day_over_all_decks(journal: Journal, schedule: Schedule) -> None:
    digits = Deck(id="digits", name="Digits", cards=tuple(Card(id=name, name=name) for name in "12345"))
    assert names(schedule.due(LETTERS, NOON, 3, 9)) == ["A* produce", "B* produce", "C* produce"]
    learn(journal, "AB", NOON)
    assert names(schedule.due(LETTERS, NOON, 3, 9)) == ["C* produce"]
    assert names(schedule.due(digits, NOON, 3, 9)) == ["1* produce"]
    assert schedule.counts(digits, NOON, 3).new == 1
    assert schedule.due(digits, NOON, 2, 9) == ()


def test_a_sign_is_first_read_on_a_later_day_than_it_was_made(journal: Journal, schedule: Schedule) -> None:
    learn(journal, "AB", NOON)
    late = NOON.replace(hour=23) + timedelta(hours=4, minutes=59)
    assert names(schedule.due(LETTERS, late, 2, 9)) == []
    next_day = late + timedelta(minutes=1)
    assert names(schedule.due(LETTERS, next_day, 2, 9)) == ["C* produce", "D* produce", "A* read", "B* read"]


def test_who_asks_for_reading_alone_need_not_have_made_the_signs(
    journal: Journal, schedule: Schedule
) -> None:
    learn(journal, "A", NOON)
    assert names(schedule.due(LETTERS, NOON, 3, 9, skills=("read",))) == ["B* read", "C* read", "A* read"]


def test_counts_tell_both_skills(journal: Journal, schedule: Schedule) -> None:
    learn(journal, "AB", NOON)
    answer(journal, "A", "again", NOON, "read")
    counts = schedule.counts(LETTERS, NOON + timedelta(minutes=5), 3)
    assert (counts.due, counts.new, counts.learned, counts.total) == (1, 1, 3, 10)


def test_an_overruled_grade_changes_when_the_card_comes_back(journal: Journal, schedule: Schedule) -> None:
    number = answer(journal, "A", "easy", NOON)
    assert not schedule.counts(LETTERS, NOON + timedelta(hours=1), 0).due
    journal.overrule(number, "again", NOON)
    assert schedule.counts(LETTERS, NOON + timedelta(hours=1), 0).due == 1


def test_a_renamed_card_keeps_its_dates(journal: Journal, schedule: Schedule) -> None:
    learn(journal, "B", NOON)
    before = schedule.memory("B", "produce")
    journal.rename_card("B", "own/B")
    after = schedule.memory("own/B", "produce")
    assert schedule.memory("B", "produce") is None
    assert before is not None
    assert after is not None
    assert after.due == before.due


def test_a_schedule_opened_later_stands_where_the_first_one_stood(
    journal: Journal, schedule: Schedule
) -> None:
    for number, grade in enumerate(("good", "good", "hard", "again", "good")):
        answer(journal, "ABCDE"[number % 2], grade, NOON + number * DAY)  # type: ignore[arg-type]
        with Journal(journal.file, now=NOON) as opened_later:
            assert schedule.memory("A", "produce") == Schedule(opened_later, UTC).memory("A", "produce")


def test_free_practice_moves_no_card(journal: Journal, schedule: Schedule) -> None:
    answer(journal, "A", "again", NOON, mode="free")
    assert schedule.memory("A", "produce") is None


def test_a_letter_spelled_many_times_in_a_day_counts_once_unless_it_is_forgotten(
    journal: Journal, schedule: Schedule
) -> None:
    learn(journal, "A", NOON)
    once = schedule.memory("A", "produce")
    for minute in range(9):
        answer(journal, "A", "easy", NOON + timedelta(minutes=minute), mode="spell")
    assert schedule.memory("A", "produce") == once
    answer(journal, "A", "again", NOON + timedelta(minutes=10), mode="spell")
    assert schedule.counts(LETTERS, NOON + timedelta(minutes=20), 0).due == 1
    answer(journal, "A", "good", NOON + timedelta(minutes=20), mode="spell")
    again_known = schedule.memory("A", "produce")
    answer(journal, "A", "good", NOON + DAY, mode="spell")
    assert schedule.memory("A", "produce") != again_known


def test_imitating_moves_a_card_only_in_its_first_steps(journal: Journal, schedule: Schedule) -> None:
    answer(journal, "A", "hard", NOON, mode="learn")
    first = schedule.memory("A", "produce")
    assert first is not None
    assert first.due == NOON + timedelta(minutes=5.5)
    answer(journal, "A", "easy", NOON)
    settled = schedule.memory("A", "produce")
    answer(journal, "A", "hard", NOON + 30 * DAY, mode="learn")
    assert schedule.memory("A", "produce") == settled


def test_a_clock_that_was_set_back_does_no_harm(journal: Journal, schedule: Schedule) -> None:
    learn(journal, "A", NOON)
    answer(journal, "A", "good", NOON - 10 * DAY)
    memory = schedule.memory("A", "produce")
    assert memory is not None
    assert memory.due > NOON - 10 * DAY
    assert memory.remembered(NOON - 20 * DAY) == 1.0
