"""What was done last, and the way to why."""

from __future__ import annotations

from collections import deque
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.pipeline.acting.messages import ActionDone
from gesture_app.ui.actions.words import clock_told
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card
from gesture_app.ui.widgets.glyph import Glyph, Tint
from gesture_app.ui.widgets.text import Text

_MOST = 12
_OUTCOMES: dict[str, tuple[str, Tint]] = {
    "done": ("good", "good"),
    "failed": ("poor", "poor"),
    "ended": ("poor", "poor"),
    "limited": ("usable", "usable"),
}


class RecentList(Card):
    """The newest first; only as many as one would look through."""

    why_wanted = Signal(int)
    """Number of a firing; 0: the last half minute."""

    def __init__(self) -> None:
        super().__init__("Done last")
        self._entries: deque[_Entry] = deque()
        self._waiting: list[tuple[ActionDone, datetime]] = []  # until the pointer has left
        self._more = Text("", "badge")
        self._more.hide()
        self._empty = Text("What gestures did is listed here, with why they did it.", "muted", wrap=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        self._look = Button("Look at the last half minute", "time", kind="quiet")
        self._look.setToolTip("Why did something fire, or why not?")
        self._look.clicked.connect(self._looked)
        self.body.addWidget(self._more, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._empty)
        self.body.addLayout(self._column)
        self.body.addWidget(self._look, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    @property
    def entries(self) -> int:
        """How many are listed."""
        return len(self._entries)

    def add(self, done: ActionDone, now: datetime) -> None:
        """List what came of a firing; `now` is aware.

        While the pointer is over the list nothing moves away from under it.
        """
        if self.underMouse():
            self._waiting.append((done, now))
            self._more.setText(f"{len(self._waiting)} more since")
            self._more.show()
        else:
            self._list(done, now)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        waiting, self._waiting = self._waiting[-_MOST:], []
        self._more.hide()
        for done, now in waiting:
            self._list(done, now)

    def _list(self, done: ActionDone, now: datetime) -> None:
        entry = _Entry(done, now)
        entry.why_wanted.connect(self.why_wanted)
        self._entries.appendleft(entry)
        self._column.insertWidget(0, entry)
        self._empty.hide()
        if len(self._entries) > _MOST:
            oldest = self._entries.pop()
            self._column.removeWidget(oldest)
            oldest.hide()
            oldest.deleteLater()

    @Slot()
    def _looked(self) -> None:
        self.why_wanted.emit(0)


class _Entry(QWidget):
    """What was done, when, what came of it; a try needs no why."""

    why_wanted = Signal(int)

    def __init__(self, done: ActionDone, now: datetime) -> None:
        super().__init__()
        result, firing = done.result, done.result.firing
        self._number = firing.number
        tried = firing.phase == "try"
        icon, tint = _OUTCOMES[result.outcome]
        about = " · ".join(
            [clock_told(result.at, now), "tried" if tried else f"{firing.confidence:.0%} sure"]
        )
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Text(firing.gesture or "Tried", "strong", wrap=True))
        words.addWidget(Text(done.described, wrap=True))
        if result.sentence:
            words.addWidget(Text(result.sentence, tint if tint in ("poor", "usable") else "small", wrap=True))
        words.addWidget(Text(about, "small"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Glyph(icon, tint), alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        if not tried:
            why = Button("Why?", "why", name=f"Why did “{firing.gesture}” fire?")
            why.clicked.connect(self._asked)
            row.addWidget(why, alignment=Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(f"{firing.gesture}: {done.described}. {result.sentence or 'Done'}. {about}")

    @Slot()
    def _asked(self) -> None:
        self.why_wanted.emit(self._number)
