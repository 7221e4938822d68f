"""The gestures that are shipped, how they are found by name, and what is refused in their files."""

from __future__ import annotations

import string

import numpy as np
import pytest

from gesture_app.virtual_hand.signs.catalogue import gesture, gestures
from gesture_app.virtual_hand.signs.gesture_file import GestureFileError, read_gestures
from gesture_app.virtual_hand.signs.handshapes import handshapes
from gesture_app.virtual_hand.signs.names import UnknownName

EVERYDAY = """open hand, fist, point, thumbs up, thumbs down, OK, victory, call me, rock, I love you, pinch, grab,
wave, beckon, finger wag, swipe left, swipe right, swipe up, swipe down, circle clockwise, circle anticlockwise, push,
pull, tap, clap, spread"""


def test_every_letter_and_digit_and_what_people_do_every_day_is_there() -> None:
    assert list(gestures("letters")) == list(string.ascii_uppercase)
    assert list(gestures("digits")) == list(string.digits)
    assert list(gestures("everyday")) == EVERYDAY.replace("\n", " ").split(", ")
    assert {"resting", "scratching", "typing", "passing through", "talking"} <= set(gestures("idle"))


def test_all_gestures_are_those_of_the_sets_and_none_has_another_ones_name() -> None:
    sets = [gestures(name) for name in ("letters", "digits", "everyday", "idle")]
    assert sum(len(each) for each in sets) == len(gestures())
    assert len({name.casefold() for name in gestures()}) == len(gestures())


def test_every_gesture_uses_handshapes_that_exist_and_says_where_it_comes_from() -> None:
    for name, each in gestures().items():
        assert each.shapes <= set(handshapes()), name
        assert each.source, name
        assert each.title, name


def test_only_j_and_z_of_the_letters_move() -> None:
    assert [name for name, each in gestures("letters").items() if each.kind == "moving"] == ["J", "Z"]


def test_only_clap_and_spread_need_both_hands() -> None:
    assert {name for name, each in gestures().items() if each.hands == 2} == {"clap", "spread"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("a", "A"),
        ("THUMBS_UP", "thumbs up"),
        ("swipe-left", "swipe left"),
        (" i  love you ", "I love you"),
        ("ok", "OK"),
    ],
)
def test_names_are_found_whatever_their_case_and_with_signs_for_spaces(asked: str, found: str) -> None:
    assert gesture(asked) is gestures()[found]


def test_an_unknown_name_is_told_with_the_nearest_that_exist() -> None:
    with pytest.raises(UnknownName) as told:
        gesture("thums up")
    assert told.value.nearest[0] == "thumbs up"
    assert "thums up" in str(told.value)


def test_an_unknown_set_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="letter") as told:
        gestures("letter")
    assert told.value.nearest == ("letters",)


def test_letters_with_the_same_shape_differ_in_where_they_point() -> None:
    for first, second in (("H", "U"), ("P", "K"), ("Q", "G")):
        one, other = gesture(first).keys[0], gesture(second).keys[0]
        assert one.shape == other.shape
        assert np.degrees(np.arccos(one.base[:, 1] @ other.base[:, 1])) > 40


def _file(entry: str) -> bytes:
    return f'source = "somebody"\nhold_s = 0.5\n[gestures.bow]\n{entry}'.encode()


def test_a_key_takes_from_its_gesture_what_it_does_not_say_itself() -> None:
    bow = read_gestures(
        _file(
            'shape = "flat"\nwrist = [5, 6]\nkeys = [{}, { up = 1.5, left = 0.5, shape = "fist", s = 0.7 }]'
        ),
        "x",
    )["bow"]
    assert [key.shape for key in bow.keys] == ["flat", "fist"]
    np.testing.assert_allclose(bow.keys[1].place, [0.5, 1.5, 0])
    np.testing.assert_allclose(bow.keys[1].wrist_deg, [5, 6])
    assert bow.keys[1].seconds == 0.7
    assert (bow.source, bow.hold_s, bow.kind) == ("somebody", 0.5, "moving")


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('shape = "flat"\npalm = "north"', "bow.*north"),
        ('shape = "flat"\npalm = "up"', "bow.*cannot look up"),
        ('shape = "flat"\nkeys = []', "bow.*at least one key"),
        ('shape = "flat"\nrepeat = 0', "bow.*once"),
        ('shape = "flat"\nsppeed = 3', "sppeed"),
        ('shape = "flat"\nhands = 3', "hands"),
        ("shape =", "x.toml"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_is_wrong(entry: str, told: str) -> None:
    with pytest.raises(GestureFileError, match=told):
        read_gestures(_file(entry), "x")
