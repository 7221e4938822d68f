"""The days of practice: a column for each week, a square for each day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from gesture_app.practice.progress.calendar import PracticeDay
from gesture_app.ui import theme
from gesture_app.ui.widgets.cell_picture import Cell, CellPicture
from gesture_app.ui.wording import count_of, day_told, minutes

_DAYS = 7
_MOST_WEEKS = 53
_PITCH = 1.4  # of a square and the gap beside it, in heights of text
_WIDEST_PITCH = 1.75
_NAMED = {0: "Mon", 2: "Wed", 4: "Fri", 6: "Sun"}
_LEVELS = (1, 10, 25, 50)
"""So many answers make a day's square grow by one step."""


class PracticeCalendar(CellPicture):
    """The more was done on a day, the larger and the stronger its square."""

    def __init__(self) -> None:
        super().__init__("Days of practice")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._today = date(2000, 1, 3)
        self._days: Mapping[date, PracticeDay] = {}

    def set_days(self, today: date, days: Sequence[PracticeDay]) -> None:
        """Show the weeks up to today."""
        self._today = today
        self._days = {each.day: each for each in days}
        self.begin_at(0)
        self.renew(f"{count_of(len(days), 'day')} of practice. The arrow keys go through them.")

    def sizeHint(self) -> QSize:
        body = theme.body_pixels()
        return QSize(body * 30, round(self._above() + self._pitch() * _DAYS))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.body_pixels() * 14, self.sizeHint().height())

    def lay_out(self) -> Sequence[Cell]:
        """Today first, then backwards: the arrow keys begin with the day one knows."""
        return [Cell(self._square(day), self._sentence(day)) for day in self._shown_days()]

    def corner(self, cell: Cell) -> float:
        return cell.place.width() * 0.25

    def paint(self, painter: QPainter) -> None:
        palette = theme.current()
        for day, cell in zip(self._shown_days(), self.cells, strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(palette.sunken))
            radius = self.corner(cell)
            painter.drawRoundedRect(cell.place, radius, radius)
            level = self._level(day)
            if level:
                painter.setBrush(theme.mixed(palette.sunken, palette.accent, 0.4 + 0.15 * level))
                inset = cell.place.width() * (0.3 - 0.075 * level)
                square = cell.place.adjusted(inset, inset, -inset, -inset)
                painter.drawRoundedRect(square, radius, radius)
            if day == self._today:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.colour(palette.muted), 1.5))
                painter.drawRoundedRect(cell.place, radius, radius)
        self._paint_names(painter)

    def _paint_names(self, painter: QPainter) -> None:
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(theme.current().muted))
        middle, pitch = Qt.AlignmentFlag.AlignVCenter, self._pitch()
        for row, name in _NAMED.items():
            beside = QRectF(0, self._above() + row * pitch, self._beside(), pitch)
            painter.drawText(beside, Qt.AlignmentFlag.AlignLeft | middle, name)
        free_from = 0.0
        for day in reversed(self._shown_days()):
            place = self._square(day)
            if day.day <= _DAYS and day.weekday() == 0 and place.left() >= free_from:
                above = QRectF(place.left(), 0, pitch * 4, self._above())
                painter.drawText(above, Qt.AlignmentFlag.AlignLeft | middle, f"{day:%b}")
                free_from = place.left() + pitch * 3

    def _level(self, day: date) -> int:
        done = self._days.get(day)
        answers = 0 if done is None else done.reviews + done.words
        return sum(answers >= least for least in _LEVELS)

    def _sentence(self, day: date) -> str:
        when, done = day_told(day, self._today), self._days.get(day)
        if done is None:
            return f"{when}: no practice"
        parts = [f"{count_of(done.reviews, 'answer')}, {done.right} of them right"] if done.reviews else []
        if done.words:
            parts.append(f"{count_of(done.words, 'word')} spelled")
        return f"{when}: {'; '.join((*parts, minutes(done.seconds)))}"

    def _shown_days(self) -> list[date]:
        monday = self._today - timedelta(days=self._today.weekday() + _DAYS * (self._weeks() - 1))
        return [self._today - timedelta(days=back) for back in range((self._today - monday).days + 1)]

    def _square(self, day: date) -> QRectF:
        pitch = self._pitch()
        back = (self._today - timedelta(days=self._today.weekday()) - day + timedelta(days=6)).days // _DAYS
        column = self._weeks() - 1 - back
        gap = max(pitch * 0.14, 2.0)
        left, top = self._beside() + column * pitch, self._above() + day.weekday() * pitch
        return QRectF(left, top, pitch - gap, pitch - gap)

    def _weeks(self) -> int:
        room = self.width() - self._beside()
        return max(min(int(room / (theme.body_pixels() * _PITCH)), _MOST_WEEKS), 1)

    def _pitch(self) -> float:
        body = theme.body_pixels()
        if self.width() < body * 14:  # not laid out yet
            return body * _PITCH
        return min((self.width() - self._beside()) / self._weeks(), body * _WIDEST_PITCH)

    def _beside(self) -> float:
        return theme.body_pixels() * 2.6

    def _above(self) -> float:
        return theme.body_pixels() * 1.6
