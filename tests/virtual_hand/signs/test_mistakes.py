"""Planted mistakes: each changes what it says and nothing else, clearly, and makes no other gesture."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.virtual_hand.body.limits import check
from gesture_app.virtual_hand.signs.catalogue import gesture, gestures, ways_of
from gesture_app.virtual_hand.signs.gesture import Gesture
from gesture_app.virtual_hand.signs.likeness import (
    fingertips,
    made_alike,
    path,
    pose_of,
    rotation_of,
    turn_between_deg,
)
from gesture_app.virtual_hand.signs.mistakes import (
    Mistake,
    NoSuchMistake,
    mistake_named,
    mistakes_for,
    with_mistake,
)
from gesture_app.virtual_hand.signs.varied import varied
from gesture_app.virtual_hand.signs.wrong_poses import bent_deg

SIGNS = [each for named in ("letters", "digits", "everyday") for each in gestures(named).values()]
PLANTED = [(sign, mistake) for sign in SIGNS for mistake in mistakes_for(sign)]
DIGITS = ("thumb", "index", "middle", "ring", "little")


def made(sign: str, mistake: str) -> Gesture:
    return with_mistake(gesture(sign), mistake_named(gesture(sign), mistake))


def names(sign: str) -> list[str]:
    return [mistake.name for mistake in mistakes_for(gesture(sign))]


def same(one: object, other: object) -> bool:
    return bool(np.allclose(np.asarray(one, float), np.asarray(other, float)))


def changed(before: Gesture, after: Gesture) -> set[str]:
    """What differs: fingers by name, and "orientation", "movement", "tempo", "repetition", "hands"."""
    found = {"repetition"} if before.repeat != after.repeat else set()
    found |= {"hands"} if before.hands != after.hands else set()
    for one, other in zip(before.keys, after.keys, strict=True):
        apart = np.linalg.norm(fingertips(one) - fingertips(other), axis=1)
        found |= {digit for digit, much in zip(DIGITS, apart, strict=True) if much > 1e-6}
        found |= set() if same(one.base, other.base) else {"orientation"}
        found |= set() if same(one.seconds, other.seconds) else {"tempo"}
        moved = same(one.place, other.place) and same(one.turn_deg, other.turn_deg)
        found |= set() if moved and same(one.wrist_deg, other.wrist_deg) else {"movement"}
    return found


def test_every_gesture_of_the_built_in_decks_has_mistakes() -> None:
    assert [sign.name for sign in SIGNS if len(mistakes_for(sign)) < 2] == []
    assert len(PLANTED) > 300


def test_idle_movement_cannot_be_made_wrong() -> None:
    assert all(mistakes_for(each) == () for each in gestures("idle").values())


def test_a_mistake_changes_what_it_says_and_nothing_else() -> None:
    for sign, mistake in PLANTED:
        expected = {
            "handshape": mistake.part,
            "orientation": "orientation",
            "location": "hands",
            "movement": "repetition" if mistake.part == "repetition" else "movement",
            "tempo": "tempo",
        }[mistake.parameter]
        assert changed(sign, with_mistake(sign, mistake)) == {expected}, (sign.name, mistake)


def test_whoever_makes_a_mistake_stays_within_the_limits_of_hands() -> None:
    for sign, mistake in PLANTED:
        for key in with_mistake(sign, mistake).keys:
            check(pose_of(key))


def test_a_mistake_is_not_the_gesture_any_more_in_any_of_its_ways() -> None:
    for sign, mistake in PLANTED:
        if mistake.part not in ("speed", "repetition"):
            wrong = with_mistake(sign, mistake)
            assert not any(made_alike(wrong, way) for way in ways_of(sign.name)), (sign.name, mistake)


def test_a_mistake_makes_no_other_gesture_of_the_same_set() -> None:
    for sign, mistake in PLANTED:
        wrong = with_mistake(sign, mistake)
        others = [name for name in gestures(sign.set) if name != sign.name]
        assert not any(made_alike(wrong, way) for name in others for way in ways_of(name)), (
            sign.name,
            mistake,
        )


@pytest.mark.parametrize(
    ("sign", "mistake", "would_be"),
    [("O", "index", "D"), ("W", "ring", "V"), ("I", "thumb", "Y"), ("S", "little", "I"), ("5", "thumb", "4"),
     ("8", "middle", "4"), ("2", "thumb", "3"), ("swipe left", "mirrored", "swipe right"),
     ("circle clockwise", "direction", "circle anticlockwise")],
)  # fmt: skip
def test_what_would_make_another_gesture_is_left_out(sign: str, mistake: str, would_be: str) -> None:
    assert mistake not in names(sign), f"it would be {would_be}"


def test_nobody_is_shown_a_middle_finger() -> None:
    for sign, mistake in PLANTED:
        for key in with_mistake(sign, mistake).keys:
            assert (bent_deg(key) > 75).tolist() != [True, False, True, True], (sign.name, mistake)


def test_no_ring_finger_stands_alone_between_folded_ones() -> None:
    assert {"thumb", "palm"} <= set(names("A"))
    assert "ring" not in names("A")
    assert "ring" in names("Y"), "the little finger is straight, too"


def test_a_straight_finger_is_bent_and_a_bent_one_straightened() -> None:
    for sign, before, after in (("B", "straight", "bent"), ("Y", "bent", "straight")):
        bends = [float(bent_deg(each.keys[0])[2]) for each in (gesture(sign), made(sign, "ring"))]
        assert [("bent" if bend > 75 else "straight") for bend in bends] == [before, after]
        assert abs(bends[0] - bends[1]) > 90


def test_a_turned_palm_turns_by_a_right_angle_or_more_about_the_hand_itself() -> None:
    for sign in SIGNS:
        if "palm" in names(sign.name):
            wrong = made(sign.name, "palm")
            for before, after in zip(sign.keys, wrong.keys, strict=True):
                assert turn_between_deg(before, after) > 89
    one, other = gesture("A").keys[0], made("A", "palm").keys[0]
    assert same(rotation_of(one)[:, 1], rotation_of(other)[:, 1]), "the fingers point where they did"


def test_movements_go_wrong_in_one_way_each() -> None:
    z = path(gesture("Z"))
    steps = [
        each.keys[-1].place - each.keys[0].place
        for each in (gesture("Z"), made("Z", "mirrored"), made("Z", "direction"))
    ]
    assert same(steps[1], steps[0] * (-1, 1, 1))
    assert same(steps[2], -steps[0])
    assert path(made("Z", "path")).sizes[1] < 0.1 * z.sizes[0] < z.sizes[1]
    assert path(made("Z", "small")).sizes[0] == pytest.approx(0.4 * z.sizes[0], rel=0.2)
    assert made("wave", "once").repeat == 1 < gesture("wave").repeat
    lasts = [sum(key.seconds for key in each.keys[1:]) for each in (made("J", "fast"), made("J", "slow"))]
    assert lasts[1] / lasts[0] == pytest.approx(7.5)


def test_two_hands_that_move_less_still_meet() -> None:
    for sign in (gesture("clap"), made("clap", "small")):
        assert min(abs(float(key.place[0])) for key in sign.keys) == pytest.approx(0.24)


def test_somebodys_own_way_of_making_it_goes_wrong_in_the_same_part() -> None:
    rng = np.random.default_rng(3)
    for _ in range(20):
        own = varied("K", rng)
        wrong = with_mistake(own, mistake_named(own, "little"))
        assert wrong.name == "K"
        assert changed(own, wrong) == {"little"}


def test_a_mistake_is_named_by_its_name_or_its_part() -> None:
    wave = gesture("wave")
    assert mistake_named(wave, "Slow") == Mistake("tempo", "speed", "slow") == mistake_named(wave, "speed")
    assert mistake_named(wave, "repetition").name == "once"


def test_a_mistake_that_is_none_of_a_gesture_is_told_with_those_it_has() -> None:
    with pytest.raises(NoSuchMistake, match=r"no mistake “twice” in “A”. There are: thumb, palm, rolled"):
        mistake_named(gesture("A"), "twice")
    with pytest.raises(NoSuchMistake):
        with_mistake(gesture("A"), Mistake("tempo", "speed", "slow"))
