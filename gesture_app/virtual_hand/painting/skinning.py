"""Bend the skin with the bones: dual quaternions (Kavan 2008), with which bent joints keep their volume."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.build import Build
from gesture_app.virtual_hand.body.kinematics import bones_of
from gesture_app.virtual_hand.body.pose import PIP, THUMB_RAISE, HandPose
from gesture_app.virtual_hand.painting.mesh import (
    BONE_COUNT,
    FOREARM,
    Detail,
    HandMesh,
    average_mesh,
    phalanx,
    rest_bones,
)
from gesture_app.virtual_hand.painting.untyped_cv import cv

Numbers = NDArray[np.float64]
Floats = NDArray[np.float32]


class SkinnedHand:
    """One person's hand in its skin, which bends as the pose says."""

    def __init__(self, build: Build, detail: Detail = "coarse") -> None:
        self.mesh: HandMesh = average_mesh(detail).fitted(build)
        self._build = build
        self._rest = rest_bones(build)

    def bent(self, pose: HandPose) -> tuple[Floats, Floats]:
        """Vertices in millimetres and normals (n, 3) of the right hand in its own axes, the wrist at the origin."""
        real, dual = self._bone_motions(pose)
        motions = np.concatenate([real, dual], axis=1).astype(np.float32)
        # Not numpy's product: its many threads take longer to meet than this takes.
        blended = cv.gemm(self.mesh.weights, motions, 1.0, None, 0.0)
        blended /= np.linalg.norm(blended[:, :4], axis=1, keepdims=True)
        swollen = cv.gemm(self.mesh.bulges_mm, _swelling(pose)[:, None], 1.0, None, 0.0)
        points = self.mesh.vertices_mm + swollen * self.mesh.normals
        return _moved(blended[:, :4], blended[:, 4:], points, self.mesh.normals)

    def _bone_motions(self, pose: HandPose) -> tuple[Numbers, Numbers]:
        """How each bone moved since rest, as dual quaternions: (bones, 4) real and (bones, 4) dual parts."""
        bones = bones_of(pose, self._build)
        turns, moves = np.tile(np.eye(3), (BONE_COUNT, 1, 1)), np.zeros((BONE_COUNT, 3))
        turns[FOREARM] = wrist_turn(pose.wrist_deg)
        fingers = phalanx(0, 0)
        turns[fingers:] = (bones.axes @ np.swapaxes(self._rest.axes, -1, -2)).reshape(-1, 3, 3)
        starts, old_starts = bones.starts_mm.reshape(-1, 3), self._rest.starts_mm.reshape(-1, 3)
        moves[fingers:] = starts - np.einsum("bij,bj->bi", turns[fingers:], old_starts)
        real = _quaternions(turns)
        _choose_signs(real)
        return real, 0.5 * _products(np.concatenate([np.zeros((BONE_COUNT, 1)), moves], axis=1), real)


def _swelling(pose: HandPose) -> Floats:
    """How far thumb and fingers are on their way to where their flesh swells most, (5,), 0…1."""
    drawn_in = np.clip(pose.thumb_deg[THUMB_RAISE] / 45, 0, 1)
    bent = np.clip(pose.fingers_deg[:, PIP] / 100, 0, 1) ** 1.5
    return np.array([drawn_in, *bent], np.float32)


def wrist_turn(wrist_deg: Numbers) -> Numbers:
    """How the forearm turns in the hand's axes, opposite to the hand in the forearm's."""
    flexion, deviation = np.radians(wrist_deg)
    about_x = np.array(
        [(1, 0, 0), (0, np.cos(flexion), -np.sin(flexion)), (0, np.sin(flexion), np.cos(flexion))]
    )
    about_z = np.array(
        [(np.cos(deviation), -np.sin(deviation), 0), (np.sin(deviation), np.cos(deviation), 0), (0, 0, 1)]
    )
    hand_in_forearm = about_z.T @ about_x
    return np.asarray(hand_in_forearm.T)


def _choose_signs(real: Numbers) -> None:
    """Of a quaternion and its negative, both the same turn, take the one nearer to the bone before it."""
    for finger in range(5):
        before = np.array([1.0, 0.0, 0.0, 0.0])
        for which in range(3):
            bone = phalanx(finger, which)
            if real[bone] @ before < 0:
                real[bone] *= -1
            before = real[bone]


def _quaternions(turns: Numbers) -> Numbers:
    """Rotations (b, 3, 3) → unit quaternions (b, 4), real part first (Bar-Itzhack 2000, by eigenvectors)."""
    m = turns
    symmetric = np.empty((len(m), 4, 4))
    symmetric[:, 0, 0] = m[:, 0, 0] + m[:, 1, 1] + m[:, 2, 2]
    symmetric[:, 1, 1] = m[:, 0, 0] - m[:, 1, 1] - m[:, 2, 2]
    symmetric[:, 2, 2] = m[:, 1, 1] - m[:, 0, 0] - m[:, 2, 2]
    symmetric[:, 3, 3] = m[:, 2, 2] - m[:, 0, 0] - m[:, 1, 1]
    for row, column, value in (
        (0, 1, m[:, 2, 1] - m[:, 1, 2]),
        (0, 2, m[:, 0, 2] - m[:, 2, 0]),
        (0, 3, m[:, 1, 0] - m[:, 0, 1]),
        (1, 2, m[:, 0, 1] + m[:, 1, 0]),
        (1, 3, m[:, 0, 2] + m[:, 2, 0]),
        (2, 3, m[:, 1, 2] + m[:, 2, 1]),
    ):
        symmetric[:, row, column] = symmetric[:, column, row] = value
    _, vectors = np.linalg.eigh(symmetric)
    quaternions = vectors[:, :, -1]
    return np.asarray(np.where(quaternions[:, :1] < 0, -quaternions, quaternions))


def _products(one: Numbers, other: Numbers) -> Numbers:
    """Quaternion products, (b, 4) each."""
    a, b, c, d = one.T
    e, f, g, h = other.T
    return np.stack(
        [
            a * e - b * f - c * g - d * h,
            a * f + b * e + c * h - d * g,
            a * g - b * h + c * e + d * f,
            a * h + b * g - c * f + d * e,
        ],
        axis=1,
    )


def _moved(real: Floats, dual: Floats, points: Floats, normals: Floats) -> tuple[Floats, Floats]:
    """Points and directions (n, 3), each turned and moved by its own unit dual quaternion (n, 4) + (n, 4)."""
    w, vector = real[:, :1], real[:, 1:]
    shift = 2 * (w * dual[:, 1:] - dual[:, :1] * vector + _cross(vector, dual[:, 1:]))
    return points + 2 * _cross(vector, _cross(vector, points) + w * points) + shift, normals + 2 * _cross(
        vector, _cross(vector, normals) + w * normals
    )


def _cross(one: Floats, other: Floats) -> Floats:
    """np.cross, without its overhead."""
    a, b, c = one[:, 0], one[:, 1], one[:, 2]
    d, e, f = other[:, 0], other[:, 1], other[:, 2]
    return np.stack([b * f - c * e, c * d - a * f, a * e - b * d], axis=1)
