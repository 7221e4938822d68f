"""How training goes: mistakes fall, recognised takes rise."""

from __future__ import annotations

import math
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.ui import theme
from gesture_app.ui.widgets.text import Text


class Progress(Protocol):
    """What the curves need to know of one round of training. Shares are 0…1; None: not known."""

    @property
    def epoch(self) -> int: ...
    @property
    def train_loss(self) -> float | None: ...
    @property
    def validation_loss(self) -> float | None: ...
    @property
    def train_accuracy(self) -> float | None: ...
    @property
    def validation_accuracy(self) -> float | None: ...


class TrainingCurves(QWidget):
    """Two plots, each with a solid line for the takes learned from and a dashed one for those held out.

    The plotting library is loaded with the first round: it would cost the window's start.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Curves of the training")
        self._plots: list[_Plot] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        legend = QHBoxLayout()
        legend.setSpacing(8)
        for words, dashed in (("takes it learns from", False), ("test takes, held out", True)):
            legend.addWidget(_LineSample(dashed))
            legend.addWidget(Text(words, "small"))
            legend.addSpacing(16)
        legend.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._grid, 1)
        column.addLayout(legend)

    def add(self, progress: Progress) -> None:
        """One more round; what is not known leaves a gap."""
        if progress.epoch == 0:
            return
        if not self._plots:
            self._build()
        accuracy, loss = self._plots
        accuracy.add(
            progress.epoch, _percent(progress.train_accuracy), _percent(progress.validation_accuracy)
        )
        loss.add(progress.epoch, _number(progress.train_loss), _number(progress.validation_loss))
        if progress.validation_accuracy is not None:
            self.setAccessibleDescription(
                f"Round {progress.epoch}: {progress.validation_accuracy:.0%} of the test takes recognised"
            )

    def clear(self) -> None:
        """Forget all rounds."""
        for plot in self._plots:
            plot.clear()
        self.setAccessibleDescription("")

    def rounds(self) -> int:
        return len(self._plots[0].rounds) if self._plots else 0

    def sizeHint(self) -> QSize:
        return QSize(640, 280)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            for plot in self._plots:
                plot.dress()

    def _build(self) -> None:
        import pyqtgraph

        titles = ("Takes recognised, in per cent", "Error: the lower, the better")
        for column, title in enumerate(titles):
            plot = _Plot(pyqtgraph)
            self._grid.addWidget(Text(title, "strong"), 0, column)
            self._grid.addWidget(plot.widget, 1, column)
            self._grid.setColumnStretch(column, 1)
            self._plots.append(plot)
        self._plots[0].widget.setYRange(0, 100, padding=0.04)


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _percent(share: float | None) -> float:
    return _number(share) * 100


class _Plot:
    """One set of axes with its two lines."""

    def __init__(self, pyqtgraph: Any) -> None:
        self.rounds: list[int] = []
        self._learned: list[float] = []
        self._held_out: list[float] = []
        self._pyqtgraph = pyqtgraph
        self.widget = pyqtgraph.PlotWidget(antialias=True)
        self.widget.setMinimumSize(220, 160)
        self.widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.widget.setMouseEnabled(False, False)
        self.widget.setMenuEnabled(False)
        self.widget.hideButtons()
        self.widget.setLabel("bottom", "rounds through all takes")
        self._lines = (self.widget.plot(connect="finite"), self.widget.plot(connect="finite"))
        self.dress()

    def add(self, epoch: int, learned: float, held_out: float) -> None:
        self.rounds.append(epoch)
        self._learned.append(learned)
        self._held_out.append(held_out)
        self._draw()

    def clear(self) -> None:
        for values in (self.rounds, self._learned, self._held_out):
            values.clear()
        self._draw()

    def dress(self) -> None:
        """Put on the theme's colours."""
        palette = theme.current()
        self.widget.setBackground(palette.surface)
        for side in ("left", "bottom"):
            axis = self.widget.getAxis(side)
            axis.setPen(palette.border)
            axis.setTextPen(palette.muted)
            axis.setTickFont(theme.font("small"))
            axis.setStyle(tickLength=0)
            axis.setTickDensity(0.6)
        self.widget.setLabel("bottom", "rounds through all takes", color=palette.muted)
        self.widget.showGrid(x=False, y=True, alpha=0.5)
        pens = (
            self._pyqtgraph.mkPen(palette.accent, width=2.5),
            self._pyqtgraph.mkPen(palette.right_hand, width=2.5, style=Qt.PenStyle.DashLine),
        )
        for line, pen in zip(self._lines, pens, strict=True):
            line.setPen(pen)

    def _draw(self) -> None:
        self._lines[0].setData(self.rounds, self._learned)
        self._lines[1].setData(self.rounds, self._held_out)


class _LineSample(QWidget):
    """A piece of line for the legend."""

    def __init__(self, dashed: bool) -> None:
        super().__init__()
        self._dashed = dashed
        self.setFixedSize(QSize(36, 12))

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style = Qt.PenStyle.DashLine if self._dashed else Qt.PenStyle.SolidLine
        colour = palette.right_hand if self._dashed else palette.accent
        painter.setPen(QPen(theme.colour(colour), 2.5, style))
        painter.drawLine(QPointF(1, 6), QPointF(35, 6))
        painter.end()
