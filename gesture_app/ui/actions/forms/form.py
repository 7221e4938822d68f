"""What every form for an action has in common."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gesture_app.actions.action import Action
from gesture_app.ui.widgets.labelled import labelled
from gesture_app.ui.widgets.text import Text


class Field(QWidget):
    """Something to fill in, with its name above it, and below it a hint or what is wrong with it."""

    def __init__(self, words: str, control: QWidget, hint: str = "") -> None:
        """The control takes its accessible name from the words."""
        super().__init__()
        self._control, self._hint = control, hint
        self._below = Text("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(labelled(words, control))
        column.addWidget(self._below)
        self.set_problem("")

    @property
    def problem(self) -> str:
        """What is wrong; empty: nothing."""
        return self._below.text() if self._below.property("role") == "poor" else ""

    def set_problem(self, sentence: str) -> None:
        """Say what is wrong; empty: the hint again."""
        self._below.set_role("poor" if sentence else "small")
        self._below.setText(sentence or self._hint)
        self._below.setVisible(bool(sentence or self._hint))
        self._control.setAccessibleDescription(sentence or self._hint)


class ActionForm(QWidget):
    """Fields for one kind of action."""

    changed = Signal()
    """Something was filled in otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self._fields: list[Field] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)

    def add(self, words: str, control: QWidget, hint: str = "") -> Field:
        """A field below the others."""
        field = Field(words, control, hint)
        self._fields.append(field)
        self.column.addWidget(field)
        return field

    def show_action(self, action: Action) -> None:
        """Fill in an action of this kind."""
        raise NotImplementedError

    def read(self) -> Action | None:
        """The action as it is filled in; None: what is wrong stands at the fields."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Let the keyboard go on where the first thing is filled in."""
        reachable = (
            each for each in self.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        )
        first = next(reachable, None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def problems(self) -> list[str]:
        """What is wrong, as far as it was looked at."""
        return [field.problem for field in self._fields if field.problem]

    def clear_problems(self) -> None:
        """Nothing is wrong until it is looked at again."""
        for field in self._fields:
            field.set_problem("")
