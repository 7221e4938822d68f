"""The one thing the learner is told now, written large."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gesture_app.ui import theme
from gesture_app.ui.widgets.announce import announce
from gesture_app.ui.widgets.glyph import Glyph, Tint
from gesture_app.ui.widgets.text import Text

Tone = Literal["calm", "change", "unseen", "hold", "right"]
"""Told by the icon, too: what to do, what to change, what the camera lost, keep it so, accepted."""

_LOOKS: dict[Tone, tuple[str, Tint]] = {
    "calm": ("hand", "muted"),
    "change": ("change", "accent"),
    "unseen": ("no-hand", "usable"),
    "hold": ("time", "good"),
    "right": ("good", "good"),
}
_LINES = 2


class Guidance(QWidget):
    """A sentence with an icon; screen readers hear each new one."""

    def __init__(self) -> None:
        super().__init__()
        self._tone: Tone = "calm"
        self._icon = Glyph("hand", "muted", size=2.0)
        self._text = Text("", "title", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        self.setAccessibleName("What to do")
        self._fit()

    @property
    def sentence(self) -> str:
        return self._text.text()

    def say(self, sentence: str, tone: Tone) -> None:
        """Write a sentence; what stands there already is not said again."""
        if tone != self._tone:
            self._tone = tone
            self._icon.show_icon(*_LOOKS[tone])
        if sentence == self._text.text():
            return
        self._text.setText(sentence)
        self.setAccessibleDescription(sentence)
        announce(self, sentence, at_once=tone in ("change", "right"))

    def _fit(self) -> None:
        """Room for two lines, so that nothing jumps when a sentence is long."""
        self.setMinimumHeight(round(theme.body_pixels() * 1.75 * 1.3 * _LINES))
