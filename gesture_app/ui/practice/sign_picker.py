"""All signs of a deck in a list, with a field that narrows it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gesture_app.practice.decks.card import Card, Deck
from gesture_app.ui.widgets.fields import Choice
from gesture_app.ui.widgets.growing import GrowingWidth

_WIDTH = 170


class SignPicker(QWidget):
    """Choose a deck, then a sign."""

    chosen = Signal(str)
    """A card's id."""

    def __init__(self) -> None:
        super().__init__()
        GrowingWidth(self, _WIDTH, widest=1.5)
        self._decks: Sequence[Deck] = ()
        self._deck = Choice("Deck", 8)
        self._deck.activated.connect(self._fill)
        self._search = QLineEdit()
        self._search.setAccessibleName("Find a sign")
        self._search.setPlaceholderText("Find a sign")
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._fill)
        self._list = QListWidget()
        self._list.setAccessibleName("Signs")
        self._list.currentItemChanged.connect(self._picked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self._deck, self._search):
            column.addWidget(widget)
        column.addWidget(self._list, 1)

    def set_decks(self, decks: Sequence[Deck], chosen: str) -> None:
        """The decks there are, and the one whose signs are listed."""
        self._decks = decks
        with QSignalBlocker(self._deck):
            self._deck.clear()
            for deck in decks:
                self._deck.addItem(deck.name, deck.id)
            self._deck.setCurrentIndex(max(self._deck.findData(chosen), 0))
        with QSignalBlocker(self._search):
            self._search.clear()
        self._fill()

    def step(self, way: int) -> None:
        """Choose the next sign of the list, or the one before."""
        row = self._list.currentRow() + way
        if 0 <= row < self._list.count():
            self._list.setCurrentRow(row)

    def take_focus(self) -> None:
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _fill(self) -> None:
        wanted = self._search.text().strip().casefold()
        shown = [card for card in self._cards() if wanted in f"{card.name} {card.meaning}".casefold()]
        with QSignalBlocker(self._list):
            self._list.clear()
            for card in shown:
                item = QListWidgetItem(card.name)
                item.setData(Qt.ItemDataRole.UserRole, card.id)
                self._list.addItem(item)
        if shown:
            self._list.setCurrentRow(0)

    def _cards(self) -> Sequence[Card]:
        chosen = self._deck.currentData()
        return next((deck.cards for deck in self._decks if deck.id == chosen), ())

    @Slot(QListWidgetItem)
    def _picked(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))
