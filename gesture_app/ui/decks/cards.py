"""The cards of a deck in the order they are learned: choose, move, add, remove."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gesture_app.practice.decks.card import Card, Deck
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.list_items import RoomyList
from gesture_app.ui.widgets.text import Text

_ID = Qt.ItemDataRole.UserRole


class DeckCards(QWidget):
    """Cards are drawn with the mouse, or moved by Alt and the arrow keys."""

    chosen = Signal(str)
    """A card's id, empty: none."""
    order_wanted = Signal(list)
    """All ids of the cards in their new order."""
    remove_wanted = Signal(str)
    add_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._deck = ""
        self._list = _Ordered()
        self._list.currentItemChanged.connect(self._current_changed)
        # Queued: the list is filled anew, which must not happen while Qt is still about the drop.
        self._list.model().rowsMoved.connect(self._moved, Qt.ConnectionType.QueuedConnection)
        self._list.step_wanted.connect(self._step)
        self._list.remove_wanted.connect(self._remove)
        self._empty = Text("No signs yet. Add some from the other decks.", "muted", wrap=True)
        self._add = Button("Add signs …", "add", kind="primary")
        self._earlier = Button("", "up", name="Move this sign up")
        self._later = Button("", "down", name="Move this sign down")
        self._gone = Button("", "delete", name="Remove this sign from the deck")
        self._earlier.setToolTip("Move up (Alt+↑)")
        self._later.setToolTip("Move down (Alt+↓)")
        self._gone.setToolTip("Remove (Delete)")
        self._add.clicked.connect(self.add_wanted)
        self._earlier.clicked.connect(self._up)
        self._later.clicked.connect(self._down)
        self._gone.clicked.connect(self._remove)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._add, 1)
        for button in (self._earlier, self._later, self._gone):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._empty, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._list, 1)
        column.addLayout(row)

    def set_deck(self, deck: Deck) -> None:
        """Show a deck's cards; the chosen one stays chosen if it is still there, else the next one is."""
        keep, row = self.current, self._list.currentRow() if deck.id == self._deck else 0
        self._deck = deck.id
        with QSignalBlocker(self._list):
            self._list.clear()
            for card in deck.cards:
                self._list.addItem(_item(card))
        rows = [number for number, card in enumerate(deck.cards) if card.id == keep]
        with QSignalBlocker(self._list):
            self._list.setCurrentRow(rows[0] if rows else min(max(row, 0), len(deck.cards) - 1))
        self._empty.setVisible(not deck.cards)
        self._list.setVisible(bool(deck.cards))
        self._list.setDragEnabled(not deck.fixed)
        self._list.fixed = deck.fixed
        for button in (self._add, self._earlier, self._later, self._gone):
            button.setVisible(not deck.fixed)
        self._current_changed()

    @property
    def current(self) -> str:
        """The chosen card's id, empty if there is none."""
        item = self._list.currentItem()
        return "" if item is None else str(item.data(_ID))

    def choose(self, card: str) -> None:
        """Choose a card by its id."""
        for row, other in enumerate(self._ids()):
            if other == card:
                self._list.setCurrentRow(row)

    def take_focus(self) -> None:
        """Let the keyboard go on in the list."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ids(self) -> list[str]:
        return [str(self._list.item(row).data(_ID)) for row in range(self._list.count())]

    @Slot()
    def _moved(self) -> None:
        self.order_wanted.emit(self._ids())

    @Slot()
    def _up(self) -> None:
        self._step(-1)

    @Slot()
    def _down(self) -> None:
        self._step(1)

    @Slot(int)
    def _step(self, step: int) -> None:
        ids, row = self._ids(), self._list.currentRow()
        if 0 <= row + step < len(ids):
            ids[row], ids[row + step] = ids[row + step], ids[row]
            self.order_wanted.emit(ids)

    @Slot()
    def _remove(self) -> None:
        if self.current:
            self.remove_wanted.emit(self.current)

    @Slot()
    def _current_changed(self) -> None:
        row = self._list.currentRow()
        self._earlier.setEnabled(row > 0)
        self._later.setEnabled(0 <= row < self._list.count() - 1)
        self._gone.setEnabled(row >= 0)
        self.chosen.emit(self.current)


class _Ordered(RoomyList):
    """A list whose order can be changed."""

    step_wanted = Signal(int)
    remove_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Signs of this deck")
        self.fixed = False
        self.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if self.fixed:
            super().keyPressEvent(event)
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_wanted.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)


def _item(card: Card) -> QListWidgetItem:
    about = f"recorded by {card.signer}" if card.signer else "recorded" if card.take else ""
    second = " · ".join(part for part in (card.meaning.partition("\n")[0], about) if part)
    item = QListWidgetItem(f"{card.name}\n{second}" if second else card.name)
    item.setData(_ID, card.id)
    item.setToolTip(card.name)
    return item
