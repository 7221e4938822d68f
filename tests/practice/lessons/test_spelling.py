"""Spelling letter by letter, and the pace of reading that follows from how it goes."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from gesture_app.practice.decks.built_in import built_in_decks
from gesture_app.practice.lessons.attempt import Skill
from gesture_app.practice.lessons.spelling import Spelling, level_for, reading_pace
from gesture_app.practice.lessons.words import LEVELS


@dataclass(frozen=True)
class Spelled:
    skill: Skill
    mistakes: int


def test_letters_come_one_after_the_other_until_the_word_is_complete() -> None:
    spelling = Spelling("tea")
    asked = []
    while spelling.current is not None:
        asked.append(spelling.current.sign)
        spelling.made(float(len(asked)))
    assert asked == ["T", "E", "A"]
    assert (spelling.done, spelling.mistakes, spelling.helped, spelling.seconds) == (3, 0, False, 2.0)


def test_a_doubled_letter_has_to_be_made_again() -> None:
    letters = Spelling("Hello").letters
    assert [letter.doubled for letter in letters] == [False, False, False, True, False]
    assert "slide your hand" in letters[3].hint
    assert letters[2].hint == ""


def test_letters_around_a_gap_in_the_word_are_doubled_all_the_same() -> None:
    assert [letter.doubled for letter in Spelling("ice eel").letters] == [
        False,
        False,
        False,
        True,
        True,
        False,
    ]


def test_j_and_z_are_drawn_in_the_air_and_nothing_else_is() -> None:
    letters = Spelling("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789").letters
    assert [letter.sign for letter in letters if letter.moves] == ["J", "Z"]
    assert "drawn in the air" in Spelling("jo").letters[0].hint


def test_every_letter_and_digit_has_a_card_in_the_built_in_decks() -> None:
    cards = {card.id for deck in built_in_decks() for card in deck.cards}
    assert {letter.card for letter in Spelling("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789").letters} <= cards


def test_a_letter_that_goes_wrong_counts_once_however_often_and_whether_it_was_shown_or_not() -> None:
    spelling = Spelling("no")
    for _ in range(3):
        spelling.missed()
    spelling.help()
    spelling.made(1.0)
    spelling.made(2.5)
    assert (spelling.mistakes, spelling.helped, spelling.seconds) == (1, True, 1.5)


def test_after_the_last_letter_nothing_more_is_made() -> None:
    spelling = Spelling("a")
    for now_s in (1.0, 2.0):
        spelling.made(now_s)
    assert (spelling.done, spelling.seconds) == (1, 0.0)


def test_what_has_no_letters_cannot_be_spelled() -> None:
    with pytest.raises(ValueError, match="no letter"):
        Spelling("…")


def test_reading_gets_faster_with_every_word_read_and_slower_with_every_word_not_read() -> None:
    read, missed = Spelled("read", 0), Spelled("read", 1)
    start = reading_pace([])
    assert reading_pace([read]) > start > reading_pace([missed])
    assert reading_pace([read] * 100) <= 6
    assert reading_pace([missed] * 100) >= 0.5
    assert reading_pace([read] * 100 + [missed]) < reading_pace([read] * 100)


def test_words_made_with_the_hand_do_not_change_the_pace_of_reading() -> None:
    assert reading_pace([Spelled("produce", 0)] * 5) == reading_pace([])


def test_words_become_harder_as_they_go_well_each_skill_by_itself() -> None:
    well = [Spelled("produce", 0)] * 5
    assert level_for(well, "produce") == 1
    assert level_for(well, "read") == 0
    assert level_for(well * 20, "produce") == LEVELS - 1
    assert level_for([*well, Spelled("produce", 2)], "produce") == 0
