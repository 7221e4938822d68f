"""The picture of the camera with the hands drawn on it, and what is said over it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QRegion, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gesture_app.hands import HandFrame
from gesture_app.ui import theme
from gesture_app.ui.widgets.hand_painter import paint_hands
from gesture_app.ui.widgets.message_panel import MessagePanel
from gesture_app.ui.widgets.picture import Picture, covered
from gesture_app.ui.widgets.picture_ground import CORNER, USUAL_ASPECT, fitted, paint_ground, paint_surround

_RECORDING = "#e5483d"
_SHADE = "#0b0e14"


class VideoView(QWidget):
    """Shows one picture after another, each whole, with its hands. It never changes a picture's pixels."""

    action = Signal()
    """The button of the message was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Picture of the camera")
        self.setMinimumSize(320, 200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._picture = Picture()
        self._hands: HandFrame | None = None
        self._mirrored = False
        self._aspect = USUAL_ASPECT
        self._letters = False
        self._countdown: int | None = None
        self._recorded: float | None = None
        self._caption = ""
        self._name = ""
        self._message = MessagePanel(self)
        self._message.hide()
        self._message.action.connect(self._asked)

    def show_frame(
        self, pixels: NDArray[np.uint8] | None, hands: HandFrame | None, *, mirrored: bool, aspect: float
    ) -> None:
        """Show a picture and its hands.

        Args:
            pixels: (height, width, 3) BGR as the camera gave it, not mirrored, never written to again;
                None where only the hands are known.
            mirrored: show both as a mirror would.
            aspect: width ÷ height, for hands without a picture.
        """
        before = self._shape()
        self._picture.set_frame(pixels, mirrored=mirrored)
        self._hands = hands
        self._mirrored = mirrored
        self._aspect = aspect
        if self._shape() == before:
            self.update(self._target())
        else:
            self._place_over_picture()
            self.update()

    def clear(self) -> None:
        """Show neither picture nor hands."""
        self.show_frame(None, None, mirrored=self._mirrored, aspect=self._aspect)

    def set_letters(self, shown: bool) -> None:
        """Name the hands L and R."""
        self._letters = shown
        self.update()

    def show_message(
        self, title: str, sentence: str, action_text: str | None = None, *, progress: float | None = None
    ) -> None:
        """Say something over the picture, with a bar for a progress of 0…1 and a button where one helps."""
        self._message.say(title, sentence, action_text, progress)
        self.setAccessibleDescription(f"{title}. {sentence}")
        self._message.show()
        self._place_over_picture()

    def clear_message(self) -> None:
        self._message.hide()
        self.setAccessibleDescription("")

    @property
    def message_shown(self) -> bool:
        return not self._message.isHidden()

    def show_countdown(self, number: int | None) -> None:
        """A large number over the picture; None takes it away."""
        if number != self._countdown:
            self._countdown = number
            self.update()

    def show_recording(self, fraction: float | None, caption: str = "") -> None:
        """A red frame while a take is recorded, with how much of it is done (0…1); None ends it.

        Args:
            caption: what is recorded, such as “Take 2 of 5”.
        """
        self._recorded = fraction
        self._caption = caption
        self.update()

    def show_name(self, name: str) -> None:
        """What the picture shows, where its source says so: a replayed take's gesture; empty for nothing."""
        if name != self._name:
            self._name = name
            self.update()

    def picture_rect(self) -> QRectF:
        """Where the picture lies: as large as fits, with the picture's own shape."""
        return QRectF(self._target())

    def _target(self) -> QRect:
        """In whole pixels: so it need not be smoothed."""
        return fitted(QRectF(self.rect()), self._shape()).toRect()

    def sizeHint(self) -> QSize:
        return QSize(960, 540)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_over_picture()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        target = self.picture_rect()
        self._paint_picture(painter, event.region(), self._target())
        if self._hands is not None:
            painter.setClipRect(target)
            paint_hands(painter, self._hands, target, mirrored=self._mirrored, letters=self._letters)
        if self._countdown is not None:
            _paint_countdown(painter, target, self._countdown)
        if self._recorded is not None:
            _paint_recording(painter, target, self._recorded, self._caption)
        if self._name:
            _paint_name(painter, target, self._name)
        painter.end()

    def _paint_picture(self, painter: QPainter, wanted: QRegion, target: QRect) -> None:
        """What the picture hides is not painted first."""
        if self._picture.aspect is None:
            paint_surround(painter, QRectF(self.rect()))
            paint_ground(painter, QRectF(target))
            return
        painter.setClipRegion(wanted.subtracted(covered(target)))
        paint_surround(painter, QRectF(self.rect()))
        painter.setClipping(False)
        self._picture.paint(painter, target)

    def _shape(self) -> float:
        return self._picture.aspect or self._aspect

    def _place_over_picture(self) -> None:
        target = self.picture_rect().toRect()
        self._message.fit_into(target)

    @Slot()
    def _asked(self) -> None:
        self.action.emit()


def _paint_countdown(painter: QPainter, target: QRectF, number: int) -> None:
    radius = min(target.width(), target.height()) * 0.2
    painter.setPen(QPen(theme.colour("#ffffff", 0.85), 4))
    painter.setBrush(theme.colour(_SHADE, 0.6))
    painter.drawEllipse(target.center(), radius, radius)
    font = theme.font("hero")
    font.setPixelSize(max(24, round(radius * 1.15)))
    painter.setFont(font)
    painter.setPen(QColor("#ffffff"))
    painter.drawText(target, Qt.AlignmentFlag.AlignCenter, str(number))


def _paint_name(painter: QPainter, target: QRectF, name: str) -> None:
    painter.setClipping(False)
    painter.setFont(theme.font("strong"))
    room = target.width() - 76
    text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, round(room))
    width = painter.fontMetrics().horizontalAdvance(text) + 36
    pill = QRectF(target.left() + 20, target.bottom() - 56, width, 36.0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(_SHADE, 0.78))
    painter.drawRoundedRect(pill, 18, 18)
    painter.setPen(QColor("#ffffff"))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


def _paint_recording(painter: QPainter, target: QRectF, fraction: float, caption: str) -> None:
    """A frame, and a pill with a ring that fills, the word REC and the caption."""
    red = QColor(_RECORDING)
    painter.setClipping(False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(red, 5))
    painter.drawRoundedRect(target.adjusted(2.5, 2.5, -2.5, -2.5), CORNER - 2, CORNER - 2)
    font = theme.font("strong")
    painter.setFont(font)
    text = f"REC  {caption}" if caption else "REC"
    height = 36.0
    width = painter.fontMetrics().horizontalAdvance(text) + height + 22
    pill = QRectF(target.left() + 20, target.top() + 20, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(_SHADE, 0.78))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    ring = QRectF(pill.left() + 9, pill.top() + 9, height - 18, height - 18)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("#ffffff", 0.3), 4))
    painter.drawEllipse(ring)
    painter.setPen(QPen(red.lighter(120), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawArc(ring, 90 * 16, -round(360 * 16 * min(max(fraction, 0.0), 1.0)))
    painter.setPen(QColor("#ffffff"))
    painter.drawText(pill.adjusted(height + 2, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
