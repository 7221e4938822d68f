"""While the virtual hand is the camera: it can practise in the learner's place, rightly or with a mistake."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from gesture_app.practice.decks.card import Card
from gesture_app.ui.practice.wording import told_part
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.text import Text
from gesture_app.virtual_hand.signs.catalogue import gesture, gesture_meant
from gesture_app.virtual_hand.signs.mistakes import Mistake, mistakes_for


class PupilStrip(QFrame):
    """One line; what the hand shall do leaves as a script of the virtual hand."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._gesture = ""
        self._next = 0  # of the mistakes
        self._text = Text("The virtual hand practises in your place.", "small", wrap=True)
        self._right = Button("Make it right")
        self._right.setToolTip("The virtual hand makes the sign in your place. Key V")
        self._right.clicked.connect(self.make_it_right)
        self._wrong = Button("Make a mistake")
        self._wrong.setToolTip("The virtual hand makes it with a mistake. Key X: one mistake after the other")
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._chosen)
        self._wrong.setMenu(self._menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._text, 1)
        row.addWidget(self._right)
        row.addWidget(self._wrong)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the buttons come first."""
        super().resizeEvent(event)
        buttons = self._right.sizeHint().width() + self._wrong.sizeHint().width()
        self._text.setVisible(self.width() > buttons + 10 * self._text.fontMetrics().averageCharWidth())

    def set_card(self, card: Card) -> None:
        """The sign that is practised. A recorded one the hand can make only if it is called like one of its own."""
        meant = None if card.gesture else gesture_meant(card.name)
        name = card.gesture if meant is None else meant.name
        self._gesture, self._next = name, 0
        self._right.setEnabled(bool(name))
        self._menu.clear()
        for mistake in mistakes_for(gesture(name)) if name else ():
            action = self._menu.addAction(_words(mistake))
            action.setData(mistake.name)
        self._wrong.setEnabled(not self._menu.isEmpty())

    @Slot()
    def make_it_right(self) -> None:
        if self._gesture:
            self.wanted.emit(self._gesture)

    @Slot()
    def make_a_mistake(self) -> None:
        """One of those that the gesture has, and each time the next one."""
        actions = self._menu.actions()
        if actions:
            actions[self._next % len(actions)].trigger()
            self._next += 1

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        self.wanted.emit(f"{self._gesture}!{action.data()}")


_KINDS = {
    "palm": "Turn the palm away",
    "rolled": "Tilt the hand",
    "path": "Along another path",
    "one hand": "With one hand only",
    "direction": "In another direction",
    "mirrored": "Mirrored",
    "small": "Too small",
    "once": "Only once",
    "slow": "Too slowly",
    "fast": "Too fast",
}


def _words(mistake: Mistake) -> str:
    """What the hand does wrong."""
    if mistake.parameter == "handshape":
        return f"{told_part(f'handshape:{mistake.part}').capitalize()} wrong"
    return _KINDS.get(mistake.name, mistake.name.capitalize())
