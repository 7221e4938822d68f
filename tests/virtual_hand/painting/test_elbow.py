"""Arms bend at the elbow and come from below."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.virtual_hand.painting.elbow import bent_at_elbow

SIDEWAYS = np.array([1.0, 0.0, 0.0])


def tube() -> tuple[np.ndarray, np.ndarray]:
    """Points and normals of a straight arm of 30 mm radius along -y, and of the hand above it."""
    y, angle = np.meshgrid(np.linspace(180, -500, 60), np.linspace(0, 2 * np.pi, 24, endpoint=False))
    normals = np.stack([np.sin(angle), np.zeros_like(angle), np.cos(angle)], axis=-1).reshape(-1, 3)
    points = 30 * normals + np.stack([np.zeros_like(y), y, np.zeros_like(y)], axis=-1).reshape(-1, 3)
    return points.astype(np.float32), normals.astype(np.float32)


def test_the_hand_and_the_forearm_next_to_it_stay_where_they_are() -> None:
    points, normals = tube()
    bent, _ = bent_at_elbow(points, normals, SIDEWAYS)
    near = points[:, 1] > -150
    np.testing.assert_array_equal(bent[near], points[near])


def test_behind_the_elbow_the_arm_points_where_it_comes_from() -> None:
    points, normals = tube()
    bent, turned = bent_at_elbow(points, normals, SIDEWAYS)
    last, before = (
        bent[np.isclose(points[:, 1], y, atol=1)].mean(axis=0) for y in np.unique(points[:, 1])[:2]
    )
    along = (last - before) / np.linalg.norm(last - before)
    np.testing.assert_allclose(along, SIDEWAYS, atol=0.01)
    assert np.abs(turned[points[:, 1] < -400] @ SIDEWAYS).max() < 0.01, "skin faces away from the middle line"


def test_it_stays_as_thick_as_it_is() -> None:
    points, normals = tube()
    bent, turned = bent_at_elbow(points, normals, SIDEWAYS)
    for y in np.unique(points[:, 1]):
        ring = bent[points[:, 1] == y]
        assert np.linalg.norm(ring - ring.mean(axis=0), axis=1) == pytest.approx(30, abs=0.01)
    np.testing.assert_allclose(np.linalg.norm(turned, axis=1), 1, atol=1e-5)


def test_an_arm_that_already_comes_from_below_stays_straight() -> None:
    points, normals = tube()
    bent, turned = bent_at_elbow(points, normals, np.array([0.0, -1.0, 0.0]))
    np.testing.assert_allclose(bent[:, [0, 2]], points[:, [0, 2]], atol=1e-3)
    np.testing.assert_allclose(turned, normals, atol=1e-6)
    assert bent[:, 1].min() < -700, "and reaches out of the picture"
