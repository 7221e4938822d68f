"""The gesture shown now, in large letters."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QRect, QRectF, QSize, Qt, QVariantAnimation, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gesture_app.ui import theme
from gesture_app.ui.wording import shown_name, sureness

_FADE_MS = 160
_CALM = "No gesture"


class GestureLabel(QWidget):
    """A name that fades softly into the next one; calm grey while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._label: str | None = None
        self._line = ""
        self._before: tuple[str | None, str] = (None, "")
        self._fade = QVariantAnimation(self)
        self._fade.setDuration(_FADE_MS)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._fade.valueChanged.connect(self._faded)
        self._announce()

    def set_gesture(self, label: str | None, confidence: float = 0.0, hint: str = "") -> None:
        """Show a gesture, or none.

        Args:
            confidence: 0…1, told in words and per cent.
            hint: what to say below where there is no gesture, such as “No hands in view”.
        """
        line = hint if label is None else f"{sureness(confidence)} · {confidence:.0%}"
        if label == self._label:
            if line != self._line:  # in nearly every frame: the large letters, which take longest, stay
                self._line = line
                self.update(self._rows()[1].toAlignedRect())
            return
        self._before = (self._label, self._line)
        self._label, self._line = label, line
        self._announce()
        self._fade.stop()
        if self.isVisible() and not theme.reduced_motion():
            self._fade.start()
        self.update()

    @property
    def text(self) -> str:
        """What is shown in large letters."""
        return _CALM if self._label is None else shown_name(self._label)

    def sizeHint(self) -> QSize:
        body = theme.body_pixels()
        return QSize(body * 22, round(body * 6.2))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.body_pixels() * 12, self.sizeHint().height())

    def hideEvent(self, event: QHideEvent) -> None:
        self._fade.stop()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        share = 1.0
        if self._fade.state() == QVariantAnimation.State.Running:
            share = float(self._fade.currentValue())
            painter.setOpacity(1.0 - share)
            self._paint(painter, event.rect(), *self._before)
        painter.setOpacity(share)
        self._paint(painter, event.rect(), self._label, self._line)
        painter.end()

    def _rows(self) -> tuple[QRectF, QRectF]:
        """Where the name stands, and what is said below it."""
        room = QRectF(self.rect())
        name = room.adjusted(0, 0, 0, -room.height() * 0.34)
        return name, QRectF(room.left(), name.bottom(), room.width(), room.height() - name.height())

    def _paint(self, painter: QPainter, wanted: QRect, label: str | None, line: str) -> None:
        name, below = self._rows()
        if QRectF(wanted).top() < name.bottom() - 1:  # whole pixels of both rows may be wanted
            self._paint_name(painter, name, label)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour(theme.current().muted))
        painter.drawText(
            below.adjusted(0, 4, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, line
        )

    def _paint_name(self, painter: QPainter, name: QRectF, label: str | None) -> None:
        palette = theme.current()
        text = _CALM if label is None else shown_name(label)
        font = _fitting_font(text, name.width(), calm=label is None)
        painter.setFont(font)
        painter.setPen(theme.colour(palette.muted if label is None else palette.text))
        elided = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, elided)

    def _announce(self) -> None:
        self.setAccessibleName(f"Current gesture: {self.text}")
        self.setToolTip("" if self._label is None else shown_name(self._label))

    @Slot()
    def _faded(self) -> None:
        self.update()


def _fitting_font(text: str, width: float, *, calm: bool) -> QFont:
    """The large font, smaller for long names, down to half; beyond that names are cut."""
    font = theme.font("hero")
    if calm:
        font.setWeight(QFont.Weight.Normal)
    needed = QFontMetricsF(font).horizontalAdvance(text)
    if needed > width > 0:
        font.setPixelSize(max(font.pixelSize() // 2, int(font.pixelSize() * width / needed)))
    return font
