"""Which gestures to learn, and which of them may be made with either hand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Scroll
from gesture_app.ui.widgets.text import Elided, Text
from gesture_app.ui.wording import count_of, shown_name

EITHER_HAND = (
    "Recognise it with the left hand and the right, whichever recorded it.\n"
    "The other hand makes it as a mirror shows it: a swipe to the left becomes one to the right."
)

_ROW_MARGIN = 6


class GesturePicker(QWidget):
    """Gestures with their number of takes and two check boxes: learn it (new ones come in so), with either hand."""

    changed = Signal()
    either_hand_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Gestures to learn")
        self._rows: dict[str, _Row] = {}
        self._unchecked: set[str] = set()
        self._either: set[str] = set()
        self._all = Button("Choose all", kind="quiet")
        self._all.clicked.connect(self._choose_all)
        top = QHBoxLayout()
        top.addWidget(Text("Gestures", "heading"), 1)
        top.addWidget(self._all)
        self._all_either = QCheckBox("Either hand")
        self._all_either.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the box above the others
        self._all_either.setAccessibleName("All gestures with either hand")
        self._all_either.setToolTip(EITHER_HAND)
        self._all_either.clicked.connect(self._choose_all_either)
        self._scroll = Scroll(spacing=1)
        head = QHBoxLayout()  # in the list, so that its box stands exactly above the others
        head.setContentsMargins(0, 0, _ROW_MARGIN, 0)
        head.addStretch(1)
        head.addWidget(self._all_either)
        self._scroll.column.addLayout(head)
        self._scroll.column.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self._scroll, 1)

    def set_gestures(self, gestures: Sequence[tuple[str, int, bool]]) -> None:
        """Show (name, number of takes, whether it is the class of no gesture); choices made before stay.

        Where only numbers have changed, as with every take, the rows stay, and so does the keyboard's focus.
        """
        if self._rows and {name for name, _, _ in gestures} == set(self._rows):
            for name, takes, _ in gestures:
                self._rows[name].set_takes(takes)
            return
        for row in self._rows.values():
            row.setParent(None)
            row.deleteLater()
        self._rows = {}
        for name, takes, is_none in sorted(gestures, key=lambda gesture: (gesture[2], gesture[0].casefold())):
            row = _Row(name, takes, is_none)
            row.box.setChecked(name not in self._unchecked)
            row.box.toggled.connect(self._toggled)
            if row.either is not None:
                row.either.setChecked(name in self._either)
                row.either.toggled.connect(self._either_toggled)
            self._scroll.column.insertWidget(self._scroll.column.count() - 1, row)
            self._rows[name] = row
        self._order_tabs()
        self._tell()

    def _order_tabs(self) -> None:
        """Tab goes through the rows before it leaves: Qt puts what is made later at the window's end."""
        boxes = [box for row in self._rows.values() for box in (row.box, row.either) if box is not None]
        for before, after in pairwise([self._all, self._all_either, *boxes]):
            QWidget.setTabOrder(before, after)

    @property
    def chosen(self) -> list[str]:
        """Names of the checked gestures."""
        return [name for name, row in self._rows.items() if row.box.isChecked()]

    def set_either_hand(self, names: Collection[str]) -> None:
        """Check these as what may be made with either hand; also gestures that are not there (yet, or any more)."""
        self._either = set(names)
        for name, box in self._either_boxes().items():
            with QSignalBlocker(box):
                box.setChecked(name in self._either)
        self._tell()

    @property
    def either_hand(self) -> list[str]:
        """Names of the gestures that may be made with either hand."""
        return sorted(self._either)

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

    @Slot()
    def _either_toggled(self) -> None:
        for name, box in self._either_boxes().items():
            (self._either.add if box.isChecked() else self._either.discard)(name)
        self._tell()
        self.either_hand_changed.emit()

    @Slot(bool)
    def _choose_all_either(self, on: bool) -> None:
        boxes = self._either_boxes()
        self.set_either_hand(self._either | set(boxes) if on else self._either - set(boxes))
        self.either_hand_changed.emit()

    def _either_boxes(self) -> dict[str, QCheckBox]:
        return {name: row.either for name, row in self._rows.items() if row.either is not None}

    def _tell(self) -> None:
        boxes = self._either_boxes()
        self._all_either.setVisible(bool(boxes))
        self._all_either.setChecked(bool(boxes) and set(boxes) <= self._either)
        everything = len(self.chosen) == len(self._rows)
        self._all.setText("Choose none" if everything and self._rows else "Choose all")
        self._all.setEnabled(bool(self._rows))


class _Row(QWidget):
    """A check box, a name as long as fits, a number, and the box for either hand; a click elsewhere checks the first.

    `either` is None for what is no gesture: it is none with the other hand, too.
    """

    def __init__(self, name: str, takes: int, is_none: bool) -> None:
        super().__init__()
        self._name = shown_name(name)
        self.box = QCheckBox()
        self._number = Text("", "small")
        self.set_takes(takes)
        words = Elided(self._name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, _ROW_MARGIN, 3)
        row.setSpacing(6)
        row.addWidget(self.box)
        row.addWidget(words, 1)
        row.addWidget(self._number)
        self.either = None if is_none else QCheckBox()
        if self.either is None:
            row.addSpacing(self.box.sizeHint().width() + row.spacing())
        else:
            self.either.setAccessibleName(f"{shown_name(name)}, with either hand")
            self.either.setToolTip(EITHER_HAND)
            self.either.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # as the one above it
            row.addWidget(self.either)
        if is_none:
            self.setToolTip("Idle hands, talking, scratching: what must not be taken for a gesture.")

    def set_takes(self, takes: int) -> None:
        told = count_of(takes, "take")
        self._number.setText(told)
        self.box.setAccessibleName(f"{self._name}, {told}")

    def mousePressEvent(self, event: object) -> None:
        self.box.setFocus(Qt.FocusReason.MouseFocusReason)
        self.box.toggle()
