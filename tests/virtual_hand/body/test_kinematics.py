"""Joint angles to landmarks: exact lengths, mirror images, many at once."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.hands.geometry import bones_of as landmark_bones
from gesture_app.virtual_hand.body.build import average_build, random_builds
from gesture_app.virtual_hand.body.camera import Camera, world_landmarks
from gesture_app.virtual_hand.body.kinematics import bones_of, landmarks_of
from gesture_app.virtual_hand.body.limits import (
    FINGERS_FROM_DEG,
    FINGERS_TO_DEG,
    THUMB_FROM_DEG,
    THUMB_TO_DEG,
)
from gesture_app.virtual_hand.body.pose import HandPose, mirrored, turned

_MIRROR = np.array([-1.0, 1.0, 1.0])


def pose(fingers: object = (0.0, 0.0, 0.0, 0.0), thumb: object = (45.0, 0.0, 0.0, 0.0, 0.0)) -> HandPose:
    return HandPose(
        np.zeros(3), np.eye(3), np.zeros((4, 4)) + np.asarray(fingers), np.asarray(thumb, float), np.zeros(2)
    )


def random_poses(count: int, seed: int = 0) -> HandPose:
    rng = np.random.default_rng(seed)
    rotations = np.linalg.qr(rng.normal(size=(count, 3, 3)))[0]
    rotations *= np.linalg.det(rotations)[:, None, None]
    return HandPose(
        rng.normal(0, 200, (count, 3)),
        rotations,
        rng.uniform(FINGERS_FROM_DEG, FINGERS_TO_DEG, (count, 4, 4)),
        rng.uniform(THUMB_FROM_DEG, THUMB_TO_DEG, (count, 5)),
        np.zeros((count, 2)),
    )


def test_bones_keep_their_lengths_in_every_pose() -> None:
    builds = random_builds(np.random.default_rng(1), 500)
    points = landmarks_of(random_poses(500), builds)
    lengths = np.linalg.norm(landmark_bones(points), axis=-1).reshape(500, 5, 4)
    np.testing.assert_allclose(lengths[:, 0, 1:], builds.thumb_bones_mm)
    np.testing.assert_allclose(lengths[:, 1:, 1:], builds.phalanges_mm)
    np.testing.assert_allclose(lengths[:, 1:, 0], np.linalg.norm(builds.knuckles_mm, axis=-1))


def test_many_poses_at_once_are_the_same_as_one_by_one() -> None:
    poses, builds = random_poses(5), average_build()
    together = landmarks_of(poses, builds)
    for index in range(5):
        np.testing.assert_allclose(landmarks_of(poses[index], builds), together[index])


def test_the_axes_of_bones_are_rotations_and_y_runs_along_the_bone() -> None:
    bones = bones_of(random_poses(50), average_build())
    np.testing.assert_allclose(np.linalg.det(bones.axes), 1.0)
    along = bones.ends_mm - bones.starts_mm
    np.testing.assert_allclose(
        bones.axes[..., 1], along / np.linalg.norm(along, axis=-1, keepdims=True), atol=1e-9
    )


def test_a_straight_hand_points_up_with_the_palm_to_the_camera_and_the_thumb_on_the_right() -> None:
    points = landmarks_of(pose(), average_build())
    assert (np.diff(points[[9, 10, 11, 12], 1]) > 15).all()
    assert points[4, 0] > points[8, 0] > points[12, 0] > points[16, 0] > points[20, 0]


@pytest.mark.parametrize("joint", [1, 2, 3])
def test_flexion_brings_the_fingertip_out_of_the_palm_plane_towards_the_wrist(joint: int) -> None:
    angles = np.zeros(4)
    angles[joint] = 60
    straight, bent = landmarks_of(pose(), average_build()), landmarks_of(pose(angles), average_build())
    for tip in (8, 12, 16, 20):
        assert bent[tip, 2] > straight[tip, 2] + 10
        assert bent[tip, 1] < straight[tip, 1] - 5


def test_bent_fingers_converge_on_the_base_of_the_thumb() -> None:
    straight = landmarks_of(pose(), average_build())
    half_bent = landmarks_of(pose((0, 75, 35, 20)), average_build())
    assert np.ptp(half_bent[[8, 12, 16, 20], 0]) < 0.75 * np.ptp(straight[[8, 12, 16, 20], 0])


def test_spread_is_positive_towards_the_thumb() -> None:
    closed, open_ = landmarks_of(pose(), average_build()), landmarks_of(pose((15, 0, 0, 0)), average_build())
    assert (open_[[8, 12, 16, 20], 0] > closed[[8, 12, 16, 20], 0] + 10).all()


def test_the_thumb_spreads_sideways_rises_out_of_the_palm_and_bends_to_the_fingers() -> None:
    build = average_build()
    along, out = (
        landmarks_of(pose(thumb=(0, 0, 0, 0, 0)), build),
        landmarks_of(pose(thumb=(60, 0, 0, 0, 0)), build),
    )
    assert out[4, 0] > along[4, 0] + 60
    assert landmarks_of(pose(thumb=(45, 50, 0, 0, 0)), build)[4, 2] > along[4, 2] + 60
    bent = landmarks_of(pose(thumb=(45, 0, 0, 50, 60)), build)
    assert bent[4, 0] < landmarks_of(pose(), build)[4, 0] - 20
    rolled = landmarks_of(pose(thumb=(45, 45, 90, 50, 60)), build)
    assert rolled[4, 2] < landmarks_of(pose(thumb=(45, 45, 0, 50, 60)), build)[4, 2] - 10


def test_a_left_hand_with_the_mirrored_pose_is_the_mirror_image() -> None:
    poses, build = random_poses(20), average_build()
    np.testing.assert_allclose(
        landmarks_of(mirrored(poses), build, "left"), landmarks_of(poses, build) * _MIRROR, atol=1e-9
    )


def test_people_vary_by_six_percent_overall_and_keep_the_average() -> None:
    builds = random_builds(np.random.default_rng(2), 4000)
    ratio = builds.palm_mm / average_build().palm_mm
    assert abs(ratio.mean() - 1) < 0.01
    assert 0.05 < ratio.std() < 0.09


def test_turning_goes_the_ways_it_is_described() -> None:
    front, top, right = np.array([0, 0, 1.0]), np.array([0, 1.0, 0]), np.array([1.0, 0, 0])
    assert (turned(yaw_deg=30) @ front)[0] > 0
    assert (turned(pitch_deg=30) @ top)[2] > 0
    assert (turned(roll_deg=30) @ right)[1] > 0


def test_the_camera_shows_what_is_right_and_above_there_and_what_is_near_as_negative_z() -> None:
    camera = Camera(640, 480)
    assert camera.project(np.array([0, 0, -500.0])) == pytest.approx([320, 240])
    x, y = camera.project(np.array([50, 50, -500.0]))
    assert x > 320
    assert y < 240
    points = landmarks_of(pose((0, 80, 0, 0)), average_build()) + np.array([0, -80, -500.0])
    frame = camera.hand_frame({"right": points}, 1.5)
    assert frame.present.tolist() == [False, True]
    assert frame.image[1, 0, 2] == 0
    assert frame.image[1, 8, 2] < -0.05  # bent towards the camera
    assert np.isnan(frame.image[0]).all()


def test_world_landmarks_are_metres_about_the_middle_of_the_hand_with_y_down() -> None:
    world = world_landmarks(landmarks_of(pose(), average_build()))
    np.testing.assert_allclose(world.mean(axis=0), 0, atol=1e-6)
    assert world[12, 1] < world[0, 1]
    assert 0.15 < np.linalg.norm(world[12] - world[0]) < 0.2
