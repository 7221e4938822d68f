"""The takes and performances of one gesture as a list for a view, told in words only where they are seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from gesture_app.pipeline.inside import Subject
from gesture_app.takes.take import TakeInfo
from gesture_app.ui.pages.take_list import recorded_when

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class SubjectList(QAbstractListModel):
    """Takes, newest first, then performances of the virtual hand. Thousands cost no more than a few."""

    def __init__(self) -> None:
        super().__init__()
        self._gesture = ""
        self._takes: Sequence[TakeInfo] = ()
        self._performances = 0

    def show(self, gesture: str, takes: Sequence[TakeInfo], performances: int) -> None:
        """List these takes of a gesture, given oldest first, and so many performances."""
        self.beginResetModel()
        self._gesture, self._takes, self._performances = gesture, takes, performances
        self.endResetModel()

    def place_of(self, subject: Subject | None) -> int | None:
        """Where in the list it is; None if it is not there."""
        if subject is None or subject.gesture != self._gesture:
            return None
        if not subject.take_id:
            place = len(self._takes) + subject.performance - 1
            return place if 1 <= subject.performance <= self._performances else None
        number = next((n for n, take in enumerate(self._takes) if take.id == subject.take_id), None)
        return None if number is None else len(self._takes) - 1 - number

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._takes) + self._performances

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < self.rowCount():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(index.row())
        return self._subject(index.row()) if role == Qt.ItemDataRole.UserRole else None

    def _words(self, row: int) -> str:
        if row >= len(self._takes):
            return f"Virtual hand, no. {row - len(self._takes) + 1}"
        recorded_at = self._takes[-1 - row].recorded_at
        return recorded_when(recorded_at, datetime.now().astimezone()) or f"Take {len(self._takes) - row}"

    def _subject(self, row: int) -> Subject:
        if row >= len(self._takes):
            return Subject(self._gesture, performance=row - len(self._takes) + 1)
        return Subject(self._gesture, self._takes[-1 - row].id)
