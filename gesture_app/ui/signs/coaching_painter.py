"""What a teacher draws on the picture: the hand as it should be, and what to change, at the finger it is about."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from gesture_app.hands import SIDES, HandFrame
from gesture_app.hands.landmarks import BONES
from gesture_app.practice.teacher.verdict import Correction
from gesture_app.ui import theme
from gesture_app.ui.signs.hand_shape import Points, hand_outline, length, palm_length, points_on
from gesture_app.ui.signs.turn_arrow import turn_arrow

SHADE = "#0b0e14"
AMBER = "#ffc15e"
_GHOST = "#ffffff"
_APART_SHARE = 0.18
"""An arrow is drawn where a landmark should be farther away than this, by the length of the palm."""


def paint_ghost(painter: QPainter, points: Points, colour: str = _GHOST) -> None:
    """A hand of milky glass."""
    outline = hand_outline(points)
    palm = palm_length(points)
    painter.save()
    painter.setPen(QPen(theme.colour(SHADE, 0.35), max(3.0, palm * 0.05)))
    painter.setBrush(theme.colour(colour, 0.22))
    painter.drawPath(outline)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour(colour, 0.9), max(1.5, palm * 0.018)))
    painter.drawPath(outline)
    painter.restore()


def paint_correction(
    painter: QPainter,
    correction: Correction,
    hands: HandFrame,
    ghost: NDArray[np.float32],
    target: QRectF,
    *,
    mirrored: bool,
) -> None:
    """Mark what it is about, and draw an arrow from where it is to where it should be.

    Args:
        ghost: (2, 21, 3), see `Coaching`.
        target: where the whole picture lies.
    """
    slot = SIDES.index(correction.side)
    points = points_on(hands.image[slot], target, mirrored=mirrored) if hands.present[slot] else None
    if points is None:
        return
    wanted = points_on(ghost[slot], target, mirrored=mirrored)
    width = max(palm_length(points) * 0.07, 5.0)
    if correction.parameter == "orientation" and wanted is not None:
        way = turn_arrow(hands.image[slot], ghost[slot], target, mirrored=mirrored)
        if way:
            _paint_arrow(painter, way, width)
            return
    if not correction.landmarks:
        return
    _paint_marks(painter, points, correction.landmarks, width)
    if wanted is not None:
        last = max(correction.landmarks, key=lambda number: length(wanted[number] - points[number]))
        if length(wanted[last] - points[last]) > palm_length(points) * _APART_SHARE:
            _paint_wanted(painter, wanted, correction.landmarks, width)
            _paint_arrow(painter, [points[last], wanted[last]], width)


def _paint_marks(painter: QPainter, points: Points, landmarks: tuple[int, ...], width: float) -> None:
    """The bones between the landmarks as a band of light, and a ring at the outermost."""
    bones = [(a, b) for a, b in BONES if a in landmarks and b in landmarks]
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ringed = landmarks if not bones else landmarks[-1:]
    for colour, more in ((theme.colour(SHADE, 0.7), 4.0), (QColor(AMBER), 0.0)):
        painter.setPen(QPen(colour, width + more, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for start, end in bones:
            painter.drawLine(points[start], points[end])
        painter.setPen(QPen(colour, width * 0.45 + more))
        for number in ringed:
            painter.drawEllipse(points[number], width * 1.7, width * 1.7)
    painter.restore()


def _paint_wanted(painter: QPainter, wanted: Points, landmarks: tuple[int, ...], width: float) -> None:
    """The same bones where they should be, dashed."""
    painter.save()
    painter.setPen(QPen(theme.colour(AMBER, 0.9), width * 0.4, Qt.PenStyle.DashLine, Qt.PenCapStyle.RoundCap))
    for start, end in BONES:
        if start in landmarks and end in landmarks:
            painter.drawLine(wanted[start], wanted[end])
    painter.restore()


def _paint_arrow(painter: QPainter, way: Points, width: float) -> None:
    """Along a way, with a dark edge so that it stands out from any picture."""
    line = QPainterPath()
    line.addPolygon(QPolygonF(way))
    head = min(width * 2.6, line.length() * 0.6)
    neck_share = line.percentAtLength(line.length() - head)
    neck, end = line.pointAtPercent(neck_share), way[-1]
    along = (end - neck) / max(length(end - neck), 1e-6)
    aside = QPointF(-along.y(), along.x()) * width * 1.35
    shaft = QPainterPath(way[0])
    for step in range(1, 25):
        shaft.lineTo(line.pointAtPercent(neck_share * step / 24))
    painter.save()
    for colour, more in ((theme.colour(SHADE, 0.75), 4.0), (QColor(AMBER), 0.0)):
        pen = QPen(colour, width + more, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shaft)
        pen.setWidthF(1.0 + more)
        painter.setPen(pen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([neck + aside, end, neck - aside]))
    painter.restore()
