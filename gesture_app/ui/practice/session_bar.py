"""The line along the top of a session: how to end it, what it is, and how far one is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.growing import GrowingWidth
from gesture_app.ui.widgets.switch import Switch
from gesture_app.ui.widgets.text import Text


class SessionBar(QWidget):
    """Nothing here asks for attention while somebody signs."""

    end_wanted = Signal()
    by_itself_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._end = Button("End", "close", kind="quiet")
        self._end.setToolTip("Escape. What you have done so far is kept.")
        self._end.clicked.connect(self.end_wanted)
        self._title = Text("", "heading")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress of this session")
        GrowingWidth(self._bar, 160, 320)
        self._place = Text("", "muted")
        self._by_itself = Switch("Go on by itself")
        self._by_itself.setChecked(True)
        self._by_itself.setToolTip("After a sign that was right, go on to the next one without a key")
        self._by_itself.toggled.connect(self.by_itself_changed)
        self._by_itself_text = Text("Go on by itself", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._end)
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self._bar, 2, alignment=Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._place)
        row.addStretch(1)
        row.addWidget(self._by_itself_text)
        row.addWidget(self._by_itself)

    @property
    def goes_on_by_itself(self) -> bool:
        return self._by_itself.isChecked()

    def offer_going_on(self, offered: bool) -> None:
        """Whether there is something to go on to by itself."""
        self._by_itself.setVisible(offered)
        self._by_itself_text.setVisible(offered)

    def show_title(self, title: str) -> None:
        self._title.setText(title)

    def show_progress(self, done: int, total: int, words: str = "") -> None:
        """So much is behind; without a total there is no end to show."""
        self._bar.setVisible(total > 0)
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._place.setText(words or (f"{min(done + 1, total)} of {total}" if total else ""))
        self._bar.setAccessibleDescription(self._place.text())
