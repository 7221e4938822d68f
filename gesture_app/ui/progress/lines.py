"""Figures over days as lines, one for making signs and one for reading them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from gesture_app.practice.lessons.attempt import Skill
from gesture_app.ui import theme
from gesture_app.ui.widgets.cell_picture import Cell, CellPicture

_FEW = 40  # points of a line; more are not marked one by one


@dataclass(frozen=True, slots=True)
class DayPoint:
    """A figure of one day, and what it says in words."""

    day: date
    skill: Skill
    value: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A height of the plot that has a name, and a line of its own if it is one to aim at."""

    value: float
    words: str
    aim: bool = False


class DayLines(CellPicture):
    """Making is a solid line with discs, reading a dashed one with squares."""

    def __init__(self, name: str, names: tuple[str, str]) -> None:
        """`names`: what making and reading are called in the legend."""
        super().__init__(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._names = dict(zip(_SKILLS, names, strict=True))
        self._points: tuple[DayPoint, ...] = ()
        self._rules: tuple[Rule, ...] = ()

    def set_points(self, points: Sequence[DayPoint], rules: Sequence[Rule], summary: str) -> None:
        """Show points, rising by day; the heights go from the lowest to the highest rule."""
        self._points = tuple(sorted(points, key=lambda point: (point.day, point.skill)))
        self._rules = tuple(rules)
        self.begin_at(len(points) - 1)
        self.renew(summary)

    def sizeHint(self) -> QSize:
        body = theme.body_pixels()
        return QSize(body * 24, body * 14)

    def minimumSizeHint(self) -> QSize:
        body = theme.body_pixels()
        return QSize(body * 16, body * 12)

    def lay_out(self) -> Sequence[Cell]:
        reach = theme.body_pixels() * 0.5
        return [
            Cell(QRectF(place.x() - reach, place.y() - reach, 2 * reach, 2 * reach), point.sentence)
            for point in self._points
            for place in (self._place(point.day, point.value),)
        ]

    def corner(self, cell: Cell) -> float:
        return cell.place.width() / 2

    def paint(self, painter: QPainter) -> None:
        if not self._points or not self._rules:
            return
        painter.setFont(theme.font("small"))
        self._paint_rules(painter)
        self._paint_days(painter)
        self._paint_legend(painter)
        for skill in _SKILLS:
            self._paint_line(painter, skill)

    def _paint_rules(self, painter: QPainter) -> None:
        palette, plot, line = theme.current(), self._plot(), theme.body_pixels() * 1.4
        for rule in self._rules:
            height = self._place(self._points[0].day, rule.value).y()
            pen = QPen(theme.colour(palette.control if rule.aim else palette.border), 1)
            if rule.aim:
                pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(plot.left(), height), QPointF(plot.right(), height))
            painter.setPen(theme.colour(palette.muted))
            beside = QRectF(0, height - line / 2, plot.left() - 8, line)
            painter.drawText(beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, rule.words)

    def _paint_days(self, painter: QPainter) -> None:
        plot, line = self._plot(), theme.body_pixels() * 1.5
        painter.setPen(theme.colour(theme.current().muted))
        first, last = self._points[0].day, self._points[-1].day
        ends = ((first, Qt.AlignmentFlag.AlignLeft), (last, Qt.AlignmentFlag.AlignRight))
        for day, side in ends if last > first else ends[:1]:
            below = QRectF(plot.left(), plot.bottom() + 4, plot.width(), line)
            painter.drawText(below, side | Qt.AlignmentFlag.AlignVCenter, f"{day.day} {day:%b %Y}")

    def _paint_legend(self, painter: QPainter) -> None:
        line, left = theme.body_pixels() * 1.5, self._plot().left()
        for skill in self._skills():
            middle = line / 2
            self._set_pen(painter, skill)
            painter.drawLine(QPointF(left, middle), QPointF(left + 30, middle))
            self._mark(painter, QPointF(left + 15, middle), skill)
            painter.setPen(theme.colour(theme.current().muted))
            words = self._names[skill]
            width = painter.fontMetrics().horizontalAdvance(words) + 8
            painter.drawText(QRectF(left + 38, 0, width, line), Qt.AlignmentFlag.AlignVCenter, words)
            left += 38 + width + 18

    def _paint_line(self, painter: QPainter, skill: Skill) -> None:
        mine = [point for point in self._points if point.skill == skill]
        places = [self._place(point.day, point.value) for point in mine]
        self._set_pen(painter, skill)
        painter.drawPolyline(QPolygonF(places))
        for place in places if len(places) <= _FEW else places[-1:]:
            self._mark(painter, place, skill)

    @staticmethod
    def _set_pen(painter: QPainter, skill: Skill) -> None:
        palette, making = theme.current(), skill == "produce"
        style = Qt.PenStyle.SolidLine if making else Qt.PenStyle.DashLine
        painter.setPen(QPen(theme.colour(palette.accent if making else palette.right_hand), 2.2, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    @staticmethod
    def _mark(painter: QPainter, place: QPointF, skill: Skill) -> None:
        palette, making = theme.current(), skill == "produce"
        pen = painter.pen()
        painter.setPen(QPen(theme.colour(palette.surface), 1.5))
        painter.setBrush(theme.colour(palette.accent if making else palette.right_hand))
        if making:
            painter.drawEllipse(place, 4.5, 4.5)
        else:
            painter.drawRect(QRectF(place.x() - 4, place.y() - 4, 8, 8))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _skills(self) -> list[Skill]:
        shown = {point.skill for point in self._points}
        return [skill for skill in _SKILLS if skill in shown]

    def _plot(self) -> QRectF:
        line = theme.body_pixels() * 1.5
        metrics = self.fontMetrics()
        beside = max((metrics.horizontalAdvance(rule.words) for rule in self._rules), default=0) + 10
        return QRectF(self.rect()).adjusted(beside, line * 1.5, -8, -line - 6)

    def _place(self, day: date, value: float) -> QPointF:
        plot = self._plot()
        first, last = self._points[0].day, self._points[-1].day
        along = (day - first) / max(last - first, timedelta(days=1))
        bottom, top = self._rules[0].value, self._rules[-1].value
        up = (value - bottom) / (top - bottom)
        return QPointF(plot.left() + along * plot.width(), plot.bottom() - up * plot.height())


_SKILLS: tuple[Skill, Skill] = ("produce", "read")
