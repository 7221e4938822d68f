"""A few pictures of the hands, evenly over a take."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from gesture_app.hands import HandSequence
from gesture_app.ui import theme
from gesture_app.ui.icons import paint_icon
from gesture_app.ui.palette import Palette
from gesture_app.ui.widgets.film_fit import FilmFit, film_fit
from gesture_app.ui.widgets.hand_painter import HandColours, paint_hands, picture_target
from gesture_app.ui.wording import count_of, seconds

_FEWEST, _MOST = 3, 8
_GAP = 4.0


class Filmstrip(QWidget):
    """Skeletons side by side, all to one scale, so that movement shows. Painted once and kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Filmstrip")
        self._sequence: HandSequence | None = None
        self._mirrored = False
        self._kept: QPixmap | None = None
        self._kept_for: tuple[QSize, float, Palette] | None = None

    def set_sequence(
        self,
        sequence: HandSequence | None,
        start: int = 0,
        stop: int | None = None,
        *,
        mirrored: bool = False,
    ) -> None:
        """Show frames `start` up to, not including, `stop`."""
        self._sequence = (
            sequence if sequence is None else sequence.slice(start, len(sequence) if stop is None else stop)
        )
        self._mirrored = mirrored
        self._kept = None
        told = "" if self._sequence is None else (
            f"{count_of(len(self._sequence), 'frame')}, {seconds(self._sequence.duration_s)}, "
            f"hands seen in {int(self._sequence.seen.sum())}"
        )  # fmt: skip
        self.setAccessibleDescription(told)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 72)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 56)

    def cells(self) -> int:
        """How many pictures fit."""
        fitting = round(self.width() / max(self.height() * 0.95, 1.0))
        most = _MOST if self._sequence is None else min(_MOST, max(len(self._sequence), 1))
        return max(1, min(most, max(_FEWEST, fitting)))

    def paintEvent(self, event: QPaintEvent) -> None:
        key = (self.size(), self.devicePixelRatioF(), theme.current())
        if self._kept is None or self._kept_for != key:
            self._kept = self._painted(self.devicePixelRatioF())
            self._kept_for = key
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._kept)
        painter.end()

    def _painted(self, density: float) -> QPixmap:
        pixmap = QPixmap(self.size() * density)
        pixmap.setDevicePixelRatio(density)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cells = self.cells()
        width = (self.width() - _GAP * (cells - 1)) / cells
        chosen = self._chosen_frames(cells)
        fit = None if self._sequence is None else film_fit(self._sequence, width / max(self.height(), 1))
        for cell in range(cells):
            box = QRectF(cell * (width + _GAP), 0, width, self.height())
            self._paint_cell(painter, box, chosen[cell] if cell < len(chosen) else None, fit)
        painter.end()
        return pixmap

    def _chosen_frames(self, cells: int) -> list[int]:
        """Frames at even times, not even numbers: cameras do not keep an even pace."""
        if self._sequence is None or not len(self._sequence):
            return []
        times = self._sequence.time_s
        wanted = np.linspace(times[0], times[-1], cells)
        return [int(np.abs(times - moment).argmin()) for moment in wanted]

    def _paint_cell(self, painter: QPainter, box: QRectF, index: int | None, fit: FilmFit | None) -> None:
        palette = theme.current()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(palette.sunken))
        painter.drawRoundedRect(box, 7, 7)
        if self._sequence is None or index is None:
            return
        hands = self._sequence.frame(index)
        if fit is None or not hands.any_hand:
            side = min(box.width(), box.height()) * 0.34
            place = QRectF(0, 0, side, side)
            place.moveCenter(box.center())
            paint_icon(painter, "no-hand", palette.control, place)
            return
        painter.setClipRect(box)
        target = picture_target(fit.rect, box, self._sequence.aspect, mirrored=self._mirrored)
        paint_hands(
            painter, fit.apply(hands), target, mirrored=self._mirrored, colours=HandColours.on_surface()
        )
        painter.setClipping(False)
