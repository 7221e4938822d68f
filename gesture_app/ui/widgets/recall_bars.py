"""How well each gesture is recognised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gesture_app.ui import theme
from gesture_app.ui.wording import shown_name


@dataclass(frozen=True, slots=True)
class Recall:
    """Of so many takes of a gesture, so many were recognised."""

    label: str
    recognised: int
    takes: int

    @property
    def share(self) -> float:
        return self.recognised / self.takes if self.takes else 0.0

    def told(self) -> str:
        return f"{self.recognised} of {self.takes}"


class RecallBars(QWidget):
    """A row for each gesture, the weakest first."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Recognised takes of each gesture")
        self._rows: list[Recall] = []

    def set_recalls(self, recalls: Sequence[Recall]) -> None:
        self._rows = sorted(recalls, key=lambda recall: recall.share)
        self.setAccessibleDescription(
            ", ".join(f"{shown_name(row.label)} {row.told()}" for row in self._rows)
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, round(self._row_height() * len(self._rows)))

    def minimumSizeHint(self) -> QSize:
        return QSize(220, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, row in enumerate(self._rows):
            height = self._row_height()
            self._paint_row(painter, QRectF(0, number * height, self.width(), height), row)
        painter.end()

    def _row_height(self) -> float:
        return theme.body_pixels() * 2.7

    def _paint_row(self, painter: QPainter, place: QRectF, row: Recall) -> None:
        palette = theme.current()
        words = place.adjusted(0, 0, 0, -14)
        painter.setFont(theme.font("body"))
        told_width = QFontMetricsF(painter.font()).horizontalAdvance(row.told())
        name = QFontMetricsF(painter.font()).elidedText(
            shown_name(row.label), Qt.TextElideMode.ElideRight, words.width() - told_width - 16
        )
        bottom = Qt.AlignmentFlag.AlignBottom
        painter.setPen(theme.colour(palette.text))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | bottom, name)
        painter.setPen(theme.colour(palette.muted))
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | bottom, row.told())
        track = QRectF(place.left(), place.bottom() - 11, place.width(), 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(palette.sunken))
        painter.drawRoundedRect(track, 3, 3)
        if row.recognised:
            painter.setBrush(theme.colour(palette.accent))
            painter.drawRoundedRect(QRectF(track.left(), track.top(), track.width() * row.share, 6), 3, 3)
