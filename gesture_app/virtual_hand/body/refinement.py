"""Bring a hand's landmarks nearer to given ones: Gauss-Newton over all joint angles, turn, size and place at once.

Each finger's angles move its own landmarks only, so they are eliminated finger by finger (Schur complement), and
what is left are seven unknowns.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.build import Build
from gesture_app.virtual_hand.body.kinematics import Bones, bones_of
from gesture_app.virtual_hand.body.limits import clamped
from gesture_app.virtual_hand.body.pose import HandPose

Numbers = NDArray[np.float64]

_JOINTS = 5
"""The thumb's angles; a finger has four, its fifth moves nothing."""
_DAMPING = 0.03 * np.eye(_JOINTS)
"""Added to the squared change of the landmarks, in palm lengths, by a radian: what nothing tells stays in place."""
_LONGEST_STEP_DEG = 15.0

_MOVED = np.array(
    [[(1, 1, 1), (1, 1, 1), (1, 1, 1), (0, 1, 1), (0, 0, 1)]]
    + [[(1, 1, 1), (1, 1, 1), (0, 1, 1), (0, 0, 1), (0, 0, 0)]] * 4
)[..., None]
"""Which of the three outer landmarks of thumb, index, … little finger each angle moves, (5, joints, 3, 1)."""

_CENTRES = np.array([(0, 0, 0, 1, 2)] + [(0, 0, 1, 2, 2)] * 4)
"""The bone at whose inner end each joint lies, (5, joints)."""

_FINGER = np.arange(5)[:, None]
_SPREAD_AXIS = np.array([0.0, 0.0, -1.0])


def bones_and_landmarks(pose: HandPose, build: Build) -> tuple[Bones, Numbers]:
    """What `bones_of` says, and the landmarks (…, 21, 3) in the hand's axes."""
    bones = bones_of(pose, build)
    leading = bones.ends_mm.shape[:-3]
    chains = np.concatenate([bones.starts_mm[..., :1, :], bones.ends_mm], axis=-2).reshape(*leading, 20, 3)
    return bones, np.concatenate([np.zeros((*leading, 1, 3)), chains], axis=-2)


def nearer(pose: HandPose, build: Build, bones: Bones, landmarks: Numbers, points: Numbers) -> HandPose:
    """The pose after one step; its landmarks must then be laid over the points anew.

    Args:
        pose: (…), neither turned nor placed, of a right hand.
        bones, landmarks: the pose's.
        points: (…, 21, 3) in the hand's axes, laid over the landmarks.
    """
    palm = build.palm_mm[..., None, None]
    moves = _moves(bones, palm[..., None, None])  # (…, 5, joints, 9)
    whole = _whole_moves(
        landmarks / palm, (points - landmarks) / palm
    )  # (…, 21, 3, 8), the wanted as last column
    chains = whole[..., 1:, :, :].reshape(*whole.shape[:-3], 5, 4, 3, 8)
    outer = chains[..., 1:, :, :].reshape(*whole.shape[:-3], 5, 9, 8)
    rigid = chains[..., 0, :, :].reshape(*whole.shape[:-3], 15, 8)
    angles = np.linalg.inv(moves @ np.swapaxes(moves, -1, -2) + _DAMPING) @ (
        moves @ outer
    )  # (…, 5, joints, 8)
    left = outer - np.swapaxes(moves, -1, -2) @ angles
    system = (np.swapaxes(outer, -1, -2) @ left).sum(axis=-3)
    for fixed in (rigid, whole[..., 0, :, :]):
        system = system + np.swapaxes(fixed, -1, -2) @ fixed
    placing = np.linalg.solve(system[..., :7, :7], system[..., :7, 7:])  # (…, 7, 1)
    steps = np.degrees(angles[..., 7] - (angles[..., :7] @ placing[..., None, :, :])[..., 0])
    steps = np.minimum(np.maximum(steps, -_LONGEST_STEP_DEG), _LONGEST_STEP_DEG)
    thumb, fingers = pose.thumb_deg + steps[..., 0, :], pose.fingers_deg + steps[..., 1:, :4]
    return clamped(replace(pose, thumb_deg=thumb, fingers_deg=fingers))


def _moves(bones: Bones, palm: Numbers) -> Numbers:
    """How far each angle moves its finger's outer landmarks, palm lengths a radian, (…, 5, joints, 9)."""
    centres = bones.starts_mm[..., _FINGER, _CENTRES, :]
    arms = (bones.ends_mm[..., :, None, :, :] - centres[..., None, :]) / palm
    moves = _crossed(_joint_axes(bones)[..., None, :], arms) * _MOVED
    return np.asarray(moves.reshape(*moves.shape[:-2], 9))


def _joint_axes(bones: Bones) -> Numbers:
    """The axis about which each joint turns what lies beyond, (…, 5, joints, 3)."""
    axes = np.zeros((*bones.axes.shape[:-3], _JOINTS, 3))
    axes[..., 0, :] = _SPREAD_AXIS
    axes[..., 1:, 1:4, :] = bones.axes[..., 1:, :1, :, 0]
    along = bones.axes[..., 0, 0, :, 1]
    flat = np.maximum(np.hypot(along[..., 0], along[..., 1]), 1e-9)
    axes[..., 0, 1, 0], axes[..., 0, 1, 1] = along[..., 1] / flat, -along[..., 0] / flat  # raises the thumb
    axes[..., 0, 2, :] = -along
    axes[..., 0, 3:, :] = bones.axes[..., 0, :1, :, 0]
    return axes


def _whole_moves(points: Numbers, wanted: Numbers) -> Numbers:
    """How points (…, 3) move when the hand turns about x, y, z, grows, and shifts, and how they should: (…, 3, 8)."""
    moves = np.zeros((*points.shape, 8))
    x, y, z = points[..., 0], points[..., 1], points[..., 2]
    moves[..., 1, 0], moves[..., 2, 0] = -z, y
    moves[..., 0, 1], moves[..., 2, 1] = z, -x
    moves[..., 0, 2], moves[..., 1, 2] = -y, x
    moves[..., 3] = points
    moves[..., 0, 4] = moves[..., 1, 5] = moves[..., 2, 6] = 1.0
    moves[..., 7] = wanted
    return moves


def _crossed(one: Numbers, other: Numbers) -> Numbers:
    """Cross products of vectors (…, 3); by components, as numpy's own is slow with few of them."""
    x, y, z = one[..., 0], one[..., 1], one[..., 2]
    u, v, w = other[..., 0], other[..., 1], other[..., 2]
    products = np.empty(np.broadcast_shapes(one.shape, other.shape))
    products[..., 0], products[..., 1], products[..., 2] = y * w - z * v, z * u - x * w, x * v - y * u
    return products
