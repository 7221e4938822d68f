"""The line that signs and letters gather into."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesture_app.actions.sentence import LONGEST, SentenceLine, in_one_line


def line(*steps: str) -> SentenceLine:
    """`A` spells a letter, `word:hello` signs a word, `_` is a space, `<` deletes, `!` clears."""
    made = SentenceLine()
    for step in steps:
        do(made, step)
    return made


def do(made: SentenceLine, step: str) -> None:
    if step.startswith("word:"):
        made.add("word", step.removeprefix("word:"))
    elif step == "_":
        made.add("space", "space")
    elif step == "<":
        made.add("delete", "fist")
    elif step == "!":
        made.add("clear", "wave")
    else:
        made.add("letter", step)


@pytest.mark.parametrize(
    ("steps", "text"),
    [
        (["word:hello", "word:you"], "hello you"),
        (["word:thank you", "word:hello"], "thank you hello"),
        (["A", "N", "N", "A"], "Anna"),
        (["L", "L", "L"], "Lll"),
        (["word:hello", "A", "N", "N", "A", "word:you"], "hello Anna you"),
        (["A", "_", "B"], "A B"),
        (["A", "_", "_", "B"], "A B"),
        (["_", "A"], "A"),
        (["4", "2"], "42"),
        (["4", "B"], "4B"),
        (["A", "word:  ", "B"], "Ab"),
    ],
)
def test_words_stand_apart_and_letters_join(steps: list[str], text: str) -> None:
    assert line(*steps).text == text


@pytest.mark.parametrize(
    ("steps", "text"),
    [
        (["<"], ""),
        (["A", "N", "<"], "A"),
        (["A", "<"], ""),
        (["word:hello", "word:thank you", "<"], "hello"),
        (["word:hello", "word:thank you", "<", "<"], ""),
        (["word:hello", "A", "B", "<", "<", "<"], ""),
        (["A", "N", "_", "<", "<"], "A"),
        (["word:hello", "A", "!"], ""),
        (["word:hello", "!", "B"], "B"),
    ],
)
def test_delete_takes_a_letter_of_what_was_spelled_and_the_whole_of_what_was_signed(
    steps: list[str], text: str
) -> None:
    assert line(*steps).text == text


def test_what_is_spelled_after_deleting_a_spelled_word_is_another_word() -> None:
    assert line("A", "N", "_", "B", "<", "C").text == "An C"
    assert line("A", "N", "_", "<", "D").text == "And"


def test_letters_go_on_where_a_correction_by_hand_ends() -> None:
    made = line("word:hello", "A", "N", "A")
    made.set_text("hello Ann")
    do(made, "A")
    assert made.text == "hello Anna"
    made.set_text("hello Anna ")
    do(made, "B")
    assert made.text == "hello Anna B"


def test_a_word_corrected_by_hand_is_deleted_by_letters_and_the_others_whole() -> None:
    made = line("word:thank you", "word:helo")
    made.set_text("thank you hello")
    do(made, "<")
    assert made.text == "thank you hell"
    for _ in range(5):
        do(made, "<")
    assert made.text == ""


def test_text_by_hand_is_one_line_without_what_cannot_be_seen() -> None:
    made = SentenceLine()
    made.set_text("rm -rf\nhome\u202e\x1b[31m\0")
    assert made.text == "rm -rf home[31m"
    made.add("word", "two\r\nlines\u2066")
    assert made.text.endswith(" two lines")
    assert in_one_line("خانه\u200cها") == "خانه\u200cها"


def test_a_full_line_takes_nothing_more_and_can_still_be_shortened() -> None:
    made = line(*(["word:" + "x" * 99] * 30))
    assert len(made.text) <= LONGEST
    full = made.text
    made.add("word", "x" * 99)
    assert made.text == full
    made.add("delete", "")
    assert len(made.text) < len(full)
    made.set_text("y" * 5000)
    assert len(made.text) == LONGEST


STEPS = st.lists(
    st.one_of(
        st.sampled_from(["_", "<", "!", "A", "B", "7"]),
        st.sampled_from(["word:hello", "word:thank you", "word:I"]),
    ),
    max_size=40,
)


@given(STEPS)
def test_deleting_often_enough_always_empties_the_line(steps: list[str]) -> None:
    made = line(*steps)
    for _ in range(len(made.text) + 1):
        do(made, "<")
    assert made.text == ""


@given(STEPS)
def test_showing_the_line_and_setting_it_unchanged_changes_nothing(steps: list[str]) -> None:
    made, same = line(*steps), line(*steps)
    same.set_text(same.text)
    assert same.text == made.text
    for step in ("<", "<", "C"):
        do(made, step)
        do(same, step)
        assert same.text == made.text


@given(STEPS)
def test_words_are_always_one_space_apart(steps: list[str]) -> None:
    text = line(*steps).text
    assert "  " not in text
    assert not text.startswith(" ")
