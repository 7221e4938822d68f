"""Texts in the window's few sizes."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

Role = Literal[
    "hero", "title", "heading", "strong", "body", "muted", "small", "good", "usable", "poor", "badge"
]


class Text(QLabel):
    """Plain text in one of the window's roles. Sentences wrap, names do not."""

    def __init__(self, text: str = "", role: Role = "body", *, wrap: bool = False) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)  # names of gestures and files are not mark-up
        self.setProperty("role", role)
        fitting = QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, fitting)  # texts do not spread over free room
        self.setWordWrap(wrap)

    def set_role(self, role: Role) -> None:
        """Change how the text looks."""
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)


class Paragraph(Text):
    """Centred sentences of a fixed width; layouts that centre things do not ask how high they get."""

    def __init__(self, text: str, width: int) -> None:
        super().__init__("", "muted", wrap=True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedWidth(width)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        self.setText(text)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(max(self.heightForWidth(self.minimumWidth()), 0))  # −1 while there is no text


class Elided(Text):
    """One line that ends in … where there is no room, and then tells the whole text as a tooltip."""

    def __init__(self, text: str = "", role: Role = "body") -> None:
        super().__init__(role=role)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.set_whole(text)

    def set_whole(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(self.contentsRect().width(), 1)
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")
