"""The sentence builder: signs and letters gather in a line that can be corrected, copied and spoken."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from gesture_app.actions.action import AddToSentence
from gesture_app.actions.binding import Binding
from gesture_app.ui.actions.sentence_field import SentenceField
from gesture_app.ui.actions.sentence_gestures import SentenceGestures
from gesture_app.ui.widgets.announce import announce
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card
from gesture_app.ui.widgets.growing import GrowingWidth

MOST_UNDONE = 200

_WIDEST = 1500


class SentenceView(QWidget):
    """Shows the line and tells what is to be done with it; whoever hears its signals keeps the line."""

    text_edited = Signal(str)
    """The whole line, changed by hand."""
    speak_wanted = Signal()
    copy_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Sentence builder")
        self._field = SentenceField()
        self._before: deque[str] = deque(maxlen=MOST_UNDONE)
        self._shown = ""
        self._gestures = SentenceGestures()
        self._field.written.connect(self._written)
        self._field.textChanged.connect(self._enable)
        self._field.enter_pressed.connect(self._speak)
        self._field.undo_pressed.connect(self._undo)
        self._lay_out()
        self._enable()

    @property
    def text(self) -> str:
        """The line as it is seen."""
        return self._field.text()

    def set_text(self, text: str) -> None:
        """Show the line; what is new in it is told to screen readers."""
        self._remember(text)
        if text != self._shown:
            announce(self._field, text[len(self._shown) :] if text.startswith(self._shown) else text)
        self._shown = text
        self._field.set_text(text)
        self._enable()

    def set_bindings(self, bindings: Sequence[Binding]) -> None:
        """Of the profile in use: those that add to the sentence are listed."""
        self._gestures.show_bindings([each for each in bindings if isinstance(each.action, AddToSentence)])

    def _lay_out(self) -> None:
        card = Card()
        card.body.addWidget(self._field, 1)
        card.body.addLayout(self._buttons())
        content = QWidget()
        GrowingWidth(content, 0, _WIDEST)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(card)
        column.addWidget(self._gestures, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(content, 100)
        row.addStretch(1)

    def _buttons(self) -> QLayout:
        self._speak_it = Button("Speak", "speak", kind="primary", name="Speak the sentence")
        self._speak_it.setToolTip("Say the sentence aloud (Enter in the line)")
        self._copy_it = Button("Copy", "copy", name="Copy the sentence")
        self._shorten = Button("", "backspace", name="Delete the last word")
        self._back = Button("Undo", "undo", name="Undo the last change")
        self._back.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        self._empty = Button("Clear", "delete", name="Clear the sentence")
        row = QHBoxLayout()
        row.setSpacing(10)
        for button, pressed in (
            (self._speak_it, self._speak),
            (self._copy_it, self._copy),
            (self._shorten, self._delete_word),
            (self._back, self._undo),
            (self._empty, self._clear),
        ):
            button.clicked.connect(pressed)
            row.addWidget(button)
        row.insertStretch(2)
        return row

    @Slot(str)
    def _written(self, text: str) -> None:
        self._remember(text)
        self._shown = text
        self._enable()
        self.text_edited.emit(text)

    def _remember(self, text: str) -> None:
        if text != self._shown:
            self._before.append(self._shown)

    @Slot()
    def _speak(self) -> None:
        self._field.finish()
        if self.text.strip():
            self.speak_wanted.emit()

    @Slot()
    def _copy(self) -> None:
        self._field.finish()
        self.copy_wanted.emit(self.text.strip())
        self._show_copied(True)
        announce(self, "The sentence was copied.")

    @Slot()
    def _delete_word(self) -> None:
        self._field.put(self.text.rstrip().rpartition(" ")[0])

    @Slot()
    def _clear(self) -> None:
        self._field.put("")
        announce(self, "The sentence was cleared. Undo brings it back.")

    @Slot()
    def _undo(self) -> None:
        self._field.finish()
        if self._before:
            self._shown = self._before.pop()  # what is undone is no change to be undone
            self._field.put(self._shown)
            announce(self._field, f"Undone: {self._shown or 'the sentence is empty'}", at_once=True)
        self._enable()

    def _show_copied(self, copied: bool) -> None:
        """Until the sentence is another one than what was copied."""
        self._copy_it.setText("Copied" if copied else "Copy")
        self._copy_it.set_icon("check" if copied else "copy")

    @Slot()
    def _enable(self) -> None:
        empty = not self.text.strip()
        for button in (self._speak_it, self._copy_it, self._shorten, self._empty):
            button.setEnabled(not empty)
        self._back.setEnabled(bool(self._before) or self.text != self._shown)
        self._show_copied(False)
