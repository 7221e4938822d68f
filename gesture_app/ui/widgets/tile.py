"""A large button that tells what it stands for: an icon, a name, and a sentence."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gesture_app.ui.widgets.glyph import Glyph
from gesture_app.ui.widgets.text import Text


class Tile(QPushButton):
    """The whole surface is the button."""

    def __init__(self, icon: str, name: str, sentence: str) -> None:
        super().__init__()
        self.setProperty("shape", "tile")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name = Text(name, "strong", wrap=True)
        self._sentence = Text("", "small", wrap=True)
        self._words = QVBoxLayout()
        self._words.setSpacing(3)
        self._words.addWidget(self._name)
        self._words.addWidget(self._sentence)
        self._words.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 14, 16, 14)
        self._row.setSpacing(14)
        self._icon = Glyph(icon, "accent", size=1.3, disc=True)
        self._row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._words, 1)
        for part in (self._name, self._sentence, self._icon):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.set_name(name)
        self.set_sentence(sentence)

    def set_name(self, name: str) -> None:
        self._name.setText(name)
        self.setAccessibleName(name)

    def add_below(self, widget: QWidget) -> None:
        """Something more to look at, below the sentence."""
        widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words.addWidget(widget)
        self._fit()

    def set_sentence(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self.setAccessibleDescription(sentence)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self._row.sizeHint().width(), self._row.heightForWidth(max(self.width(), 160)))

    def minimumSizeHint(self) -> QSize:
        return QSize(140, self._row.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """As high as the sentence needs in the width there is: push buttons do not ask what is laid out in them."""
        self.setMinimumHeight(max(self._row.heightForWidth(max(self.width(), 160)), 0))
