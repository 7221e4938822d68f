"""What a deck is called, where it comes from, and what can be done with it as a whole."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gesture_app.practice.decks.card import Deck
from gesture_app.practice.decks.checking import LONGEST_NAME, LONGEST_TEXT
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.labelled import labelled
from gesture_app.ui.widgets.note_field import NoteField
from gesture_app.ui.widgets.text import Elided, Text


class DeckHead(QWidget):
    """Name and note of a fixed deck are read, those of the user's own are written."""

    edited = Signal(str, str)
    """The new name and note."""
    share_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._deck: Deck | None = None
        self._title, self._about = Elided("", "heading"), Text("", "muted", wrap=True)
        self._name, self._note = QLineEdit(), NoteField(LONGEST_TEXT, lines=2)
        self._name.setMaxLength(LONGEST_NAME)
        self._name.editingFinished.connect(self._hand_out)
        self._note.left.connect(self._hand_out)
        self._share = Button("Share …", "share", name="Share this deck")
        self._share.setToolTip("Save the deck with its recordings as one file")
        self._delete = Button("Delete", "delete", kind="danger", name="Delete this deck")
        self._share.clicked.connect(self.share_wanted)
        self._delete.clicked.connect(self.delete_wanted)
        self._lay_out()

    def _lay_out(self) -> None:
        self._name_box = labelled("Name of the deck", self._name)
        self._note_box = labelled("Note: where it comes from, what to know", self._note)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._title, 1)
        row.addWidget(self._name_box, 1)
        for button in (self._share, self._delete):
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._about)
        column.addWidget(self._note_box)

    def show_deck(self, deck: Deck) -> None:
        """Show a deck; what is being typed into the same deck's name stays."""
        same = self._deck is not None and self._deck.id == deck.id
        self._deck = deck
        for text in (self._title, self._about):
            text.setVisible(deck.fixed)
        for box in (self._name_box, self._note_box):
            box.setVisible(not deck.fixed)
        self._delete.setVisible(not deck.fixed)
        self._share.setEnabled(bool(deck.cards))
        self._title.set_whole(deck.name)
        self._about.setText(deck.note)
        if not (same and self._name.hasFocus() and self._name.isModified()):
            self._name.setText(deck.name)
            self._name.setCursorPosition(0)
        if not (same and self._note.hasFocus()):
            self._note.set_text(deck.note)

    def take_back(self) -> None:
        """Show the name and note as they are, whatever was typed."""
        if self._deck is not None:
            self._name.setText(self._deck.name)
            self._note.set_text(self._deck.note)

    @Slot()
    def _hand_out(self) -> None:
        deck = self._deck
        if deck is None or deck.fixed:
            return
        name = " ".join(self._name.text().split()) if self._name.isModified() else deck.name
        self._name.setModified(False)
        if (name, self._note.text()) != (deck.name, deck.note):
            self.edited.emit(name, self._note.text())
