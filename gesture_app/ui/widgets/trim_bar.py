"""A take's length as a bar: where it plays, and which part of it to keep."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from gesture_app.ui import theme

_EDGE = 14.0
_GRAB = 14.0

Grip = Literal["start", "stop", "head"]


class TrimBar(QSlider):
    """A slider over frames with two handles. Its value is the frame that is shown.

    Left and right go from frame to frame; I and O put the start and the end where the slider stands. Without
    handles it only shows the place.
    """

    kept_changed = Signal(int, int)
    """First frame to keep, and the one after the last."""

    def __init__(self, parent: QWidget | None = None, *, handles: bool = True) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._handles = handles
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Place in the take")
        trimming = " · I: start here · O: end here" if handles else ""
        self.setToolTip(f"Arrow keys: frame by frame{trimming}")
        self._start, self._stop = 0, 1
        self._held: Grip | None = None
        self.setMouseTracking(True)

    def set_frames(self, frames: int) -> None:
        """A new take with so many frames, all of it kept."""
        self.setRange(0, max(frames - 1, 0))
        self.setValue(0)
        self.set_kept(0, max(frames, 1))

    @property
    def kept(self) -> tuple[int, int]:
        return self._start, self._stop

    def set_kept(self, start: int, stop: int) -> None:
        """Keep frames `start` up to, not including, `stop`; at least one."""
        frames = self.maximum() + 1
        start = min(max(start, 0), frames - 1)
        stop = min(max(stop, start + 1), frames)
        if (start, stop) == (self._start, self._stop):
            return
        self._start, self._stop = start, stop
        self.setAccessibleDescription(f"Frames {start + 1} to {stop} of {frames} are kept")
        self.kept_changed.emit(start, stop)
        self.update()

    def start_here(self) -> None:
        """Drop what comes before the frame that is shown."""
        self.set_kept(self.value(), max(self._stop, self.value() + 1))

    def end_here(self) -> None:
        """Drop what comes after the frame that is shown."""
        self.set_kept(min(self._start, self.value()), self.value() + 1)

    def sizeHint(self) -> QSize:
        return QSize(320, 40)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 40)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._handles and event.key() == Qt.Key.Key_I:
            self.start_here()
        elif self._handles and event.key() == Qt.Key.Key_O:
            self.end_here()
        elif event.key() == Qt.Key.Key_Space:
            event.ignore()  # the player plays and pauses
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._held = self._grip_at(event.position())
            self._drag_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._drag_to(event.position())
            return
        at_handle = self._grip_at(event.position()) != "head"
        self.setCursor(Qt.CursorShape.SizeHorCursor if at_handle else Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self.setSliderDown(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lane = self._lane()
        painter.setPen(QPen(theme.colour(palette.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(palette.sunken))
        painter.drawRoundedRect(lane.adjusted(-_EDGE + 3, -8, _EDGE - 3, 8), 10, 10)
        left, right = self._edges()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(palette.accent, 0.32))
        painter.drawRect(QRectF(left, lane.top() - 4, right - left, lane.height() + 8))
        for edge, inward in ((left, -1), (right, 1)) if self._handles else ():
            self._paint_handle(painter, edge + inward * 4)
        head = self._x(self.value())
        painter.setPen(QPen(theme.colour(palette.text), 2.5, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(head, lane.top() - 8), QPointF(head, lane.bottom() + 8))
        painter.setBrush(theme.colour(palette.text))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(head, lane.top() - 8), 4.5, 4.5)
        painter.end()

    def _paint_handle(self, painter: QPainter, x: float) -> None:
        palette, lane = theme.current(), self._lane()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(palette.accent))
        painter.drawRoundedRect(QRectF(x - 4, lane.top() - 4, 8, lane.height() + 8), 3, 3)
        painter.setPen(QPen(theme.colour(palette.on_accent), 1.5))
        painter.drawLine(QPointF(x, lane.center().y() - 4), QPointF(x, lane.center().y() + 4))

    def _lane(self) -> QRectF:
        return QRectF(_EDGE, 13, self.width() - 2 * _EDGE, self.height() - 26)

    def _x(self, frame: float) -> float:
        lane = self._lane()
        return lane.left() + lane.width() * frame / max(self.maximum(), 1)

    def _frame_at(self, x: float) -> int:
        lane = self._lane()
        return round((x - lane.left()) / max(lane.width(), 1.0) * self.maximum())

    def _edges(self) -> tuple[float, float]:
        return self._x(self._start), self._x(self._stop - 1)

    def _grip_at(self, place: QPointF) -> Grip:
        left, right = self._edges()
        to_left, to_right = abs(place.x() - left + 4), abs(place.x() - right - 4)
        if not self._handles or min(to_left, to_right) > _GRAB / 2 + 2:
            return "head"
        return "start" if to_left < to_right else "stop"

    def _drag_to(self, place: QPointF) -> None:
        frame = self._frame_at(place.x())
        if self._held == "start":
            self.set_kept(min(frame, self._stop - 1), self._stop)
            self.setValue(self._start)
        elif self._held == "stop":
            self.set_kept(self._start, max(frame + 1, self._start + 1))
            self.setValue(self._stop - 1)
        else:
            self.setValue(frame)
