"""A field for a text of a few lines."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit


class NoteField(QPlainTextEdit):
    """A few lines of text; Tab goes on to the next field."""

    left = Signal()
    """The focus has gone."""

    def __init__(self, longest: int, lines: int) -> None:
        """At most `longest` characters; so many lines are in view."""
        super().__init__()
        self._longest, self._lines = longest, lines
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._cut)
        self.installEventFilter(self)
        self._fit()

    def text(self) -> str:
        """Without spaces around it."""
        return self.toPlainText().strip()

    def set_text(self, text: str) -> None:
        """Show a text without telling anyone."""
        if text != self.toPlainText():
            with QSignalBlocker(self):
                self.setPlainText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        elif event.type() == QEvent.Type.StyleChange:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        self.setFixedHeight(self.fontMetrics().lineSpacing() * self._lines + 24)

    @Slot()
    def _cut(self) -> None:
        if len(self.toPlainText()) > self._longest:
            with QSignalBlocker(self):
                self.setPlainText(self.toPlainText()[: self._longest])
            self.moveCursor(self.textCursor().MoveOperation.End)
