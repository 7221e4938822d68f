"""A thing one can turn, bring nearer, and walk around, with mouse and keys."""

from __future__ import annotations

import time

from PySide6.QtCore import QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from gesture_app.ui.signs.outlook import STANDPOINTS, Outlook, SeenFrom

_FRAME_MS = 25
_SETTLED_MS = 180
"""So long after the last turn it stands still again."""
_GLIDE_S = 0.5
_DEG_PER_PX, _DEG_PER_KEY = 0.5, 15.0
_ZOOM_PER_NOTCH, _NOTCH = 1.12, 120.0

_TURNS = {
    Qt.Key.Key_Left: (-_DEG_PER_KEY, 0.0),
    Qt.Key.Key_Right: (_DEG_PER_KEY, 0.0),
    Qt.Key.Key_Up: (0.0, -_DEG_PER_KEY),
    Qt.Key.Key_Down: (0.0, _DEG_PER_KEY),
}
_ZOOMS = {
    Qt.Key.Key_Plus: _ZOOM_PER_NOTCH,
    Qt.Key.Key_Equal: _ZOOM_PER_NOTCH,
    Qt.Key.Key_Minus: 1 / _ZOOM_PER_NOTCH,
}


class Turnable(QWidget):
    """Dragging and the arrow keys turn it, the wheel and + and − bring it nearer or farther, Home puts it back."""

    looked = Signal()
    """The outlook is another one now, or has come to rest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.glides = True
        self._outlook = Outlook()
        self._dragged_from: QPointF | None = None
        self._glide: tuple[Outlook, Outlook, float] | None = None  # from, to, since when
        self._gliding = QTimer(self)
        self._gliding.setInterval(_FRAME_MS)
        self._gliding.timeout.connect(self._go_on_gliding)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLED_MS)
        self._settling.timeout.connect(self.looked)

    @property
    def outlook(self) -> Outlook:
        """From where it is seen now."""
        return self._outlook

    @property
    def turning(self) -> bool:
        """Whether the outlook is about to change again."""
        return self._dragged_from is not None or self._gliding.isActive() or self._settling.isActive()

    @property
    def seen_from(self) -> SeenFrom:
        """The nearer one of the two standpoints, or the one on the way to."""
        outlook = self._outlook if self._glide is None else self._glide[1]
        return "own eyes" if outlook.from_behind else "front"

    @Slot(str)
    def look_from(self, standpoint: SeenFrom) -> None:
        """Walk to the front, or to where the own eyes are."""
        there = STANDPOINTS[standpoint]
        if self.glides and self.isVisible():
            self._glide = (self._outlook, there, time.monotonic())
            self._gliding.start()
            self.looked.emit()
        else:
            self._look(there)

    def turn(self, yaw_deg: float, pitch_deg: float) -> None:
        """Turn it further by so much."""
        self._look(self._outlook.turned(yaw_deg, pitch_deg))

    def zoom(self, factor: float) -> None:
        """Bring it nearer (above 1) or farther away."""
        self._look(self._outlook.zoomed(factor))

    def unsettle(self) -> None:
        """Count as turning for a moment."""
        self._settling.start()

    def _look(self, outlook: Outlook) -> None:
        self._stop_gliding()
        self._outlook = outlook
        if self.isVisible():
            self._settling.start()
        self.looked.emit()

    @Slot()
    def _go_on_gliding(self) -> None:
        if self._glide is None:
            return
        start, end, begun_s = self._glide
        share = min((time.monotonic() - begun_s) / _GLIDE_S, 1.0)
        self._outlook = start.towards(end, share * share * (3 - 2 * share))
        if share == 1.0:
            self._outlook = end
            self._stop_gliding()
        self.looked.emit()

    def _stop_gliding(self) -> None:
        self._gliding.stop()
        self._glide = None

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._glide is not None:
            self._outlook = self._glide[1]
        self._stop_gliding()
        self._settling.stop()
        self._dragged_from = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._stop_gliding()
        self._dragged_from = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is None:
            super().mouseMoveEvent(event)
            return
        moved = event.position() - self._dragged_from
        self._dragged_from = event.position()
        self.turn(moved.x() * _DEG_PER_PX, moved.y() * _DEG_PER_PX)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._dragged_from = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.looked.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.focusPolicy() == Qt.FocusPolicy.NoFocus:
            event.ignore()  # it only adorns a page, which the wheel scrolls
            return
        self.zoom(_ZOOM_PER_NOTCH ** (event.angleDelta().y() / _NOTCH))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _TURNS:
            self.turn(*_TURNS[key])
        elif key in _ZOOMS:
            self.zoom(_ZOOMS[key])
        elif key == Qt.Key.Key_Home:
            self.look_from("front")
        else:
            super().keyPressEvent(event)
