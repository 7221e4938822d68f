"""Reviews and cards as tables that spreadsheets read back."""

from __future__ import annotations

import csv
from datetime import UTC
from pathlib import Path

import pytest

from gesture_app.practice.decks.card import Card, Deck
from gesture_app.practice.exporting.csv_file import write_cards, write_reviews
from gesture_app.practice.journal.journal import Journal
from gesture_app.practice.progress.progress import progress_of
from gesture_app.takes.errors import ExportRefused
from made_attempts import NOON, made

DECKS = [Deck(id="letters", name="Letters", cards=(Card(id="A", name="Ä, ä"), Card(id="B", name="=1+1")))]


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    with Journal(tmp_path / "journal.sqlite", now=NOON) as journal:
        for _ in range(2):
            journal.write(
                made("A", right=False, seconds=3.456, corrections=("handshape:ring", "tempo:speed")),
                "again",
                NOON,
            )
        journal.overrule(2, "hard", NOON)
        journal.write(made("B", "read", answer='"-quoted"\nanswer'), "good", NOON)
        journal.write(made("gone"), "good", NOON)
        yield journal


def test_every_review_is_a_line(journal: Journal, tmp_path: Path) -> None:
    write_reviews(journal.reviews(), DECKS, tmp_path / "reviews.csv")
    lines = read(tmp_path / "reviews.csv")
    assert lines[1] == {
        "review": "2",
        "at": "2026-03-02T12:00:00+00:00",
        "deck": "Letters",
        "card": "A",
        "name": "Ä, ä",
        "skill": "produce",
        "mode": "produce",
        "right": "0",
        "seconds": "3.46",
        "corrections": "handshape:ring tempo:speed",
        "helped": "0",
        "answer": "",
        "again_after": "0",
        "given_grade": "again",
        "grade": "hard",
    }
    assert lines[2]["answer"] == '"-quoted"\nanswer'
    assert (lines[3]["deck"], lines[3]["name"], lines[3]["card"]) == ("", "", "gone")


def test_a_name_is_never_run_as_a_formula(journal: Journal, tmp_path: Path) -> None:
    write_reviews(journal.reviews(), DECKS, tmp_path / "reviews.csv")
    assert read(tmp_path / "reviews.csv")[2]["name"] == "'=1+1"


def test_every_card_is_a_line_as_it_stands(journal: Journal, tmp_path: Path) -> None:
    progress = progress_of(journal, DECKS, NOON, UTC)
    write_cards(progress.cards, DECKS, tmp_path / "cards.csv")
    first, second = read(tmp_path / "cards.csv")
    assert (first["deck"], first["produce_reviews"], first["read_reviews"]) == ("Letters", "2", "")
    assert (first["mistake_times"], first["mistake_tries"]) == ("2", "2")
    assert float(first["strength"]) == pytest.approx(progress.cards[0].strength, abs=1e-3)
    assert second["read_due"] == "2026-03-02T12:10:00+00:00"


def test_where_no_file_can_be_written_a_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match=r"could not be written in .*\."):
        write_reviews([], DECKS, tmp_path / "nowhere" / "reviews.csv")
