"""From joint angles to landmarks and bones: exact, for thousands of poses at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.build import Build, Side
from gesture_app.virtual_hand.body.pose import (
    MIRROR,
    SPREAD,
    THUMB_MCP,
    THUMB_RAISE,
    THUMB_SPREAD,
    THUMB_TURN,
    HandPose,
)

Numbers = NDArray[np.float64]

CONVERGENCE_DEG = np.array([-2.0, 3.0, 9.0, 17.0])
"""How far each finger's plane of flexion leans towards the thumb: bent fingers all point at the thumb's base."""


class Bones(NamedTuple):
    """The fifteen bones of thumb, index, middle, ring and little finger, three each, from the wrist outwards.

    Attributes:
        starts_mm: (…, 5, 3, 3), the inner end of each bone.
        ends_mm: (…, 5, 3, 3).
        axes: (…, 5, 3, 3, 3), each bone's own axes as columns: x the axis of flexion, y along the bone, z to
            the side of the pad.
    """

    starts_mm: Numbers
    ends_mm: Numbers
    axes: Numbers


def landmarks_of(pose: HandPose, build: Build, side: Side = "right") -> Numbers:
    """MediaPipe's 21 landmarks in the scene, (…, 21, 3) in millimetres.

    Args:
        build: with the same leading dimensions as the pose, or such that numpy can broadcast them.
    """
    bones = bones_of(pose, build)
    leading = bones.ends_mm.shape[:-3]
    points = np.zeros((*leading, 21, 3))
    points[..., 1:, :].reshape(*leading, 5, 4, 3)[...] = np.concatenate(
        [bones.starts_mm[..., :1, :], bones.ends_mm], axis=-2
    )
    return in_scene(points, pose, side)


def in_scene(points_mm: Numbers, pose: HandPose, side: Side) -> Numbers:
    """Points of the hand's axes (…, n, 3), placed, turned, and for a left hand mirrored, in the scene."""
    if side == "left":
        points_mm = points_mm * MIRROR
    return np.asarray(points_mm @ np.swapaxes(pose.rotation, -1, -2) + pose.position_mm[..., None, :])


def bones_of(pose: HandPose, build: Build) -> Bones:
    """The bones of the right hand of this pose in the hand's axes, the wrist at the origin."""
    finger_axes = _finger_axes(pose.fingers_deg)
    thumb_axes = _thumb_axes(pose.thumb_deg)
    leading = np.broadcast_shapes(finger_axes.shape[:-4], build.palm_mm.shape)
    axes = np.empty((*leading, 5, 3, 3, 3))
    axes[..., 0, :, :, :] = thumb_axes
    axes[..., 1:, :, :, :] = finger_axes
    steps = np.empty((*leading, 5, 3, 3))
    steps[..., 0, :, :] = axes[..., 0, :, :, 1] * build.thumb_bones_mm[..., None]
    steps[..., 1:, :, :] = axes[..., 1:, :, :, 1] * build.phalanges_mm[..., None]
    starts = np.empty_like(steps)
    starts[..., 0, 0, :] = build.thumb_base_mm
    starts[..., 1:, 0, :] = build.knuckles_mm
    starts[..., 1, :] = starts[..., 0, :] + steps[..., 0, :]
    starts[..., 2, :] = starts[..., 1, :] + steps[..., 1, :]
    return Bones(starts, starts + steps, axes)


def _finger_axes(fingers_deg: Numbers) -> Numbers:
    """(…, 4, 4) angles → (…, 4 fingers, 3 bones, 3, 3): first leant and spread, then flexed joint by joint."""
    flexion = np.radians(np.cumsum(fingers_deg[..., 1:], axis=-1))
    spread = np.radians(fingers_deg[..., SPREAD])
    lean = np.radians(CONVERGENCE_DEG)
    sin_s, cos_s = np.sin(spread), np.cos(spread)
    # The columns of Rz(-spread) · Ry(lean), written out: x is the axis of flexion, z where a bent finger points.
    axes = np.empty((*flexion.shape, 3, 3))
    across = np.stack(
        [np.cos(lean) * cos_s, -np.cos(lean) * sin_s, np.broadcast_to(-np.sin(lean), sin_s.shape)], -1
    )
    along = np.stack([sin_s, cos_s, np.zeros_like(sin_s)], -1)
    out = np.stack(
        [np.sin(lean) * cos_s, -np.sin(lean) * sin_s, np.broadcast_to(np.cos(lean), sin_s.shape)], -1
    )
    _flexed(axes, across, along, out, flexion)
    return axes


def _thumb_axes(thumb_deg: Numbers) -> Numbers:
    """(…, 5) angles → (…, 3 bones, 3, 3)."""
    spread = np.radians(thumb_deg[..., THUMB_SPREAD])
    raised = np.radians(thumb_deg[..., THUMB_RAISE])
    turn = np.radians(thumb_deg[..., THUMB_TURN])
    sin_s, cos_s, sin_r, cos_r = np.sin(spread), np.cos(spread), np.sin(raised), np.cos(raised)
    along = np.stack([sin_s * cos_r, cos_s * cos_r, sin_r], -1)
    to_fingers = np.stack([-cos_s, sin_s, np.zeros_like(sin_s)], -1)
    to_palm = np.stack([sin_s * sin_r, cos_s * sin_r, -cos_r], -1)
    cos_t, sin_t = np.cos(turn)[..., None], np.sin(turn)[..., None]
    pad = cos_t * to_fingers + sin_t * to_palm
    across = sin_t * to_fingers - cos_t * to_palm  # = along × pad
    flexion = np.zeros((*spread.shape, 3))
    flexion[..., 1:] = np.radians(np.cumsum(thumb_deg[..., THUMB_MCP:], axis=-1))
    axes = np.empty((*spread.shape, 3, 3, 3))
    _flexed(axes, across, along, pad, flexion)
    return axes


def _flexed(axes: Numbers, across: Numbers, along: Numbers, pad: Numbers, flexion: Numbers) -> None:
    """Write the axes (…, 3 bones, 3, 3) of bones that flex about `across` by `flexion` (…, 3) radians."""
    sin_f, cos_f = np.sin(flexion)[..., None], np.cos(flexion)[..., None]
    axes[..., 0] = across[..., None, :]
    axes[..., 1] = cos_f * along[..., None, :] + sin_f * pad[..., None, :]
    axes[..., 2] = cos_f * pad[..., None, :] - sin_f * along[..., None, :]
