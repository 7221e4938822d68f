"""Which profile is in use, and what can be done with profiles."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QWidget

from gesture_app.actions.binding import Profile
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.fields import Choice

_ENDING = ".gesture-profile"
_FILES = f"Profiles (*{_ENDING})"


class ProfileBar(QWidget):
    """A list to choose from, and a menu."""

    chosen = Signal(str)
    """A profile's id."""
    create_wanted = Signal()
    set_up_wanted = Signal()
    import_wanted = Signal(str)
    """A file."""
    export_wanted = Signal(str, str)
    """A profile's id and a file."""
    delete_wanted = Signal(str)
    restore_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._profiles: tuple[Profile, ...] = ()
        self._choice = Choice("Profile in use", 16)
        self._choice.activated.connect(self._activated)
        self._set_up = Button("Set up", "settings", name="Set up this profile")
        self._set_up.setToolTip("Name, hotkey, programs, and what is sent to other programs")
        self._set_up.clicked.connect(self.set_up_wanted)
        self._more = Button("", "more", name="More about profiles")
        self._menu = QMenu(self)
        self._more.setMenu(self._menu)
        self._new = self._act("New profile …")
        self._import = self._act("Import …")
        self._export = self._act("Export …")
        self._menu.addSeparator()
        self._delete = self._act("Delete")
        self._restore = self._menu.addMenu("Restore")
        self._new.triggered.connect(self.create_wanted)
        self._import.triggered.connect(self._ask_import)
        self._export.triggered.connect(self._ask_export)
        self._delete.triggered.connect(self._deleted)
        self._restore.triggered.connect(self._restored)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self._choice, self._set_up, self._more):
            row.addWidget(widget)

    def _act(self, text: str) -> QAction:
        action = QAction(text, self)
        self._menu.addAction(action)
        return action

    @property
    def profile(self) -> Profile | None:
        """The one in use."""
        in_use = self._choice.currentData()
        return next((each for each in self._profiles if each.id == in_use), None)

    def show_profiles(self, profiles: Sequence[Profile], in_use: str, deleted: Sequence[Profile]) -> None:
        """All there are, the id of the one in use, and those that can be restored."""
        self._profiles = tuple(profiles)
        with QSignalBlocker(self._choice):
            self._choice.clear()
            for profile in profiles:
                self._choice.addItem(profile.name, profile.id)
            self._choice.setCurrentIndex(self._choice.findData(in_use))
        some = self.profile is not None
        self._choice.setVisible(bool(profiles))
        self._set_up.setVisible(some)
        for action in (self._export, self._delete):
            action.setEnabled(some)
        self._restore.clear()
        for profile in deleted:
            self._restore.addAction(profile.name).setData(profile.id)
        self._restore.menuAction().setEnabled(bool(deleted))

    @Slot(int)
    def _activated(self, number: int) -> None:
        self.chosen.emit(str(self._choice.itemData(number)))

    @Slot()
    def _ask_import(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, "Import a profile", filter=_FILES)
        if file:
            self.import_wanted.emit(file)

    @Slot()
    def _ask_export(self) -> None:
        profile = self.profile
        if profile is None:
            return
        offered = f"{profile.name}{_ENDING}".replace("/", "-")
        file, _ = QFileDialog.getSaveFileName(self, "Export this profile", offered, _FILES)
        if file:
            self.export_wanted.emit(profile.id, file if file.endswith(_ENDING) else file + _ENDING)

    @Slot()
    def _deleted(self) -> None:
        if self.profile is not None:
            self.delete_wanted.emit(self.profile.id)

    @Slot(QAction)
    def _restored(self, action: QAction) -> None:
        self.restore_wanted.emit(str(action.data()))
