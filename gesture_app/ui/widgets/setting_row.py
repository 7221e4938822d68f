"""One line of the settings: what it is, what it does, and the control."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.ui.widgets.text import Text


class SettingRow(QWidget):
    """Words on the left, controls on the right."""

    def __init__(self, name: str, explanation: str | QWidget, *controls: QWidget) -> None:
        """The explanation is a sentence, or a widget that shows one that changes."""
        super().__init__()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(name, "strong", wrap=True))
        if isinstance(explanation, QWidget):
            words.addWidget(explanation)
        elif explanation:
            words.addWidget(Text(explanation, "small", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addSpacing(16)
        for control in controls:
            if isinstance(explanation, str):
                control.setAccessibleDescription(explanation)
            row.addWidget(control, alignment=Qt.AlignmentFlag.AlignVCenter)
