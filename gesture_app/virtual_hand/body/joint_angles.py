"""Joint angles from bones given in the hand's axes: the inverse of `kinematics.bones_of`, bone by bone.

Noise: where the bones hardly tell an angle (the spread of a finger bent square, the roll of a straight thumb), it is
drawn towards what is usual, the more so the noisier the landmarks are; without noise the angles are exact.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.kinematics import CONVERGENCE_DEG
from gesture_app.virtual_hand.body.limits import (
    FINGERS_FROM_DEG,
    FINGERS_TO_DEG,
    THUMB_FROM_DEG,
    THUMB_TO_DEG,
)
from gesture_app.virtual_hand.body.pose import SPREAD, THUMB_MCP, THUMB_TURN

Numbers = NDArray[np.float64]

_LEAN = np.radians(CONVERGENCE_DEG)
_SIN_LEAN, _COS_LEAN = np.sin(_LEAN), np.cos(_LEAN)
_MIDDLE_DEG = (FINGERS_FROM_DEG[:, 1:] + FINGERS_TO_DEG[:, 1:]) / 2  # (4, 3)

_USUAL_SPREAD_RAD = np.radians(15.0)
"""Standard deviation of spread among hands; about 0."""

_USUAL_TURN = np.radians(40.0)
_USUAL_TURN_DEG = (THUMB_FROM_DEG[THUMB_TURN] + THUMB_TO_DEG[THUMB_TURN]) / 2

_LEAST_NOISE = 1e-12
_STEPS = 3


def _plane_normals(spread: Numbers) -> tuple[Numbers, Numbers]:
    """(…, 4) radians → each finger's axis of flexion, and how it changes with the spread, (…, 4, 3)."""
    normals = np.zeros((*spread.shape, 3))
    changes = np.zeros_like(normals)
    cos_s, sin_s = _COS_LEAN * np.cos(spread), _COS_LEAN * np.sin(spread)
    normals[..., 0], normals[..., 1], normals[..., 2] = cos_s, -sin_s, -_SIN_LEAN
    changes[..., 0], changes[..., 1] = -sin_s, -cos_s
    return normals, changes


_TRIED = np.radians(np.arange(-36.0, 25.0, 4.0))
_TRIED_NORMALS = _plane_normals(np.repeat(_TRIED[:, None], 4, axis=1))[0]  # (tried, 4, 3)
_TRIED_SQUARES = np.einsum("tfi,tfj->fijt", _TRIED_NORMALS, _TRIED_NORMALS).reshape(4, 9, -1)


def finger_angles(bones: Numbers, noise: Numbers) -> Numbers:
    """Spread, mcp, pip and dip of index to little finger, (…, 4, 4) degrees.

    Args:
        bones: (…, 4, 3, 3), proximal to distal phalanx as vectors in the hand's axes, in palm lengths.
        noise: (…), variance of the landmarks, in squared palm lengths.

    Returns:
        angles; of the flexions each is within its limits, so that the next one makes up for what is cut off.
    """
    spread = _spreads(bones, np.maximum(noise, _LEAST_NOISE)[..., None] / _USUAL_SPREAD_RAD**2)
    sin_s, cos_s = np.sin(spread)[..., None], np.cos(spread)[..., None]
    x, y, z = bones[..., 0], bones[..., 1], bones[..., 2]
    along = sin_s * x + cos_s * y
    out = _SIN_LEAN[:, None] * (cos_s * x - sin_s * y) + _COS_LEAN[:, None] * z
    directions = np.degrees(np.arctan2(out, along))  # of each bone within the finger's plane
    angles = np.empty((*spread.shape, 4))
    angles[..., SPREAD] = np.degrees(spread)
    before: Numbers | float = 0.0
    for joint in range(3):
        middle = _MIDDLE_DEG[:, joint]
        bend = middle + (directions[..., joint] - before - middle + 180.0) % 360.0 - 180.0
        bend = np.minimum(np.maximum(bend, FINGERS_FROM_DEG[:, joint + 1]), FINGERS_TO_DEG[:, joint + 1])
        angles[..., joint + 1] = bend
        before = before + bend
    return angles


