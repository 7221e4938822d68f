"""Which gestures fill the sentence, and how to have some do so."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from gesture_app.actions.binding import Binding
from gesture_app.actions.describing import described
from gesture_app.ui.widgets.card import Card, Scroll
from gesture_app.ui.widgets.text import Elided, Text

_HOW = (
    "On the Actions page, add an action of the kind “Sentence builder” to a gesture. It can add a word (its own"
    " name, or whatever you write), a letter or a space, delete the last letter or word, or have the sentence spoken,"
    " copied or cleared. Then arm the profile."
)
_LETTERS = (
    "Letters that follow one another make one word, a gesture for “space” begins the next. For a double letter make it"
    " twice: let go of it in between, and let its cool-down pass."
)


class SentenceGestures(Card):
    """A list where there is something to list, an explanation where there is not."""

    def __init__(self) -> None:
        super().__init__("Gestures that fill it")
        self._how = Text(_HOW, "muted", wrap=True)
        self._scroll = Scroll(spacing=8)
        self._letters = Text(_LETTERS, "small", wrap=True)
        self.body.addWidget(self._how)
        self.body.addWidget(self._letters)
        self.body.addWidget(self._scroll, 1)
        self.body.addStretch()
        self._rows = QWidget()
        self.show_bindings([])

    def show_bindings(self, bindings: Sequence[Binding]) -> None:
        """Those that do something to the sentence."""
        enabled = [each for each in bindings if each.enabled]
        self._how.setVisible(not enabled)
        self._scroll.setVisible(bool(enabled))
        self._scroll.column.removeWidget(self._rows)
        self._rows.deleteLater()
        self._rows = _rows(enabled)
        self._scroll.column.addWidget(self._rows, 0, Qt.AlignmentFlag.AlignTop)


def _rows(bindings: Sequence[Binding]) -> QWidget:
    rows = QWidget()
    grid = QGridLayout(rows)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    for row, binding in enumerate(bindings):
        grid.addWidget(Elided(binding.gesture, "strong"), row, 0)
        grid.addWidget(Elided(described(binding.action).removeprefix("Sentence: "), "body"), row, 1)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 4)
    return rows
