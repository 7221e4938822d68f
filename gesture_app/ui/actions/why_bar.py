"""The last half minute as a bar: the belief in a gesture, what was told and fired, and the part to learn from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from gesture_app.pipeline.acting.messages import Moment
from gesture_app.pipeline.acting.tracing import belief_in
from gesture_app.ui import theme
from gesture_app.ui.widgets.trim_bar import TrimBar
from gesture_app.ui.wording import shown_name

_EDGE = 14.0
_CURVE = 64.0
_DOT = 4.5
_CLOSER_S = 6.0


class WhyBar(TrimBar):
    """A slider over the frames of a moment; its handles choose the part that becomes a take."""

    firing_wanted = Signal()
    """F was pressed: go to what the moment was opened for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Place in the last half minute")
        self.setToolTip(
            "Arrow keys: frame by frame · F: the firing · I: the part begins here · O: it ends here\n"
            "The curve is the belief in the gesture, the dashed line what counts for it.\n"
            "A ring: a gesture was told. A dot: it did something. The line below: hands were in sight."
        )
        self._times_s: NDArray[np.float64] = np.zeros(1)
        self._beliefs: NDArray[np.float64] = np.zeros(1)
        self._seen: NDArray[np.bool_] = np.zeros(1, bool)
        self._told: list[tuple[int, str]] = []
        self._fired: list[int] = []
        self._threshold = 1.0
        self._caption = ""
        self._closer = False
        self._first = 0  # frame at the left end, while it is shown closer
        self.valueChanged.connect(self._follow)

    def set_moment(self, moment: Moment, gesture: str, threshold: float) -> None:
        """Show the belief in a gesture (empty: in none) over a moment whose frames were set."""
        self._times_s = moment.sequence.time_s
        self._seen = moment.sequence.seen
        self._beliefs = np.array([belief_in(seen, gesture) for seen in moment.glimpses])
        self._threshold = threshold if gesture else 1.0
        self._caption = f"Belief in “{shown_name(gesture)}”" if gesture else ""
        self._told = [(frame, label) for frame, seen in enumerate(moment.glimpses) for label in seen.told]
        self._fired = [frame for frame, seen in enumerate(moment.glimpses) if seen.fired]
        self.update()

    @Slot(bool)
    def set_closer(self, closer: bool) -> None:
        """Show only some seconds around the place, so that single frames can be told apart; or all of it."""
        self._closer = closer
        self._first = max(
            0, min(self.value() - self._shown_frames() // 2, self.maximum() - self._shown_frames())
        )
        self.update()

    @Slot()
    def _follow(self) -> None:
        """Have the place in view, wherever it goes."""
        if self._closer and not self._first <= self.value() <= self._first + self._shown_frames():
            self.set_closer(True)

    def _shown_frames(self) -> int:
        """How many steps from frame to frame the bar is long."""
        if not self._closer or len(self._times_s) < 2:
            return max(self.maximum(), 1)
        usual_s = float(np.median(np.diff(self._times_s)))
        return max(1, min(self.maximum(), round(_CLOSER_S / usual_s)))

    def _x(self, frame: float) -> float:
        lane, first = self._lane(), self._first if self._closer else 0
        return lane.left() + lane.width() * (frame - first) / self._shown_frames()

    def _frame_at(self, x: float) -> int:
        lane, first = self._lane(), self._first if self._closer else 0
        return first + round((x - lane.left()) / max(lane.width(), 1.0) * self._shown_frames())

    def sizeHint(self) -> QSize:
        return QSize(480, round(_CURVE + self._words() * 2 + 28))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F:
            self.firing_wanted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, lane = theme.current(), self._lane()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(palette.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(palette.sunken))
        painter.drawRoundedRect(lane.adjusted(-_EDGE + 3, -6, _EDGE - 3, 12), 10, 10)
        painter.save()
        painter.setClipRect(QRectF(self.rect()).adjusted(3, 0, -3, 0))
        left, right = self._edges()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(palette.accent, 0.22))
        painter.drawRect(QRectF(left, lane.top() - 2, right - left, lane.height() + 4))
        self._paint_curve(painter, lane)
        self._paint_sights(painter, lane)
        for edge, inward in ((left, -1), (right, 1)):
            self._paint_handle(painter, edge + inward * 4)
        painter.restore()
        self._paint_scale(painter, lane)
        self._paint_marks(painter, lane)
        self._paint_head(painter, lane)
        painter.end()

    def _words(self) -> float:
        return theme.body_pixels() * 1.35

    def _lane(self) -> QRectF:
        top = self._words() + 14
        return QRectF(_EDGE, top, self.width() - 2 * _EDGE, self.height() - top - self._words() - 14)

    def _paint_curve(self, painter: QPainter, lane: QRectF) -> None:
        palette = theme.current()
        points = [
            QPointF(self._x(frame), lane.bottom() - lane.height() * float(belief))
            for frame, belief in enumerate(self._beliefs)
        ]
        ground = [QPointF(points[0].x(), lane.bottom()), *points, QPointF(points[-1].x(), lane.bottom())]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(palette.accent, 0.3))
        painter.drawPolygon(QPolygonF(ground))
        painter.setPen(QPen(theme.colour(palette.accent), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(palette.muted))
        words = QRectF(lane.left() + 4, lane.top() + 2, lane.width(), self._words())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self._caption)
        if self._threshold < 1:
            height = lane.bottom() - lane.height() * self._threshold
            painter.setPen(QPen(theme.colour(palette.muted), 1.2, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(lane.left(), height), QPointF(lane.right(), height))

    def _paint_sights(self, painter: QPainter, lane: QRectF) -> None:
        """A line below the curve where a hand was in sight."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(theme.current().left_hand))
        edges = np.flatnonzero(np.diff(np.concatenate([[False], self._seen, [False]]).astype(int)))
        for begin, end in edges.reshape(-1, 2).tolist():
            left, right = self._x(begin), self._x(max(end - 1, begin))
            painter.drawRoundedRect(QRectF(left, lane.bottom() + 4, max(right - left, 2), 4), 2, 2)

    def _paint_scale(self, painter: QPainter, lane: QRectF) -> None:
        painter.setFont(theme.font("small"))
        end_s, length_s = float(self._times_s[-1]), float(self._times_s[-1] - self._times_s[0])
        apart_s = 1 if self._closer or length_s <= 6 else 10 if length_s > 15 else 5
        for ago_s in range(0, round(length_s) + 1, apart_s):
            frame = int(np.abs(self._times_s - (end_s - ago_s)).argmin())
            if self._in_view(frame):
                text = "the end" if ago_s == 0 else f"{ago_s} s before"
                self._write(painter, text, self._x(frame), lane.bottom() + 12)

    def _in_view(self, frame: int) -> bool:
        lane = self._lane()
        return lane.left() - 1 <= self._x(frame) <= lane.right() + 1

    def _paint_marks(self, painter: QPainter, lane: QRectF) -> None:
        """Rings where a gesture was told, with its name where there is room; dots where it did something."""
        palette = theme.current()
        painter.setFont(theme.font("small"))
        free_from = 0.0
        for frame, label in self._told:
            if not self._in_view(frame):
                continue
            painter.setPen(QPen(theme.colour(palette.text), 2))
            painter.setBrush(theme.colour(palette.surface))
            painter.drawEllipse(QPointF(self._x(frame), lane.top() - 8), _DOT, _DOT)
            width = QFontMetricsF(painter.font()).horizontalAdvance(shown_name(label)) + 8
            if self._x(frame) - width / 2 >= free_from:
                self._write(painter, shown_name(label), self._x(frame), 0)
                free_from = self._x(frame) + width / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(palette.accent))
        for frame in filter(self._in_view, self._fired):
            painter.drawEllipse(QPointF(self._x(frame), lane.top() - 8), _DOT, _DOT)

    def _paint_head(self, painter: QPainter, lane: QRectF) -> None:
        colour, head = theme.colour(theme.current().text), self._x(self.value())
        painter.setPen(QPen(colour, 2.5, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(head, lane.top() - 2), QPointF(head, lane.bottom() + 10))

    def _write(self, painter: QPainter, text: str, middle: float, top: float) -> None:
        """One line in the pen's colour, within the bar's width."""
        width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 4
        left = min(max(middle - width / 2, 0.0), self.width() - width)
        painter.setPen(theme.colour(theme.current().muted))
        painter.drawText(QRectF(left, top, width, self._words()), Qt.AlignmentFlag.AlignCenter, text)
