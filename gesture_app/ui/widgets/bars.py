"""The five likeliest gestures with bars."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gesture_app.ui import theme
from gesture_app.ui.wording import shown_name

_ROWS = 5
_TICK_MS = 16
_PULL = 0.28  # share of the way to its place that a bar goes in one tick
_STILL = 0.004


@dataclass(slots=True)
class _Bar:
    label: str
    value: float
    row: float
    target: float
    target_row: int

    def approach(self) -> bool:
        """Move a little towards the target; whether there is still some way to go."""
        self.value += (self.target - self.value) * _PULL
        self.row += (self.target_row - self.row) * _PULL
        if max(abs(self.target - self.value), abs(self.target_row - self.row)) > _STILL:
            return True
        self.value, self.row = self.target, float(self.target_row)
        return False


class _Look(NamedTuple):
    """What of a bar can be seen."""

    top: int
    exact_top: float
    half_pixels: int
    told: str
    first: bool


class ProbabilityBars(QWidget):
    """Names, bars and per cents; bars glide to their new length and rank rather than jump."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Likeliest gestures")
        self._bars: dict[str, _Bar] = {}
        self._looks: dict[str, _Look] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._move)

    def set_ranked(self, ranked: Sequence[tuple[str, float]]) -> None:
        """Labels with their probabilities (0…1), likeliest first; only the first five are shown."""
        best = list(ranked)[:_ROWS]
        bars: dict[str, _Bar] = {}
        for row, (label, probability) in enumerate(best):
            bar = self._bars.get(label) or _Bar(label, 0.0, float(row), 0.0, row)
            bar.target, bar.target_row = probability, row
            bars[label] = bar
        self._bars = bars
        told = ", ".join(f"{shown_name(label)} {probability:.0%}" for label, probability in best)
        self.setAccessibleDescription(told)
        if not self.isVisible() or theme.reduced_motion():
            self._settle()
        elif not self._timer.isActive():
            self._timer.start()
        self._repaint_changed()

    def sizeHint(self) -> QSize:
        return QSize(theme.body_pixels() * 22, round(self._row_height() * _ROWS))

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        self._settle()
        super().hideEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = int(event.pos().y() // self._row_height())
            named = [bar for bar in self._bars.values() if bar.target_row == row]
            text = f"{shown_name(named[0].label)}: {named[0].target:.1%}" if named else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for bar in sorted(self._bars.values(), key=lambda bar: bar.target_row, reverse=True):
            if self._row(bar.row).intersects(QRectF(event.rect())):
                self._paint_bar(painter, bar)
        painter.end()

    def _paint_bar(self, painter: QPainter, bar: _Bar) -> None:
        palette = theme.current()
        row, track = self._row(bar.row), self._track(bar.row)
        name_width, height = track.left() - 12, row.height()
        first = bar.target_row == 0
        font = theme.font("strong" if first else "body")
        painter.setFont(font)
        painter.setPen(theme.colour(palette.text))
        left, middle = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter
        name = QFontMetricsF(font).elidedText(shown_name(bar.label), Qt.TextElideMode.ElideRight, name_width)
        painter.drawText(QRectF(0, row.top(), name_width, height), left | middle, name)
        painter.setPen(theme.colour(palette.text if first else palette.muted))
        painter.drawText(row, Qt.AlignmentFlag.AlignRight | middle, f"{bar.value:.0%}")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(palette.sunken))
        painter.drawRoundedRect(track, 5, 5)
        filled = QRectF(track.left(), track.top(), track.width() * min(max(bar.value, 0.0), 1.0), 10)
        if filled.width() > 1:
            painter.setBrush(theme.colour(palette.accent, 1.0 if first else 0.5))
            painter.setClipRect(filled)  # a short bar keeps the track's round end instead of bulging
            painter.drawRoundedRect(QRectF(filled.left(), filled.top(), max(filled.width(), 10), 10), 5, 5)
            painter.setClipping(False)

    def _row(self, number: float) -> QRectF:
        height = self._row_height()
        return QRectF(0, number * height, self.width(), height)

    def _track(self, number: float) -> QRectF:
        """What a whole bar fills, between the name and the per cent."""
        row, body = self._row(number), theme.body_pixels()
        left = min(row.width() * 0.38, body * 11.0) + 12
        return QRectF(left, row.center().y() - 5, row.width() - left - body * 3.4 - 8, 10)

    def _row_height(self) -> float:
        return theme.body_pixels() * 2.1

    def _settle(self) -> None:
        for bar in self._bars.values():
            bar.value, bar.row = bar.target, float(bar.target_row)

    @Slot()
    def _move(self) -> None:
        moving = [bar.approach() for bar in self._bars.values()]
        if not any(moving):
            self._timer.stop()
        self._repaint_changed()

    def _repaint_changed(self) -> None:
        """Of rows that look the same as before nothing is painted: most changes are less than a pixel."""
        looks = {bar.label: self._look_of(bar) for bar in self._bars.values()}
        for label in looks.keys() | self._looks.keys():
            before, now = self._looks.get(label), looks.get(label)
            if before != now:
                for look in filter(None, (before, now)):
                    self.update(0, look.top, self.width(), math.ceil(self._row_height()) + 1)
        self._looks = looks

    def _look_of(self, bar: _Bar) -> _Look:
        top, length = bar.row * self._row_height(), bar.value * self._track(0).width()
        return _Look(int(top), round(top, 1), round(length * 2), f"{bar.value:.0%}", bar.target_row == 0)
