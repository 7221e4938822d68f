"""How a hand is to be turned, as an arrow around it that lies in the plane of the turn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from gesture_app.hands.landmarks import MIDDLE_MCP, PALM_OUTLINE, WRIST
from gesture_app.virtual_hand.body.alignment import alignment

Numbers = NDArray[np.float64]

_LEAST_DEG = 8.0
_LONG_DEG = 120.0
_RADIUS_SHARE = 0.95
_ASLANT = np.array([0.2, 0.35])
"""So far right and down what is nearer is drawn: seen from exactly in front, a circle around the hand is a line."""
_POINTS = 25


def turn_arrow(
    hand: NDArray[np.float32], ghost: NDArray[np.float32], target: QRectF, *, mirrored: bool
) -> list[QPointF]:
    """The way of the arrow, from tail to head; empty where there is next to nothing to turn.

    Args:
        hand, ghost: (21, 3) as `HandFrame.image`: as it is, and as it should be.
        target: where the whole picture lies.
    """
    own, wanted = (_in_pixels(image, target, mirrored) for image in (hand, ghost))
    corners = list(PALM_OUTLINE)
    turn, _, _ = alignment(own[corners], wanted[corners])
    axis, angle_deg = _axis_of(turn)
    if angle_deg < _LEAST_DEG:
        return []
    radius = _RADIUS_SHARE * float(np.linalg.norm(own[MIDDLE_MCP] - own[WRIST]))
    middle = own[corners].mean(axis=0)
    # The part of the circle that is nearest to the viewer (z points away); of a level one, its top.
    nearest = np.array([0.0, -0.25, -1.0])
    nearest -= axis * (nearest @ axis)
    nearest /= np.linalg.norm(nearest)
    onwards = np.cross(axis, nearest)
    angles = np.radians(np.linspace(-_LONG_DEG / 2, _LONG_DEG / 2, _POINTS))[:, None]
    way = middle + radius * (np.cos(angles) * nearest + np.sin(angles) * onwards)
    way[:, :2] += (middle[2] - way[:, 2:]) * _ASLANT
    return [QPointF(float(x), float(y)) for x, y, _ in way]


def _in_pixels(image: NDArray[np.float32], target: QRectF, mirrored: bool) -> Numbers:
    """Landmarks (21, 3) in the screen's pixels, all three on one scale, z away from the viewer."""
    points = image.astype(np.float64)
    if mirrored:
        points[:, 0] = 1.0 - points[:, 0]
    places = points * (target.width(), target.height(), target.width())
    return np.asarray(places + np.array([target.left(), target.top(), 0.0]))


def _axis_of(turn: Numbers) -> tuple[Numbers, float]:
    """Axis (3,) of unit length and angle in degrees of a rotation (3, 3)."""
    twice = np.array([turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1]])
    angle_deg = float(np.degrees(np.arccos(np.clip((np.trace(turn) - 1) / 2, -1, 1))))
    size = float(np.linalg.norm(twice))
    if size > 1e-4:
        return twice / size, angle_deg
    values, vectors = np.linalg.eigh((turn + turn.T) / 2)  # half a turn: either way round will do
    return np.asarray(vectors[:, values.argmax()]), angle_deg
