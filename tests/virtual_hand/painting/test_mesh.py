"""The mesh that comes with the program, and how it is fitted to people."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.virtual_hand.body.build import average_build, random_builds
from gesture_app.virtual_hand.painting.mesh import (
    FOREARM,
    Detail,
    HandMesh,
    average_mesh,
    metacarpal,
    phalanx,
    rest_bones,
)
from gesture_app.virtual_hand.painting.sculpt import Sculpture

DETAILS: tuple[Detail, ...] = ("coarse", "fine")


@pytest.fixture(params=DETAILS)
def mesh(request: pytest.FixtureRequest) -> HandMesh:
    return average_mesh(request.param)


def test_each_edge_of_the_skin_joins_two_triangles_that_turn_the_same_way(mesh: HandMesh) -> None:
    edges = np.concatenate([mesh.triangles[:, [0, 1]], mesh.triangles[:, [1, 2]], mesh.triangles[:, [2, 0]]])
    directed, times = np.unique(edges, axis=0, return_counts=True)
    # Surface nets may pinch two sheets of skin together at an edge: hardly ever.
    assert (times > 1).sum() <= 4
    # The grid ends inside the forearm: only there the skin is open.
    there = {tuple(edge) for edge in directed}
    open_ends = [edge for edge in there if edge[::-1] not in there]
    assert all(mesh.vertices_mm[list(edge), 1].max() < -400 for edge in open_ends)


def test_the_shipped_skin_is_what_is_sculpted_from_the_bones(mesh: HandMesh) -> None:
    """Run `python -m gesture_app.virtual_hand.painting.sculpt` after a change of bones or flesh."""
    sculpture = Sculpture()
    assert np.abs(sculpture.field(mesh.vertices_mm.astype(np.float64))).max() < 0.6
    weights = sculpture.weights(mesh.vertices_mm.astype(np.float64))
    # The shipped weights are smoothed over the skin.
    assert np.abs(weights - mesh.weights).mean() < 0.02


def test_normals_point_out_of_the_triangles(mesh: HandMesh) -> None:
    a, b, c = (mesh.vertices_mm[mesh.triangles[:, corner]] for corner in range(3))
    across = np.cross(b - a, c - a)
    size = np.linalg.norm(across, axis=1)
    flat = (across / np.maximum(size, 1e-9)[:, None] * mesh.normals[mesh.triangles[:, 0]]).sum(axis=1)
    assert np.mean(flat[size > 1e-3] > 0.5) > 0.995


def test_weights_of_each_vertex_sum_to_one(mesh: HandMesh) -> None:
    assert mesh.weights.min() >= 0
    np.testing.assert_allclose(mesh.weights.sum(axis=1), 1, atol=1e-5)


def test_each_bone_moves_the_skin_around_it(mesh: HandMesh) -> None:
    bones = rest_bones(average_build())
    for finger in range(5):
        for which in range(3):
            middle = (bones.starts_mm[finger, which] + bones.ends_mm[finger, which]) / 2
            near = np.linalg.norm(mesh.vertices_mm - middle, axis=1) < 11
            assert near.any()
            assert mesh.weights[near, phalanx(finger, which)].mean() > (0.5 if finger else 0.35)
    assert mesh.weights[mesh.vertices_mm[:, 1] < -40, FOREARM].min() == pytest.approx(1)
    assert mesh.weights[:, metacarpal(2)].max() > 0.9


def test_every_bone_lies_under_the_skin_but_not_deep(mesh: HandMesh) -> None:
    bones = rest_bones(average_build())
    for joint in bones.ends_mm.reshape(-1, 3):
        apart = np.linalg.norm(mesh.vertices_mm - joint, axis=1).min()
        assert 2.5 < apart < 16


def test_a_longer_finger_gets_a_longer_skin() -> None:
    builds = random_builds(np.random.default_rng(3), 12)
    for number in range(12):
        build = builds[number]
        skin = average_mesh().fitted(build)
        ends = rest_bones(build).ends_mm[:, 2]
        old_ends = rest_bones(average_build()).ends_mm[:, 2]
        for new, old in zip(ends, old_ends, strict=True):
            vertex = np.linalg.norm(average_mesh().vertices_mm - old, axis=1).argmin()
            before = np.linalg.norm(average_mesh().vertices_mm[vertex] - old)
            after = np.linalg.norm(skin.vertices_mm[vertex] - new)
            assert after == pytest.approx(before, rel=0.35)


def test_the_average_person_has_the_average_skin() -> None:
    mesh = average_mesh()
    np.testing.assert_allclose(mesh.fitted(average_build()).vertices_mm, mesh.vertices_mm, atol=1e-3)


def test_a_stouter_hand_has_thicker_fingers() -> None:
    average = average_build()
    stout = type(average)(
        average.knuckles_mm,
        average.phalanges_mm,
        average.thumb_base_mm,
        average.thumb_bones_mm,
        np.array(1.15),
    )
    before, after = average_mesh(), average_mesh().fitted(stout)
    finger = before.weights[:, phalanx(2, 1)] > 0.95
    thickness = [np.ptp(mesh.vertices_mm[finger, 2]) for mesh in (before, after)]
    assert thickness[1] / thickness[0] == pytest.approx(1.15, abs=0.02)
