"""One card of a deck: its texts, and who shows the sign."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from gesture_app.practice.decks.card import Card
from gesture_app.practice.decks.checking import LONGEST_NAME, LONGEST_TEXT
from gesture_app.ui.widgets.labelled import labelled
from gesture_app.ui.widgets.note_field import NoteField


class CardForm(QWidget):
    """Whatever is typed is handed out as a changed card when the field is left."""

    edited = Signal(object)
    """The new `Card`."""

    def __init__(self) -> None:
        super().__init__()
        self._card: Card | None = None
        self._lines = {field: QLineEdit() for field in ("name", "meaning", "signer")}
        for field, line in self._lines.items():
            line.setMaxLength(LONGEST_NAME if field in ("name", "signer") else LONGEST_TEXT)
            line.editingFinished.connect(self._hand_out)
        self._notes = {"note": NoteField(LONGEST_TEXT, lines=4), "source": NoteField(LONGEST_TEXT, lines=2)}
        for note in self._notes.values():
            note.left.connect(self._hand_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._boxes = {
            "name": labelled("Sign", self._lines["name"]),
            "meaning": labelled("Meaning", self._lines["meaning"]),
            "note": labelled("Note: what to know about making it", self._notes["note"]),
            "source": labelled("Source: where the sign comes from", self._notes["source"]),
            "signer": labelled("Signer of the recording", self._lines["signer"]),
        }
        for box in self._boxes.values():
            column.addWidget(box)

    def show_card(self, card: Card, *, fixed: bool) -> None:
        """Show a card; what is being typed into the same card stays.

        Args:
            fixed: its texts can be read, not changed.
        """
        same = self._card is not None and self._card.id == card.id
        self._card = card
        for field, box in self._boxes.items():
            box.setVisible(bool(getattr(card, field)) or not fixed)
        self._boxes["signer"].setVisible(bool(card.take))
        for field, line in self._lines.items():
            line.setReadOnly(fixed)
            if not (same and line.hasFocus() and line.isModified()):
                with QSignalBlocker(line):
                    line.setText(getattr(card, field))
                    line.setCursorPosition(0)
        for field, note in self._notes.items():
            note.setReadOnly(fixed)
            if not (same and note.hasFocus()):
                note.set_text(getattr(card, field))

    @Slot()
    def _hand_out(self) -> None:
        if self._card is None or self._notes["note"].isReadOnly():
            return
        typed = {field: line for field, line in self._lines.items() if line.isModified()}
        texts = {field: " ".join(line.text().split()) for field, line in typed.items()}
        if not texts.get("name", "-"):  # a card without a name cannot be asked for
            texts["name"] = self._card.name
            self._lines["name"].setText(self._card.name)
        for line in typed.values():
            line.setModified(False)
        card = replace(
            self._card, note=self._notes["note"].text(), source=self._notes["source"].text(), **texts
        )
        if card != self._card:
            self._card = card
            self.edited.emit(card)
