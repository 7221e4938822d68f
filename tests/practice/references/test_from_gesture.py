"""What a learner is shown of the virtual hand's own gestures."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.practice.references.from_gesture import READY_S, motion_of_gesture
from gesture_app.practice.references.motion import SignMotion
from gesture_app.virtual_hand.body.limits import check
from gesture_app.virtual_hand.body.pose import HandPose, mirrored
from gesture_app.virtual_hand.signs.catalogue import gestures
from gesture_app.virtual_hand.signs.names import UnknownName

SHOWN = [name for name, sign in gestures().items() if sign.set != "idle"]


def same(one: HandPose, other: HandPose, within: float = 1e-9) -> bool:
    return all(
        np.allclose(getattr(one, field), getattr(other, field), atol=within)
        for field in ("position_mm", "rotation", "fingers_deg", "thumb_deg", "wrist_deg")
    )


@pytest.mark.parametrize("name", SHOWN)
def test_every_gesture_of_the_decks_can_be_shown(name: str) -> None:
    motion = motion_of_gesture(name)
    assert motion.times_s[0] == 0
    assert (np.diff(motion.times_s) > 0).all()
    assert motion.steps_s
    assert all(0 <= step <= motion.duration_s + 1e-9 for step in motion.steps_s)
    assert motion.held == (gestures()[name].kind == "held")
    assert len(motion.poses) == gestures()[name].hands
    for pose in motion.poses.values():
        check(pose)
        assert len(pose.position_mm) == len(motion.times_s)


def test_a_held_sign_is_there_from_the_first_moment_and_keeps_still() -> None:
    motion = motion_of_gesture("A")
    assert same(motion.at(0)["right"], motion.at(motion.duration_s)["right"])


def test_a_movement_waits_a_moment_before_it_sets_off() -> None:
    motion = motion_of_gesture("swipe left")
    assert same(motion.at(0)["right"], motion.at(READY_S)["right"])
    assert not same(motion.at(0)["right"], motion.at(READY_S + 0.2)["right"], within=1.0)


def test_a_wave_is_stepped_through_from_turn_to_turn() -> None:
    motion = motion_of_gesture("wave")
    xs = [motion.at(step)["right"].position_mm[0] for step in motion.steps_s]
    assert len(xs) == 7
    assert np.ptp(xs[0::2]) < 1
    assert np.ptp(xs[1::2]) < 1
    assert abs(xs[0] - xs[1]) > 20


def test_between_two_moments_the_hand_is_between_two_poses() -> None:
    motion = motion_of_gesture("swipe left")
    early, late = motion.times_s[20], motion.times_s[21]
    before, between, after = (motion.at(t)["right"] for t in (early, (early + late) / 2, late))
    np.testing.assert_allclose(between.position_mm, (before.position_mm + after.position_mm) / 2)
    np.testing.assert_allclose(between.rotation @ between.rotation.T, np.eye(3), atol=1e-12)


def test_before_and_after_a_sign_the_hand_is_as_at_its_ends() -> None:
    motion = motion_of_gesture("swipe left")
    assert same(motion.at(-5)["right"], motion.at(0)["right"])
    assert same(motion.at(99)["right"], motion.at(motion.duration_s)["right"])


def test_a_letter_of_the_left_hand_is_the_mirror_image_and_back_again() -> None:
    motion = motion_of_gesture("J")
    left = motion.made_by("left")
    assert set(left.poses) == {"left"}
    assert same(left.poses["left"], mirrored(motion.poses["right"]))
    assert same(left.made_by("right").poses["right"], motion.poses["right"])
    assert motion.made_by("right") is motion


@pytest.mark.parametrize(("name", "towards"), [("swipe left", 1), ("swipe right", -1)])
def test_a_swipe_goes_to_the_same_side_of_the_person_with_either_hand(name: str, towards: int) -> None:
    motion = motion_of_gesture(name)
    for hand in (motion, motion.made_by("left"), motion.made_by("left").made_by("right")):
        x = hand.poses[hand.side].position_mm[:, 0]
        assert towards * (x[-1] - x[0]) > 100


def test_two_hands_stay_two_hands_whichever_leads() -> None:
    motion = motion_of_gesture("clap")
    left: SignMotion = motion.made_by("left")
    assert left.side == "left"
    assert set(left.poses) == {"left", "right"}
    assert same(left.poses["left"], mirrored(motion.poses["right"]))


def test_a_gesture_that_is_not_there_is_named_with_its_nearest() -> None:
    with pytest.raises(UnknownName, match="wave"):
        motion_of_gesture("wavee")
