"""Words to spell: from easy to hard, and the user's own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gesture_app.practice.lessons.words import (
    LEVELS,
    LONGEST_WORD,
    MOST_WORDS,
    difficulty,
    graded_words,
    next_word,
    read_own_words,
    signs_of,
    words_of_level,
    write_own_words,
)
from gesture_app.virtual_hand.signs.script import word


def test_there_are_hundreds_of_words_and_the_virtual_hand_can_spell_each() -> None:
    words = graded_words()
    assert len(words) >= 200
    assert len(set(words)) == len(words)
    assert {len(each) for each in words} >= set(range(2, 10))
    for each in words:
        assert len(word(each.upper()).signs) == len(each)


def test_every_letter_of_the_alphabet_is_practised() -> None:
    assert set("".join(graded_words())) == set("abcdefghijklmnopqrstuvwxyz")


def test_words_become_harder_from_level_to_level() -> None:
    means = [np.mean([difficulty(each) for each in words_of_level(level)]) for level in range(LEVELS)]
    assert means == sorted(means)
    assert sum((words_of_level(level) for level in range(LEVELS)), ()) == graded_words()


@pytest.mark.parametrize(
    ("easier", "harder"),
    [("in", "ink"), ("cold", "jazz"), ("bold", "ball"), ("bird", "king"), ("rob", "met")],
)
def test_letters_drawn_turned_alike_or_doubled_are_harder_than_others(easier: str, harder: str) -> None:
    assert difficulty(easier) < difficulty(harder)


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Hello", "HELLO"),
        ("café", "CAFE"),
        ("ice cream", "ICECREAM"),
        ("R2-D2", "R2D2"),
        ("!?", ""),
        ("東京", ""),
    ],
)
def test_a_word_is_spelled_by_its_letters_and_digits(text: str, signs: str) -> None:
    assert "".join(signs_of(text)) == signs


def test_the_next_word_is_none_just_had_as_long_as_there_is_another() -> None:
    rng = np.random.default_rng(1)
    assert {next_word(["ann", "ben", "cleo"], rng, ["Ann", "cleo"]) for _ in range(20)} == {"ben"}
    assert next_word(["ann"], rng, ["ann"]) == "ann"
    with pytest.raises(ValueError, match="no words"):
        next_word([], rng)


def test_the_users_words_come_back_as_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "practice" / "words.txt"
    assert read_own_words(file) == ()
    assert write_own_words(file, ["Zoë", " ice  cream ", "", "…", "Zoë"]) == ("Zoë", "ice cream")
    assert file.read_text() == "Zoë\nice cream\n"
    assert read_own_words(file) == ("Zoë", "ice cream")


def test_a_words_file_from_any_editor_is_read(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_bytes("\ufeffÄpfel\r\ntea\r\n\r\n".encode())
    assert read_own_words(file) == ("Äpfel", "tea")


def test_whatever_a_words_file_holds_only_a_bounded_number_of_words_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_bytes(b"\xff\x00\x1b[2Jx\n" + b"y" * (LONGEST_WORD + 1) + b"\nok\n" + b"\n".join(
        f"w{number}".encode() for number in range(3 * MOST_WORDS)
    ))  # fmt: skip
    words = read_own_words(file)
    assert words[0] == "ok"
    assert len(words) == MOST_WORDS
    assert all(each.isprintable() for each in words)


def test_words_that_cannot_be_written_leave_the_old_ones(tmp_path: Path) -> None:
    (tmp_path / "words.txt").mkdir()
    with pytest.raises(OSError, match=r"words\.txt"):
        write_own_words(tmp_path / "words.txt", ["tea"])
    assert [each.name for each in tmp_path.iterdir()] == ["words.txt"]
