"""The head of a page within another: the way back, by button and by Escape, and what the page is."""

from __future__ import annotations

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.text import Text


class WayBack(QHBoxLayout):
    """A row for the top of `page`.

    Args:
        wanted: the page's signal that one wants to go back.
        to: what one goes back to, as it is called on the rail.
    """

    def __init__(self, page: QWidget, title: str, wanted: SignalInstance, to: str = "Practice") -> None:
        super().__init__()
        back = Button(to, "back", name=f"Back to {to}")
        back.clicked.connect(wanted)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), page)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(wanted)
        self.setSpacing(14)
        self.addWidget(back)
        self.addWidget(Text(title, "title"))
        self.addStretch()
