"""Curves over the time of a take: what is believed, what each frame contributed, how much is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.ui import theme
from gesture_app.ui.widgets.text import Elided
from gesture_app.ui.widgets.time_plot import TimePlot
from gesture_app.ui.wording import share

Times = NDArray[np.float64]
Values = NDArray[np.floating[Any]]

_DASHES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)
MOST_CURVES = len(_DASHES)


@dataclass(frozen=True, slots=True)
class Curve:
    """A line with its name; lines of one plot differ in dashes and colour."""

    name: str
    times_s: Times
    values: Values


class Curves(TimePlot):
    """Up to five named lines."""

    def __init__(self, title: str, explanation: str, height: int) -> None:
        self._legend = _Legend()
        super().__init__(title, explanation, self._legend, height)
        self._curves: tuple[Curve, ...] = ()
        self._lines: list[Any] = []
        self.dress()

    def set_curves(self, curves: Sequence[Curve]) -> None:
        """Show these lines, the most important first."""
        for line in self._lines:
            self.plot.removeItem(line)
        self._curves = tuple(curves[:MOST_CURVES])
        self._lines = [self.plot.plot(curve.times_s, self._drawn(curve.values)) for curve in self._curves]
        self._legend.set_names([curve.name for curve in self._curves])
        self.dress()

    def _drawn(self, values: Values) -> Values:
        return values

    def words_at(self, time_s: float, height: float) -> str:
        told = [
            f"{curve.name} {share(float(curve.values[int(np.abs(curve.times_s - time_s).argmin())]))}"
            for curve in self._curves
        ]
        return f"{self.accessibleName()} at {time_s:.2f} s: {', '.join(told)}" if told else ""

    def dress(self) -> None:
        super().dress()
        self.plot.showGrid(x=False, y=True, alpha=0.3)
        for line, pen in zip(self._lines, _pens(), strict=False):
            line.setPen(pen)


class Beliefs(Curves):
    """Shares between 0 and 1."""

    def __init__(self, title: str, explanation: str, height: int) -> None:
        super().__init__(title, explanation, height)
        self.plot.setYRange(0, 1, padding=0.2)
        self.plot.getAxis("left").setTicks([[(0, "0%"), (0.5, "50%"), (1, "100%")]])


class Remembered(Curves):
    """Shares that fall by orders of magnitude, on a logarithmic axis; times are before the take's end, which is 0."""

    _LEAST = 1e-12
    _TICKS = (
        (0, "100%"),
        (-2, "1%"),
        (-4, "0.01%"),
        (-6, "10⁻⁶"),
        (-8, "10⁻⁸"),
        (-10, "10⁻¹⁰"),
        (-12, "10⁻¹²"),
    )

    def __init__(self, title: str, explanation: str, height: int) -> None:
        super().__init__(title, explanation, height)
        self.plot.getAxis("left").setTicks([list(self._TICKS)])
        self.show_times(shown=True)

    def set_curves(self, curves: Sequence[Curve]) -> None:
        super().set_curves(curves)
        least = min((float(self._drawn(curve.values).min()) for curve in curves), default=0.0)
        most = max((float(self._drawn(curve.values).max()) for curve in curves), default=0.0)
        self.plot.setYRange(min(least, -2.0), max(most, 0.0), padding=0.06)

    def _drawn(self, values: Values) -> Values:
        return np.log10(np.maximum(values, self._LEAST))

    def words_at(self, time_s: float, height: float) -> str:
        told = super().words_at(time_s, height)
        return told.replace(f"at {time_s:.2f} s", f"{-time_s:.2f} s before the end") if time_s <= 0 else ""


class Contributions(TimePlot):
    """A bar for each step: upwards for the winner, downwards against it."""

    def __init__(self, title: str, explanation: str, height: int) -> None:
        self._legend = QWidget()
        self._for, self._against = Elided("", "small"), Elided("", "small")
        column = QVBoxLayout(self._legend)
        column.setContentsMargins(0, 0, 0, 6)
        column.addWidget(self._for)
        column.addStretch()
        column.addWidget(self._against)
        super().__init__(title, explanation, self._legend, height)
        self._times_s: Times = np.zeros(0)
        self._values: Values = np.zeros(0)
        self._winner = ""
        self._bars = self._pyqtgraph.BarGraphItem(x=[], height=[], width=1)
        self.plot.addItem(self._bars)
        self.plot.addItem(self._pyqtgraph.InfiniteLine(pos=0, angle=0, pen=theme.current().control))
        self.dress()

    def set_values(self, times_s: Times, values: Values, winner: str) -> None:
        """What each step adds to the winner's logit, (T,)."""
        self._times_s, self._values, self._winner = times_s, values, winner
        step_s = float(times_s[1] - times_s[0]) if len(times_s) > 1 else 1.0
        self._bars.setOpts(x=times_s, height=values, width=0.8 * step_s)
        self._for.set_whole(f"↑ for “{winner}”")
        self._against.set_whole(f"↓ against “{winner}”")
        low, high = min(float(values.min()), 0.0), max(float(values.max()), 1e-3)
        self.plot.setYRange(min(low, -0.2 * high), high, padding=0.2)
        self.plot.getAxis("left").setTicks([[(0, "0"), (high, f"{high:.1f}")]])

    def words_at(self, time_s: float, height: float) -> str:
        if not len(self._times_s):
            return ""
        step = int(np.abs(self._times_s - time_s).argmin())
        value = float(self._values[step])
        side = "for" if value >= 0 else "against"
        return (
            f"The frame at {self._times_s[step]:.2f} s spoke {side} “{self._winner}”: "
            f"{abs(value) / max(float(np.abs(self._values).sum()), 1e-9):.0%} of all that was said"
        )

    def dress(self) -> None:
        super().dress()
        palette = theme.current()
        self._bars.setOpts(brush=palette.accent, pen=palette.surface)


def _pens() -> list[QPen]:
    palette = theme.current()
    colours = (palette.accent, palette.right_hand, palette.left_hand, palette.good, palette.poor)
    pens = []
    for colour, dash in zip(colours, _DASHES, strict=True):
        pen = QPen(theme.colour(colour), 2.5, dash)
        pen.setCosmetic(True)
        pens.append(pen)
    return pens


class _Legend(QWidget):
    """The names of lines beside pieces of them."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addStretch()

    def set_names(self, names: Sequence[str]) -> None:
        for row in self._rows:
            row.setParent(None)
            row.deleteLater()
        self._rows = [_LegendRow(number, name) for number, name in enumerate(names)]
        for number, row in enumerate(self._rows):
            self._column.insertWidget(number, row)


class _LegendRow(QWidget):
    def __init__(self, number: int, name: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(_Sample(number))
        row.addWidget(Elided(name, "small"), 1)


class _Sample(QWidget):
    """A piece of a line."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.setFixedSize(QSize(34, 12))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_pens()[self._number])
        painter.drawLine(QPointF(1, 6), QPointF(33, 6))
        painter.end()
