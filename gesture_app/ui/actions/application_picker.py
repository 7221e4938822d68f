"""The installed applications, to choose one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gesture_app.ui import theme
from gesture_app.ui.icons import icon as own_icon
from gesture_app.ui.widgets.list_items import NoWiderThanTheList
from gesture_app.ui.widgets.text import Text

if TYPE_CHECKING:
    from gesture_app.actions.ends.applications import Application

_ENTRY = Qt.ItemDataRole.UserRole
_LINES = 9


class ApplicationPicker(QWidget):
    """A list with their icons, and a field that narrows it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._applications: tuple[Application, ...] | None = None
        self._wanted = ("", "")  # entry and name of what is chosen, whether it is installed or not
        self._search = QLineEdit()
        self._search.setAccessibleName("Find an application")
        self._search.setPlaceholderText("Find an application")
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._fill)
        self._list = QListWidget()
        self._list.setAccessibleName("Installed applications")
        self._list.setItemDelegate(NoWiderThanTheList(self._list))
        self._list.currentItemChanged.connect(self._picked)
        self._told = Text("Looking for what is installed …", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._search)
        column.addWidget(self._told)
        column.addWidget(self._list)
        self.setFocusProxy(self._search)
        self._fill()

    @property
    def chosen(self) -> tuple[str, str]:
        """Entry and name; empty: none."""
        return self._wanted

    def choose(self, entry: str, name: str) -> None:
        """Show one as chosen, without telling anyone."""
        self._wanted = (entry, name)
        with QSignalBlocker(self._search):
            self._search.clear()
        self._fill()

    def set_applications(self, applications: Sequence[Application]) -> None:
        """What is installed, by name."""
        self._applications = tuple(applications)
        self._fill()

    @Slot()
    def _fill(self) -> None:
        body = theme.body_pixels()
        self._list.setIconSize(QSize(round(body * 1.7), round(body * 1.7)))
        self._list.setFixedHeight(round(body * 2.7 * _LINES))
        wanted = self._search.text().strip().casefold()
        found = [each for each in self._applications or () if wanted in each.name.casefold()]
        with QSignalBlocker(self._list):
            self._list.clear()
            for each in found:
                self._list.addItem(_item(each))
                if each.entry == self._wanted[0]:
                    self._list.setCurrentRow(self._list.count() - 1)
        if self._list.currentItem() is not None:
            self._list.scrollToItem(self._list.currentItem())
        self._list.setVisible(bool(found))
        self._tell(bool(found))

    def _tell(self, some: bool) -> None:
        entry, name = self._wanted
        installed = {each.entry for each in self._applications or ()}
        if self._applications is None:
            sentence = "Looking for what is installed …"
        elif entry and entry not in installed:
            sentence = f"“{name or entry}” is not installed here. Choose another application."
        elif some:
            sentence = ""
        elif not installed:
            sentence = (
                "No applications with an entry in the menu were found. A command can start any program."
            )
        else:
            sentence = "No application is called so."
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))

    @Slot(QListWidgetItem)
    def _picked(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._wanted = (str(item.data(_ENTRY)), item.text())
            self._tell(some=True)
            self.changed.emit()


def _item(application: Application) -> QListWidgetItem:
    item = QListWidgetItem(_icon(application.icon), application.name)
    item.setData(_ENTRY, application.entry)
    return item


def _icon(name: str) -> QIcon:
    """A file's or the desktop theme's; where there is none, one of our own."""
    found = QIcon(name) if Path(name).is_absolute() else QIcon.fromTheme(name)
    if found.isNull() or not found.availableSizes():
        return own_icon("application", theme.current().muted)
    return found
