"""The sentence builder's line: large, wrapped where it is long, and written in by gestures and by hand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject, QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit

from gesture_app.actions.sentence import LONGEST, in_one_line

_LINES = 3
_AROUND = 40  # pixels above and below the lines
_PAUSE_MS = 400
"""A person who types is done, for now, after this long."""


class SentenceField(QPlainTextEdit):
    """Tells what was written by hand when a pause is made; what gestures add meanwhile comes behind it."""

    written = Signal(str)
    """By hand; `finish` does not wait for the pause."""
    enter_pressed = Signal()
    undo_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "title")
        self.setAccessibleName("The sentence")
        self.setPlaceholderText("What you sign or spell appears here. You can write in it, too.")
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # the view undoes what gestures did, too
        self._agreed = ""  # what whoever gathers the sentence knows
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.finish)
        self.textChanged.connect(self._changed)
        self.installEventFilter(self)
        self._fit()

    def text(self) -> str:
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """What the sentence is now. While a person writes, only what is new at its end comes in."""
        mine = self.text()
        if text == self._agreed:
            return
        if mine != self._agreed and text.startswith(self._agreed):
            self._show(mine + text[len(self._agreed) :])
        else:
            self._pause.stop()
            self._show(text)
        self._agreed = text

    def put(self, text: str) -> None:
        """As if a person had written it, after what was being written."""
        self.finish()
        self._show(text)
        self.finish()

    @Slot()
    def finish(self) -> None:
        """Tell what was written."""
        self._pause.stop()
        if self.text() != self._agreed:
            self._agreed = self.text()
            self.written.emit(self._agreed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter_pressed.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_pressed.emit()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(in_one_line(source.text()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.ensureCursorVisible()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.finish()
        elif event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.Polish):
            self._fit()
        return super().eventFilter(watched, event)

    @Slot()
    def _changed(self) -> None:
        if len(self.text()) > LONGEST:
            self._show(self.text()[:LONGEST])
        if self.text() != self._agreed:
            self._pause.start()

    def _show(self, text: str) -> None:
        """The cursor stays where it was; at the end it stays at the end."""
        cursor = self.textCursor()
        place = cursor.position()
        at_end = cursor.atEnd()
        with QSignalBlocker(self):
            self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(len(text) if at_end else min(place, len(text)))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _fit(self) -> None:
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + _AROUND)
