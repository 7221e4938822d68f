"""Forms for opening things and running commands."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit

from gesture_app.actions.action import Action, Open, RunCommand
from gesture_app.actions.visible import visible
from gesture_app.ui.actions.forms.form import ActionForm
from gesture_app.ui.actions.forms.lines import line_of, text_of
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.fields import SecondsField
from gesture_app.ui.widgets.note_field import NoteField
from gesture_app.ui.widgets.text import Text

_LONGEST_PATH = 4096
_LONGEST_COMMAND = 20_000
_MOST_ARGUMENTS = 100
_SPACE, _EMPTY = "␣", "(empty)"


class OpenForm(ActionForm):
    """An address, or a file or folder that is looked for."""

    def __init__(self) -> None:
        super().__init__()
        self._target = QLineEdit()
        self._target.setMaxLength(_LONGEST_PATH)
        self._target.setPlaceholderText("https://example.org, or a file")
        self._target.textChanged.connect(self.changed)
        self._field = self.add("What to open", self._target, "It opens with the program you use for it.")
        file, folder = Button("Choose a file", "inside"), Button("Choose a folder", "folder")
        file.clicked.connect(self._choose_file)
        folder.clicked.connect(self._choose_folder)
        row = QHBoxLayout()
        row.addWidget(file)
        row.addWidget(folder)
        row.addStretch(1)
        self.column.addLayout(row)

    def show_action(self, action: Action) -> None:
        if isinstance(action, Open):
            self._target.setText(action.target)
            self._target.setCursorPosition(0)

    def read(self) -> Open | None:
        target = self._target.text().strip()
        if not target:
            self._field.set_problem("Type an address, or choose a file or a folder.")
            return None
        return Open(target=target)

    @Slot()
    def _choose_file(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, "Choose a file")
        if file:
            self._target.setText(file)

    @Slot()
    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Choose a folder")
        if folder:
            self._target.setText(folder)


class CommandForm(ActionForm):
    """The program and its arguments, a line each, and the exact list that is run."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = NoteField(_LONGEST_COMMAND, lines=5)
        self._lines.setPlaceholderText("notify-send\nHello\nTea is ready")
        self._lines.textChanged.connect(self._typed)
        self._field = self.add(
            "Program and arguments, one on each line",
            self._lines,
            'No shell reads it: spaces, * and $ stay as they are. A line in "quotation marks" is read as in JSON: '
            '"" is an empty argument.',
        )
        choose = Button("Choose the program", "folder")
        choose.clicked.connect(self._choose_program)
        row = QHBoxLayout()
        row.addWidget(choose)
        row.addStretch(1)
        self.column.addLayout(row)
        self._list = Text("", "muted", wrap=True)
        self._list.setAccessibleName("Exactly this is run")
        self.column.addWidget(self._list)
        self._folder = QLineEdit()
        self._folder.setMaxLength(_LONGEST_PATH)
        self._folder.setPlaceholderText("Your home folder")
        self._folder.textChanged.connect(self.changed)
        self.add("Run in this folder", self._folder)
        self._longest = SecondsField("Ended after", 0.0, 3600.0, 1.0)
        self._longest.setSpecialValueText("never")
        self._longest.setValue(10.0)
        self._longest.valueChanged.connect(self.changed)
        self.add(
            "Ended after",
            self._longest,
            "Never: for programs with a window. Their crash at the start is told.",
        )

    def show_action(self, action: Action) -> None:
        if isinstance(action, RunCommand):
            self._lines.setPlainText("\n".join(map(line_of, action.arguments)))
            self._folder.setText(action.folder)
            self._longest.setValue(action.longest_s)

    def read(self) -> RunCommand | None:
        arguments = self._arguments()
        problem = _problem_of(arguments)
        self._field.set_problem(problem)
        if problem:
            return None
        longest_s = round(self._longest.value(), 1)
        return RunCommand(arguments=arguments, folder=self._folder.text().strip(), longest_s=longest_s)

    def _arguments(self) -> tuple[str, ...]:
        """Every line is one, whatever is in it; empty lines are none."""
        return tuple(text_of(line) for line in self._lines.toPlainText().split("\n") if line)

    @Slot()
    def _typed(self) -> None:
        arguments = self._arguments()
        shown = [visible(argument).replace(" ", _SPACE) or _EMPTY for argument in arguments]
        lines = [f"{number}. {each}" for number, each in enumerate(shown[1:], 1)]
        self._list.setText("\n".join([f"Program: {shown[0]}", *lines]) if shown else "")
        self._list.setVisible(bool(shown))
        self.changed.emit()

    @Slot()
    def _choose_program(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, "Choose the program")
        if file:
            self._lines.setPlainText("\n".join(map(line_of, [file, *self._arguments()[1:]])))


def _problem_of(arguments: tuple[str, ...]) -> str:
    if not arguments or not arguments[0].strip():
        return "Write the program on the first line."
    if len(arguments) > _MOST_ARGUMENTS:
        return f"These are {len(arguments)} lines; at most {_MOST_ARGUMENTS} can be given."
    if any(len(argument) > _LONGEST_PATH for argument in arguments):
        return f"A line is longer than {_LONGEST_PATH} letters."
    return ""
