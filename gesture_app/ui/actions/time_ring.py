"""How much time is left of a phase: a ring that empties around a number."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gesture_app.ui import theme
from gesture_app.ui.icons import paint_icon


class TimeRing(QWidget):
    """`1:35` for minutes, `3` for seconds; a tick once what was waited for has come."""

    def __init__(self, size: float) -> None:
        """`size` is in heights of ordinary text."""
        super().__init__()
        self._size = size
        self._left_s, self._share, self._done = 0.0, 0.0, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Time left")

    def show_left(self, left_s: float, share: float, *, done: bool = False) -> None:
        """Show the seconds that are left, and which share (0…1) of the phase they are."""
        self._left_s, self._share, self._done = max(left_s, 0.0), min(max(share, 0.0), 1.0), done
        self.setAccessibleDescription("Done" if done else f"{math.ceil(self._left_s)} seconds left")
        self.update()

    def sizeHint(self) -> QSize:
        side = round(theme.body_pixels() * self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() * 0.075
        ring = QRectF(self.rect()).adjusted(width, width, -width, -width)
        tint = palette.good if self._done else palette.accent
        painter.setPen(QPen(theme.colour(palette.sunken), width))
        painter.drawEllipse(ring)
        painter.setPen(QPen(theme.colour(tint), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(ring, 90 * 16, round(360 * 16 * (1.0 if self._done else self._share)))
        if self._done:
            inset = ring.width() * 0.24
            paint_icon(painter, "check", tint, ring.adjusted(inset, inset, -inset, -inset))
        else:
            self._paint_number(painter, ring)
        painter.end()

    def _paint_number(self, painter: QPainter, ring: QRectF) -> None:
        font = theme.font("title")
        font.setPixelSize(max(12, round(ring.width() * 0.29)))
        painter.setFont(font)
        painter.setPen(theme.colour(theme.current().text))
        minutes, seconds = divmod(math.ceil(self._left_s), 60)
        told = f"{minutes}:{seconds:02d}" if self._size > 6 else f"{math.ceil(self._left_s)}"
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, told)
