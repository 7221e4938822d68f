"""A line at the window's foot that says what just happened, with an undo where there is one."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout

from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.text import Text

READING_MS_PER_CHARACTER = 60
SHORTEST_MS = 4000


class NoticeBar(QFrame):
    """Shows one sentence as long as it takes to read it; troubles stay until they are closed."""

    undo_wanted = Signal(str)

    def __init__(self, undo_key: str = "Ctrl+Z") -> None:
        """`undo_key`: what undoes as well, told to who points at the button; empty: nothing."""
        super().__init__()
        self.setProperty("card", "true")
        self._undo_entry = ""
        self._text = Text("", wrap=True)
        self._undo = Button("Undo", "undo", kind="quiet")
        self._undo.setToolTip(f"Undo ({undo_key})" if undo_key else "")
        self._close = Button("", "close", kind="quiet", name="Close this message")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 6, 10, 6)
        row.addWidget(self._text, 1)
        row.addWidget(self._undo)
        row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self._undo.clicked.connect(self.undo)
        self._close.clicked.connect(self.dismiss)
        self.hide()

    def say(self, sentence: str, *, undo_entry: str = "", trouble: bool = False) -> None:
        """Show a sentence; `undo_entry` is the bin's entry that Undo restores."""
        self._text.setText(sentence)
        self._text.setAccessibleName(sentence)
        self._undo_entry = undo_entry
        self._undo.setVisible(bool(undo_entry))
        self.show()
        self._timer.stop()
        if not trouble:
            self._timer.start(max(SHORTEST_MS, READING_MS_PER_CHARACTER * len(sentence)))

    @property
    def sentence(self) -> str:
        """What is shown; empty if nothing is."""
        return "" if self.isHidden() else self._text.text()

    @Slot()
    def undo(self) -> None:
        entry, self._undo_entry = self._undo_entry, ""
        if entry:
            self.dismiss()
            self.undo_wanted.emit(entry)

    @Slot()
    def dismiss(self) -> None:
        self._timer.stop()
        self.hide()
