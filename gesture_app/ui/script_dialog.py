"""Ask what the virtual hand shall perform, and tell at once whether it can."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.text import Text
from gesture_app.virtual_hand.acting.programme import Programme, known_names, parse_programme
from gesture_app.virtual_hand.signs.names import UnknownName
from gesture_app.virtual_hand.signs.script import Word

_LONGEST = 200
_NAMED_AT_MOST = 8


class ScriptDialog(QDialog):
    """A line for a word or gestures. Only what can be performed is accepted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Virtual hand")
        self.resize(520, 260)
        self._line = QLineEdit()
        self._line.setMaxLength(_LONGEST)
        self._line.setAccessibleName("A word, or gestures with commas between")
        self._line.setPlaceholderText("HELLO, or: wave, thumbs up, point")
        self._verdict = Text("", "muted", wrap=True)
        self._verdict.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._perform = Button("Perform", "play", kind="primary")
        cancel = Button("Cancel")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(Text("What shall the hand show?", "heading"))
        column.addWidget(
            Text("A word is spelled. Or name gestures, with commas between.", "muted", wrap=True)
        )
        column.addWidget(self._line)
        column.addWidget(self._verdict, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._perform)
        column.addLayout(row)
        self._line.textChanged.connect(self._judge)
        self._perform.setDefault(True)  # Return performs
        cancel.setAutoDefault(False)
        self._perform.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self._judge("")

    @property
    def script(self) -> str:
        return self._line.text().strip()

    @Slot(str)
    def _judge(self, text: str) -> None:
        verdict, possible = f"It knows {', '.join(known_names())}, and all letters and digits.", False
        if text.strip():
            try:
                verdict, possible = _promise(parse_programme(text)), True
            except UnknownName as error:
                verdict = str(error)
                if "," not in text and " " in text.strip():
                    verdict += " Between gestures and words belong commas."
        self._verdict.setText(verdict)
        self._perform.setEnabled(possible)


def _promise(programme: Programme) -> str:
    """What will be seen, in words."""
    if len(programme.items) > _NAMED_AT_MOST:
        return f"It shows all {len(programme.items)}, over and over."
    parts = [
        f"spells {' '.join(item.text.upper())}" if isinstance(item, Word) else f"shows “{item.name}”"
        for item in programme.items
    ]
    return f"It {', '.join(parts)}; over and over."


def ask_for_script(parent: QWidget) -> str:
    """What the person wants to see performed; empty if nothing."""
    dialog = ScriptDialog(parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    script = dialog.script
    dialog.deleteLater()
    return script if accepted else ""
