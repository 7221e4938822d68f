"""What people write is what is performed, round after round."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from gesture_app.virtual_hand.acting.manner import plain_manner
from gesture_app.virtual_hand.acting.programme import known_names, parse_programme
from gesture_app.virtual_hand.signs.catalogue import gestures
from gesture_app.virtual_hand.signs.names import UnknownName
from gesture_app.virtual_hand.signs.script import Word


def shown(text: str, rounds: int, seed: int = 1) -> list[list[str]]:
    """The names in some rounds of a programme."""
    performances = parse_programme(text).performances(plain_manner(), np.random.default_rng(seed))
    return [[span.gesture for span in each.spans] for each in islice(performances, rounds)]


def test_gestures_follow_in_the_order_they_were_written_and_again() -> None:
    assert shown("point, Thumbs_Up", 2) == [["point", "thumbs up"]] * 2


def test_a_word_is_spelled() -> None:
    assert shown("HI", 1) == [["HI", "H", "I"]]


@pytest.mark.parametrize(
    ("text", "named"), [("alphabet", "letters"), ("Digits", "digits"), (" everyday ", "everyday")]
)
def test_a_set_is_performed_whole_and_in_order(text: str, named: str) -> None:
    assert shown(text, 1) == [list(gestures(named))]


def test_idle_hands_show_nothing() -> None:
    assert shown("idle", 1) == [[]]


@pytest.mark.parametrize(("text", "rounds"), [("fist*3", 3), ("fist × 2", 2), ("HI*1", 1)])
def test_a_number_ends_it_after_so_many_rounds(text: str, rounds: int) -> None:
    assert len(shown(text, 9)) == rounds


def test_nothing_written_is_a_mixture_in_another_order_every_time() -> None:
    first, second, *_ = rounds = shown("", 6)
    assert first != second
    assert rounds == shown("", 6)
    assert rounds != shown("", 6, seed=2)
    everyday = [name for each in rounds for name in each if name in gestures("everyday")]
    assert len(set(everyday)) > 8
    assert all(any(len(name) == 1 for name in each) for each in rounds), "with a word in every round"


@pytest.mark.parametrize(
    ("text", "nearest"), [("wavee", "wave"), ("thumbsup", "thumbs up"), ("fist,poin", "point")]
)
def test_a_small_word_like_a_gestures_name_is_not_spelled_but_asked_about(text: str, nearest: str) -> None:
    with pytest.raises(UnknownName) as refused:
        parse_programme(text)
    assert nearest in refused.value.nearest
    assert f"write {text.split(',')[-1].upper()}" in str(refused.value)


@pytest.mark.parametrize("text", ["WAVEE", "hello", "hand", "a", "x1"])
def test_other_words_are_spelled(text: str) -> None:
    (item,) = parse_programme(text).items
    assert isinstance(item, Word) or item.name == text.upper()


@pytest.mark.parametrize("text", ["thumps up", "H€LLO", "*", "wave**2", "..", "wave;point", ",,,", ", ,",
                                  "wave*0", "wave*1001", "wave*-1", "A*2,B", "wave*", "A" * 1001, "é" * 1001,
                                  "wa\x1bve", "\udcff"])  # fmt: skip
def test_what_cannot_be_performed_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(UnknownName) as refused:
        parse_programme(text)
    assert str(refused.value).endswith(".")
    assert len(str(refused.value)) < 200
    assert str(refused.value).isprintable()


def test_the_names_that_are_offered_can_be_performed() -> None:
    names = known_names()
    assert parse_programme(", ".join(names)).items == tuple(gestures("everyday").values())
