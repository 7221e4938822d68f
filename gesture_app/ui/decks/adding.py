"""A dialog in which signs of the other decks are chosen for a deck."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gesture_app.practice.decks.card import Card, Deck
from gesture_app.ui import theme
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.fields import Choice
from gesture_app.ui.widgets.labelled import labelled
from gesture_app.ui.widgets.list_items import RoomyList
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.wording import count_of

_ALL = ""
_CARD = Qt.ItemDataRole.UserRole


class AddSigns(QDialog):
    """Checked signs stay checked while one looks through other decks."""

    def __init__(self, decks: Sequence[Deck], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Add signs")
        self.resize(theme.grown(520), theme.grown(600))
        self._decks = tuple(decks)
        self._checked: dict[str, Card] = {}
        self._pressed = Qt.CheckState.Unchecked
        self._deck = Choice("Deck", 10)
        self._deck.addItem("All decks", _ALL)
        for deck in decks:
            self._deck.addItem(deck.name, deck.id)
        self._search = QLineEdit()
        self._search.setPlaceholderText("Name or meaning")
        self._list = RoomyList("Signs")
        self._none = Text("No sign is called so.", "muted")
        self._add = Button("Add", "add", kind="primary")
        cancel = Button("Cancel")
        self._deck.currentIndexChanged.connect(self._show_signs)
        self._search.textChanged.connect(self._show_signs)
        self._list.itemChanged.connect(self._note_check)
        self._list.itemPressed.connect(self._note_press)
        self._list.itemClicked.connect(self._toggle)
        self._add.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self._lay_out(cancel)
        self._show_signs()

    def _lay_out(self, cancel: Button) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(labelled("Deck", self._deck), 1)
        head.addWidget(labelled("Search", self._search), 1)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        words = "Copies are added: what you know of the original stays with it."
        column.addWidget(Text(words, "muted", wrap=True))
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(self._list, 1)
        column.addLayout(foot)

    @property
    def chosen(self) -> list[Card]:
        """The checked cards, in the order they were checked."""
        return list(self._checked.values())

    @Slot()
    def _show_signs(self) -> None:
        deck_id, wanted = self._deck.currentData(), self._search.text().strip().casefold()
        with QSignalBlocker(self._list):
            self._list.clear()
            for deck in self._decks:
                for card in deck.cards if deck_id in (_ALL, deck.id) else ():
                    if wanted in f"{card.name}\n{card.meaning}".casefold():
                        self._list.addItem(self._item(card, deck))
        self._none.setVisible(not self._list.count())
        self._update_button()

    def _item(self, card: Card, deck: Deck) -> QListWidgetItem:
        item = QListWidgetItem(f"{card.name}\n{card.meaning.partition(chr(10))[0] or deck.name}")
        item.setData(_CARD, card)
        checked = card.id in self._checked
        item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
        return item

    @Slot(QListWidgetItem)
    def _note_press(self, item: QListWidgetItem) -> None:
        self._pressed = item.checkState()

    @Slot(QListWidgetItem)
    def _toggle(self, item: QListWidgetItem) -> None:
        """A click anywhere checks; on the box itself Qt has done so already."""
        if item.checkState() == self._pressed:
            checked = self._pressed == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)

    @Slot(QListWidgetItem)
    def _note_check(self, item: QListWidgetItem) -> None:
        card: Card = item.data(_CARD)
        self._checked.pop(card.id, None)
        if item.checkState() == Qt.CheckState.Checked:
            self._checked[card.id] = card
        self._update_button()

    def _update_button(self) -> None:
        self._add.setText(f"Add {count_of(len(self._checked), 'sign')}" if self._checked else "Add")
        self._add.setAccessibleName(self._add.text())
        self._add.setEnabled(bool(self._checked))


def choose_signs(parent: QWidget, decks: Sequence[Deck]) -> list[Card]:
    """The cards that the user wants copies of; none if the dialog was cancelled."""
    dialog = AddSigns(decks, parent)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.chosen if agreed else []
