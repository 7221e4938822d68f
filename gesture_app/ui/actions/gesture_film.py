"""A gesture as a flat hand that makes it, over and over; quick to draw, so that watching goes on at full speed."""

from __future__ import annotations

import time
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPainterPath, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gesture_app.practice.references.from_gesture import motion_of_gesture
from gesture_app.ui import theme
from gesture_app.ui.icons import paint_icon
from gesture_app.ui.signs.hand_shape import hand_outline, points_on
from gesture_app.ui.signs.outlook import Outlook, SignScene
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.signs.catalogue import gesture_meant

_TICK_MS = 50
_STEP_S = 0.05
_REST_S = 0.6  # between its end and its next beginning
_CORNER = 18.0
_PIXELS = 64  # of the camera that takes the landmarks; they are shares of its picture

Hands = tuple[NDArray[np.float32], ...]


class GestureFilm(QWidget):
    """Mirrored like the picture of the user beside it; a plain hand where the virtual hand knows no such gesture."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(120, 120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._gesture = ""
        self._mirrored = True
        self._waiting = False
        self._begun_s = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.update)

    def show_gesture(self, gesture: str) -> None:
        """Show another one from its beginning; empty: none."""
        if gesture != self._gesture:
            self._gesture = gesture
            self._begun_s = time.monotonic()
            self._run()
            self.update()

    def set_mirrored(self, mirrored: bool) -> None:
        self._mirrored = mirrored
        self.update()

    def set_waiting(self, waiting: bool) -> None:
        """Paler while it is not yet to be made."""
        if waiting != self._waiting:
            self._waiting = waiting
            self.update()

    def sizeHint(self) -> QSize:
        side = theme.body_pixels() * 14
        return QSize(side, side)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(min(self.width(), self.height()))
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(palette.accent_soft))
        painter.drawRoundedRect(box, _CORNER, _CORNER)
        painter.setBrush(theme.colour(palette.accent, 0.45 if self._waiting else 1.0))
        film = _film_of(self._gesture)
        if film:
            for outline in self._outlines(film, box):
                painter.drawPath(outline)
        elif self._gesture:
            inset = side * 0.28
            paint_icon(painter, "hand", palette.accent, box.adjusted(inset, inset, -inset, -inset))
        painter.end()

    def _outlines(self, film: tuple[Hands, ...], box: QRectF) -> list[QPainterPath]:
        hands = film[self._frame(len(film))]
        shown = (points_on(hand, box, mirrored=self._mirrored) for hand in hands)
        return [hand_outline(points) for points in shown if points is not None]

    def _frame(self, count: int) -> int:
        """The middle one, its most telling, where nothing is to move."""
        if theme.reduced_motion():
            return count // 2
        gone_s = (time.monotonic() - self._begun_s) % (count * _STEP_S + _REST_S)
        return min(int(gone_s / _STEP_S), count - 1)

    def _run(self) -> None:
        """The timer runs only while something moves before somebody's eyes."""
        if self.isVisible() and len(_film_of(self._gesture)) > 1 and not theme.reduced_motion():
            self._timer.start()
        else:
            self._timer.stop()


@lru_cache(maxsize=32)
def _film_of(gesture: str) -> tuple[Hands, ...]:
    """Landmarks (21, 3) of the hands that make it, every `_STEP_S`; nothing where it is not known."""
    meant = gesture_meant(gesture) if gesture else None
    if meant is None:
        return ()
    motion = motion_of_gesture(meant.name)
    scene, outlook = SignScene(motion), Outlook()
    camera = scene.camera(_PIXELS, _PIXELS, outlook)
    moments_s = [0.0] if motion.held else np.arange(0.0, motion.duration_s, _STEP_S).tolist()
    return tuple(
        tuple(
            camera.image_landmarks(landmarks_of(pose, motion.build, side))
            for side, pose in scene.hands(moment_s, outlook).items()
        )
        for moment_s in moments_s
    )
