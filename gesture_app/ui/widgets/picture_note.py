"""A line along the top of a picture that says whose it is, with the way to another."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from gesture_app.ui import theme
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.text import Text

_EDGE = 12
_ROOM_FOR_BUTTON = 480
"""In narrower pictures the button stands below the sentence."""


class PictureNote(QFrame):
    """A card along its parent's upper edge; hidden while there is nothing to say."""

    action = Signal()
    """What the button says is wanted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self._text = Text("", "small", wrap=True)
        self._button = Button("Choose a source", "camera")
        self._button.clicked.connect(self._asked)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)

    @property
    def sentence(self) -> str:
        return self._text.text()

    def say(self, sentence: str, button: str) -> None:
        """Show a sentence and what can be done, or nothing."""
        self._text.setText(sentence)
        self._button.setText(button)
        self._button.setAccessibleName(button)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))

    def fit_into(self, room: QRect) -> None:
        """Lie along the upper edge of a rectangle of the parent."""
        width = room.width() - 2 * _EDGE
        narrow = width < theme.grown(_ROOM_FOR_BUTTON)
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        height = self._row.heightForWidth(width)
        self.setGeometry(room.left() + _EDGE, room.top() + _EDGE, width, height)

    @Slot()
    def _asked(self) -> None:
        self.action.emit()
