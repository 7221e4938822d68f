"""A damaged journal is set aside, and a new one begins with what can be recovered."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from gesture_app.practice.journal.journal import Journal
from made_attempts import NOON, made

TOMORROW = NOON + timedelta(days=1)


@pytest.fixture(scope="module")
def practised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a journal: 60 reviews and a word in the copy of yesterday, and 60 more reviews of today."""
    file = tmp_path_factory.mktemp("practised") / "journal.sqlite"
    with Journal(file, now=NOON) as journal:
        journal.spelled("cat", "read", 1.5, 0, NOON)
        write(journal, 60)
    with Journal(file, now=TOMORROW) as journal:
        write(journal, 60)
    return file.parent


@pytest.fixture
def file(practised: Path, tmp_path: Path) -> Path:
    return shutil.copytree(practised, tmp_path / "practice") / "journal.sqlite"


def write(journal: Journal, count: int) -> None:
    for _ in range(count):
        journal.write(made("x" * 400), "good", NOON)


def spoil(file: Path, begin: int, count: int) -> None:
    data = bytearray(file.read_bytes())
    data[begin : begin + count] = b"\xa5" * count
    file.write_bytes(data)


def aside(file: Path) -> list[Path]:
    return sorted(file.parent.glob("journal-damaged-*.sqlite"))


def test_a_file_that_is_no_database_any_more_is_replaced_by_its_newest_copy(file: Path) -> None:
    spoil(file, 0, 200)
    spoiled = file.read_bytes()
    with Journal(file, now=TOMORROW) as journal:
        assert [review.id for review in journal.reviews()] == list(range(1, 61))
        assert [word.word for word in journal.spellings()] == ["cat"]
        (sentence,) = journal.problems
        assert journal.write(made(), "good", TOMORROW) == 61
    (kept,) = aside(file)
    assert kept.name == "journal-damaged-2026-03-03-1.sqlite"
    assert kept.read_bytes() == spoiled
    assert sentence == (
        "The practice journal could not be read. It was set aside as journal-damaged-2026-03-03-1.sqlite. "
        "A new one was begun with the 60 reviews that could be recovered."
    )
    with Journal(file, now=TOMORROW) as journal:
        assert journal.problems == []
        assert len(journal.reviews()) == 61


def test_of_a_file_with_one_bad_page_all_other_reviews_are_recovered(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        page_bytes, pages = (
            database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_size", "page_count")
        )
    spoil(file, page_bytes * (pages - 3), page_bytes)
    with Journal(file, now=TOMORROW) as journal:
        numbers = [review.id for review in journal.reviews()]
        assert len(journal.problems) == 1
    assert numbers[:60] == list(range(1, 61))
    assert numbers[-1] == 120
    assert 120 - 2 * page_bytes // 400 < len(numbers) < 120
    assert len(aside(file)) == 1


@pytest.mark.parametrize("left", [0, 50, 5000])
def test_a_file_that_was_cut_off_is_replaced(file: Path, left: int) -> None:
    file.write_bytes(file.read_bytes()[:left])
    with Journal(file, now=TOMORROW) as journal:
        assert len(journal.reviews()) >= 60
        assert len(journal.problems) == 1
    assert len(aside(file)) == 1


def test_another_programs_database_is_set_aside_whole(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE review (id INTEGER, secret TEXT)")
        other.execute("INSERT INTO review VALUES (1, 'kept')")
        other.commit()
    with Journal(file, now=TOMORROW) as journal:
        assert len(journal.reviews()) == 60
    with closing(sqlite3.connect(aside(file)[0])) as other:
        assert other.execute("SELECT secret FROM review").fetchone() == ("kept",)


def test_a_journal_that_lost_a_table_is_replaced(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("DROP TABLE spelled")
    with Journal(file, now=TOMORROW) as journal:
        assert len(journal.reviews()) == 120
        assert [word.word for word in journal.spellings()] == ["cat"]
        assert len(journal.problems) == 1


def test_a_copy_that_is_damaged_too_gives_way_to_the_one_before(file: Path) -> None:
    with Journal(file, now=TOMORROW + timedelta(days=1)):
        pass
    copies = sorted((file.parent / "journal copies").iterdir())
    assert len(copies) == 2
    for broken in (copies[-1], file):
        spoil(broken, 0, 200)
    with Journal(file, now=TOMORROW) as journal:
        assert [review.id for review in journal.reviews()] == list(range(1, 61))


def test_a_grade_overruled_before_the_copy_is_recovered_as_it_counted(file: Path) -> None:
    with Journal(file, now=TOMORROW) as journal:
        journal.overrule(1, "again", TOMORROW)
    with Journal(file, now=TOMORROW + timedelta(days=1)):
        pass
    spoil(file, 0, 200)
    with Journal(file, now=TOMORROW) as journal:
        assert [review.grade for review in journal.reviews()] == ["again", *["good"] * 119]


def test_without_a_copy_a_new_journal_begins_empty_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "journal.sqlite"
    file.write_text("not a database at all, but long enough to be looked at")
    with Journal(file, now=NOON) as journal:
        assert journal.reviews() == ()
        assert journal.problems[0].endswith("A new one was begun and is empty.")


def test_a_second_damage_on_one_day_does_not_overwrite_the_first(file: Path) -> None:
    for _ in range(2):
        spoil(file, 0, 200)
        Journal(file, now=TOMORROW).close()
    assert [path.name[-8:] for path in aside(file)] == ["1.sqlite", "2.sqlite"]


def test_a_damaged_file_never_replaces_a_copy(file: Path) -> None:
    copy = file.parent / "journal copies" / "journal-2026-03-03.sqlite"
    before = copy.read_bytes()
    spoil(file, 0, 200)
    Journal(file, now=TOMORROW).close()
    assert copy.read_bytes() == before


@pytest.mark.parametrize("moved", [False, True])
def test_a_crash_while_replacing_leaves_the_recovered_journal_for_the_next_opening(
    file: Path, moved: bool
) -> None:
    """Just before, and just after, the damaged file was moved out of the way."""
    shutil.copy(file, file.with_suffix(".recovered"))
    spoil(file, 0, 200)
    if moved:
        file.replace(file.with_stem("journal-damaged-2026-03-03-1"))
    with Journal(file, now=TOMORROW) as journal:
        assert len(journal.reviews()) == 120
        assert journal.problems[0].endswith("with the 120 reviews that could be recovered.")
    assert not file.with_suffix(".recovered").exists()
    assert len(aside(file)) == 1


@pytest.mark.parametrize("seed", range(25))
def test_whatever_is_spoilt_the_journal_opens_and_nothing_of_the_copy_is_lost(file: Path, seed: int) -> None:
    """A row in which only the text is spoilt may be passed over. The header is left alone: in it, noise may look like a
    version from the future."""
    rng = np.random.default_rng(seed)
    data = bytearray(file.read_bytes())
    for begin in rng.integers(100, len(data), size=rng.integers(1, 8)):
        noise = rng.bytes(int(rng.choice([1, 30, 3000])))[: len(data) - int(begin)]
        data[begin : int(begin) + len(noise)] = noise
    file.write_bytes(data)
    with Journal(file, now=TOMORROW) as journal:
        before = {review.id for review in journal.reviews()}
        new = journal.write(made(), "good", TOMORROW)
        if journal.problems:
            assert before.issuperset(range(1, 61))
        else:
            assert len(before) >= 118
        assert {review.id for review in journal.reviews()} == before | {new}
