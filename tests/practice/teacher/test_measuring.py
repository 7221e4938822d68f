"""Shape, turn and place of a hand are measured apart from each other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from gesture_app.hands import LEFT, RIGHT, HandSequence
from gesture_app.practice.teacher.measuring import Hands, hands_of, mean_turn, stillest, tracks_of, turned_by
from gesture_app.virtual_hand.body.build import average_build
from gesture_app.virtual_hand.body.camera import Camera
from gesture_app.virtual_hand.body.inverse import MEDIAPIPE_DEPTH
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.pose import turned
from gesture_app.virtual_hand.signs.handshapes import handshape


def seen(
    shape: str = "L", turn: tuple[float, float, float] = (0, 0, 0), distance_mm: float = 2000.0
) -> NDArray[np.float32]:
    """Landmarks of a right hand far enough away to be without perspective, its depth as MediaPipe tells it."""
    pose = replace(
        handshape(shape).pose(), position_mm=np.array([30.0, -40.0, -distance_mm]), rotation=turned(*turn)
    )
    image = Camera().image_landmarks(landmarks_of(pose, average_build()))
    return image * np.array([1, 1, MEDIAPIPE_DEPTH], np.float32)


def measured(image: NDArray[np.float32], side: str = "right") -> Hands:
    return hands_of(image, 4 / 3, side)  # type: ignore[arg-type]


def test_the_shape_does_not_depend_on_turn_place_or_size() -> None:
    straight = measured(seen())
    other = measured(seen(turn=(30, -20, 40), distance_mm=1500.0))
    assert np.abs(straight.shape - other.shape).max() < 0.12
    assert straight.size < other.size


def test_the_turn_is_that_of_the_hand() -> None:
    turn = measured(seen(turn=(30, -20, 40))).turn
    apart = np.linalg.norm(turned_by(turn, turned(30, -20, 40)))
    assert np.degrees(apart) < 6


def test_a_left_hand_is_measured_as_its_mirror_image() -> None:
    right = seen(turn=(20, 0, 10))
    left = right * np.array([-1, 1, 1], np.float32) + np.array([1, 0, 0], np.float32)
    assert np.allclose(measured(right).shape, measured(left, "left").shape, atol=1e-4)
    assert np.allclose(measured(right).turn, measured(left, "left").turn, atol=1e-4)


def test_the_rotation_between_two_turns_is_found() -> None:
    for turn in ((25, 0, 0), (0, -70, 0), (0, 0, 179), (10, 20, 30)):
        between = turned_by(turned(*turn), np.eye(3))
        assert np.isclose(
            np.degrees(np.linalg.norm(between)),
            np.degrees(np.arccos(np.clip((np.trace(turned(*turn)) - 1) / 2, -1, 1))),
            atol=1e-3,
        )


def test_the_mean_of_turns_lies_between_them() -> None:
    mean = mean_turn(np.stack([turned(20, 0, 0), turned(-20, 0, 0)]))
    assert np.allclose(mean, np.eye(3), atol=1e-9)


def test_a_hand_that_is_taken_for_the_other_one_is_known_by_its_shape() -> None:
    image = np.full((12, 2, 21, 3), np.nan, np.float32)
    image[:, LEFT] = seen("fist")
    tracks = tracks_of(HandSequence.from_image(image, np.arange(12) / 30, 4 / 3))
    assert list(tracks) == ["right"]


def test_the_calmest_part_is_found() -> None:
    image = np.full((60, 2, 21, 3), np.nan, np.float32)
    image[:, RIGHT] = seen()
    image[:20, RIGHT, :, 1] -= np.linspace(0.4, 0, 20, dtype=np.float32)[:, None]
    image[45:, RIGHT, :, 1] += np.linspace(0, 0.4, 15, dtype=np.float32)[:, None]
    track = tracks_of(HandSequence.from_image(image, np.arange(60) / 30, 4 / 3))["right"]
    calm = stillest(track)
    assert calm.time_s[0] >= 19 / 30 - 1e-6
    assert calm.time_s[-1] <= 46 / 30 + 1e-6
    assert calm.time_s[-1] - calm.time_s[0] == pytest.approx(0.5, abs=0.05)
