"""What is written into the journal stands there, in this run and in the next."""

from __future__ import annotations

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gesture_app.practice.journal.journal import Journal
from gesture_app.practice.journal.schema import APPLICATION, STEPS, VERSION
from gesture_app.practice.journal.trouble import JournalError
from made_attempts import NOON, made


def copies(file: Path) -> list[str]:
    return sorted(path.name for path in (file.parent / "journal copies").glob("*"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "practice" / "journal.sqlite"


def test_a_review_comes_back_as_it_was_written_also_after_reopening(file: Path) -> None:
    attempt = made(
        "own/Straße 🤟",
        right=False,
        seconds=7.25,
        corrections=("handshape:ring", "movement:direction"),
        helped=True,
        answer="it's; DROP TABLE review",
        again_after=2,
    )
    with Journal(file, now=NOON) as journal:
        number = journal.write(attempt, "again", NOON)
    with Journal(file, now=NOON) as journal:
        (review,) = journal.reviews()
        assert journal.problems == []
    assert (review.id, review.at, review.attempt) == (number, NOON, attempt)
    assert (review.given, review.grade, review.overruled_at) == ("again", "again", None)


def test_reviews_are_numbered_in_the_order_of_writing_and_read_from_any_on(file: Path) -> None:
    with Journal(file, now=NOON) as journal:
        numbers = [journal.write(made(card), "good", NOON) for card in "ABC"]
        assert [review.attempt.card for review in journal.reviews(after=numbers[0])] == ["B", "C"]
        assert numbers == sorted(set(numbers))


def test_an_overruled_grade_counts_and_the_given_one_is_kept_beside_it(file: Path) -> None:
    later = NOON + timedelta(minutes=1)
    with Journal(file, now=NOON) as journal:
        first, second = (journal.write(made(card), "hard", NOON) for card in "AB")
        journal.overrule(first, "easy", later)
        reviews = journal.reviews()
        with pytest.raises(KeyError):
            journal.overrule(second + 1, "easy", later)
    assert [(review.given, review.grade) for review in reviews] == [("hard", "easy"), ("hard", "hard")]
    assert [review.overruled_at for review in reviews] == [later, None]


def test_the_reviews_of_a_renamed_card_go_on_under_its_new_id(file: Path) -> None:
    with Journal(file, now=NOON) as journal:
        for card in ("own/wave", "own/waves", "own/wave"):
            journal.write(made(card), "good", NOON)
        journal.rename_card("own/wave", "own/hello")
        assert [review.attempt.card for review in journal.reviews()] == [
            "own/hello",
            "own/waves",
            "own/hello",
        ]


def test_spelled_words_come_back_with_their_letters(file: Path) -> None:
    with Journal(file, now=NOON) as journal:
        journal.spelled("don't", "produce", 6.5, 1, NOON)
        journal.spelled("cat", "read", 1.5, 0, NOON)
    with Journal(file, now=NOON) as journal:
        words = journal.spellings()
    assert [(word.word, word.letters, word.seconds, word.mistakes) for word in words] == [
        ("don't", 4, 6.5, 1),
        ("cat", 3, 1.5, 0),
    ]


@pytest.mark.parametrize("seconds", [float("nan"), -1.0])
def test_what_cannot_be_written_is_told_and_leaves_the_rest(file: Path, seconds: float) -> None:
    with Journal(file, now=NOON) as journal:
        journal.write(made("A"), "good", NOON)
        with pytest.raises(JournalError, match="could not be written down"):
            journal.write(made("B", seconds=seconds), "good", NOON)
        journal.write(made("C"), "good", NOON)
        assert [review.attempt.card for review in journal.reviews()] == ["A", "C"]


def test_a_moment_without_a_time_zone_is_refused(file: Path) -> None:
    with Journal(file, now=NOON) as journal, pytest.raises(ValueError, match="time zone"):
        journal.write(made(), "good", datetime(2026, 3, 2, 12, 0))


def test_several_threads_may_write_into_one_journal(file: Path) -> None:
    with Journal(file, now=NOON) as journal, ThreadPoolExecutor(4) as threads:
        numbers = list(threads.map(lambda card: journal.write(made(card), "good", NOON), map(str, range(60))))
        assert sorted(numbers) == [review.id for review in journal.reviews()] == list(range(1, 61))
        cards = {review.id: review.attempt.card for review in journal.history().reviews}
    assert [cards[number] for number in numbers] == [str(card) for card in range(60)]


def test_two_programs_may_write_into_one_journal(file: Path) -> None:
    with Journal(file, now=NOON) as one, Journal(file, now=NOON) as other:
        one.write(made("A"), "good", NOON)
        other.write(made("B"), "good", NOON)
        one.write(made("C"), "good", NOON)
        assert [review.attempt.card for review in other.reviews()] == ["A", "B", "C"]


def test_each_day_of_opening_leaves_one_copy_and_the_newest_seven_stay(file: Path) -> None:
    for number in range(10):
        day = NOON + timedelta(days=number)
        for moment in (day, day + timedelta(hours=3)):
            with Journal(file, now=moment) as journal:
                journal.write(made(str(number)), "good", moment)
    assert copies(file) == [f"journal-2026-03-{day:02}.sqlite" for day in range(5, 12)]
    with Journal(file.parent / "journal copies" / copies(file)[-1], now=NOON) as copied:
        assert [review.attempt.card for review in copied.reviews()] == [
            *(str(n) for n in range(9) for _ in "12")
        ]


def test_a_journal_of_an_older_version_is_copied_before_it_is_changed(file: Path) -> None:
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as old:
        old.execute(STEPS[0])
        old.execute(f"PRAGMA application_id = {APPLICATION}")
        old.execute("PRAGMA user_version = 1")
        old.execute(
            "INSERT INTO review VALUES (1, 0, 'A', 'read', 'read', 1, 2.0, '[]', 0, '', 0, 'good', 'good', NULL)"
        )
        old.commit()
    with Journal(file, now=NOON) as journal:
        journal.spelled("cat", "read", 1.5, 0, NOON)
        assert [review.attempt.card for review in journal.reviews()] == ["A"]
        assert journal.problems == []
    with closing(sqlite3.connect(file)) as now:
        assert now.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert f"journal-before-version-{VERSION}.sqlite" in copies(file)
    with closing(
        sqlite3.connect(file.parent / "journal copies" / f"journal-before-version-{VERSION}.sqlite")
    ) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)
        assert copy.execute("SELECT card FROM review").fetchall() == [("A",)]


def test_a_journal_from_the_future_is_refused_with_a_sentence_and_not_touched(file: Path) -> None:
    with Journal(file, now=NOON) as journal:
        journal.write(made(), "good", NOON)
    with closing(sqlite3.connect(file)) as future:
        future.execute(f"PRAGMA user_version = {VERSION + 1}")
    shutil.rmtree(file.parent / "journal copies", ignore_errors=True)
    before = file.read_bytes()
    with pytest.raises(JournalError, match=r"newer version .* Update the program"):
        Journal(file, now=NOON)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_newer_version_that_was_killed_is_refused_too(file: Path) -> None:
    """Its version stands only in the write-ahead log beside the file."""
    with Journal(file, now=NOON) as journal:
        journal.write(made(), "good", NOON)
    with closing(sqlite3.connect(file)) as future:
        future.execute(f"PRAGMA user_version = {VERSION + 1}")
        for part in ("", "-wal"):
            shutil.copy(f"{file}{part}", f"{file.with_stem('killed')}{part}")
    with pytest.raises(JournalError, match="newer version"):
        Journal(file.with_stem("killed"), now=NOON)
    with closing(sqlite3.connect(file.with_stem("killed"))) as killed:
        assert killed.execute("PRAGMA user_version").fetchone() == (VERSION + 1,)


def test_a_folder_where_the_file_should_be_is_told_in_a_sentence(file: Path) -> None:
    file.mkdir(parents=True)
    with pytest.raises(JournalError, match=r"could not be opened in .*\."):
        Journal(file, now=NOON)
