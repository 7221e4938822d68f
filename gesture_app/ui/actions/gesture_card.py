"""Which gesture: one that the model in use knows."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gesture_app.hands.labelled import NONE
from gesture_app.ui.actions.picture import GesturePicture
from gesture_app.ui.widgets.card import Card
from gesture_app.ui.widgets.fields import Choice
from gesture_app.ui.widgets.text import Text

_SIZE = 5.0


class GestureCard(Card):
    """A list beside the picture of what is chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Gesture")
        self._known: tuple[str, ...] = ()
        self._pause_gesture = ""
        self._picture = GesturePicture(size=_SIZE)
        self._choice = Choice("Gesture", 24)
        self._choice.currentIndexChanged.connect(self._chosen)
        self._told = Text("", "small", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(Text("Gesture", "heading"))
        words.addWidget(self._choice, alignment=Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self._told)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(self._picture)
        row.addLayout(words, 1)
        self.body.addLayout(row)

    @property
    def gesture(self) -> str:
        """What is chosen; empty: there is none to choose from."""
        return str(self._choice.currentData() or "")

    def set_gestures(self, known: Sequence[str]) -> None:
        """What the model in use knows; what is chosen stays so."""
        self._known = tuple(gesture for gesture in known if gesture != NONE)
        self.choose(self.gesture)

    def set_pause_gesture(self, gesture: str) -> None:
        """The one that pauses everything; empty: none."""
        self._pause_gesture = gesture
        self._tell()

    def choose(self, gesture: str) -> None:
        """Show one as chosen, whether it is known or not; empty: the first one."""
        unknown = [gesture] if gesture and gesture not in self._known else []
        with QSignalBlocker(self._choice):
            self._choice.clear()
            for each in (*unknown, *self._known):
                self._choice.addItem(each, each)
            self._choice.setCurrentIndex(max(self._choice.findData(gesture), 0))
        self._show()

    def choose_other_than(self, used: Collection[str]) -> None:
        """Show the first that does nothing yet as chosen."""
        taken = {*used, self._pause_gesture}
        self.choose(next((gesture for gesture in self._known if gesture not in taken), ""))

    def take_focus(self) -> None:
        self._choice.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _chosen(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self._picture.set_gesture(self.gesture)
        self._tell()

    def _tell(self) -> None:
        gesture = self.gesture
        if not gesture:
            sentence = "No model is loaded. As soon as there is one, its gestures can be chosen here."
        elif gesture not in self._known:
            sentence = "The model in use does not know it, so nothing will be done until it does."
        elif gesture == self._pause_gesture:
            sentence = "This gesture pauses all actions; what it does here is not done. Choose another one."
        else:
            sentence = ""
        self._told.setText(sentence)
        self._told.set_role("usable" if sentence else "small")
        self._told.setVisible(bool(sentence))
