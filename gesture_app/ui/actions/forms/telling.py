"""Forms for what is said and shown, and for the sentence builder."""

from __future__ import annotations

from typing import Literal, cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from gesture_app.actions.action import Action, AddToSentence, Notify, Speak
from gesture_app.ui.actions.forms.form import ActionForm
from gesture_app.ui.widgets.fields import Choice
from gesture_app.ui.widgets.note_field import NoteField

_LONGEST_TEXT = 2000
_THE_NAME = "Empty: the gesture's name."

What = Literal["word", "letter", "space", "delete", "clear", "speak", "copy"]
_WHAT: dict[What, str] = {
    "word": "Add a word",
    "letter": "Add a letter",
    "space": "End the word",
    "delete": "Take back the last letter or word",
    "clear": "Clear the line",
    "speak": "Speak the line",
    "copy": "Copy the line",
}


class SpeakForm(ActionForm):
    """What is said."""

    def __init__(self) -> None:
        super().__init__()
        self._text = NoteField(_LONGEST_TEXT, lines=3)
        self._text.textChanged.connect(self.changed)
        self.add("What is said", self._text, _THE_NAME)

    def show_action(self, action: Action) -> None:
        if isinstance(action, Speak):
            self._text.set_text(action.text)

    def read(self) -> Speak:
        return Speak(text=self._text.text())


class NotifyForm(ActionForm):
    """A note on the desktop, a sound, or both."""

    def __init__(self) -> None:
        super().__init__()
        self._text = NoteField(_LONGEST_TEXT, lines=3)
        self._text.textChanged.connect(self.changed)
        self._shown, self._sound = QCheckBox("Show it on the desktop"), QCheckBox("Play a sound")
        self.add("What it says", self._text, _THE_NAME)
        how = QWidget()
        column = QVBoxLayout(how)
        column.setContentsMargins(0, 0, 0, 0)
        for box in (self._shown, self._sound):
            box.setChecked(True)
            box.toggled.connect(self._toggled)
            column.addWidget(box)
        self._field = self.add("How", how)

    def show_action(self, action: Action) -> None:
        if isinstance(action, Notify):
            self._text.set_text(action.text)
            self._shown.setChecked(action.shown)
            self._sound.setChecked(action.sound)

    def read(self) -> Notify | None:
        shown, sound = self._shown.isChecked(), self._sound.isChecked()
        self._field.set_problem("" if shown or sound else "Show it, play a sound, or both.")
        return Notify(text=self._text.text(), shown=shown, sound=sound) if shown or sound else None

    @Slot()
    def _toggled(self) -> None:
        self._text.setEnabled(self._shown.isChecked())
        self.changed.emit()


class SentenceForm(ActionForm):
    """What happens to the sentence builder's line."""

    def __init__(self) -> None:
        super().__init__()
        self._what = Choice("What it does to the line")
        for what, words in _WHAT.items():
            self._what.addItem(words, what)
        self._what.currentIndexChanged.connect(self._chosen)
        self._text = QLineEdit()
        self._text.setMaxLength(200)
        self._text.textChanged.connect(self.changed)
        self.add("What it does to the line", self._what)
        self._field = self.add("Word or letter", self._text, _THE_NAME)

    def show_action(self, action: Action) -> None:
        if isinstance(action, AddToSentence):
            self._what.setCurrentIndex(self._what.findData(action.what))
            self._text.setText(action.text)

    def read(self) -> AddToSentence:
        what = cast(What, self._what.currentData())
        return AddToSentence(what=what, text=self._text.text().strip() if self._needs_text else "")

    @property
    def _needs_text(self) -> bool:
        return self._what.currentData() in ("word", "letter")

    @Slot()
    def _chosen(self) -> None:
        self._field.setVisible(self._needs_text)
        self.changed.emit()
