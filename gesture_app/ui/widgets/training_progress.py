"""A training under way: how far, how long still, how well."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card
from gesture_app.ui.widgets.curves import Progress, TrainingCurves
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.wording import time_left


class TimedProgress(Progress, Protocol):
    """One round of training, with how many there will be and how long they may take."""

    @property
    def epochs(self) -> int: ...
    @property
    def seconds_left(self) -> float | None: ...
    @property
    def phase(self) -> str: ...


class TrainingProgressCard(Card):
    """A bar, words, curves, and a way out."""

    cancel_requested = Signal()

    def __init__(self) -> None:
        super().__init__("Learning your gestures")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress of the training")
        self._words = Text("", "muted", wrap=True)
        self._cancel = Button("Cancel", "close")
        self._cancel.clicked.connect(self._cancelled)
        self._curves = TrainingCurves()
        row = QHBoxLayout()
        row.addWidget(self._words, 1)
        row.addWidget(self._cancel)
        self.body.addWidget(self._bar)
        self.body.addLayout(row)
        self.body.addWidget(self._curves, 1)

    def start(self) -> None:
        """A new training, nothing done yet."""
        self._bar.setRange(0, 100)
        self._bar.setValue(0)
        self._words.setText("Getting ready …")
        self._cancel.setEnabled(True)
        self._curves.clear()

    def take_focus(self) -> None:
        """To the one thing that can be done here."""
        self._cancel.setFocus()

    def add(self, progress: TimedProgress) -> None:
        """One more round."""
        self._bar.setRange(0, max(progress.epochs, 1))
        self._bar.setValue(progress.epoch)
        if self._cancel.isEnabled():
            self._words.setText(told(progress))
        self._curves.add(progress)

    @Slot()
    def _cancelled(self) -> None:
        if self._cancel.hasFocus():
            self.setFocus()  # a disabled button would hand it to any other
        self._cancel.setEnabled(False)
        self._words.setText("Stopping …")
        self.cancel_requested.emit()


def told(progress: TimedProgress) -> str:
    """How it stands, in a sentence."""
    if progress.phase == "finishing":
        said = ["Learning from the test takes as well"]
    elif progress.epoch == 0:
        said = ["Getting ready"]
    else:
        said = [f"Round {progress.epoch} of {progress.epochs}"]
    if progress.validation_accuracy is not None:
        said.append(f"{progress.validation_accuracy:.0%} of the test takes recognised")
    if progress.seconds_left is not None:
        said.append(time_left(progress.seconds_left))
    return " · ".join(said)
