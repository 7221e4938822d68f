"""A heat map: what every unit of a layer does at every step of a take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gesture_app.ui import theme
from gesture_app.ui.widgets.time_plot import TimePlot

_HEIGHT = 54

Colours = Callable[[], tuple[str, ...]]
"""From the least to the greatest value, evenly spread, in the theme in use."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How values are shown and told.

    Attributes:
        least, greatest: words for the two ends.
        told: what a value means, such as "keeps 92% of its memory".
    """

    least: str
    greatest: str
    colours: Colours
    told: Callable[[float], str]


def gate_colours() -> tuple[str, ...]:
    """Dark to light, as cividis (Nuñez, Anderton & Renslow 2018): the same with any kind of colour vision."""
    return ("#00204d", "#31446b", "#666870", "#958f78", "#cbba69", "#ffea46")


def memory_colours() -> tuple[str, ...]:
    """One hue for each sign; nothing looks like the card it lies on."""
    palette = theme.current()
    return (palette.left_hand, palette.surface, palette.right_hand)


class HeatMap(TimePlot):
    """A row for each unit, a column for each step, and a scale of colours with words at its ends."""

    def __init__(self, title: str, explanation: str, scale: Scale) -> None:
        self._scale_bar = _ScaleBar(scale)
        super().__init__(title, explanation, self._scale_bar, _HEIGHT)
        self._scale = scale
        self._title = title
        self._values: NDArray[np.float32] = np.zeros((1, 1), np.float32)
        self._units: NDArray[np.intp] = np.zeros(1, np.intp)
        self._times_s: NDArray[np.float64] = np.zeros(1)
        self._limits = (0.0, 1.0)
        self._picture = self._pyqtgraph.ImageItem(axisOrder="row-major")
        self.plot.addItem(self._picture)
        self.plot.invertY(True)
        self.dress()

    def set_values(
        self,
        values: NDArray[np.float32],
        units: NDArray[np.intp],
        times_s: NDArray[np.float64],
        limits: tuple[float, float],
    ) -> None:
        """Show values (T, H) at times (T,).

        Args:
            units: (H,), in the order of the rows, the first on top.
            limits: the values at the two ends of the scale.
        """
        self._values, self._units, self._times_s, self._limits = values, units, times_s, limits
        step_s = float(times_s[1] - times_s[0]) if len(times_s) > 1 else 1.0
        self._picture.setImage(values[:, units].T, levels=limits)
        self._picture.setRect(QRectF(times_s[0] - step_s / 2, 0, len(times_s) * step_s, len(units)))
        self.plot.setYRange(0, len(units), padding=0)
        self.plot.getAxis("left").setTicks([[(len(units) / 2, f"{len(units)} units")]])
        self._scale_bar.set_limits(*limits)

    def words_at(self, time_s: float, height: float) -> str:
        row = int(height)
        if not (0 <= row < len(self._units) and self._times_s[0] <= time_s):
            return ""
        step = int(np.abs(self._times_s - time_s).argmin())
        unit = int(self._units[row])
        value = float(self._values[step, unit])
        return f"{self._title}, unit {unit + 1}, at {self._times_s[step]:.2f} s: {self._scale.told(value)}"

    def dress(self) -> None:
        super().dress()
        colours = [QColor(name) for name in self._scale.colours()]
        stops = np.linspace(0, 1, len(colours))
        self._picture.setColorMap(self._pyqtgraph.ColorMap(stops, colours))
        self._scale_bar.update()


class _ScaleBar(QWidget):
    """The colours from the greatest value on top to the least, with words."""

    def __init__(self, scale: Scale) -> None:
        super().__init__()
        self._scale = scale
        self._limits = (0.0, 1.0)
        self.setAccessibleName(f"From {scale.least} to {scale.greatest}")

    def set_limits(self, least: float, greatest: float) -> None:
        self._limits = least, greatest
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(0.5, 4.5, 12, self.height() - 11)
        shades = QLinearGradient(bar.bottomLeft(), bar.topLeft())
        colours = self._scale.colours()
        for number, name in enumerate(colours):
            shades.setColorAt(number / (len(colours) - 1), QColor(name))
        painter.setPen(theme.colour(palette.control))
        painter.setBrush(shades)
        painter.drawRect(bar)
        painter.setPen(theme.colour(palette.muted))
        painter.setFont(theme.font("small"))
        words = QRectF(self.rect()).adjusted(20, 1, 0, -3)
        least, greatest = self._limits
        for side, value, text in (
            (Qt.AlignmentFlag.AlignTop, greatest, self._scale.greatest),
            (Qt.AlignmentFlag.AlignBottom, least, self._scale.least),
        ):
            painter.drawText(
                words, side | Qt.AlignmentFlag.AlignLeft, f"{value:.3g} {text}".replace("-", "−")
            )
        painter.end()
