"""Movements start and end at rest, pass their keys, and never jump."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesture_app.virtual_hand.acting.motion import Track
from gesture_app.virtual_hand.body.pose import turned
from gesture_app.virtual_hand.body.rotations import (
    angle_between,
    direction,
    facing,
    matrices,
    quaternions,
    tipped,
)


def test_from_rest_to_rest_is_the_minimum_jerk_curve() -> None:
    track = Track([1.0, 3.0], [np.array([10.0]), np.array([20.0])], [True, True])
    share = np.linspace(0, 1, 21)
    expected = 10 + 10 * (10 * share**3 - 15 * share**4 + 6 * share**5)
    np.testing.assert_allclose(track.at(1 + 2 * share)[:, 0], expected, atol=1e-9)


def test_a_movement_from_rest_to_rest_is_fastest_in_the_middle() -> None:
    track = Track([0.0, 1.0], [np.zeros(1), np.ones(1)], [True, True])
    speed = np.gradient(track.at(np.linspace(0, 1, 2001))[:, 0], 1 / 2000)
    assert speed.max() == pytest.approx(15 / 8, rel=1e-4)
    assert speed.argmax() == 1000


def test_before_the_first_key_and_after_the_last_all_is_still() -> None:
    track = Track([1.0, 2.0], [np.array([3.0, 4.0]), np.array([5.0, 6.0])], [True, True])
    np.testing.assert_allclose(track.at(np.array([-9.0, 0.0, 1.0])), [[3, 4]] * 3)
    np.testing.assert_allclose(track.at(np.array([2.0, 2.5, 99.0])), [[5, 6]] * 3)


def test_a_single_key_is_where_the_hand_stays() -> None:
    np.testing.assert_allclose(Track([0.0], [np.array([7.0])], [True]).at(np.array([-1.0, 0.0, 5.0])), 7.0)


def test_times_that_do_not_rise_are_refused() -> None:
    with pytest.raises(ValueError, match="rise"):
        Track([0.0, 1.0, 1.0], [np.zeros(1)] * 3, [True] * 3)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(0.1, 2.0), st.floats(-5, 5), st.booleans()), min_size=2, max_size=9),
)
def test_every_key_is_passed_and_speed_and_acceleration_never_jump(
    steps: list[tuple[float, float, bool]],
) -> None:
    times = np.cumsum([step[0] for step in steps])
    track = Track(times.tolist(), [np.array([step[1]]) for step in steps], [step[2] for step in steps])
    np.testing.assert_allclose(track.at(times)[:, 0], [step[1] for step in steps], atol=1e-6)
    small = 1e-4
    for moment, (_, _, stop) in zip(times, steps, strict=True):
        before = track.at(moment + small * np.array([-2, -1]))[:, 0]
        at = track.at(np.array([moment]))[0, 0]
        after = track.at(moment + small * np.array([0, 1, 2]))[:, 0]
        speed_before, speed_after = (
            (3 * at - 4 * before[1] + before[0]) / 2,
            (-3 * at + 4 * after[1] - after[2]) / 2,
        )
        assert speed_before / small == pytest.approx(speed_after / small, abs=0.01)
        if stop:
            assert speed_after / small == pytest.approx(0, abs=0.01)
        bend_before, bend_after = before[0] - 2 * before[1] + at, at - 2 * after[1] + after[2]
        assert bend_before / small**2 == pytest.approx(bend_after / small**2, abs=150.0)  # of thousands


def test_keys_on_the_way_are_passed_without_slowing_down_to_a_stop() -> None:
    corners = [np.array(place, float) for place in ((0, 1), (1, 0), (0, -1), (-1, 0), (0, 1))]
    track = Track([0.0, 0.3, 0.6, 0.9, 1.2], corners, [True, False, False, False, True])
    speed = np.linalg.norm(np.diff(track.at(np.linspace(0, 1.2, 1201)), axis=0), axis=1) * 1000
    assert speed[300:900].min() > 3.0


def test_words_turn_the_hand_where_they_say() -> None:
    rotation = facing(palm="self", fingers="left")
    np.testing.assert_allclose(rotation @ [0, 1, 0], direction("left"), atol=1e-12)
    np.testing.assert_allclose(rotation @ [0, 0, 1], direction("self"), atol=1e-12)
    assert np.linalg.det(rotation) == pytest.approx(1.0)
    np.testing.assert_allclose(facing(palm="camera", fingers="up"), np.eye(3), atol=1e-12)


def test_a_palm_cannot_look_where_the_fingers_point() -> None:
    with pytest.raises(ValueError, match="cannot look up"):
        facing(palm="up", fingers="up")


def test_quaternions_and_matrices_are_the_same_rotations() -> None:
    rng = np.random.default_rng(0)
    rotations = np.linalg.qr(rng.normal(size=(500, 3, 3)))[0]
    rotations *= np.linalg.det(rotations)[:, None, None]
    half_turns = np.stack([np.diag(signs) for signs in ((1.0, -1, -1), (-1.0, 1, -1), (-1.0, -1, 1))])
    for each in (rotations, half_turns):
        np.testing.assert_allclose(matrices(quaternions(each)), each, atol=1e-12)


def test_from_the_camera_to_the_face_the_palm_turns_past_the_persons_other_side() -> None:
    first, last = (quaternions(facing(palm=palm, fingers="up")) for palm in ("camera", "self"))
    halfway = matrices((first + last) / 2)
    np.testing.assert_allclose(halfway @ [0, 0, 1], direction("left"), atol=1e-9)
    assert angle_between(first, last) == pytest.approx(np.pi)


def test_a_hand_turns_about_one_axis_from_key_to_key() -> None:
    first, last = turned(10, 20, 30), turned(80, -10, 5)
    track = Track([0.0, 1.0], [quaternions(first), quaternions(last)], [True, True])
    ways = matrices(track.at(np.linspace(0.1, 1, 10))) @ first.T
    axes = np.stack(
        [ways[:, 2, 1] - ways[:, 1, 2], ways[:, 0, 2] - ways[:, 2, 0], ways[:, 1, 0] - ways[:, 0, 1]], -1
    )
    axes /= np.linalg.norm(axes, axis=1, keepdims=True)
    np.testing.assert_allclose(axes, np.broadcast_to(axes[-1], axes.shape), atol=1e-9)


def test_a_small_tip_turns_about_its_vector_in_the_scene() -> None:
    base = turned(40, 30, 20)
    further = matrices(tipped(quaternions(base)[None], np.array([[0.0, 0.0, np.radians(2)]])))[0]
    np.testing.assert_allclose(further, turned(roll_deg=2) @ base, atol=1e-4)
