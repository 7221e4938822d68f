"""What an attempt came to: how it was, what it is worth, when the card comes back, and how to overrule that."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gesture_app.practice.lessons.attempt import Grade
from gesture_app.ui.practice.wording import GRADES
from gesture_app.ui.widgets.announce import announce
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card
from gesture_app.ui.widgets.glyph import Glyph
from gesture_app.ui.widgets.text import Text


class OutcomeCard(Card):
    """Three columns: how it was, the grade, and the way on."""

    overruled = Signal(str)
    """Another grade."""
    next_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(margin=18)
        self.setAccessibleName("How it was")
        self._icon = Glyph("good", "good", size=2.6)
        self._title = Text("", "heading", wrap=True)
        self._lines = Text("", "muted", wrap=True)
        self._lines.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._comes_back = Text("", "small", wrap=True)
        self._grades = QButtonGroup(self)
        self._next = Button("Next", "next", kind="primary", large=True)
        self._next.setToolTip("Enter or Space")
        self._next.clicked.connect(self.next_wanted)
        self._grades.idClicked.connect(self._clicked)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words(), 3)
        row.addWidget(self._worth(), 0)
        row.addWidget(self._next, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        self._fit()

    def _words(self) -> QWidget:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addStretch(1)
        column.addWidget(self._title)
        column.addWidget(self._lines)
        column.addStretch(1)
        return words

    def _worth(self) -> QWidget:
        self._worth_box = QWidget()
        self._worth_box.setAccessibleName("Grade")
        self._worth_box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self._worth_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(6)
        for number, (_, word, meaning) in enumerate(GRADES):
            button = Button(word, name=f"Grade: {word}. {meaning}")
            button.setCheckable(True)
            button.setToolTip(f"{meaning}. Key {number + 1}")
            self._grades.addButton(button, number)
            row.addWidget(button)
        column.addStretch(1)
        column.addWidget(self._comes_back)
        column.addLayout(row)
        column.addStretch(1)
        return self._worth_box

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """Room for what will be said in any case, so that nothing around it jumps."""
        self._comes_back.setMinimumHeight(self._comes_back.fontMetrics().lineSpacing())
        self._lines.setMinimumHeight(2 * self._lines.fontMetrics().lineSpacing())

    def show_outcome(self, right: bool, title: str, lines: Sequence[str]) -> None:
        """How it was; the grade follows with `show_grade`."""
        self._icon.show_icon(*(("good", "good") if right else ("refresh", "usable")))
        self._title.setText(title)
        self._lines.setText("\n".join(lines))
        self._worth_box.setEnabled(False)
        self.setAccessibleDescription(". ".join([title, *lines]))
        announce(self, ". ".join([title, *lines]), at_once=True)

    def show_grade(self, grade: Grade | None, comes_back: str, *, can_be_overruled: bool) -> None:
        """What it is worth and when the card is asked for again; None: it is not written down."""
        self._worth_box.setVisible(grade is not None)
        if grade is None:
            return
        self._grades.button([each for each, _, _ in GRADES].index(grade)).setChecked(True)
        self._comes_back.setText(comes_back)
        self._worth_box.setEnabled(can_be_overruled)
        announce(self, f"{grade.capitalize()}. {comes_back}")

    def show_next(self, words: str) -> None:
        """What the way on is called."""
        self._next.setText(words)
        self._next.setAccessibleName(words)

    def press(self, number: int) -> None:
        """Choose the grade of this number, from 0, if one can."""
        if self._worth_box.isEnabled() and self._worth_box.isVisible():
            self._grades.button(number).click()

    def take_focus(self) -> None:
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def _clicked(self, number: int) -> None:
        self.overruled.emit(GRADES[number][0])
