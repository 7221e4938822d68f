"""A field with its name above it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gesture_app.ui.widgets.text import Text


def labelled(words: str, field: QWidget) -> QWidget:
    """The field takes its accessible name from the words."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    label: QLabel = Text(words, "small")
    label.setBuddy(field)
    field.setAccessibleName(words)
    column.addWidget(label)
    column.addWidget(field)
    return box
