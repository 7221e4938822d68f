"""Closing the window while gestures act: never silently, and with a way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.pipeline.acting.messages import ActionsState
from gesture_app.settings import Settings
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.text import Text

Staying = Literal["stay", "quit", "cancel"]
"""`cancel`: the window is not closed after all."""

_WIDTH = 460


@dataclass(frozen=True, slots=True)
class Answer:
    """What closing the window shall mean, and whether it shall from now on."""

    staying: Staying
    always: bool = False


def what_closing_means(window: QWidget, state: ActionsState, settings: Settings, *, has_tray: bool) -> Answer:
    """Ask where the user has not yet decided; where nothing acts, closing ends the program as ever."""
    if state.state == "off" or QGuiApplication.instance().isSavingSession():  # type: ignore[union-attr]
        return Answer("quit")
    if settings.in_background:
        return Answer("stay")
    profile = next((each.name for each in state.profiles if each.id == state.in_use), "A profile")
    dialog = StayDialog(window, f"“{profile}” is {state.state}", has_tray=has_tray)
    dialog.exec()
    answer = dialog.answer
    dialog.deleteLater()
    return answer


def go_to_background(window: QWidget, *, has_tray: bool) -> None:
    """Hide the window where the tray leads back to it; else it is only made small, so that nobody loses it."""
    if has_tray:
        window.hide()
    else:
        window.showMinimized()


def come_to_front(window: QWidget) -> None:
    """From the tray, from the task bar, or from behind other windows."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


class StayDialog(QDialog):
    """One sentence, two ways, and whether it is to be asked again."""

    def __init__(self, parent: QWidget, standing: str, *, has_tray: bool) -> None:
        """`standing`: which profile is armed, in words."""
        super().__init__(parent)
        self.setWindowTitle("Gesture App")
        self.setFixedWidth(_WIDTH)
        self._staying: Staying = "cancel"
        where = "its icon in the tray" if has_tray else "its entry in the task bar"
        sentence = (
            f"If Gesture App goes on without its window, the camera stays on and your gestures still act. You come "
            f"back to it, or end it, by {where}."
        )
        self._always = QCheckBox("Do so from now on when I close the window")
        go_on, quit_ = Button("Go on without the window", kind="primary"), Button("Quit")
        go_on.clicked.connect(self._stay)
        quit_.clicked.connect(self._quit)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(quit_)
        buttons.addWidget(go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(12)
        column.addWidget(Text(standing, "heading", wrap=True))
        column.addWidget(Text(sentence, wrap=True))
        column.addWidget(self._always)
        column.addLayout(buttons)
        go_on.setDefault(True)
        go_on.setFocus()

    @property
    def answer(self) -> Answer:
        """Escape and the cross: the window stays as it is."""
        return Answer(self._staying, self._staying == "stay" and self._always.isChecked())

    @Slot()
    def _stay(self) -> None:
        self._staying = "stay"
        self.accept()

    @Slot()
    def _quit(self) -> None:
        self._staying = "quit"
        self.accept()
