"""Which gestures to learn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Scroll
from gesture_app.ui.widgets.text import Elided, Text
from gesture_app.ui.wording import count_of, shown_name


class GesturePicker(QWidget):
    """Gestures with a check box and their number of takes. New ones come in checked."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Gestures to learn")
        self._rows: dict[str, _Row] = {}
        self._unchecked: set[str] = set()
        self._all = Button("Choose all", kind="quiet")
        self._all.clicked.connect(self._choose_all)
        top = QHBoxLayout()
        top.addWidget(Text("Gestures", "heading"), 1)
        top.addWidget(self._all)
        self._scroll = Scroll(spacing=1)
        self._scroll.column.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self._scroll, 1)

    def set_gestures(self, gestures: Sequence[tuple[str, int, bool]]) -> None:
        """Show (name, number of takes, whether it is the class of no gesture); choices made before stay."""
        for row in self._rows.values():
            row.setParent(None)
            row.deleteLater()
        self._rows = {}
        for name, takes, is_none in sorted(gestures, key=lambda gesture: (gesture[2], gesture[0].casefold())):
            row = _Row(name, takes, is_none)
            row.box.setChecked(name not in self._unchecked)
            row.box.toggled.connect(self._toggled)
            self._scroll.column.insertWidget(self._scroll.column.count() - 1, row)
            self._rows[name] = row
        self._tell()

    @property
    def chosen(self) -> list[str]:
        """Names of the checked gestures."""
        return [name for name, row in self._rows.items() if row.box.isChecked()]

    def sizeHint(self) -> QSize:
        return QSize(300, 260)

    @Slot()
    def _toggled(self) -> None:
        for name, row in self._rows.items():
            (self._unchecked.discard if row.box.isChecked() else self._unchecked.add)(name)
        self._tell()
        self.changed.emit()

    @Slot()
    def _choose_all(self) -> None:
        everything = len(self.chosen) < len(self._rows)
        for row in self._rows.values():
            row.box.blockSignals(True)
            row.box.setChecked(everything)
            row.box.blockSignals(False)
        self._toggled()

    def _tell(self) -> None:
        everything = len(self.chosen) == len(self._rows)
        self._all.setText("Choose none" if everything and self._rows else "Choose all")
        self._all.setEnabled(bool(self._rows))


class _Row(QWidget):
    """A check box, a name as long as fits, and a number; a click anywhere checks."""

    def __init__(self, name: str, takes: int, is_none: bool) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setAccessibleName(f"{shown_name(name)}, {count_of(takes, 'take')}")
        words = Elided(shown_name(name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 6, 0)
        row.setSpacing(6)
        row.addWidget(self.box)
        row.addWidget(words, 1)
        row.addWidget(Text(count_of(takes, "take"), "small"))
        self.setMinimumHeight(34)
        if is_none:
            self.setToolTip("Idle hands, talking, scratching: what must not be taken for a gesture.")

    def mousePressEvent(self, event: object) -> None:
        self.box.setFocus(Qt.FocusReason.MouseFocusReason)
        self.box.toggle()
