"""What every page of the window has in common."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """One page on the rail. It knows no thread and no store: data comes in through methods, wishes leave
    as signals."""

    name: ClassVar[str] = ""
    """What the program calls it."""
    title: ClassVar[str] = ""
    """What people call it."""
    icon: ClassVar[str] = ""
    """See `gesture_app.ui.icons`."""

    notice = Signal(str)
    """A sentence for the user, shown by the window for a while."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(self.name)
        self.setAccessibleName(self.title)

    def entered(self) -> None:
        """The page came into view."""

    def left(self) -> None:
        """Another page came into view."""
