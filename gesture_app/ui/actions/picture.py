"""A small picture of a gesture: the virtual hand's shape where it knows the gesture, else a plain hand."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gesture_app.practice.references.from_gesture import motion_of_gesture
from gesture_app.ui import theme
from gesture_app.ui.icons import paint_icon
from gesture_app.ui.signs.hand_shape import hand_outline, points_on
from gesture_app.ui.signs.outlook import Outlook, SignScene
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.signs.catalogue import gesture_meant

_HEIGHTS_OF_TEXT = 3.4
_CORNER = 10.0
_MARGIN = 0.2  # of the picture: landmarks lie within the flesh
_PIXELS = 64  # of the camera that takes the landmarks; they are shares of its picture


class GesturePicture(QWidget):
    """Only to be looked at: the gesture's name stands beside it."""

    def __init__(self, gesture: str = "", *, size: float = _HEIGHTS_OF_TEXT) -> None:
        """`size` is in heights of ordinary text."""
        super().__init__()
        self._gesture, self._size = gesture, size
        self._fit()

    def set_gesture(self, gesture: str) -> None:
        """Show another one; empty: none."""
        if gesture != self._gesture:
            self._gesture = gesture
            self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(palette.accent_soft))
        painter.drawRoundedRect(box, _CORNER, _CORNER)
        hands = _hands_of(self._gesture)
        painter.setBrush(theme.colour(palette.accent))
        for hand in hands:
            points = points_on(hand, box, mirrored=False)
            if points is not None:
                painter.drawPath(hand_outline(points))
        if not hands:
            inset = box.width() * 0.26
            paint_icon(painter, "hand", palette.accent, box.adjusted(inset, inset, -inset, -inset))
        painter.end()

    def _fit(self) -> None:
        side = round(theme.body_pixels() * self._size)
        self.setFixedSize(QSize(side, side))


@lru_cache(maxsize=128)
def _hands_of(gesture: str) -> tuple[NDArray[np.float32], ...]:
    """Landmarks (21, 3) of the hands that make it, at its most telling moment, as large as the picture allows.

    None where the virtual hand does not know the gesture.
    """
    meant = gesture_meant(gesture)
    if meant is None:
        return ()
    motion = motion_of_gesture(meant.name)
    scene, outlook = SignScene(motion), Outlook()
    camera = scene.camera(_PIXELS, _PIXELS, outlook)
    moment_s = motion.steps_s[len(motion.steps_s) // 2]
    seen = scene.hands(moment_s, outlook).items()
    return _filling([camera.image_landmarks(landmarks_of(pose, motion.build, side)) for side, pose in seen])


def _filling(hands: list[NDArray[np.float32]]) -> tuple[NDArray[np.float32], ...]:
    """Moved and enlarged so that they fill the picture, whose sides are 0…1."""
    places = np.concatenate([hand[:, :2] for hand in hands])
    low, high = places.min(axis=0), places.max(axis=0)
    larger = (1 - 2 * _MARGIN) / float((high - low).max())
    moved = [hand.copy() for hand in hands]
    for hand in moved:
        hand[:, :2] = 0.5 + (hand[:, :2] - (low + high) / 2) * larger
    return tuple(moved)
