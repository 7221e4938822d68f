"""All that the gestures of a profile do."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gesture_app.actions.binding import Binding, Profile
from gesture_app.ui.actions.binding_row import BindingRow
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card, Line
from gesture_app.ui.widgets.text import Text


class BindingList(Card):
    """Rows in the profile's order."""

    add_wanted = Signal()
    edit_wanted = Signal(str)
    """A binding's id."""
    try_wanted = Signal(str)
    switched = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("What the gestures do")
        self._rows: dict[str, BindingRow] = {}
        self._lines: list[Line] = []
        self._add = Button("Add an action", "add")
        self._add.clicked.connect(self.add_wanted)
        self._empty = Text(
            "Nothing yet. Add an action: choose a gesture, then what it shall do.", "muted", wrap=True
        )
        head = QHBoxLayout()
        head.addWidget(Text("What the gestures do", "heading"), 1)
        head.addWidget(self._add)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.body.addLayout(head)
        self.body.addWidget(self._empty)
        self.body.addLayout(self._column)
        self.body.addStretch(1)

    @property
    def rows(self) -> tuple[BindingRow, ...]:
        """From the first to the last."""
        return tuple(self._rows.values())

    def show_profile(self, profile: Profile | None) -> None:
        """Show a profile's bindings; None: there is no profile."""
        bindings = () if profile is None else profile.bindings
        self._add.setVisible(profile is not None)
        self._empty.setVisible(not bindings)
        if list(self._rows) != [binding.id for binding in bindings]:
            self._make_rows(bindings)
        for binding in bindings:
            self._rows[binding.id].show_binding(binding)
            self._rows[binding.id].let_try(profile is not None and profile.trusted)

    def show_verdicts(self, verdicts: Mapping[str, str]) -> None:
        """What was measured, by gesture."""
        for row in self.rows:
            row.show_verdict(verdicts.get(row.binding.gesture, "unmeasured"))

    def show_last(self, times: Mapping[str, str]) -> None:
        """When each binding was last done, in words, by id."""
        for binding, row in self._rows.items():
            row.show_last(times.get(binding, ""))

    def _make_rows(self, bindings: tuple[Binding, ...]) -> None:
        for part in (*self._rows.values(), *self._lines):
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._lines = [Line() for _ in bindings[1:]]
        self._rows = {binding.id: BindingRow(binding) for binding in bindings}
        for number, row in enumerate(self._rows.values()):
            row.edit_wanted.connect(self.edit_wanted)
            row.try_wanted.connect(self.try_wanted)
            row.switched.connect(self.switched)
            if number:
                self._column.addWidget(self._lines[number - 1])
            self._column.addWidget(row)
