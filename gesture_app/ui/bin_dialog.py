"""What was deleted, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from gesture_app.takes.bin import BinEntry
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.wording import count_of, shown_name

_ENTRY = Qt.ItemDataRole.UserRole


class BinDialog(QDialog):
    """Lists the bin; restoring and emptying leave as signals."""

    restore_wanted = Signal(str)
    empty_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Bin")
        self.resize(560, 420)
        self._list = QListWidget()
        self._list.setAccessibleName("Deleted takes and gestures")
        self._restore = Button("Restore", "undo", kind="primary")
        self._empty = Button("Empty the bin…", "delete", kind="danger")
        close = Button("Close")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(Text("What you deleted stays here until you empty the bin.", "muted", wrap=True))
        column.addWidget(self._list, 1)
        row = QHBoxLayout()
        row.addWidget(self._empty)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self._restore)
        column.addLayout(row)
        self._restore.clicked.connect(self._restore_current)
        self._list.itemDoubleClicked.connect(self._restore_current)
        self._empty.clicked.connect(self._ask_and_empty)
        close.clicked.connect(self.accept)

    def set_entries(self, entries: Sequence[BinEntry]) -> None:
        """Show these, the last deleted first."""
        self._list.clear()
        for entry in reversed(entries):
            item = QListWidgetItem(_told(entry))
            item.setData(_ENTRY, entry.id)
            self._list.addItem(item)
        if self._list.count():
            self._list.setCurrentRow(0)
        self._restore.setEnabled(bool(entries))
        self._empty.setEnabled(bool(entries))

    @Slot()
    def _restore_current(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self.restore_wanted.emit(str(item.data(_ENTRY)))

    @Slot()
    def _ask_and_empty(self) -> None:
        answer = QMessageBox.question(
            self, "Empty the bin",
            f"Delete {self._list.count()} entries for good? They cannot be restored after that.",
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Cancel,
        )  # fmt: skip
        if answer == QMessageBox.StandardButton.Yes:
            self.empty_wanted.emit()


def _told(entry: BinEntry) -> str:
    when = datetime.fromisoformat(entry.deleted_at).astimezone()
    name = shown_name(entry.gesture)
    what = {
        "take": f"A take of “{name}”",
        "trim": f"A take of “{name}” before it was trimmed",
        "gesture": f"“{name}” with {count_of(entry.takes, 'take')}",
    }[entry.kind]
    return f"{what}\nDeleted {when:%d %B, %H:%M}"
