"""What is seen in the first instant: the place of the live picture, before anything that fills it is there."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gesture_app.ui import theme
from gesture_app.ui.widgets.picture_ground import USUAL_ASPECT, fitted, paint_ground, paint_surround

TITLE = "Opening the camera"

_MARGIN, _GAP, _SIDE_WIDTH, _WIDEST = 20, 16, 330, 1.45  # as the Live page has them
_TIMELINE_GAP, _TIMELINE_HEIGHT = 14, 5.6
_CARD_WIDTH, _CARD_MARGIN, _CARD_CORNER = 440, 24, 14


class FirstLook(QWidget):
    """Painted, not built: a page with its fields takes longer than to show a window."""

    painted = Signal()
    """It is on the screen for the first time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(TITLE)
        self._seen = False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self._room()
        picture = fitted(room, USUAL_ASPECT)
        paint_surround(painter, room)
        paint_ground(painter, picture)
        self._paint_card(painter, picture)
        painter.end()
        if not self._seen:
            self._seen = True
            QTimer.singleShot(
                0, self.painted.emit
            )  # what is painted reaches the screen when this event is over

    def _room(self) -> QRectF:
        side = _SIDE_WIDTH * min(theme.grown(1000) / 1000, _WIDEST)
        below = _TIMELINE_GAP + round(theme.body_pixels() * _TIMELINE_HEIGHT)
        return QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN - _GAP - side, -_MARGIN - below)

    def _paint_card(self, painter: QPainter, picture: QRectF) -> None:
        palette = theme.current()
        painter.setFont(theme.font("heading"))
        height = painter.fontMetrics().height() + 2 * _CARD_MARGIN
        card = QRectF(0, 0, min(theme.grown(_CARD_WIDTH), picture.width() - 24), height)
        card.moveCenter(picture.center())
        painter.setPen(QPen(theme.colour(palette.border), 1))
        painter.setBrush(theme.colour(palette.surface))
        painter.drawRoundedRect(card, _CARD_CORNER, _CARD_CORNER)
        painter.setPen(theme.colour(palette.text))
        painter.drawText(card, Qt.AlignmentFlag.AlignCenter, TITLE)
