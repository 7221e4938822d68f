"""One gesture and what it does, as a row."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.actions.binding import Binding
from gesture_app.actions.describing import described, gesture_sentence
from gesture_app.ui.actions.chip import PromiseChip
from gesture_app.ui.actions.kinds import kind_of
from gesture_app.ui.actions.picture import GesturePicture
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.glyph import Glyph
from gesture_app.ui.widgets.switch import Switch
from gesture_app.ui.widgets.text import Text

_READ_FIRST = "This profile came from a file: read what it does first."


class BindingRow(QWidget):
    """The gesture with its picture, the action in words, the promise, and what can be done about it."""

    edit_wanted = Signal(str)
    """The binding's id."""
    try_wanted = Signal(str)
    switched = Signal(str, bool)

    def __init__(self, binding: Binding) -> None:
        super().__init__()
        self._binding = binding
        self._picture = GesturePicture(binding.gesture)
        self._gesture, self._chip = Text(binding.gesture, "strong"), PromiseChip()
        self._icon, self._does = Glyph("actions", "muted", size=1.1), Text("", wrap=True)
        self._when = Text("", "small", wrap=True)
        self._last = ""
        self._try = Button("Try", "play")
        self._edit = Button("", "rename", name="Change")
        self._on = Switch("In use")
        self._try.clicked.connect(self._tried)
        self._edit.clicked.connect(self._edited)
        self._on.toggled.connect(self._switched)
        self._lay_out()
        self.show_binding(binding)

    def _lay_out(self) -> None:
        head, does = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._gesture)
        head.addWidget(self._chip)
        head.addStretch(1)
        does.setSpacing(7)
        does.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        does.addWidget(self._does, 1)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addLayout(head)
        words.addLayout(does)
        words.addWidget(self._when)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(14)
        row.addWidget(self._picture, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        for control in (self._try, self._edit, self._on):
            row.addWidget(control, alignment=Qt.AlignmentFlag.AlignVCenter)

    @property
    def binding(self) -> Binding:
        """What is shown."""
        return self._binding

    @property
    def verdict(self) -> str:
        """What its chip says."""
        return self._chip.verdict

    def show_binding(self, binding: Binding) -> None:
        """Show it as it is now; it has the same id."""
        self._binding = binding
        self._picture.set_gesture(binding.gesture)
        self._gesture.setText(binding.gesture)
        self._icon.show_icon(kind_of(binding.action).icon, "muted")
        self._does.setText(described(binding.action))
        with QSignalBlocker(self._on):
            self._on.setChecked(binding.enabled)
        self._on.setToolTip("In use" if binding.enabled else "Turned off: this gesture does nothing")
        for part in (self._picture, self._gesture, self._does, self._chip):
            part.setEnabled(binding.enabled)
        self.setAccessibleName(f"{binding.gesture}: {described(binding.action)}")
        self._try.setAccessibleName(f"Try what “{binding.gesture}” does")
        self._edit.setAccessibleName(f"Change what “{binding.gesture}” does")
        self._on.setAccessibleName(f"“{binding.gesture}” is in use")
        self._tell_when()

    def let_try(self, trusted: bool) -> None:
        """Whether it may be tried: not before a person has read what the profile does."""
        self._try.setEnabled(trusted)
        self._try.setToolTip("" if trusted else _READ_FIRST)

    def show_verdict(self, verdict: str) -> None:
        """What was measured of its gesture, see `words.VERDICTS`."""
        self._chip.show_verdict(verdict)

    def show_last(self, when: str) -> None:
        """When it was last done, in words; empty: not since the program was started."""
        self._last = when
        self._tell_when()

    def _tell_when(self) -> None:
        last = f" Last done at {self._last}." if self._last else ""
        self._when.setText(gesture_sentence(self._binding) + last)

    @Slot()
    def _tried(self) -> None:
        self.try_wanted.emit(self._binding.id)

    @Slot()
    def _edited(self) -> None:
        self.edit_wanted.emit(self._binding.id)

    @Slot(bool)
    def _switched(self, on: bool) -> None:
        self.switched.emit(self._binding.id, on)
