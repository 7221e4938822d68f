"""A picture of values over the time of a take, with a line where the take stands."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gesture_app.ui import theme
from gesture_app.ui.widgets.text import Elided, Text

_AXIS_WIDTH = 68
_LEGEND_WIDTH = 168
_TIMES_HEIGHT = 22
_APART_S = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Of the times that are told."""


class TimePlot(QWidget):
    """Title, explanation, plot and legend. All plots of a page lie under each other on the same times.

    It is made when there is something to show: the plotting library would cost the window's start.
    """

    time_picked = Signal(float)
    """The mouse was pressed or drawn at this time, seconds from the take's first frame."""
    pointed = Signal(str)
    """What lies under the mouse, in words; empty when it has gone."""

    def __init__(self, title: str, explanation: str, legend: QWidget, height: int) -> None:
        super().__init__()
        import pyqtgraph

        self.setAccessibleName(title)
        self.setAccessibleDescription(explanation)
        self._pyqtgraph: Any = pyqtgraph
        self.plot = pyqtgraph.PlotWidget(antialias=True)
        self._height = height
        # Its own wish is 480 pixels; it gets what there is.
        self.plot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setMouseEnabled(False, False)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.getAxis("left").setWidth(_AXIS_WIDTH)
        for side in ("left", "bottom"):
            self.plot.getAxis(side).setStyle(
                hideOverlappingLabels=False
            )  # those at the very ends matter most
        self.plot.viewport().setMouseTracking(True)
        self.plot.viewport().installEventFilter(self)
        self._line = pyqtgraph.InfiniteLine(angle=90)
        self._line.setZValue(10)
        self.plot.addItem(self._line)
        self._lay_out(Text(title, "strong"), Elided(explanation, "small"), legend)
        self.show_times(shown=False)

    def _lay_out(self, title: Text, explanation: Elided, legend: QWidget) -> None:
        head, row = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(title, alignment=Qt.AlignmentFlag.AlignBottom)
        head.addWidget(explanation, 1)
        row.setSpacing(12)
        row.addWidget(self.plot, 1)
        legend.setFixedWidth(_LEGEND_WIDTH)
        row.addWidget(legend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(row, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_times(self, *, shown: bool) -> None:
        """Whether the times stand under this plot; the lowest one's are enough for all."""
        axis = self.plot.getAxis("bottom")
        axis.setStyle(showValues=shown)
        axis.setHeight(_TIMES_HEIGHT if shown else 2)
        self.plot.setMinimumHeight(self._height + (_TIMES_HEIGHT if shown else 0))

    def set_span(self, start_s: float, end_s: float) -> None:
        """The times that are shown; those before 0 are told as times before the end."""
        self.plot.setXRange(start_s, end_s, padding=0)
        apart_s = next((apart for apart in _APART_S if end_s - start_s <= 8 * apart), _APART_S[-1])
        first, last = math.ceil(start_s / apart_s), math.floor(end_s / apart_s)
        times_s = [number * apart_s for number in range(first, last + 1)]
        self.plot.getAxis("bottom").setTicks([[(time_s, f"{abs(time_s):.3g} s") for time_s in times_s]])

    def set_cursor(self, time_s: float) -> None:
        """Where the take stands."""
        self._line.setValue(time_s)

    def words_at(self, time_s: float, height: float) -> str:
        """What lies at a place of the plot, in words; empty for nothing."""
        raise NotImplementedError

    def dress(self) -> None:
        """Put on the theme's colours."""
        palette = theme.current()
        self.plot.setBackground(palette.surface)
        for side in ("left", "bottom"):
            axis = self.plot.getAxis(side)
            axis.setPen(palette.border)
            axis.setTextPen(palette.muted)
            axis.setTickFont(theme.font("small"))
            axis.label.setFont(theme.font("small"))
            axis.setStyle(tickLength=0)
        self._line.setPen(self._pyqtgraph.mkPen(palette.text, width=2))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.dress()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            place = self._place(event.position().toPoint())
            if event.buttons() & Qt.MouseButton.LeftButton:
                self.time_picked.emit(place[0])
            self.pointed.emit(self.words_at(*place))
        elif event.type() == QEvent.Type.Leave:
            self.pointed.emit("")
        return super().eventFilter(watched, event)

    def _place(self, pixel: QPoint) -> tuple[float, float]:
        """Time and height of a pixel of the plot."""
        point = self.plot.getViewBox().mapSceneToView(self.plot.mapToScene(pixel))
        return point.x(), point.y()
