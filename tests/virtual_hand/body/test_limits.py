"""Poses beyond a hand's limits are clamped, or refused in a sentence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesture_app.virtual_hand.body.limits import PoseError, check, clamped, coupled_dip
from gesture_app.virtual_hand.body.pose import DIP, MCP, PIP, HandPose


def pose() -> HandPose:
    return HandPose(np.zeros(3), np.eye(3), np.zeros((4, 4)), np.array([45.0, 0, 0, 0, 0]), np.zeros(2))


def bent(finger: int, joint: int, angle: float) -> HandPose:
    fingers = pose().fingers_deg.copy()
    fingers[finger, joint] = angle
    return replace(pose(), fingers_deg=fingers)


def test_a_pose_within_the_limits_is_left_as_it_is() -> None:
    check(pose())
    np.testing.assert_array_equal(clamped(pose()).fingers_deg, pose().fingers_deg)


@given(st.lists(st.floats(-400, 400), min_size=23, max_size=23))
def test_whatever_is_clamped_is_accepted(angles: list[float]) -> None:
    wild = HandPose(
        np.zeros(3),
        np.eye(3),
        np.array(angles[:16]).reshape(4, 4),
        np.array(angles[16:21]),
        np.array(angles[21:]),
    )
    check(clamped(wild))


def test_the_last_joint_follows_the_middle_one() -> None:
    assert coupled_dip(np.array(90.0)) == pytest.approx(60)
    held = clamped(bent(0, DIP, 85.0))
    assert held.fingers_deg[0, DIP] < 40  # nobody bends the last joint alone


@pytest.mark.parametrize(
    ("refused", "sentence"),
    [
        (bent(1, MCP, 130), "The middle finger's mcp is 130°; it goes from -15° to 95°."),
        (bent(3, PIP, -20), "little finger's pip is -20°"),
        (bent(0, DIP, 60), "index finger's dip is 60°"),
        (bent(2, MCP, np.nan), "ring finger's mcp is nan°"),
        (replace(pose(), thumb_deg=np.array([120.0, 0, 0, 0, 0])), "thumb's spread is 120°"),
        (replace(pose(), wrist_deg=np.array([0.0, 50.0])), "wrist's deviation is 50°"),
    ],
)
def test_what_no_hand_can_do_is_refused_by_joint_and_limit(refused: HandPose, sentence: str) -> None:
    with pytest.raises(PoseError, match=sentence.replace("(", r"\(")):
        check(refused)


def test_nothing_that_is_no_number_is_made_into_one() -> None:
    assert np.isnan(clamped(bent(2, MCP, np.nan)).fingers_deg[2, MCP])
