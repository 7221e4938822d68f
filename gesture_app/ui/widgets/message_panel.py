"""A message over a picture: what happened, how far something is, what to do."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from gesture_app.ui import theme
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.text import Text

_WIDTH = 440


class MessagePanel(QFrame):
    """A card in the middle of its parent."""

    action = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self._title = Text("", "heading", wrap=True)
        self._sentence = Text("", "muted", wrap=True)
        for text in (self._title, self._sentence):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setAccessibleName("Progress")
        self._button = Button(kind="primary")
        self._button.setProperty("shape", "")
        self._button.clicked.connect(self._asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(12)
        for widget in (self._title, self._sentence, self._bar):
            column.addWidget(widget)
        column.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignHCenter)

    def say(self, title: str, sentence: str, action_text: str | None, progress: float | None) -> None:
        """Put the words in; progress is 0…1, None for no bar."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self._bar.setVisible(progress is not None)
        if progress is not None:
            self._bar.setValue(round(progress * 1000))
        self._button.setVisible(action_text is not None)
        self._button.setText(action_text or "")
        self._button.setAccessibleName(action_text or "")

    def fit_into(self, room: QRect) -> None:
        """Lie in the middle of a rectangle of the parent."""
        width = min(theme.grown(_WIDTH), room.width() - 24)
        height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        place = QRect(0, 0, width, height)
        place.moveCenter(room.center())
        self.setGeometry(place)

    @Slot()
    def _asked(self) -> None:
        self.action.emit()
