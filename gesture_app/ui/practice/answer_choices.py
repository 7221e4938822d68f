"""Several answers of which one is right, each with the key that gives it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from gesture_app.ui.widgets.button import Button

MOST = 4


class AnswerChoices(QWidget):
    """Up to four large buttons, one below the other."""

    chosen = Signal(int)
    """The place of the answer, from 0."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Answers")
        self._answers: Sequence[str] = ()
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for number in range(MOST):
            button = Button(large=True)
            button.setProperty("shape", "answer")
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setToolTip(f"Key {number + 1}")
            self._group.addButton(button, number)
            column.addWidget(button)
        self._group.idClicked.connect(self._clicked)

    def ask(self, answers: Sequence[str]) -> None:
        """Offer these answers anew."""
        self._answers = answers
        for number, button in enumerate(self._group.buttons()):
            button.setVisible(number < len(answers))
            button.setEnabled(True)
            self._mark(number, "")

    def show_solution(self, right: int, given: int | None) -> None:
        """Mark the right answer, and the one that was given if it is another."""
        for button in self._group.buttons():
            button.setEnabled(False)
        self._mark(right, "right")
        if given is not None and given != right:
            self._mark(given, "wrong")

    def press(self, number: int) -> None:
        """As if the button had been clicked, if it can be."""
        button = self._group.button(number)
        if button.isVisible() and button.isEnabled():
            button.click()

    def _mark(self, number: int, mark: str) -> None:
        button = self._group.button(number)
        if not isinstance(button, Button) or number >= len(self._answers):
            return
        told = {"right": ", the right answer", "wrong": ", your answer, wrong"}.get(mark, "")
        said = {"right": "   ✓  right", "wrong": "   ✗  your answer"}.get(mark, "")
        button.setText(f"{number + 1}    {self._answers[number]}{said}")
        button.setAccessibleName(f"{number + 1}: {self._answers[number]}{told}")
        button.setProperty("answer", mark)
        button.style().unpolish(button)
        button.style().polish(button)

    @Slot(int)
    def _clicked(self, number: int) -> None:
        self.chosen.emit(number)
