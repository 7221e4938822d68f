"""The last thirty seconds: when hands were seen and which gestures they made."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Literal, Protocol

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gesture_app.ui import theme
from gesture_app.ui.wording import seconds, shown_name

SHOWN_S = 30.0
_MOST_SPANS = 600
_GAP_S = 0.4  # hands missed for less than this were there all the time
_SHORTEST_S = 0.25  # a span is never painted narrower, or nobody would see it


class Event(Protocol):
    """What the timeline needs to know of a gesture's beginning or end."""

    @property
    def kind(self) -> Literal["start", "end"]: ...
    @property
    def label(self) -> str: ...
    @property
    def time_s(self) -> float: ...
    @property
    def start_s(self) -> float: ...


@dataclass(slots=True)
class Span:
    """A gesture from its start to its end; `end_s` is None while it lasts."""

    label: str
    start_s: float
    end_s: float | None


@dataclass(slots=True)
class _Sight:
    start_s: float
    end_s: float


class Timeline(QWidget):
    """A band that scrolls as time goes on. Time is the source's, and comes in with every call."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Gestures of the last 30 seconds")
        self._spans: deque[Span] = deque(maxlen=_MOST_SPANS)
        self._sights: deque[_Sight] = deque(maxlen=_MOST_SPANS)
        self._colours: dict[str, int] = {}  # by order of appearance: neighbours differ
        self._now_s = 0.0
        self._shows_something = False

    def reset(self) -> None:
        """Forget everything: another source, another clock."""
        self._spans.clear()
        self._sights.clear()
        self._now_s = 0.0
        self.update()

    def set_now(self, time_s: float) -> None:
        """Scroll to a time and forget what lies more than thirty seconds before it."""
        self._now_s = time_s
        self._forget_before(time_s - SHOWN_S)
        if self._spans or self._sights or self._shows_something:  # an empty band looks the same at any time
            self._shows_something = bool(self._spans or self._sights)
            self.update(self._lane().toAlignedRect())

    def _forget_before(self, oldest_s: float) -> None:
        while self._spans and (end := self._spans[0].end_s) is not None and end < oldest_s:
            self._spans.popleft()
        while self._sights and self._sights[0].end_s < oldest_s:
            self._sights.popleft()

    def add_hands(self, time_s: float, seen: bool) -> None:
        """Whether any hand was seen at a time."""
        if not seen:
            return
        last = self._sights[-1] if self._sights else None
        if last is not None and 0 <= time_s - last.end_s <= _GAP_S:
            last.end_s = time_s
        else:
            self._sights.append(_Sight(time_s, time_s))

    def add_event(self, event: Event) -> None:
        """A gesture began or ended."""
        self._forget_before(event.time_s - SHOWN_S)  # on a page that is not shown nothing else does
        if event.kind == "start":
            self._end_open(event.start_s)
            self._spans.append(Span(event.label, event.start_s, None))
        elif not self._end_open(event.time_s, event.label):
            self._spans.append(Span(event.label, event.start_s, event.time_s))
        self.setAccessibleDescription(", ".join(shown_name(span.label) for span in self._spans))

    def _end_open(self, time_s: float, label: str | None = None) -> bool:
        """End what still lasts; a beginning also ends a gesture whose own end never came."""
        lasting = [span for span in self._spans if span.end_s is None and label in (None, span.label)]
        for span in lasting:
            span.end_s = max(time_s, span.start_s)
        return bool(lasting)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The gestures still in view, oldest first."""
        return tuple(self._spans)

    def sizeHint(self) -> QSize:
        return QSize(600, round(theme.body_pixels() * 5.6))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            beside_spans = event.pos().y() > self._lane().bottom() - 14
            text = "The line shows when hands were in view." if beside_spans else ""
            for span in self._spans:
                if self._rect_of(span).contains(event.pos().toPointF()):
                    text = self._told(span)
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lane = self._lane()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(palette.sunken))
        painter.drawRoundedRect(lane, 8, 8)
        self._paint_scale(painter, lane, words=event.rect().bottom() > lane.bottom() + 1)
        painter.setClipRect(lane)
        for span in self._spans:
            self._paint_span(painter, span)
        self._paint_sights(painter, lane)
        painter.end()

    def _colour_of(self, label: str) -> int:
        return self._colours.setdefault(label, len(self._colours) % len(theme.current().series))

    def _lane(self) -> QRectF:
        """Where spans lie; the scale's words are below it."""
        return QRectF(0, 0, self.width(), self.height() - theme.body_pixels() * 1.5)

    def _x(self, time_s: float) -> float:
        return self.width() * (1 - (self._now_s - time_s) / SHOWN_S)

    def _rect_of(self, span: Span) -> QRectF:
        lane = self._lane()
        end_s = self._now_s if span.end_s is None else span.end_s
        left, right = self._x(span.start_s), self._x(max(end_s, span.start_s + _SHORTEST_S))
        return QRectF(left, lane.top() + 6, right - left, lane.height() - 22)

    def _told(self, span: Span) -> str:
        if span.end_s is None:
            return f"{shown_name(span.label)}, now"
        length, ago = span.end_s - span.start_s, self._now_s - span.end_s
        return f"{shown_name(span.label)}, {seconds(length)} long, {ago:.0f} s ago"

    def _paint_scale(self, painter: QPainter, lane: QRectF, *, words: bool) -> None:
        """The lines, and below them the words, which do not move."""
        palette = theme.current()
        painter.setPen(QPen(theme.colour(palette.border), 1))
        for ago_s in (20, 10):
            x = round(self._x(self._now_s - ago_s))
            painter.drawLine(x, round(lane.top()), x, round(lane.bottom()))
        if words:
            self._paint_words(painter, lane)

    def _paint_words(self, painter: QPainter, lane: QRectF) -> None:
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(theme.current().muted))
        for ago_s in (30, 20, 10, 0):
            x = self._x(self._now_s - ago_s)
            text = "now" if ago_s == 0 else f"{ago_s} s ago"
            width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 2
            left = min(max(x - width / 2, 0.0), self.width() - width)
            words = QRectF(left, lane.bottom() + 2, width, self.height() - lane.bottom() - 2)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_span(self, painter: QPainter, span: Span) -> None:
        palette = theme.current()
        place = self._rect_of(span)
        lasting = span.end_s is None
        painter.setPen(QPen(theme.colour(palette.accent), 2) if lasting else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(palette.series[self._colour_of(span.label)]))
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 6, 6)
        visible = place.intersected(self._lane()).adjusted(8, 0, -6, 0)
        font = theme.font("strong")
        name = shown_name(span.label)
        if QFontMetricsF(font).horizontalAdvance(name) > visible.width():
            name = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, visible.width())
        if visible.width() > theme.body_pixels() * 1.6:
            painter.setFont(font)
            painter.setPen(theme.colour(palette.text))
            painter.drawText(visible, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)

    def _paint_sights(self, painter: QPainter, lane: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(theme.current().left_hand))
        for sight in self._sights:
            left, right = self._x(sight.start_s), self._x(sight.end_s)
            painter.drawRoundedRect(QRectF(left, lane.bottom() - 10, max(right - left, 2), 4), 2, 2)
