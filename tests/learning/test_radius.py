"""Radii: as far as a gesture's own performances lie, never nothing, never more than everything."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.learning.radius import LEAST, SLACK, WIDEST, distances, radii

PROTOTYPES = np.eye(3, dtype=np.float32)


def at(row: int, distance: float) -> np.ndarray:
    """A unit vector so far from a prototype, towards the next one."""
    cosine = 1 - distance
    vector = np.zeros(3, np.float32)
    vector[row], vector[(row + 1) % 3] = cosine, np.sqrt(max(1 - cosine**2, 0))
    return vector


def test_distances_are_0_for_the_same_1_for_nothing_in_common_and_2_for_the_opposite() -> None:
    vectors = np.stack([PROTOTYPES[0], PROTOTYPES[1], -PROTOTYPES[0]])
    np.testing.assert_allclose(distances(vectors, PROTOTYPES)[:, 0], [0, 1, 2])
    assert distances(vectors[:2], PROTOTYPES).shape == (2, 3)


def test_a_radius_is_somewhat_more_than_nearly_all_of_its_own_lie_away() -> None:
    far = np.linspace(0.1, 0.5, 101)
    found = radii(np.stack([at(0, each) for each in far]), np.zeros(101, np.intp), PROTOTYPES[:1])
    assert found[0] == pytest.approx(SLACK * np.quantile(far, 0.95), rel=1e-3)


def test_takes_that_are_all_alike_do_not_make_it_nothing() -> None:
    assert radii(PROTOTYPES[:1], np.array([0]), PROTOTYPES[:1])[0] == LEAST


def test_it_never_reaches_farther_than_the_opposite() -> None:
    assert radii(-PROTOTYPES[:1], np.array([0]), PROTOTYPES[:1])[0] == WIDEST


def test_a_prototype_without_performances_gets_the_usual_radius() -> None:
    own = np.stack([at(0, 0.4), at(1, 0.6)])
    found = radii(own, np.array([0, 1]), PROTOTYPES)
    np.testing.assert_allclose(found, SLACK * np.array([0.4, 0.6, 0.5]), rtol=1e-3)


def test_without_any_performance_everything_is_within() -> None:
    assert radii(np.empty((0, 3), np.float32), np.empty(0, np.intp), PROTOTYPES).tolist() == [WIDEST] * 3


def test_only_its_own_performances_count() -> None:
    own = np.stack([at(0, 0.3), at(1, 0.9)])
    assert radii(own, np.array([0, 1]), PROTOTYPES)[0] == pytest.approx(SLACK * 0.3, rel=1e-3)
