"""Which word comes next."""

from __future__ import annotations

import numpy as np

from gesture_app.practice.lessons.word_plan import SpelledNow, SpellingChoice, WordPlan
from gesture_app.practice.lessons.words import words_of_level


def plan() -> WordPlan:
    return WordPlan(np.random.default_rng(4))


def test_the_first_words_are_easy_ones() -> None:
    made = plan()
    assert {made.word(SpellingChoice("produce")) for _ in range(20)} <= set(words_of_level(0))


def test_words_get_harder_as_it_goes_well() -> None:
    made = plan()
    for _ in range(30):
        made.add("produce", 0)
    assert made.word(SpellingChoice("produce")) in words_of_level(4)


def test_a_chosen_level_stays() -> None:
    made = plan()
    made.set_record([SpelledNow("produce", 0)] * 30)
    assert made.word(SpellingChoice("produce", level=1)) in words_of_level(1)


def test_own_words_come_instead_and_none_twice_in_a_row() -> None:
    made = plan()
    words = [made.word(SpellingChoice("read", own=("Ada", "Bob"))) for _ in range(2)]
    assert sorted(words) == ["Ada", "Bob"]


def test_reading_goes_faster_after_words_that_were_read() -> None:
    made = plan()
    before = made.pace
    made.add("read", 0)
    faster = made.pace
    made.add("read", 1)
    assert before < faster
    assert made.pace < faster
