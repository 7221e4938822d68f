"""What was measured of a gesture, in a word with an icon."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gesture_app.ui.actions.words import VERDICTS
from gesture_app.ui.widgets.glyph import Glyph
from gesture_app.ui.widgets.text import Role, Text

_ROLES: dict[str, Role] = {"good": "good", "usable": "usable", "poor": "poor", "muted": "small"}


class PromiseChip(QWidget):
    """Told by icon and word as well as by colour."""

    def __init__(self) -> None:
        super().__init__()
        self._verdict = ""
        self._icon, self._word = Glyph("measure", "muted", size=1.1), Text("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(self._icon)
        row.addWidget(self._word)
        self.show_verdict("unmeasured")

    @property
    def verdict(self) -> str:
        """A key of `words.VERDICTS`."""
        return self._verdict

    def show_verdict(self, verdict: str) -> None:
        """Show one of `words.VERDICTS`."""
        self._verdict = verdict
        word, icon, tint, sentence = VERDICTS[verdict]
        self._icon.show_icon(icon, tint)
        self._word.setText(word)
        self._word.set_role(_ROLES[tint])
        self.setToolTip(sentence)
        self.setAccessibleName(f"Promise: {word}")
        self.setAccessibleDescription(sentence)
