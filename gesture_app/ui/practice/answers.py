"""What is answered by reading: answers to choose from, or a field to type one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from gesture_app.ui.practice.answer_choices import AnswerChoices
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.segmented import Segmented
from gesture_app.ui.widgets.text import Text


class AnswerPane(QWidget):
    """A question with answers to choose from, or a field to type one."""

    chosen = Signal(int)
    typed = Signal(str)
    way_chosen = Signal(str)
    """`choose` or `type`."""

    def __init__(self) -> None:
        super().__init__()
        self._question = Text("", "title", wrap=True)
        self._way = Segmented("How to answer", [("choose", "Choose"), ("type", "Type")])
        self._way.chosen.connect(self.way_chosen)
        self.choices = AnswerChoices()
        self.choices.chosen.connect(self.chosen)
        self._field = QLineEdit()
        self._field.setProperty("large", "true")
        self._field.setAccessibleName("Your answer")
        self._field.setPlaceholderText("Type what you read")
        self._field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._send = Button("Answer", "check", kind="primary")
        self._send.setToolTip("Enter")
        self._send.clicked.connect(self.send)
        self._solution = Text("", "heading", wrap=True)
        self._typing = QWidget()
        row = QHBoxLayout(self._typing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._field, 1)
        row.addWidget(self._send)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addStretch(1)
        column.addWidget(self._question)
        column.addWidget(self.choices)
        column.addWidget(self._typing)
        column.addWidget(self._solution)
        column.addWidget(self._way, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(2)

    def ask_choice(self, question: str, answers: Sequence[str]) -> None:
        """Answers to choose from."""
        self._ask(question, "choose")
        self.choices.ask(answers)

    def ask_typed(self, question: str, *, choice_offered: bool = True) -> None:
        """An answer to be typed; whether one may choose instead."""
        self._ask(question, "type")
        self._way.setVisible(choice_offered)
        self._field.clear()
        self._field.setEnabled(True)
        self._send.setEnabled(True)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_solution(self, sentence: str) -> None:
        """What a typed answer should have been; it cannot be changed any more."""
        self._field.setEnabled(False)
        self._send.setEnabled(False)
        self._solution.setText(sentence)
        self._solution.setVisible(bool(sentence))

    @property
    def field_has_focus(self) -> bool:
        return self._field.hasFocus() and self._field.isVisible()

    @property
    def nothing_typed(self) -> bool:
        """Whether there is no answer to be given; also where none can be typed now."""
        typing = self.isVisible() and self._field.isVisible() and self._field.isEnabled()
        return not (typing and self._field.text().strip())

    @Slot()
    def send(self) -> None:
        """Give the typed answer, if there is one."""
        if not self.nothing_typed:
            self.typed.emit(self._field.text().strip())

    def _ask(self, question: str, way: str) -> None:
        self._question.setText(question)
        self._way.setVisible(True)
        self._way.choose(way)
        self.choices.setVisible(way == "choose")
        self._typing.setVisible(way == "type")
        self._solution.hide()
