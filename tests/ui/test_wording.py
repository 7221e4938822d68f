"""How things are called."""

from __future__ import annotations

import pytest

from gesture_app.ui.wording import count_of, shown_name, sureness, time_left


def test_counts_agree_with_their_nouns() -> None:
    assert [count_of(number, "take") for number in (0, 1, 5)] == ["0 takes", "1 take", "5 takes"]


def test_the_class_of_no_gesture_has_a_name_for_people() -> None:
    assert shown_name("none") == "Not a gesture"
    assert shown_name("wave") == "wave"


@pytest.mark.parametrize(
    ("left_s", "words"),
    [
        (0.5, "almost done"),
        (12.2, "about 12 seconds left"),
        (47, "about 45 seconds left"),
        (58, "about 1 minute left"),
        (150, "about 2 minutes left"),
    ],
)
def test_waits_are_told_in_round_words(left_s: float, words: str) -> None:
    assert time_left(left_s) == words


def test_sureness_falls_with_confidence() -> None:
    assert [sureness(share) for share in (0.95, 0.8, 0.4)] == ["Very sure", "Quite sure", "Not very sure"]
