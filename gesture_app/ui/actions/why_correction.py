"""Says what a moment really was: nothing, or another gesture; and tells what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout

from gesture_app.hands.labelled import NONE
from gesture_app.pipeline.acting.messages import MomentCorrected, Retrained
from gesture_app.ui.widgets.announce import announce
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card
from gesture_app.ui.widgets.fields import Choice
from gesture_app.ui.widgets.text import Text

_LEARNING = "It is being learned in the background. Nothing is used that does worse on takes held out."


class WhyCorrection(Card):
    """Buttons for the marked part, and below them what followed."""

    label_wanted = Signal(str)
    """The marked part shows this gesture; `none`: no gesture."""
    around_wanted = Signal()
    """Mark the part around the firing again."""
    take_back_wanted = Signal(str)
    """The take with this id is not wanted after all."""
    go_back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Was that wrong?", margin=16)
        self._take = ""
        self._part = Text("", "muted", wrap=True)
        self._around = Button("Around the firing", kind="quiet")
        self._around.setToolTip("Mark the part around the firing again")
        self._around.clicked.connect(self.around_wanted)
        self._nothing = Button("Not a gesture", "no-hand", kind="primary")
        self._nothing.setToolTip("Nothing was meant: it becomes a take of what is no gesture")
        self._nothing.clicked.connect(self._was_nothing)
        self._gesture = Choice("What it really was", letters=12)
        self._was = Button("It was this", "check")
        self._was.clicked.connect(self._was_this)
        self._outcome = Text("", "body", wrap=True)
        self._undo = Button("Undo", "undo", name="Undo: put the take into the bin")
        self._undo.clicked.connect(self._take_back)
        self._back = Button("Go back to the model before", "step-back")
        self._back.clicked.connect(self._go_back)
        self._lay_out()
        self.reset()

    def _lay_out(self) -> None:
        part, other, after = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        part.addWidget(self._part, 1)
        part.addWidget(self._around)
        other.addWidget(Text("This was", "body"))
        other.addWidget(self._gesture, 1)
        other.addWidget(self._was)
        after.addWidget(self._undo)
        after.addWidget(self._back)
        after.addStretch()
        self.body.addLayout(part)
        self.body.addWidget(self._nothing)
        self.body.addLayout(other)
        self.body.addWidget(self._outcome)
        self.body.addLayout(after)

    def reset(self) -> None:
        """Another moment: what followed from the one before is not told any more."""
        self._take = ""
        self._outcome.setText("")
        self._show_outcome(undo=False, back=False)

    def set_gestures(self, gestures: Sequence[str]) -> None:
        """What can be chosen; the choice stays where it is still among them."""
        before = self._gesture.currentText()
        self._gesture.clear()
        self._gesture.addItems([gesture for gesture in gestures if gesture != NONE])
        self._gesture.setCurrentIndex(max(self._gesture.findText(before), 0))

    def set_part(self, told: str, *, usable: bool) -> None:
        """What is marked, in words; unusable: no hand is in it."""
        self._part.setText(told)
        self._nothing.setEnabled(usable)
        self._was.setEnabled(usable and self._gesture.count() > 0)

    def show_corrected(self, message: MomentCorrected) -> None:
        """The take is there, or why it is not."""
        self._take = message.take
        told = f"{message.sentence} {_LEARNING}" if message.take else message.sentence
        self._tell(told)
        self._show_outcome(undo=bool(message.take), back=False)

    def show_retrained(self, message: Retrained) -> None:
        self._tell(message.sentence)
        self._take = "" if message.file or message.adopted else self._take  # one way back is enough
        self._show_outcome(undo=bool(self._take), back=message.can_go_back)

    def _tell(self, sentence: str) -> None:
        self._outcome.setText(sentence)
        announce(self, sentence)

    def _show_outcome(self, *, undo: bool, back: bool) -> None:
        self._outcome.setVisible(bool(self._outcome.text()))
        self._undo.setVisible(undo)
        self._back.setVisible(back)

    @Slot()
    def _was_nothing(self) -> None:
        self.label_wanted.emit(NONE)

    @Slot()
    def _was_this(self) -> None:
        if self._gesture.currentText():
            self.label_wanted.emit(self._gesture.currentText())

    @Slot()
    def _take_back(self) -> None:
        take, self._take = self._take, ""
        self._tell("The take is in the bin.")
        self._show_outcome(undo=False, back=False)
        self.take_back_wanted.emit(take)

    @Slot()
    def _go_back(self) -> None:
        self._show_outcome(undo=False, back=False)
        self.go_back_wanted.emit()
