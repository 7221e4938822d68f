"""What every page of the window has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gesture_app.ui.places import Place

if TYPE_CHECKING:
    from gesture_app.pipeline.messages import LiveResult


class Page(QWidget):
    """One page of the window. It knows no thread and no store: data comes in through methods, wishes leave
    as signals."""

    place: ClassVar[Place]

    notice = Signal(str)
    """A sentence for the user, shown by the window for a while."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(self.place.name)
        self.setAccessibleName(self.place.title)

    def entered(self) -> None:
        """The page came into view."""

    def left(self) -> None:
        """Another page came into view."""

    def show_result(self, result: LiveResult) -> None:
        """One instant of what is watched, while the page is in view; nothing here may take long."""
