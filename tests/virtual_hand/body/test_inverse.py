"""From landmarks back to joint angles: exact on our own hands, unknown where there is no hand, near on noisy ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from gesture_app.virtual_hand.body.build import Build, Side, average_build, random_builds
from gesture_app.virtual_hand.body.camera import Camera, world_landmarks
from gesture_app.virtual_hand.body.inverse import MEDIAPIPE_DEPTH, fit_hand, fit_hands, from_image, from_world
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.limits import (
    FINGERS_FROM_DEG,
    FINGERS_TO_DEG,
    THUMB_FROM_DEG,
    THUMB_TO_DEG,
    check,
    clamped,
)
from gesture_app.virtual_hand.body.measured_build import builds_as_seen, measured_build
from gesture_app.virtual_hand.body.pose import MCP, PIP, THUMB_MCP, THUMB_TURN, HandPose, turned
from gesture_app.virtual_hand.tracked.noise_model import tracker_noise

OPEN = ((0.0, 0.0, 0.0, 0.0), (45.0, 20.0, 40.0, 10.0, 10.0))
FIST = ((0.0, 80.0, 95.0, 55.0), (30.0, 45.0, 60.0, 40.0, 45.0))


def held(shape: tuple[tuple[float, ...], tuple[float, ...]]) -> HandPose:
    fingers, thumb = shape
    return HandPose(
        np.array([30.0, -60.0, -450.0]),
        turned(20, -10, 15),
        np.tile(fingers, (4, 1)),
        np.array(thumb),
        np.zeros(2),
    )


def random_poses(rng: np.random.Generator, count: int) -> HandPose:
    turns = np.linalg.qr(rng.normal(size=(count, 3, 3)))[0]
    turns *= np.linalg.det(turns)[:, None, None]
    poses = HandPose(
        rng.normal(0, 200, (count, 3)),
        turns,
        rng.uniform(FINGERS_FROM_DEG, FINGERS_TO_DEG, (count, 4, 4)),
        rng.uniform(THUMB_FROM_DEG, THUMB_TO_DEG, (count, 5)),
        np.zeros((count, 2)),
    )
    return clamped(poses)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32 - 1), st.sampled_from(["left", "right"]), st.floats(1e-3, 1e3))
def test_every_pose_within_the_limits_is_found_to_a_tenth_of_a_degree(
    seed: int, side: Side, unit: float
) -> None:
    rng = np.random.default_rng(seed)
    poses, builds = random_poses(rng, 20), random_builds(rng, 20)
    fit = fit_hands(landmarks_of(poses, builds, side) * unit, side, builds)
    assert fit.known.all()
    np.testing.assert_allclose(fit.pose.fingers_deg, poses.fingers_deg, atol=0.1)
    np.testing.assert_allclose(fit.pose.thumb_deg, poses.thumb_deg, atol=0.1)
    np.testing.assert_allclose(fit.pose.rotation, poses.rotation, atol=1e-3)
    np.testing.assert_allclose(fit.pose.position_mm, poses.position_mm * unit, atol=0.01 * unit)
    np.testing.assert_allclose(fit.build.palm_mm, builds.palm_mm * unit, rtol=1e-4)
    assert fit.error.max() < 1e-4


@pytest.mark.parametrize("side", ["left", "right"])
def test_one_hand_is_fitted_as_one_of_many(side: Side) -> None:
    poses = random_poses(np.random.default_rng(3), 4)
    points = landmarks_of(poses, average_build(), side)
    together = fit_hands(points, side)
    alone = fit_hand(points[2], side)
    assert alone is not None
    np.testing.assert_allclose(alone.pose.fingers_deg, together.pose.fingers_deg[2], atol=1e-6)
    np.testing.assert_allclose(alone.pose.rotation, together.pose.rotation[2], atol=1e-9)


def test_a_straight_thumb_and_a_finger_bent_square_keep_usual_angles_where_nothing_tells() -> None:
    straight = held(((0, 90, 0, 0), (45, 0, 0, 0, 0)))
    fit = fit_hand(landmarks_of(straight, average_build()))
    assert fit is not None
    assert fit.error < 1e-4
    np.testing.assert_allclose(fit.pose.fingers_deg[:, MCP], 90, atol=2)
    np.testing.assert_allclose(fit.pose.thumb_deg[THUMB_MCP:], 0, atol=0.1)
    assert THUMB_FROM_DEG[THUMB_TURN] < fit.pose.thumb_deg[THUMB_TURN] < THUMB_TO_DEG[THUMB_TURN]


def hopeless() -> dict[str, np.ndarray]:
    points = landmarks_of(held(OPEN), average_build())
    one_nan, infinite, no_palm, line = points.copy(), points.copy(), points.copy(), points.copy()
    one_nan[13, 1] = np.nan
    infinite[4] = np.inf
    no_palm[[0, 5, 9, 13, 17]] = points[0]
    line[:, 1:] = 0
    return {
        "nothing": np.full((21, 3), np.nan),
        "a single NaN": one_nan,
        "infinite": infinite,
        "all equal": np.ones((21, 3)),
        "all zero": np.zeros((21, 3)),
        "wrist on every knuckle": no_palm,
        "a line": line,
        "far beyond numbers": points * 1e300,
    }


@pytest.mark.parametrize("case", hopeless())
@pytest.mark.parametrize("side", ["left", "right"])
def test_landmarks_that_are_no_hand_are_unknown(case: str, side: Side) -> None:
    assert fit_hand(hopeless()[case], side) is None


def test_among_many_only_those_that_are_no_hand_are_unknown() -> None:
    good = landmarks_of(held(FIST), average_build())
    points = np.stack([good, *hopeless().values(), good])
    fit = fit_hands(points)
    assert fit.known.tolist() == [True] + [False] * len(hopeless()) + [True]
    assert np.isfinite(fit.pose.fingers_deg[fit.known]).all()
    assert np.isnan(fit.pose.fingers_deg[~fit.known]).all()
    assert np.isnan(fit.error[~fit.known]).all()
    np.testing.assert_allclose(fit.pose.fingers_deg[[0, -1]], [held(FIST).fingers_deg] * 2, atol=0.1)


@settings(deadline=None, max_examples=60)
@given(
    arrays.arrays(
        np.float64,
        (21, 3),
        elements=st.one_of(st.sampled_from([-1.0, 0.0, 1.0, np.nan]), st.floats(-1e6, 1e6)),
        fill=st.just(0.0),
    )
)
def test_whatever_is_called_known_is_a_hand_within_the_limits(points: np.ndarray) -> None:
    fit = fit_hand(points)
    if fit is not None:
        check(fit.pose)
        for numbers in (fit.pose.position_mm, fit.pose.rotation, fit.error, fit.build.knuckles_mm):
            assert np.isfinite(numbers).all()


def test_angles_under_a_trackers_noise_stay_within_a_few_degrees() -> None:
    rng = np.random.default_rng(5)
    poses = HandPose(*(np.repeat(part[None], 200, axis=0) for part in fields(held(FIST))))
    points = landmarks_of(poses, average_build())
    fit = fit_hands(points + rng.normal(0, 1.5, points.shape))
    assert np.abs(fit.pose.fingers_deg[..., MCP:] - poses.fingers_deg[..., MCP:]).mean() < 6
    assert 0.005 < fit.error.mean() < 0.03


def test_an_open_hand_is_straight_and_a_fist_is_bent_in_the_camera_s_picture() -> None:
    camera = Camera(1280, 720)
    straight, bent = (
        fit_hand(
            from_image(camera.image_landmarks(landmarks_of(held(shape), average_build())), camera.aspect)
        )
        for shape in (OPEN, FIST)
    )
    assert straight is not None
    assert bent is not None
    assert straight.pose.fingers_deg[:, PIP].max() < 15
    assert bent.pose.fingers_deg[:, PIP].min() > 75


def test_a_flattened_picture_gives_the_true_shape_when_its_depth_is_known() -> None:
    camera = Camera(1280, 720)
    image = camera.image_landmarks(landmarks_of(held(FIST), average_build()))
    flattened = image * np.array([1, 1, MEDIAPIPE_DEPTH], np.float32)
    np.testing.assert_allclose(
        from_image(flattened, camera.aspect, MEDIAPIPE_DEPTH), from_image(image, camera.aspect), atol=1e-6
    )


def test_the_depth_mediapipe_tells_is_the_measured_one() -> None:
    assert pytest.approx(np.exp(tracker_noise().depth), abs=0.06) == MEDIAPIPE_DEPTH


def test_world_landmarks_give_millimetres_and_the_true_turn() -> None:
    pose = held(OPEN)
    fit = fit_hand(from_world(world_landmarks(landmarks_of(pose, average_build()))))
    assert fit is not None
    assert fit.build.palm_mm == pytest.approx(average_build().palm_mm, rel=1e-3)
    np.testing.assert_allclose(fit.pose.rotation, pose.rotation, atol=1e-3)


@pytest.mark.parametrize("side", ["left", "right"])
def test_bones_are_measured_from_many_sightings_of_a_hand_near_and_far(side: Side) -> None:
    rng = np.random.default_rng(7)
    person = random_builds(rng, 1)
    points = landmarks_of(random_poses(rng, 300), person, side)
    nearer = points * rng.uniform(0.5, 1.5, (300, 1, 1))
    found = measured_build(nearer + rng.normal(0, 0.5, nearer.shape), side)
    ratio = float(person.palm_mm[0] / found.palm_mm)
    np.testing.assert_allclose(found.phalanges_mm * ratio, person.phalanges_mm[0], rtol=0.05)
    np.testing.assert_allclose(found.thumb_bones_mm * ratio, person.thumb_bones_mm[0], rtol=0.05)
    assert fit_hands(points, side, found).error.mean() < 0.5 * fit_hands(points, side).error.mean()


def test_bones_as_seen_are_those_of_each_hand_by_itself() -> None:
    rng = np.random.default_rng(8)
    builds = random_builds(rng, 30)
    seen = builds_as_seen(landmarks_of(random_poses(rng, 30), builds, "left"), "left")
    np.testing.assert_allclose(seen.phalanges_mm, builds.phalanges_mm, rtol=1e-6)
    np.testing.assert_allclose(lengths_of_palm(seen), lengths_of_palm(builds), rtol=1e-6)


def lengths_of_palm(build: Build) -> np.ndarray:
    return np.linalg.norm(build.knuckles_mm, axis=-1)


def fields(pose: HandPose) -> tuple[np.ndarray, ...]:
    return pose.position_mm, pose.rotation, pose.fingers_deg, pose.thumb_deg, pose.wrist_deg
