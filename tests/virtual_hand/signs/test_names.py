"""What people may have meant by a name that does not exist."""

from __future__ import annotations

import pytest

from gesture_app.virtual_hand.signs.names import UnknownName, nearest_names

GESTURES = ("thumbs up", "thumbs down", "wave", "I love you", "OK")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("thums up", "thumbs up"), ("Wavee", "wave"), ("i_love-yu", "I love you"), ("ok!", "OK")],
)
def test_a_slip_of_the_finger_finds_what_was_meant_first(asked: str, meant: str) -> None:
    assert nearest_names(asked, GESTURES)[0] == meant


def test_names_that_differ_only_in_case_are_all_offered() -> None:
    assert nearest_names("fa", ["F", "f", "zebra"]) == ("F", "f")


def test_at_most_as_many_names_as_asked_for_are_offered() -> None:
    assert len(nearest_names("thumbs", GESTURES, most=1)) == 1


def test_nothing_alike_offers_nothing() -> None:
    assert nearest_names("zzzz", GESTURES) == ()


def test_an_unknown_name_tells_in_a_sentence_what_is_near() -> None:
    error = UnknownName("gesture", "wavee", ("wave",))
    assert str(error) == "There is no gesture called “wavee”. Nearest: wave."
    assert isinstance(error, KeyError)


def test_an_unknown_name_with_nothing_near_says_only_that() -> None:
    assert str(UnknownName("gesture", "zzzz", ())) == "There is no gesture called “zzzz”."
