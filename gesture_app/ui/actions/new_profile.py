"""Ask how a new profile shall be called, and what it begins with."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gesture_app.actions.binding import Profile
from gesture_app.actions.profiles.starters import STARTERS, Starter
from gesture_app.ui import theme
from gesture_app.ui.actions.kinds import kind_of
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Scroll
from gesture_app.ui.widgets.labelled import labelled
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.widgets.tile import Tile

_LONGEST_NAME = 80
_EMPTY = Starter("Choose every gesture and what it does yourself.", Profile(id="empty", name="My gestures"))


class NewProfile(QDialog):
    """A name, and an empty profile or one that has some actions already."""

    def __init__(self, taken: Collection[str], parent: QWidget | None = None) -> None:
        """`taken`: the names of the profiles there are."""
        super().__init__(parent)
        self.setWindowTitle("New profile")
        self.resize(theme.grown(620), theme.grown(580))
        self._taken = {name.casefold() for name in taken}
        self._templates = (_EMPTY, *STARTERS)
        self._name = QLineEdit()
        self._name.setMaxLength(_LONGEST_NAME)
        self._name.textChanged.connect(self._judge)
        self._problem = Text("", "poor", wrap=True)
        self._make = Button("Make it", "check", kind="primary")
        self._make.setDefault(True)
        self._make.clicked.connect(self.accept)
        cancel = Button("Cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(Text("What it begins with", "heading"))
        scroll = Scroll(spacing=10)
        for number, template in enumerate(self._templates):
            scroll.column.addWidget(self._tile(template, number))
        scroll.column.addStretch(1)
        column.addWidget(scroll, 1)
        column.addWidget(labelled("Name", self._name))
        column.addWidget(self._problem)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self._make)
        column.addLayout(foot)
        self._group.idClicked.connect(self._chosen)
        self._group.button(0).setChecked(True)
        self._chosen(0)
        self._name.setFocus()

    def _tile(self, template: Starter, number: int) -> Tile:
        bindings = template.profile.bindings
        icon = kind_of(bindings[0].action).icon if bindings else "add"
        tile = Tile(icon, template.profile.name if bindings else "Empty", template.about)
        tile.setCheckable(True)
        tile.setAutoDefault(False)
        self._group.addButton(tile, number)
        return tile

    @property
    def profile(self) -> Profile:
        """What was chosen, under its name."""
        name = " ".join(self._name.text().split())
        return replace(self._templates[self._group.checkedId()].profile, name=name)

    @Slot(int)
    def _chosen(self, number: int) -> None:
        if not self._name.isModified():
            self._name.setText(self._free(self._templates[number].profile.name))
            self._name.selectAll()

    @Slot()
    def _judge(self) -> None:
        name = " ".join(self._name.text().split())
        taken = name.casefold() in self._taken
        self._problem.setText(f"There is already a profile called “{name}”." if taken else "")
        self._make.setEnabled(bool(name) and not taken)

    def _free(self, name: str) -> str:
        """The name, with a number where it is taken."""
        number, free = 2, name
        while free.casefold() in self._taken:
            free, number = f"{name} {number}", number + 1
        return free


def ask_for_profile(parent: QWidget, taken: Collection[str]) -> Profile | None:
    """What the person wants to begin with; None: the dialog was cancelled."""
    dialog = NewProfile(taken, parent)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    profile = dialog.profile
    dialog.deleteLater()
    return profile if agreed else None
