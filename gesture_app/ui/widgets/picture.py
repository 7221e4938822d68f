"""The one place that turns a camera's frames into pixels for Qt: as large, as mirrored and in the format as shown."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QRegion, QTransform

from gesture_app.ui.widgets.picture_ground import CORNER


class Picture:
    """One frame, drawn pixel by pixel. It is converted once, when it is first painted: who is not seen costs nothing.

    OpenCV scales several times as fast as Qt does without a graphics card, and lets other threads run meanwhile. The
    pixels are written into the same memory each time: nothing but `paint` looks at it, on the same thread.
    """

    def __init__(self) -> None:
        self._frame: NDArray[np.uint8] | None = None
        self._mirrored = False
        self._stale = True
        self._scaled = np.empty((0, 0, 3), np.uint8)
        self._turned = np.empty((0, 0, 3), np.uint8)
        self._pixels = np.empty((0, 0, 4), np.uint8)
        self._image = QImage()  # borrows the memory of `_pixels`

    def set_frame(self, frame: NDArray[np.uint8] | None, *, mirrored: bool) -> None:
        """Show this from now on: (height, width, 3) BGR, never written to again; None for nothing."""
        self._frame, self._mirrored, self._stale = frame, mirrored, True

    @property
    def aspect(self) -> float | None:
        """Width ÷ height; None without a frame."""
        return None if self._frame is None else self._frame.shape[1] / self._frame.shape[0]

    def paint(self, painter: QPainter, target: QRect) -> None:
        """Fill a rectangle with the frame, round at its corners; nothing where there is none."""
        if self._frame is None:
            return
        ratio = painter.device().devicePixelRatioF()
        self._convert(QSize(round(target.width() * ratio), round(target.height() * ratio)))
        self._image.setDevicePixelRatio(ratio)
        for band in bands(target):
            inside = QRectF(band.translated(-target.topLeft()))
            source = QRectF(inside.topLeft() * ratio, inside.size() * ratio)
            painter.drawImage(QRectF(band), self._image, source)
        self._paint_corners(painter, target)

    def _paint_corners(self, painter: QPainter, target: QRect) -> None:
        """Smooth, which only a brush is at its edges; that is too slow for the whole."""
        painter.setPen(Qt.PenStyle.NoPen)
        brush = QBrush(self._image)
        place = QTransform.fromTranslate(target.x(), target.y())
        ratio = self._image.devicePixelRatio()
        brush.setTransform(place.scale(1 / ratio, 1 / ratio))
        painter.setBrush(brush)
        for middle, start_deg in _quarters(target):
            circle = QRectF(middle.x() - CORNER, middle.y() - CORNER, 2 * CORNER, 2 * CORNER)
            painter.drawPie(circle, start_deg * 16, 90 * 16)

    def _convert(self, size: QSize) -> None:
        """Bring the frame into `_pixels` in this size, if it is not there."""
        from gesture_app.opencv import cv2  # came with the source of the frame

        if not self._stale and self._image.size() == size:
            return
        assert self._frame is not None  # noqa: S101 - there is something to paint
        self._stale = False
        if self._image.size() != size:
            self._make_room(size)
        shown = self._frame
        if self._mirrored:  # first, as frames are mostly smaller than what is shown
            if self._turned.shape != shown.shape:
                self._turned = np.empty_like(shown)
            cv2.flip(shown, 1, self._turned)
            shown = self._turned
        if shown.shape != self._scaled.shape:
            cv2.resize(shown, (size.width(), size.height()), self._scaled, interpolation=cv2.INTER_LINEAR)
            shown = self._scaled
        cv2.cvtColor(shown, cv2.COLOR_BGR2BGRA, self._pixels)

    def _make_room(self, size: QSize) -> None:
        shape = (size.height(), size.width())
        self._scaled = np.empty((*shape, 3), np.uint8)
        self._pixels = np.empty((*shape, 4), np.uint8)
        self._image = QImage(
            self._pixels.data, size.width(), size.height(), size.width() * 4, QImage.Format.Format_RGB32
        )


def covered(target: QRect) -> QRegion:
    """Where a picture that is painted there hides everything: all but its corners."""
    region = QRegion()
    for band in bands(target):
        region = region.united(band)
    return region


def bands(target: QRect) -> tuple[QRect, QRect, QRect]:
    """The rectangle without its corners: its top, its middle, its bottom."""
    side = round(CORNER)
    inner = target.adjusted(side, 0, -side, 0)
    return (
        QRect(inner.left(), target.top(), inner.width(), side),
        target.adjusted(0, side, 0, -side),
        QRect(inner.left(), target.bottom() + 1 - side, inner.width(), side),
    )


def _quarters(target: QRect) -> tuple[tuple[QPointF, int], ...]:
    """Of each corner's circle the middle, and where its quarter begins, in degrees."""
    inner = QRectF(target).adjusted(CORNER, CORNER, -CORNER, -CORNER)
    return (
        (inner.topLeft(), 90),
        (inner.topRight(), 0),
        (inner.bottomLeft(), 180),
        (inner.bottomRight(), 270),
    )
