"""In front of which programs a profile is used by itself."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem

from gesture_app.actions.binding import Profile
from gesture_app.pipeline.acting.messages import Abilities
from gesture_app.ui import theme
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card
from gesture_app.ui.widgets.fields import Choice
from gesture_app.ui.widgets.list_items import NoWiderThanTheList
from gesture_app.ui.widgets.text import Text

_LONGEST_NAME, _MOST = 200, 50
_LINES = 3


class ProgramsCard(Card):
    """A list of names; programs that are open can be chosen, others are typed."""

    edited = Signal(object)
    """All names (tuple of str), as they are now."""

    def __init__(self) -> None:
        super().__init__(
            "Used by itself",
            "While one of these programs is in front, this profile is used; "
            "afterwards the one that you chose yourself.",
        )
        self._programs: tuple[str, ...] = ()
        self._why_not = Text("", "usable", wrap=True)
        self._open = Choice("A program that is open", 16)
        self._open.activated.connect(self._picked)
        self._name = QLineEdit()
        self._name.setAccessibleName("Name of a program")
        self._name.setMaxLength(_LONGEST_NAME)
        self._name.returnPressed.connect(self._added)
        self._add = Button("Add", "add", name="Add this program")
        self._add.clicked.connect(self._added)
        self._list = QListWidget()
        self._list.setAccessibleName("Programs")
        self._list.setItemDelegate(NoWiderThanTheList(self._list))
        self._remove = Button("Remove", "delete", name="Remove the chosen program")
        self._remove.clicked.connect(self._removed)
        adding, listed = QHBoxLayout(), QHBoxLayout()
        adding.addWidget(self._open, 1)
        adding.addWidget(self._name, 1)
        adding.addWidget(self._add)
        listed.addWidget(self._list, 1)
        listed.addWidget(self._remove)
        self.body.addWidget(self._why_not)
        self.body.addLayout(adding)
        self.body.addLayout(listed)

    def show_profile(self, profile: Profile) -> None:
        """Show a profile's programs."""
        self._programs = profile.programs
        row = self._list.currentRow()
        self._list.clear()
        for name in profile.programs:
            self._list.addItem(QListWidgetItem(name))
        self._list.setCurrentRow(min(max(row, 0), len(profile.programs) - 1))
        lines = min(max(len(profile.programs), 1), _LINES)
        self._list.setFixedHeight(round(theme.body_pixels() * 2.9 * lines))
        for widget in (self._list, self._remove):
            widget.setVisible(bool(profile.programs))

    def set_abilities(self, abilities: Abilities) -> None:
        """The programs that are open, and why it may not work here."""
        self._why_not.setText(abilities.front)
        self._why_not.setVisible(bool(abilities.front))
        with QSignalBlocker(self._open):
            self._open.clear()
            self._open.addItem("Choose one that is open", "")
            for name in abilities.programs:
                self._open.addItem(name, name)
        self._open.setVisible(bool(abilities.programs))
        self._name.setPlaceholderText("or type its name" if abilities.programs else "Name of the program")

    @Slot(int)
    def _picked(self, number: int) -> None:
        self._put_in(str(self._open.itemData(number)))
        self._open.setCurrentIndex(0)

    @Slot()
    def _added(self) -> None:
        self._put_in(self._name.text().strip())
        self._name.clear()

    def _put_in(self, name: str) -> None:
        if name and name not in self._programs and len(self._programs) < _MOST:
            self.edited.emit((*self._programs, name))

    @Slot()
    def _removed(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self.edited.emit(tuple(name for name in self._programs if name != item.text()))
