"""The head of a page within Practice: the way back, by button and by Escape, and what the page is."""

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
    """

    def __init__(self, page: QWidget, title: str, wanted: SignalInstance) -> None:
        super().__init__()
        back = Button("Practice", "back", name="Back to Practice")
        back.clicked.connect(wanted)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), page)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(wanted)
        self.setSpacing(14)
        self.addWidget(back)
        self.addWidget(Text(title, "title"))
        self.addStretch()
