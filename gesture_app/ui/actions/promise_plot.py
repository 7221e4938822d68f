"""False fires an hour in use, day by day: what is known so far, and how surely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from gesture_app.actions.promise.statistics import poisson_rate
from gesture_app.actions.promise_card import Rate
from gesture_app.pipeline.acting.messages import TrendDay
from gesture_app.ui import theme
from gesture_app.ui.actions.promise_words import rate_told, span_told
from gesture_app.ui.widgets.cell_picture import Cell, CellPicture
from gesture_app.ui.wording import count_of

AIM = 0.5
"""False fires an hour that a profile shall stay below."""

_LEAST_TOP = 1.0
_ROOM = 1.6  # of the plot above what the last days allow: the first hours allow anything


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A day, and the rate as it is known from all days up to it."""

    day: date
    rate: Rate
    called_false: int
    """On this day."""
    sentence: str


def trend_points(trend: Sequence[TrendDay]) -> tuple[TrendPoint, ...]:
    """Every day on which something was armed, with the rate since the first of them."""
    points: list[TrendPoint] = []
    armed_s, false = 0.0, 0
    for day in sorted(trend, key=lambda each: each.day):
        armed_s, false = armed_s + day.armed_s, false + day.called_false
        rate = poisson_rate(false, armed_s)
        if rate is not None and day.armed_s > 0:
            points.append(TrendPoint(day.day.date(), rate, day.called_false, _sentence(day, rate)))
    return tuple(points)


def split_at(trend: Sequence[TrendDay], measured: date | None) -> tuple[list[TrendDay], list[TrendDay]]:
    """The days under earlier thresholds, and those since they were measured."""
    since = [day for day in trend if measured is None or day.day.date() >= measured]
    return [day for day in trend if day not in since], since


def _sentence(day: TrendDay, rate: Rate) -> str:
    mistakes = f"{day.called_false} called a mistake" if day.called_false else "no mistake"
    if rate.low:
        known = f"{rate_told(rate.low)} to {rate_told(rate.high)} an hour"
    else:
        known = f"fewer than {rate_told(rate.high)} an hour"
    when = f"{day.day:%A} {day.day.day} {day.day:%B}"
    return f"{when}: armed {span_told(day.armed_s)}, {count_of(day.fired, 'firing')}, {mistakes}. So far {known}."


