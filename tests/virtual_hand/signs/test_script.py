"""Lines of text become gestures and words."""

from __future__ import annotations

import pytest

from gesture_app.virtual_hand.signs.catalogue import gesture
from gesture_app.virtual_hand.signs.gesture import Gesture
from gesture_app.virtual_hand.signs.likeness import made_alike
from gesture_app.virtual_hand.signs.names import UnknownName
from gesture_app.virtual_hand.signs.script import CannotSpell, Word, parse_script


def test_commas_part_gestures_and_case_does_not_matter() -> None:
    assert parse_script("wave, Swipe_Left,,b") == [gesture("wave"), gesture("swipe left"), gesture("B")]


def test_a_word_that_names_no_gesture_is_spelled() -> None:
    assert parse_script("Hello2") == [Word("Hello2", tuple(gesture(each) for each in "HELLO2"))]


def test_words_and_gestures_go_together() -> None:
    kinds = [type(item).__name__ for item in parse_script("HELLO,wave,7")]
    assert kinds == ["Word", "Gesture", "Gesture"]


def test_a_gesture_made_wrong_is_called_as_it_is_written() -> None:
    wrong, right = parse_script("b ! Ring, B")
    assert isinstance(wrong, Gesture)
    assert (wrong.name, right) == ("B!ring", gesture("B"))
    assert not made_alike(wrong, gesture("B"))


@pytest.mark.parametrize(
    ("text", "nearest"),
    [("B!rign", "ring"), ("wave!slwo", "slow"), ("B!ring!palm", "ring"), ("wavee!slow", "wave"),
     ("swipe lefft!slow", "swipe left")],
)  # fmt: skip
def test_what_cannot_be_made_wrong_like_this_is_told_with_what_can(text: str, nearest: str) -> None:
    with pytest.raises(UnknownName) as told:
        parse_script(text)
    assert nearest in told.value.nearest
    assert str(told.value).endswith(".")


@pytest.mark.parametrize("text", ["", "  ", ",", " , ,"])
def test_nothing_is_asked_for_by_an_empty_line(text: str) -> None:
    assert parse_script(text) == []


def test_several_words_that_name_no_gesture_are_told_with_the_nearest() -> None:
    with pytest.raises(UnknownName) as told:
        parse_script("HELLO,swipe lefft")
    assert "swipe left" in told.value.nearest


def test_characters_that_cannot_be_spelled_are_named_each_once() -> None:
    with pytest.raises(CannotSpell) as told:
        parse_script("CAFÉ!!")
    assert str(told.value).startswith("“É”, “!” in “CAFÉ!!” cannot be spelled")
    assert isinstance(told.value, UnknownName)


def test_a_mistyped_gesture_is_told_its_nearest() -> None:
    with pytest.raises(CannotSpell, match="wave"):
        parse_script("wave!")
