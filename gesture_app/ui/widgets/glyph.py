"""An icon that stands by itself and follows the theme."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gesture_app.ui import theme
from gesture_app.ui.icons import paint_icon

Tint = Literal["text", "muted", "accent", "good", "usable", "poor"]


class Glyph(QWidget):
    """Only to be looked at: what it means is told in words beside it."""

    def __init__(self, icon: str, tint: Tint = "muted", *, size: float = 1.3, disc: bool = False) -> None:
        """`size` is in heights of ordinary text; on a disc it lies on a soft ground."""
        super().__init__()
        self._icon, self._tint, self._size, self._disc = icon, tint, size, disc
        self._fit()

    def show_icon(self, icon: str, tint: Tint) -> None:
        if (icon, tint) != (self._icon, self._tint):
            self._icon, self._tint = icon, tint
            self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect())
        if self._disc:
            painter.setPen(theme.colour(palette.accent_soft))
            painter.setBrush(theme.colour(palette.accent_soft))
            painter.drawEllipse(room.adjusted(0.5, 0.5, -0.5, -0.5))
            inset = room.width() * 0.25
            room = room.adjusted(inset, inset, -inset, -inset)
        paint_icon(painter, self._icon, str(getattr(palette, self._tint)), room)
        painter.end()

    def _fit(self) -> None:
        side = round(theme.body_pixels() * self._size * (1.8 if self._disc else 1.0))
        self.setFixedSize(QSize(side, side))
