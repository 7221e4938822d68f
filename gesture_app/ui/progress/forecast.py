"""How many cards come back on each of the next days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from gesture_app.ui import theme
from gesture_app.ui.widgets.cell_picture import Cell, CellPicture
from gesture_app.ui.wording import count_of, day_told

_MOST_DAYS = 14
_LEAST_PITCH = 2.1  # of a day, in heights of text


class ForecastBars(CellPicture):
    """A bar for each day with its number on top; today's is stronger."""

    def __init__(self) -> None:
        super().__init__("Cards that come back")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._days: tuple[tuple[date, int], ...] = ()

    def set_days(self, days: Sequence[tuple[date, int]]) -> None:
        """Days from today on with how many cards are due on each."""
        self._days = tuple(days)
        self.renew(f"{count_of(sum(due for _, due in self._days), 'card')} in all.")

    def sizeHint(self) -> QSize:
        body = theme.body_pixels()
        return QSize(body * 18, body * 11)

    def minimumSizeHint(self) -> QSize:
        body = theme.body_pixels()
        return QSize(body * 12, body * 9)

    def lay_out(self) -> Sequence[Cell]:
        return [
            Cell(QRectF(number * self._pitch(), 0, self._pitch(), self.height()), self._sentence(day, due))
            for number, (day, due) in enumerate(self._shown())
        ]

    def paint(self, painter: QPainter) -> None:
        palette, line = theme.current(), theme.body_pixels() * 1.5
        most = max((due for _, due in self._days), default=0)
        painter.setFont(theme.font("small"))
        for number, (cell, (day, due)) in enumerate(zip(self.cells, self._shown(), strict=True)):
            place = cell.place.adjusted(0, 0, 0, -line)
            full = place.height() - line
            height = max(full * due / most, 3.0) if due else 2.0
            width = min(place.width() * 0.62, theme.body_pixels() * 1.9)
            bar = QRectF(place.center().x() - width / 2, place.bottom() - height, width, height)
            painter.setPen(Qt.PenStyle.NoPen)
            strong = theme.colour(palette.accent, 1.0 if number == 0 else 0.55)
            painter.setBrush(strong if due else theme.colour(palette.border))
            painter.drawRoundedRect(bar, min(4.0, height / 2), min(4.0, height / 2))
            painter.setPen(theme.colour(palette.text if number == 0 else palette.muted))
            above = QRectF(place.left(), bar.top() - line, place.width(), line)
            if due:
                painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(due))
            below = QRectF(place.left(), place.bottom(), place.width(), line)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, f"{day:%a}"[:2])

    def _sentence(self, day: date, due: int) -> str:
        comes = "no card comes back" if not due else f"{count_of(due, 'card')} to repeat"
        return f"{day_told(day, self._days[0][0])}: {comes}"

    def _shown(self) -> tuple[tuple[date, int], ...]:
        """As many days as have room for their names."""
        return self._days[: max(min(int(self.width() / (theme.body_pixels() * _LEAST_PITCH)), _MOST_DAYS), 1)]

    def _pitch(self) -> float:
        return self.width() / max(len(self._shown()), 1)
