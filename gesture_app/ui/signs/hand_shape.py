"""Landmarks as places on the screen, and the outline of the hand around them."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QPolygonF

from gesture_app.hands.landmarks import FINGERS, INDEX_MCP, MIDDLE_MCP, PALM_OUTLINE, PINKY_MCP, WRIST

Points = list[QPointF]

_FINGER_SHARE, _LITTLE_SHARE, _PALM_SHARE = 0.3, 0.25, 0.26
"""Thickness of a finger and of the palm's rounding, by the length of the palm."""
_SPECK_SHARE = 0.22
_WIDTH_TO_LENGTH = 1.4


def points_on(image: NDArray[np.float32], target: QRectF, *, mirrored: bool) -> Points | None:
    """Landmarks (21, 3) of a picture that lies in `target`; None where there is no hand."""
    if not np.isfinite(image[:, :2]).all():
        return None
    x = 1.0 - image[:, 0] if mirrored else image[:, 0]
    across, down = target.left() + x * target.width(), target.top() + image[:, 1] * target.height()
    return [QPointF(float(a), float(b)) for a, b in zip(across, down, strict=True)]


def hand_outline(points: Points) -> QPainterPath:
    """The shape of a hand around its 21 landmarks."""
    palm = palm_length(points)
    outline = QPainterPath()
    outline.addPolygon(QPolygonF([points[corner] for corner in PALM_OUTLINE]))
    outline.closeSubpath()
    outline = outline.united(_thickened(outline, palm * _PALM_SHARE))
    for name, joints in FINGERS.items():
        way = QPainterPath(points[joints[0]])
        for joint in joints[1:]:
            way.lineTo(points[joint])
        outline = outline.united(
            _thickened(way, palm * (_LITTLE_SHARE if name == "little" else _FINGER_SHARE))
        )
    return _without_specks(outline.simplified(), palm * _SPECK_SHARE)


def palm_length(points: Points) -> float:
    """How long the palm would look from the front: it may be seen from the side."""
    along = length(points[MIDDLE_MCP] - points[WRIST])
    across = length(points[PINKY_MCP] - points[INDEX_MCP])
    return max(along, across * _WIDTH_TO_LENGTH, 8.0)


def length(way: QPointF) -> float:
    return math.hypot(way.x(), way.y())


def _without_specks(outline: QPainterPath, size: float) -> QPainterPath:
    """Without the holes between parts that hardly overlap; the hole of an O stays."""
    made = QPainterPath()
    for polygon in outline.toSubpathPolygons():
        bounds = polygon.boundingRect()
        if max(bounds.width(), bounds.height()) > size:
            made.addPolygon(polygon)
            made.closeSubpath()
    return made


def _thickened(way: QPainterPath, width: float) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return stroker.createStroke(way)
