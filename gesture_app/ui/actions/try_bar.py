"""A countdown before keys are pressed on trial: time to bring in front what shall get them."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout

from gesture_app.actions.action import Action
from gesture_app.actions.describing import described
from gesture_app.ui.actions.kinds import GOES_TO_FRONT
from gesture_app.ui.widgets.announce import announce
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.glyph import Glyph
from gesture_app.ui.widgets.text import Text

WAIT_S = 3
_SECOND_MS = 1000


class TryBar(QFrame):
    """What needs no focus is done at once; the bar is seen only while it counts."""

    due = Signal(object, str)
    """An `Action` and the gesture it is bound to: do it now."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._waiting: tuple[Action, str] | None = None
        self._left_s = 0
        self._text = Text("", wrap=True)
        cancel = Button("Cancel", "close")
        cancel.clicked.connect(self.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(Glyph("time", "accent"))
        row.addWidget(self._text, 1)
        row.addWidget(cancel)
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND_MS)
        self._timer.timeout.connect(self.tick)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is shown; empty while nothing is counted."""
        return "" if self.isHidden() else self._text.text()

    def begin(self, action: Action, gesture: str) -> None:
        """Do it once: at once, or after the countdown."""
        self.cancel()
        if not isinstance(action, GOES_TO_FRONT):
            self.due.emit(action, gesture)
            return
        self._waiting, self._left_s = (action, gesture), WAIT_S
        self._tell()
        self.show()
        announce(self, self._text.text())
        self._timer.start()

    @Slot()
    def tick(self) -> None:
        """A second has passed."""
        self._left_s -= 1
        if self._left_s > 0:
            self._tell()
            return
        waiting = self._waiting
        self.cancel()
        if waiting is not None:
            self.due.emit(*waiting)

    @Slot()
    def cancel(self) -> None:
        """Do nothing."""
        self._waiting = None
        self._timer.stop()
        self.hide()

    def _tell(self) -> None:
        if self._waiting is not None:
            does = described(self._waiting[0])
            self._text.setText(f"In {self._left_s} s: {does}. Click where it shall go.")