def thumb_angles(bones: Numbers, noise: Numbers) -> Numbers:
    """Spread, raise, turn, mcp and ip, (…, 5) degrees.

    Args:
        bones: (…, 3, 3), metacarpal to distal phalanx as vectors in the hand's axes, in palm lengths.
        noise: as of `finger_angles`.
    """
    x, y, z = bones[..., 0, 0], bones[..., 0, 1], bones[..., 0, 2]
    flat = np.hypot(x, y)
    spread, raised = np.arctan2(x, y), np.arctan2(z, flat)
    sin_s, cos_s, sin_r, cos_r = np.sin(spread), np.cos(spread), np.sin(raised), np.cos(raised)
    axes = np.empty((*spread.shape, 3, 3))  # columns: along the metacarpal, to the fingers, to the palm
    axes[..., 0, 0], axes[..., 1, 0], axes[..., 2, 0] = sin_s * cos_r, cos_s * cos_r, sin_r
    axes[..., 0, 1], axes[..., 1, 1], axes[..., 2, 1] = -cos_s, sin_s, 0.0
    axes[..., 0, 2], axes[..., 1, 2], axes[..., 2, 2] = sin_s * sin_r, cos_s * sin_r, -cos_r
    outer = bones[..., 1:, :] @ axes  # (…, 2, 3)
    turn = _thumb_turn(outer[..., 1], outer[..., 2], noise)
    pad = np.cos(turn)[..., None] * outer[..., 1] + np.sin(turn)[..., None] * outer[..., 2]
    directions = np.degrees(np.arctan2(pad, outer[..., 0]))
    angles = np.empty((*spread.shape, 5))
    angles[..., 0], angles[..., 1], angles[..., 2] = np.degrees(spread), np.degrees(raised), np.degrees(turn)
    mcp = np.minimum(np.maximum(directions[..., 0], THUMB_FROM_DEG[THUMB_MCP]), THUMB_TO_DEG[THUMB_MCP])
    angles[..., THUMB_MCP] = mcp
    angles[..., THUMB_MCP + 1] = (directions[..., 1] - mcp + 180.0) % 360.0 - 180.0
    return angles


def _spreads(bones: Numbers, prior: Numbers) -> Numbers:
    """The spread (…, 4) in radians whose plane of flexion all three bones of a finger lie in, best."""
    squares = np.swapaxes(bones, -1, -2) @ bones  # (…, 4, 3, 3)
    tried = (squares.reshape(*squares.shape[:-2], 1, 9) @ _TRIED_SQUARES)[..., 0, :]
    tried += prior[..., None] * _TRIED**2
    spread: Numbers = _TRIED[np.argmin(tried, axis=-1)]
    for _ in range(_STEPS):  # Gauss-Newton
        normals, changes = _plane_normals(spread)
        pulled = (squares @ changes[..., None])[..., 0]
        slope = (pulled * normals).sum(axis=-1) + prior * spread
        spread = spread - slope / ((pulled * changes).sum(axis=-1) + prior)
    return spread


def _thumb_turn(to_fingers: Numbers, to_palm: Numbers, noise: Numbers) -> Numbers:
    """The roll (…) in radians whose plane both outer bones (…, 2) lie in, best."""
    # A line through 0 in the plane across the metacarpal: the chief axis of their scatter and of the usual roll.
    usual = np.maximum(noise, _LEAST_NOISE)
    twice_sin = 2 * (to_fingers * to_palm).sum(axis=-1) + usual * np.sin(2 * _USUAL_TURN)
    twice_cos = (to_fingers**2 - to_palm**2).sum(axis=-1) + usual * np.cos(2 * _USUAL_TURN)
    turn = np.arctan2(twice_sin, twice_cos) / 2
    middle = np.radians(_USUAL_TURN_DEG)
    return np.asarray(middle + (turn - middle + np.pi / 2) % np.pi - np.pi / 2)
