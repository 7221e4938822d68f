"""What an empty page says: what belongs here, and what to do first."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gesture_app.ui import theme
from gesture_app.ui.icons import paint_icon
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.text import Paragraph, Text

_WIDTH = 440


class EmptyState(QWidget):
    """An icon, a title, a sentence and a button, in the middle of whatever room there is."""

    action = Signal()

    def __init__(
        self, icon: str, title: str, sentence: str, action_text: str = "", action_icon: str = ""
    ) -> None:
        super().__init__()
        self._sentence = Paragraph(sentence, _WIDTH)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(_Disc(icon), alignment=centre)
        column.addSpacing(8)
        column.addWidget(Text(title, "heading"), alignment=centre)
        column.addWidget(self._sentence, alignment=centre)
        if action_text:
            button = Button(action_text, action_icon, kind="primary")
            button.clicked.connect(self._asked)
            column.addSpacing(8)
            column.addWidget(button, alignment=centre)
        column.addStretch(3)

    def set_sentence(self, sentence: str) -> None:
        self._sentence.set_text(sentence)

    @Slot()
    def _asked(self) -> None:
        self.action.emit()


class _Disc(QWidget):
    """A large icon on a soft disc."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(QSize(88, 88))

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(palette.accent_soft))
        painter.drawEllipse(QRectF(self.rect()))
        paint_icon(painter, self._icon, palette.accent, QRectF(self.rect()).adjusted(24, 24, -24, -24))
        painter.end()