class TrendPlot(CellPicture):
    """A line in a band that narrows with use; a day with mistakes has a mark on the floor."""

    def __init__(self) -> None:
        super().__init__("False fires an hour in use")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._points: tuple[TrendPoint, ...] = ()
        self._runs: tuple[tuple[TrendPoint, ...], ...] = ()

    def set_trend(self, trend: Sequence[TrendDay], measured: date | None) -> None:
        """Show these days, in any order; what is known begins anew on the day of the measurement."""
        self._runs = tuple(run for days in split_at(trend, measured) if (run := trend_points(days)))
        self._points = tuple(point for run in self._runs for point in run)
        self.begin_at(len(self._points) - 1)
        last = self._points[-1].sentence if self._points else ""
        self.renew(f"{last} The arrow keys go through the days.".strip())

    @property
    def points(self) -> tuple[TrendPoint, ...]:
        return self._points

    def sizeHint(self) -> QSize:
        body = theme.body_pixels()
        return QSize(body * 30, round(body * 12.5))

    def minimumSizeHint(self) -> QSize:
        body = theme.body_pixels()
        return QSize(body * 16, round(body * 12.5))

    def lay_out(self) -> Sequence[Cell]:
        """One column for each day, so that it is easy to point at."""
        if not self._points:
            return []
        plot = self._plot()
        half = self._pitch() / 2
        return [
            Cell(QRectF(self._x(point.day) - half, plot.top(), 2 * half, plot.height()), point.sentence)
            for point in self._points
        ]

    def paint(self, painter: QPainter) -> None:
        if not self._points:
            return
        painter.setFont(theme.font("small"))
        self._paint_rules(painter)
        self._paint_days(painter)
        painter.save()
        painter.setClipRect(self._plot().adjusted(-8, 0, 8, 8))
        for run in self._runs:
            self._paint_band(painter, run)
            self._paint_line(painter, run)
        painter.restore()
        if len(self._runs) > 1:
            self._paint_measured(painter)

    def _paint_measured(self, painter: QPainter) -> None:
        """Where the thresholds were set anew."""
        plot, x = self._plot(), self._x(self._runs[-1][0].day)
        pen = QPen(theme.colour(theme.current().muted), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        words = "measured again"
        width = painter.fontMetrics().horizontalAdvance(words) + 12
        left = x + 6 if x + width < plot.right() else x - width
        beside = QRectF(left, plot.top(), width, theme.body_pixels() * 1.5)
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_rules(self, painter: QPainter) -> None:
        palette, plot, line = theme.current(), self._plot(), theme.body_pixels() * 1.4
        for value in (0.0, AIM, self._top()):
            height = self._y(value)
            aim = value == AIM
            pen = QPen(theme.colour(palette.control if aim else palette.border), 1)
            if aim:
                pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(plot.left(), height), QPointF(plot.right(), height))
            painter.setPen(theme.colour(palette.muted))
            beside = QRectF(0, height - line / 2, plot.left() - 10, line)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(beside, side, f"{value:g}")

    def _paint_days(self, painter: QPainter) -> None:
        plot, line = self._plot(), theme.body_pixels() * 1.5
        painter.setPen(theme.colour(theme.current().muted))
        first, last = self._points[0].day, self._points[-1].day
        below = QRectF(plot.left(), plot.bottom() + 10, plot.width(), line)
        if first == last:
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, _day(first))
        else:
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, _day(first))
            painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _day(last))

    def _paint_band(self, painter: QPainter, run: Sequence[TrendPoint]) -> None:
        """From the least to the greatest rate that the time of use allows."""
        upper = [QPointF(self._x(point.day), self._y(point.rate.high)) for point in run]
        lower = [QPointF(self._x(point.day), self._y(point.rate.low)) for point in run]
        if len(upper) == 1:  # one day has a width, too
            half = min(self._pitch() / 2, theme.body_pixels() * 1.5)
            upper = [upper[0] - QPointF(half, 0), upper[0] + QPointF(half, 0)]
            lower = [lower[0] - QPointF(half, 0), lower[0] + QPointF(half, 0)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(theme.current().accent, 0.22))
        painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))
        painter.setPen(QPen(theme.colour(theme.current().accent, 0.6), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(upper))

    def _paint_line(self, painter: QPainter, run: Sequence[TrendPoint]) -> None:
        palette = theme.current()
        places = [QPointF(self._x(point.day), self._y(point.rate.per_hour)) for point in run]
        painter.setPen(QPen(theme.colour(palette.accent), 2.2))
        painter.drawPolyline(QPolygonF(places))
        for place, point in zip(places, run, strict=True):
            mistaken = point.called_false > 0
            painter.setPen(QPen(theme.colour(palette.surface), 1.5))
            painter.setBrush(theme.colour(palette.poor if mistaken else palette.accent))
            if mistaken:
                painter.drawRect(QRectF(place.x() - 4.5, place.y() - 4.5, 9, 9))
            else:
                painter.drawEllipse(place, 4, 4)

    def _top(self) -> float:
        """Of the plot: what the last day allows has room, and so has the highest rate of all."""
        high = max(self._points[-1].rate.high, *(point.rate.per_hour for point in self._points), AIM)
        wanted = max(high * _ROOM, _LEAST_TOP)
        return next((step for step in (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0) if step >= wanted), wanted)

    def _plot(self) -> QRectF:
        line = theme.body_pixels() * 1.5
        return QRectF(self.rect()).adjusted(theme.body_pixels() * 3.2, line * 0.6, -14, -line - 14)

    def _pitch(self) -> float:
        """From one day to the next, in pixels."""
        days = (self._points[-1].day - self._points[0].day).days
        return self._plot().width() / max(days, 1)

    def _x(self, day: date) -> float:
        plot = self._plot()
        first, last = self._points[0].day, self._points[-1].day
        if first == last:
            return plot.center().x()
        return plot.left() + (day - first) / max(last - first, timedelta(days=1)) * plot.width()

    def _y(self, value: float) -> float:
        plot = self._plot()
        return plot.bottom() - value / self._top() * plot.height()


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
