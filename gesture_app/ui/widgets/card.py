"""Cards: the surfaces on which pages lay things out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gesture_app.ui.widgets.text import Text

BESIDE_BAR = 4  # so that the scroll bar does not touch what scrolls


class Card(QFrame):
    """A rounded surface with a heading; put things into `body`."""

    def __init__(self, heading: str = "", explanation: str = "", *, margin: int = 20) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(12)
        if heading:
            self.setAccessibleName(heading)
            self.body.addWidget(Text(heading, "heading"))
        if explanation:
            self.body.addWidget(Text(explanation, "muted", wrap=True))


class Line(QFrame):
    """A thin line between rows."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("line", "true")


class Scroll(QScrollArea):
    """A column that scrolls up and down when there is more than fits; put things into `column`."""

    def __init__(self, *, margin: int = 0, spacing: int = 16, snug: bool = False) -> None:
        """`snug`: exactly as high as its sentences need in the width there is; something in it must wrap."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is inside takes the focus and scrolls into view
        content = QWidget()
        content.setObjectName("scrolled")
        if snug:  # otherwise it is never lower than its sentences would be in a narrow column
            content.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(margin, margin, margin + BESIDE_BAR, margin)
        self.column.setSpacing(spacing)
        self.setWidget(content)
