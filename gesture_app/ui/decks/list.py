"""All decks: choose one, begin one, take one in that somebody shared."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidgetItem, QMenu

from gesture_app.practice.decks.card import Deck
from gesture_app.practice.decks.checking import LONGEST_NAME
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card
from gesture_app.ui.widgets.list_items import RoomyList
from gesture_app.ui.wording import count_of

_ID = Qt.ItemDataRole.UserRole


class DeckList(Card):
    """Knows decks by name and size; every wish leaves as a signal."""

    chosen = Signal(str)
    """A deck's id."""
    create_wanted = Signal(str)
    """A name."""
    import_wanted = Signal()
    restore_wanted = Signal(str)
    """The id of a deck that was deleted."""

    def __init__(self) -> None:
        super().__init__(margin=16)
        self.setAccessibleName("All decks")
        self._wanted = ""  # a deck just begun is chosen as soon as it is there
        self._name = QLineEdit()
        self._name.setPlaceholderText("New deck")
        self._name.setAccessibleName("Name of a new deck")
        self._name.setMaxLength(LONGEST_NAME)
        self._add = Button("", "add", name="Begin this deck")
        self._list = RoomyList("Decks")
        self._import = Button("Open a shared deck …", "folder", kind="quiet")
        self._deleted = Button("Deleted decks", "undo", kind="quiet")
        self._deleted.setToolTip("Take a deck out of the bin")
        self._bin = QMenu(self)
        self._bin.triggered.connect(self._restore)
        self._deleted.setMenu(self._bin)
        self._deleted.hide()
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._name, 1)
        row.addWidget(self._add)
        self.body.addLayout(row)
        self.body.addWidget(self._list, 1)
        self.body.addWidget(self._import)
        self.body.addWidget(self._deleted)
        self._name.returnPressed.connect(self._create)
        self._add.clicked.connect(self._create)
        self._import.clicked.connect(self.import_wanted)
        self._list.currentItemChanged.connect(self._current_changed)

    def set_decks(self, decks: Sequence[Deck]) -> None:
        """Show these; the chosen one stays chosen if it is still there."""
        begun = next((deck.id for deck in decks if self._wanted and deck.name == self._wanted), "")
        keep = begun or self.current
        row = self._list.currentRow()
        if begun:
            self._wanted = ""
        with QSignalBlocker(self._list):
            self._list.clear()
            for deck in decks:
                item = QListWidgetItem(f"{deck.name}\n{count_of(len(deck.cards), 'sign')}")
                item.setData(_ID, deck.id)
                item.setToolTip(deck.name)
                self._list.addItem(item)
        self.choose(keep if keep in {deck.id for deck in decks} else "", fallback=row)

    def set_deleted(self, decks: Sequence[Deck]) -> None:
        """What lies in the bin."""
        self._bin.clear()
        for deck in decks:
            action = self._bin.addAction(f"Restore “{deck.name}”, {count_of(len(deck.cards), 'sign')}")
            action.setData(deck.id)
        self._deleted.setVisible(bool(decks))

    def choose(self, deck: str, *, fallback: int = 0) -> None:
        """Choose a deck by its id, or the one in a row."""
        rows = [row for row in range(self._list.count()) if self._list.item(row).data(_ID) == deck]
        row = rows[0] if rows else min(max(fallback, 0), self._list.count() - 1)
        with QSignalBlocker(self._list):
            self._list.setCurrentRow(row)
        self.chosen.emit(self.current)

    @property
    def current(self) -> str:
        """The chosen deck's id, empty if there is none."""
        item = self._list.currentItem()
        return "" if item is None else str(item.data(_ID))

    @Slot()
    def _create(self) -> None:
        name = " ".join(self._name.text().split())
        if not name:
            self._name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._wanted = name
        self._name.clear()
        self.create_wanted.emit(name)

    @Slot(QAction)
    def _restore(self, action: QAction) -> None:
        self.restore_wanted.emit(str(action.data()))

    @Slot(QListWidgetItem, QListWidgetItem)
    def _current_changed(self, current: QListWidgetItem | None, _previous: QListWidgetItem | None) -> None:
        if current is not None:
            self.chosen.emit(self.current)
