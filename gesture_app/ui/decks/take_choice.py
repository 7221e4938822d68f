"""A dialog in which one of all takes is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from gesture_app.takes.take import TakeInfo
from gesture_app.ui import theme
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.fields import Choice
from gesture_app.ui.widgets.labelled import labelled
from gesture_app.ui.widgets.list_items import RoomyList
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.wording import seconds, shown_name

_ID = Qt.ItemDataRole.UserRole


class TakeChoice(QDialog):
    """First the gesture, then one of its takes, the newest first."""

    def __init__(self, name: str, takes: Sequence[TakeInfo], parent: QWidget | None = None) -> None:
        """`name`: of the sign it is for; a gesture that is called so is chosen."""
        super().__init__(parent)
        self.setWindowTitle("Choose a recording")
        self.resize(theme.grown(480), theme.grown(520))
        self._takes = tuple(takes)
        self._gesture = Choice("Gesture")
        for gesture in sorted({take.gesture for take in takes}, key=str.casefold):
            self._gesture.addItem(shown_name(gesture), gesture)
        self._gesture.setCurrentIndex(max(self._gesture.findText(name, Qt.MatchFlag.MatchFixedString), 0))
        self._gesture.currentIndexChanged.connect(self._show_takes)
        self._list = RoomyList("Takes")
        self._list.itemDoubleClicked.connect(self.accept)
        self._use = Button("Use this recording", kind="primary")
        cancel = Button("Cancel")
        self._use.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        words = f"“{name}” is then shown by the virtual hand moving as in this recording."
        column.addWidget(Text(words, "muted", wrap=True))
        column.addWidget(labelled("Gesture", self._gesture))
        column.addWidget(self._list, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._use)
        column.addLayout(row)
        self._show_takes()

    @property
    def take(self) -> str:
        """Id of the chosen take, empty if there is none."""
        item = self._list.currentItem()
        return "" if item is None else str(item.data(_ID))

    @Slot()
    def _show_takes(self) -> None:
        gesture = self._gesture.currentData()
        takes = [take for take in reversed(self._takes) if take.gesture == gesture]
        self._list.clear()
        for take in takes:
            item = QListWidgetItem(_told(take))
            item.setData(_ID, take.id)
            self._list.addItem(item)
        order = ("good", "usable", "poor")
        best = min(takes, key=lambda take: order.index(take.quality.verdict), default=None)
        self._list.setCurrentRow(takes.index(best) if best else -1)
        self._use.setEnabled(self._list.count() > 0)


def choose_take(parent: QWidget, name: str, takes: Sequence[TakeInfo]) -> str:
    """Id of the take the user chose; empty if none was."""
    dialog = TakeChoice(name, takes, parent)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.take if agreed else ""


def when_recorded(take: TakeInfo) -> str:
    """`18 November, 14:05`, in the user's own time zone; where that is not known, where the take came from."""
    if not take.recorded_at:
        return take.source or take.id
    moment = datetime.fromisoformat(take.recorded_at).astimezone()
    return f"{moment.day} {moment:%B, %H:%M}"


def _told(take: TakeInfo) -> str:
    about = (take.person, seconds(take.duration_s), take.quality.verdict.capitalize())
    return f"{when_recorded(take)}\n{' · '.join(part for part in about if part)}"
