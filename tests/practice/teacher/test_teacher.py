"""The teacher, live: it accepts what is right once, never what is wrong, and speaks calmly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from made_tries import stream

from gesture_app.hands import LEFT, RIGHT, HandFrame, HandSequence
from gesture_app.hands.geometry import in_picture_heights, palm_length
from gesture_app.practice.teacher.standard import standard_of_gesture
from gesture_app.practice.teacher.teacher import Teacher
from gesture_app.practice.teacher.verdict import Coaching
from gesture_app.virtual_hand.signs.catalogue import gestures

LETTERS = [name for name, each in gestures("letters").items() if each.kind == "held"]


def teacher_of(sign: str, rivals: Sequence[str] = (), *, hold_s: float = 0.8) -> Teacher:
    return Teacher(standard_of_gesture(sign), [standard_of_gesture(each) for each in rivals], hold_s=hold_s)


def coached(teacher: Teacher, hands: HandSequence) -> list[Coaching]:
    return [teacher.update(frame) for frame in hands.frames()]


def accepted(told: Sequence[Coaching]) -> int:
    return sum(each.verdict is not None and each.verdict.right for each in told)


@pytest.mark.parametrize("left_handed", [False, True], ids=["right hand", "left hand"])
@pytest.mark.parametrize("sign", ["B", "L", "Y"])
def test_a_sign_that_is_held_long_enough_is_accepted_once(sign: str, left_handed: bool) -> None:
    told = coached(teacher_of(sign, LETTERS), stream([sign], seed=3, left_handed=left_handed))
    assert accepted(told) == 1
    states = [each.state for each in told]
    assert states.index("holding") < states.index("accepted")


def test_a_hold_that_is_too_short_is_not_accepted() -> None:
    assert accepted(coached(teacher_of("B", hold_s=4.0), stream(["B"], seed=3))) == 0


def test_progress_rises_to_one_while_a_sign_is_held() -> None:
    told = coached(teacher_of("B"), stream(["B"], seed=3))
    rising = [each.progress for each in told if each.state == "holding"]
    assert rising[0] < 0.2
    assert max(rising) > 0.9
    assert all(each.progress == 1 for each in told if each.state == "accepted")


@pytest.mark.parametrize(("asked", "made"), [("B", "L"), ("H", "U"), ("A", "S"), ("K", "P"), ("V", "W")])
def test_another_sign_is_never_accepted_and_its_correction_stays_long_enough_to_be_read(
    asked: str, made: str
) -> None:
    told = coached(teacher_of(asked, LETTERS), stream([made], seed=4))
    assert accepted(told) == 0
    said = [None if each.correction is None else each.correction.part for each in told]
    changes = sum(before != after for before, after in pairwise(said))
    assert any(said)
    assert changes <= 4


def test_nothing_is_said_of_a_hand_that_has_gone() -> None:
    told = coached(teacher_of("B", LETTERS), stream(["L"], seed=4))
    gone = [each for each in told if each.state == "no hand"]
    assert gone
    assert all(each.correction is None and np.isnan(each.ghost).all() for each in gone)


def test_frames_that_the_camera_loses_break_no_hold() -> None:
    hands = stream(["B"], seed=3)
    some = np.arange(len(hands)) % 3 == 0
    image = np.where(some[:, None, None, None], np.nan, hands.image).astype(np.float32)
    blinking = replace(hands, image=image, present=hands.present & ~some[:, None])
    assert accepted(coached(teacher_of("B"), blinking)) == 1


def test_reset_begins_another_attempt() -> None:
    teacher, hands = teacher_of("B"), stream(["B"], seed=3)
    assert accepted(coached(teacher, hands)) == 1
    teacher.reset()
    assert accepted(coached(teacher, hands)) == 1


def test_the_ghost_is_as_large_and_where_the_learner_s_hand_is() -> None:
    hands = stream(["B"], seed=3)
    teacher = teacher_of("B")
    for frame in hands.frames():
        told = teacher.update(frame)
        if told.state == "accepted":
            own, ghost = (in_picture_heights(each[RIGHT], frame.aspect) for each in (frame.image, told.ghost))
            assert np.allclose(own[0, :2], ghost[0, :2], atol=1e-5)
            assert 0.75 < palm_length(ghost) / palm_length(own) < 1.33
            assert np.linalg.norm(own[:, :2] - ghost[:, :2], axis=1).mean() < palm_length(own)
            return
    pytest.fail("never accepted")


def test_the_ghost_of_a_left_hand_is_a_left_hand() -> None:
    told = coached(teacher_of("L"), stream(["L"], seed=3, left_handed=True))
    last = next(each for each in reversed(told) if each.state == "accepted")
    assert np.isnan(last.ghost[RIGHT]).all()
    thumb_tip, little_knuckle = last.ghost[LEFT, 4], last.ghost[LEFT, 17]
    assert (
        thumb_tip[0] < little_knuckle[0]
    )  # an L to the camera: a left hand's thumb points left in the picture


def test_a_clock_that_jumps_back_begins_anew() -> None:
    teacher, hands = teacher_of("B"), stream(["B"], seed=3)
    coached(teacher, hands)
    assert teacher.update(HandFrame.empty(0.0, 4 / 3)).state == "no hand"
    assert accepted(coached(teacher, hands)) >= 1


@pytest.mark.parametrize("sign", ["J", "wave", "swipe left", "circle clockwise"])
@pytest.mark.parametrize("left_handed", [False, True], ids=["right hand", "left hand"])
def test_a_movement_is_accepted_once_when_it_has_ended(sign: str, left_handed: bool) -> None:
    told = coached(teacher_of(sign), stream([sign], seed=3, left_handed=left_handed))
    assert accepted(told) == 1


@pytest.mark.parametrize(
    ("asked", "made", "parameter"),
    [
        ("swipe left", "swipe right", "movement"),
        ("J", "J!mirrored", "movement"),
        ("wave", "wave!index", "handshape"),
        ("clap", "clap!one hand", "location"),
    ],
)
def test_a_wrong_movement_is_told_when_it_has_ended(asked: str, made: str, parameter: str) -> None:
    told = coached(teacher_of(asked), stream([made], seed=3))
    verdicts = [each.verdict for each in told if each.verdict is not None]
    assert verdicts
    assert not any(each.right for each in verdicts)
    assert verdicts[-1].corrections[0].parameter == parameter


def test_the_ghost_of_a_movement_moves() -> None:
    told = coached(teacher_of("J"), stream(["J"], seed=3))
    places = np.array([each.ghost[RIGHT, 20] for each in told if np.isfinite(each.ghost[RIGHT]).all()])
    assert np.ptp(places[:, 1]) > 0.1
