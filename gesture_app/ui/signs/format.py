"""How large the pictures of a sign are painted: as the place for them, but not anew for every pixel it grows."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt

_MOST_PX = 900.0
"""Larger pictures are drawn larger: nobody sees the difference, and they take long."""
_DRAFT_SCALE = 0.7
_LEAST_SCALE, _MOST_SCALE = 0.87, 1.12
_MOST_CUT_OFF = 1.12
"""So much larger than the place, in one direction, a picture may be."""


class SignFormat:
    """The size of the pictures. They are painted over seconds, so it stays while the place changes only a little."""

    def __init__(self) -> None:
        self._size = QSizeF(16, 16)

    def fit(self, place: QSizeF) -> bool:
        """Suit a place of so many pixels of the screen; whether the size is another one now."""
        wanted = place * min(1.0, _MOST_PX / max(place.width(), place.height(), 1.0))
        wanted = wanted.expandedTo(QSizeF(16, 16))
        if self._suits(wanted):
            return False
        self._size = QSizeF(wanted.toSize())
        return True

    def size(self, *, draft: bool) -> QSize:
        """Of the pictures, or of those painted quickly."""
        return (self._size * (_DRAFT_SCALE if draft else 1.0)).toSize()

    def frame(self, box: QRectF) -> QRectF:
        """Where a picture lies so that it covers the box: in the middle, in its own shape."""
        covering = self._size.scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        frame = QRectF(box.topLeft(), covering)
        frame.moveCenter(box.center())
        return frame

    def _suits(self, wanted: QSizeF) -> bool:
        scale = max(wanted.width() / self._size.width(), wanted.height() / self._size.height())
        cut_off = scale * max(self._size.width() / wanted.width(), self._size.height() / wanted.height())
        return _LEAST_SCALE < scale < _MOST_SCALE and cut_off < _MOST_CUT_OFF
