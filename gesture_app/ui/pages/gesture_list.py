"""The gestures on the Record page: choose, create, rename, merge, delete."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
)

from gesture_app.hands.labelled import NONE
from gesture_app.takes.store import Gesture
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card
from gesture_app.ui.widgets.list_items import NoWiderThanTheList
from gesture_app.ui.wording import count_of, shown_name

_NAME = Qt.ItemDataRole.UserRole


class GestureList(Card):
    """Knows the gestures' names only; every wish leaves as a signal."""

    chosen = Signal(str)
    create_wanted = Signal(str)
    rename_wanted = Signal(str, str)
    merge_wanted = Signal(str, str)
    delete_wanted = Signal(str)
    bin_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Gestures", margin=16)
        self._name = QLineEdit()
        self._name.setPlaceholderText("New gesture")
        self._name.setAccessibleName("Name of a new gesture")
        self._name.setMaxLength(60)
        self._name.setToolTip("Ctrl+N")
        self._add = Button("", "add", name="Add this gesture")
        self._list = QListWidget()
        self._list.setAccessibleName("Gestures")
        self._list.setItemDelegate(NoWiderThanTheList(self._list))
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._more = Button("Edit", "more", kind="quiet", name="Rename, merge or delete")
        self._bin = Button("Bin", "delete", kind="quiet")
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._name, 1)
        row.addWidget(self._add)
        self.body.addLayout(row)
        self.body.addWidget(self._list, 1)
        self.body.addWidget(self._more)
        self.body.addWidget(self._bin)
        self._wanted = ""  # a gesture just created is chosen as soon as it is there
        self._connect()

    def _connect(self) -> None:
        self._name.returnPressed.connect(self._create)
        self._add.clicked.connect(self._create)
        self._list.currentItemChanged.connect(self._current_changed)
        self._list.customContextMenuRequested.connect(self._context_menu)
        self._more.clicked.connect(self._menu_below_button)
        self._bin.clicked.connect(self.bin_wanted)

    # --- what is shown --------------------------------------------------------------------------------

    def set_gestures(self, gestures: Sequence[Gesture]) -> None:
        """Show these; the chosen one stays chosen if it is still there."""
        keep = self._wanted if any(gesture.name == self._wanted for gesture in gestures) else self.current
        self._list.blockSignals(True)
        self._list.clear()
        for gesture in gestures:
            item = QListWidgetItem(f"{shown_name(gesture.name)}\n{count_of(gesture.takes, 'take')}")
            item.setData(_NAME, gesture.name)
            item.setToolTip(
                "Idle hands, touching your face, talking with your hands: what must not be recognised."
                if gesture.is_none
                else gesture.name  # whole, where the list ends it in …
            )
            self._list.addItem(item)
            if gesture.name == keep:
                self._list.setCurrentItem(item)
        self._list.blockSignals(False)
        if keep == self._wanted:
            self._wanted = ""
        first = next((gesture.name for gesture in gestures if not gesture.is_none), "")
        if not self.current and first:
            self.choose(first)
        else:
            self.chosen.emit(self.current)
        self._more.setEnabled(bool(self.current) and self.current != NONE)

    def set_bin_size(self, entries: int) -> None:
        self._bin.setText(f"Bin ({entries})" if entries else "Bin")
        self._bin.setEnabled(entries > 0)

    @property
    def current(self) -> str:
        """The chosen gesture's name, empty if there is none."""
        item = self._list.currentItem()
        return "" if item is None else str(item.data(_NAME))

    def names(self) -> list[str]:
        return [str(self._list.item(row).data(_NAME)) for row in range(self._list.count())]

    def choose(self, gesture: str) -> None:
        """Choose a gesture by name; one that is gone changes nothing."""
        for row in range(self._list.count()):
            if self._list.item(row).data(_NAME) == gesture:
                self._list.setCurrentRow(row)

    @Slot()
    def ask_for_name(self) -> None:
        """Put the cursor where a name is typed."""
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- wishes ---------------------------------------------------------------------------------------

    @Slot()
    def _create(self) -> None:
        name = self._name.text().strip()
        if not name:
            self.ask_for_name()
            return
        self._wanted = name
        self._name.clear()
        self.create_wanted.emit(name)

    @Slot(QListWidgetItem, QListWidgetItem)
    def _current_changed(self, current: QListWidgetItem | None, _previous: QListWidgetItem | None) -> None:
        if current is not None:
            self._more.setEnabled(self.current != NONE)
            self.chosen.emit(self.current)

    @Slot()
    def _menu_below_button(self) -> None:
        self._menu(self._more.mapToGlobal(QPoint(0, self._more.height())))

    @Slot(QPoint)
    def _context_menu(self, where: QPoint) -> None:
        if self._list.itemAt(where) is not None and self.current != NONE:
            self._menu(self._list.mapToGlobal(where))

    def _menu(self, where: QPoint) -> None:
        name = self.current
        menu = QMenu(self)
        rename = menu.addAction("Rename…")
        merge = menu.addMenu("Merge into")
        targets: dict[QAction, str] = {
            merge.addAction(shown_name(other)): other for other in self.names() if other != name
        }
        merge.setEnabled(bool(targets))
        menu.addSeparator()
        delete = menu.addAction("Delete")
        picked = menu.exec(where)
        menu.deleteLater()
        if picked is rename:
            self._rename(name)
        elif picked is delete:
            self.delete_wanted.emit(name)
        elif picked in targets:
            self._wanted = targets[picked]
            self.merge_wanted.emit(name, targets[picked])

    def _rename(self, name: str) -> None:
        new, agreed = QInputDialog.getText(self, "Rename", f"New name for “{name}”:", text=name)
        if agreed and new.strip() and new.strip() != name:
            self._wanted = new.strip()
            self.rename_wanted.emit(name, new.strip())
