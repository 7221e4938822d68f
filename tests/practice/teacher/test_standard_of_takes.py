"""What somebody recorded is a standard like any other."""

from __future__ import annotations

import numpy as np
import pytest
from made_tries import attempts

from gesture_app.hands import LEFT, RIGHT, HandFrame, HandSequence
from gesture_app.practice.teacher.judging import judge
from gesture_app.practice.teacher.standard import NoStandard, Standard, standard_of_takes
from gesture_app.practice.teacher.teacher import Teacher
from made_hands import hand_frame


def recorded(sign: str, takes: int = 1) -> Standard:
    made = attempts([sign] * takes, seed=31, left_handed=0.0, margin_s=0.05)
    return standard_of_takes(sign, [each.sequence for each in made])


@pytest.mark.parametrize(
    ("sign", "kind"), [("L", "held"), ("V", "held"), ("wave", "moving"), ("swipe left", "moving")]
)
def test_a_recording_is_of_a_held_sign_or_of_a_movement(sign: str, kind: str) -> None:
    assert recorded(sign).kind == kind


@pytest.mark.parametrize("sign", ["L", "V", "B"])
def test_others_make_a_recorded_sign_rightly_and_other_signs_wrongly(sign: str) -> None:
    standard = recorded(sign, takes=2)
    right = [judge(each.sequence, standard).right for each in attempts([sign] * 6, seed=32)]
    wrong = [
        judge(each.sequence, standard).right for each in attempts(["S", "5", "Y", "I", "C", "1"], seed=33)
    ]
    assert sum(right) >= 4
    assert sum(wrong) <= 1


def test_a_recorded_movement_is_told_from_its_opposite() -> None:
    standard = recorded("swipe left", takes=3)
    right = [
        judge(each.sequence, standard).fit for each in attempts(["swipe left"] * 6, seed=34, left_handed=0.0)
    ]
    wrong = [
        judge(each.sequence, standard).fit for each in attempts(["swipe right"] * 6, seed=34, left_handed=0.0)
    ]
    assert np.mean(right) > np.mean(wrong) + 0.15


@pytest.mark.parametrize("sign", ["L", "wave"])
def test_a_teacher_can_teach_it(sign: str) -> None:
    teacher = Teacher(recorded(sign))
    told = [teacher.update(frame) for each in attempts([sign], seed=35) for frame in each.sequence.frames()]
    assert any(np.isfinite(each.ghost).any() for each in told)


def both_hands(left_curl: float, right_curl: float | None) -> list[HandFrame]:
    """A second and a half of both hands held up, or of the left one alone."""
    frames = []
    for number in range(45):
        left = hand_frame(number / 30, 0.3, slot=LEFT, curl=left_curl)
        if right_curl is not None:
            right = hand_frame(number / 30, 0.7, slot=RIGHT, curl=right_curl)
            for name in ("image", "world", "present", "score"):
                getattr(left, name)[RIGHT] = getattr(right, name)[RIGHT]
        frames.append(left)
    return frames


@pytest.mark.parametrize(
    ("right_curl", "accepted"), [(1.0, True), (None, False), (0.0, False)], ids=["both", "one hand", "open"]
)
def test_a_held_sign_of_both_hands_takes_both(right_curl: float | None, accepted: bool) -> None:
    fists = HandSequence.from_frames(both_hands(1.0, 1.0))
    teacher = Teacher(standard_of_takes("fists", [fists]))
    told = [teacher.update(frame) for frame in both_hands(1.0, right_curl)]
    assert (told[-1].state == "accepted") is accepted
    corrections = {each.correction.part for each in told if each.correction is not None}
    assert ("other hand" in corrections) is (right_curl is None)


def test_recordings_without_a_hand_are_refused() -> None:
    nothing = HandSequence.from_image(np.full((20, 2, 21, 3), np.nan, np.float32), np.arange(20) / 20, 4 / 3)
    with pytest.raises(NoStandard, match="Record it again"):
        standard_of_takes("mine", [nothing])
