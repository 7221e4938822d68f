"""Skin follows bones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gesture_app.virtual_hand.body.build import average_build
from gesture_app.virtual_hand.body.kinematics import bones_of
from gesture_app.virtual_hand.body.pose import HandPose
from gesture_app.virtual_hand.painting.mesh import REST, average_mesh, phalanx, rest_bones
from gesture_app.virtual_hand.painting.skinning import SkinnedHand
from gesture_app.virtual_hand.signs.handshapes import handshape


@pytest.fixture(scope="module")
def skin() -> SkinnedHand:
    return SkinnedHand(average_build())


def _shaped(name: str) -> HandPose:
    shape = handshape(name)
    return replace(REST, fingers_deg=shape.fingers_deg, thumb_deg=shape.thumb_deg)


def test_at_rest_the_skin_is_as_it_was_sculpted(skin: SkinnedHand) -> None:
    points, normals = skin.bent(REST)
    fingers = skin.mesh.bulges_mm[:, 0] == 0
    np.testing.assert_allclose(points[fingers], skin.mesh.vertices_mm[fingers], atol=1e-3)
    # At rest the thumb stands out a little, and so does the flesh at its base.
    swelling = np.linalg.norm(points - skin.mesh.vertices_mm, axis=1)
    assert swelling.max() < skin.mesh.bulges_mm[:, 0].max()
    np.testing.assert_allclose(normals, skin.mesh.normals, atol=1e-4)


@pytest.mark.parametrize("name", ["fist", "open", "A", "E", "S", "Y", "C", "ok"])
def test_skin_that_belongs_to_one_bone_keeps_its_distance_from_it(skin: SkinnedHand, name: str) -> None:
    pose = _shaped(name)
    points, _ = skin.bent(pose)
    bones, rest = bones_of(pose, average_build()), rest_bones(average_build())
    for finger in range(5):
        own = skin.mesh.weights[:, phalanx(finger, 2)] > 0.999
        before = np.linalg.norm(skin.mesh.vertices_mm[own] - rest.ends_mm[finger, 2], axis=1)
        after = np.linalg.norm(points[own] - bones.ends_mm[finger, 2], axis=1)
        assert own.sum() > 20
        np.testing.assert_allclose(after, before, atol=skin.mesh.bulges_mm.max() + 0.05)


def test_a_bent_knuckle_keeps_its_volume(skin: SkinnedHand) -> None:
    """What linear blending would flatten: the skin on the back of a joint bent by 100°."""
    fingers = REST.fingers_deg.copy()
    fingers[1, 2] = 100.0
    pose = replace(REST, fingers_deg=fingers)
    points, _ = skin.bent(pose)
    joint_before = rest_bones(average_build()).ends_mm[2, 0]
    joint_after = bones_of(pose, average_build()).ends_mm[2, 0]
    blended = (skin.mesh.weights[:, phalanx(2, 0)] > 0.3) & (skin.mesh.weights[:, phalanx(2, 1)] > 0.3)
    back = blended & (skin.mesh.vertices_mm[:, 2] < joint_before[2] - 6)
    before = np.linalg.norm(skin.mesh.vertices_mm[back] - joint_before, axis=1)
    after = np.linalg.norm(points[back] - joint_after, axis=1)
    assert back.sum() > 5
    np.testing.assert_allclose(after, before, rtol=0.05)


def test_normals_stay_unit_vectors(skin: SkinnedHand) -> None:
    for name in ("fist", "E", "S"):
        _, normals = skin.bent(_shaped(name))
        np.testing.assert_allclose(np.linalg.norm(normals, axis=1), 1, atol=1e-3)


def test_a_bent_wrist_moves_the_forearm_and_not_the_fingers(skin: SkinnedHand) -> None:
    straight, _ = skin.bent(REST)
    bent, _ = skin.bent(replace(REST, wrist_deg=np.array([40.0, 0.0])))
    moved = np.linalg.norm(bent - straight, axis=1)
    assert moved[skin.mesh.vertices_mm[:, 1] > 60].max() < 1e-3
    arm = skin.mesh.vertices_mm[:, 1] < -200
    assert moved[arm].min() > 50
    # The hand bent towards its palm: seen from the hand, the forearm's end comes to the palm's side.
    assert bent[arm, 2].mean() > straight[arm, 2].mean() + 50


def test_a_wrist_bent_towards_the_thumb_takes_the_forearm_to_the_same_side(skin: SkinnedHand) -> None:
    straight, _ = skin.bent(REST)
    bent, _ = skin.bent(replace(REST, wrist_deg=np.array([0.0, 20.0])))
    arm = skin.mesh.vertices_mm[:, 1] < -200
    assert bent[arm, 0].mean() > straight[arm, 0].mean() + 30


def test_both_details_of_the_mesh_bend_alike() -> None:
    pose = _shaped("fist")
    coarse, _ = SkinnedHand(average_build(), "coarse").bent(pose)
    fine, _ = SkinnedHand(average_build(), "fine").bent(pose)
    hand_coarse = coarse[average_mesh("coarse").vertices_mm[:, 1] > 0]
    hand_fine = fine[average_mesh("fine").vertices_mm[:, 1] > 0]
    np.testing.assert_allclose(hand_coarse.min(axis=0), hand_fine.min(axis=0), atol=2.0)
    np.testing.assert_allclose(hand_coarse.max(axis=0), hand_fine.max(axis=0), atol=2.0)
