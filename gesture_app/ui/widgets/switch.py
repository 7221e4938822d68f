"""A switch: a check box that looks like what it does."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from gesture_app.ui import theme
from gesture_app.ui.icons import paint_icon

_TRACK = QSize(44, 24)


class Switch(QCheckBox):
    """On or off, told by the knob's place and by a tick as well as by colour."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(_TRACK + QSize(8, 8))

    def sizeHint(self) -> QSize:
        return self.size()

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(4, 4, _TRACK.width(), _TRACK.height())
        radius = track.height() / 2
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(palette.accent), 2))
            painter.drawRoundedRect(track.adjusted(-3, -3, 3, 3), radius + 3, radius + 3)
        on = self.isChecked()
        painter.setPen(QPen(theme.colour(palette.accent if on else palette.control), 1.5))
        painter.setBrush(theme.colour(palette.accent if on else palette.sunken))
        painter.drawRoundedRect(track.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
        knob = QRectF(track.right() - 21 if on else track.left() + 3, track.top() + 3, 18, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(palette.on_accent if on else palette.control))
        painter.drawEllipse(knob)
        if on:
            paint_icon(painter, "check", palette.accent, knob.adjusted(3, 3, -3, -3))
        painter.end()
