"""What lies where a picture will be: a calm ground with the picture's shape, and what stands around it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter

from gesture_app.ui import theme

CORNER = 16.0
USUAL_ASPECT = 16 / 9


def fitted(room: QRectF, aspect: float) -> QRectF:
    """Where a picture lies in a room: as large as fits, in the middle, with its own shape (width ÷ height)."""
    width = min(room.width(), room.height() * aspect)
    height = width / aspect
    left, top = room.left() + (room.width() - width) / 2, room.top() + (room.height() - height) / 2
    return QRectF(left, top, width, height)


def paint_surround(painter: QPainter, room: QRectF) -> None:
    """Where the picture does not reach."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(theme.current().sunken))
    painter.drawRoundedRect(room, CORNER, CORNER)


def paint_ground(painter: QPainter, target: QRectF) -> None:
    """In place of a picture."""
    gradient = QLinearGradient(target.topLeft(), target.bottomRight())
    gradient.setColorAt(0, QColor("#2a3244"))
    gradient.setColorAt(1, QColor("#171c28"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(gradient))
    painter.drawRoundedRect(target, CORNER, CORNER)
