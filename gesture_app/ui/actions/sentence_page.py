"""The sentence builder as a page of its own, with the way back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gesture_app.ui.actions.sentence_view import SentenceView
from gesture_app.ui.widgets.way_back import WayBack


class SentencePage(QWidget):
    """Nothing but a frame for the view."""

    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.view = SentenceView()
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 24, 16)
        column.setSpacing(14)
        column.addLayout(WayBack(self, "Sentence", self.back_wanted, to="Actions"))
        column.addWidget(self.view, 1)
