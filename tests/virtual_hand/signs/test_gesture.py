"""The gestures that are shipped, how they are found by name, and what is refused in their files."""

from __future__ import annotations

import string

import numpy as np
import pytest

from gesture_app.virtual_hand.signs.catalogue import gesture, gesture_meant, gestures
from gesture_app.virtual_hand.signs.gesture_file import GestureFileError, read_gestures
from gesture_app.virtual_hand.signs.handshapes import handshapes
from gesture_app.virtual_hand.signs.names import UnknownName, plain_name
from gesture_app.virtual_hand.signs.script import Word, parse_script

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


def test_every_alias_means_one_gesture_and_is_no_gestures_own_name() -> None:
    aliases = [(plain_name(alias), name) for name, each in gestures().items() for alias in each.aliases]
    assert len({alias for alias, _ in aliases}) == len(aliases)
    assert not {alias for alias, _ in aliases} & {plain_name(name) for name in gestures()}
    for alias, name in aliases:
        assert gesture_meant(alias) is gestures()[name]


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("Open", "open hand"), ("open_palm", "open hand"), ("stop", "open hand"), ("five", "5"), ("Close", "fist"),
        ("Closed_Fist", "fist"), ("Pointer", "point"), ("Pointing_Up", "point"), ("index", "point"),
        ("ok", "OK"), ("okay", "OK"), ("Thumb_Up", "thumbs up"), ("like", "thumbs up"), ("peace", "victory"),
        ("v-sign", "victory"), ("call_me", "call me"), ("ILoveYou", "I love you"), ("b", "B"), ("three", "3"),
    ],
)  # fmt: skip
def test_labels_of_other_peoples_recordings_are_understood(label: str, meant: str) -> None:
    found = gesture_meant(label)
    assert found is not None
    assert found.name == meant


def test_a_label_that_means_no_gesture_of_ours_is_none() -> None:
    assert gesture_meant("thank-you") is None


def test_an_alias_is_a_word_to_spell_in_a_script() -> None:
    (item,) = parse_script("STOP")
    assert isinstance(item, Word)


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
        ('shape = "flat"\nsppeed = 3', "bow.*sppeed"),
        ('shape = "flat"\nhands = 3', "bow.*hands"),
        ('shape = "flat"\nloose = { yaw = "much" }', "bow.*loose.yaw"),
        ('shape = "flat"\nloose = { yawn = 3 }', "bow.*yawn"),
        ('shape = "flat"\nvariant_of = 3', "bow.*variant_of"),
        ('shape = "flat"\notherwise = { toe = [1, 2, 3, 4] }', r"bow.*names \['toe'\].*index.*thumb"),
        ('shape = "flat"\notherwise = { index = [1, 2, 3] }', "bow.*four angles for a finger and five"),
        ('shape = "flat"\notherwise = { thumb = [1, 2, 3, 4] }', "bow.*four angles for a finger and five"),
        ('shape = "flat"\notherwise = { index = ["a", 2, 3, 4] }', "bow.*otherwise"),
        ('shape = "flat"\notherwise = { index = [nan, 2, 3, 4] }', "bow.*no number"),
        ("shape =", "x.toml"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_is_wrong(entry: str, told: str) -> None:
    with pytest.raises(GestureFileError, match=f"x.toml.*{told}" if told != "x.toml" else told):
        read_gestures(_file(entry), "x")


def test_what_is_said_of_a_way_of_making_a_gesture_is_read() -> None:
    entry = 'shape = "flat"\nvariant_of = "B"\nloose = { pitch = 5 }'
    otherwise = "otherwise = { index = [1, 2, 3, 4], thumb = [5, 6, 7, 8, 9] }"
    bow = read_gestures(_file(f"{entry}\n{otherwise}"), "x")["bow"]
    assert bow.variant_of == "B"
    np.testing.assert_array_equal(bow.loose_deg, [0, 5, 0])
    np.testing.assert_array_equal(bow.keys[0].otherwise_deg, [1, 2, 3, 4, *[0] * 12, 5, 6, 7, 8, 9])


def test_what_is_not_said_of_a_gesture_is_that_of_its_file_and_changes_nothing() -> None:
    text = b"loose = { yaw = 7 }\n" + _file('shape = "flat"')
    bow = read_gestures(text, "x")["bow"]
    np.testing.assert_array_equal(bow.loose_deg, [7, 0, 0])
    assert bow.keys[0].otherwise_deg is None
    assert bow.variant_of == ""
