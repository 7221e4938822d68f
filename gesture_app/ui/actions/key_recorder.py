"""A field for keys that are pressed together: recorded by pressing them, or typed by name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from gesture_app.actions.key_names import key_problem, keys_of
from gesture_app.ui.actions.key_names import chord_of, is_modifier
from gesture_app.ui.widgets.announce import announce
from gesture_app.ui.widgets.button import Button

_MOST_KEYS = 6


class KeyRecorder(QWidget):
    """`ctrl+shift+t`, with a button that listens for one chord."""

    changed = Signal()
    settled = Signal()
    """What is filled in is meant: recorded, taken away, or typed to its end."""

    def __init__(self, name: str, *, may_be_empty: bool = False) -> None:
        """`may_be_empty`: no keys at all are no problem."""
        super().__init__()
        self._may_be_empty = may_be_empty
        self._line = QLineEdit()
        self._line.setAccessibleName(f"{name}, by name")
        self._line.setPlaceholderText("ctrl+shift+t")
        self._line.setMaxLength(120)
        self._line.textEdited.connect(self.changed)
        self._line.editingFinished.connect(self.settled)
        self._listener = _Listener(name)
        self._listener.heard.connect(self._heard)
        self._clear = Button("", "close", kind="quiet", name=f"{name}: none")
        self._clear.clicked.connect(self._cleared)
        if not may_be_empty:
            self._clear.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._line, 1)
        row.addWidget(self._clear)
        row.addWidget(self._listener)
        self.setFocusProxy(self._line)

    @property
    def keys(self) -> tuple[str, ...]:
        """What is filled in, by name."""
        return keys_of(self._line.text())

    def set_keys(self, keys: tuple[str, ...]) -> None:
        """Show keys without telling anyone."""
        with QSignalBlocker(self._line):
            self._line.setText("+".join(keys))

    def problem(self) -> str:
        """What is wrong with what is filled in, a sentence; empty: nothing."""
        keys = self.keys
        if not keys:
            return "" if self._may_be_empty else "Press “Record”, then the keys."
        if len(keys) > _MOST_KEYS:
            return f"At most {_MOST_KEYS} keys can be pressed together."
        return next((problem for key in keys if (problem := key_problem(key))), "")

    @Slot(tuple)
    def _heard(self, keys: tuple[str, ...]) -> None:
        self.set_keys(keys)
        announce(self, f"Heard {' '.join(keys)}")
        self.changed.emit()
        self.settled.emit()

    @Slot()
    def _cleared(self) -> None:
        self.set_keys(())
        self.changed.emit()
        self.settled.emit()


class _Listener(Button):
    """A button that hears one chord after it was pressed; whatever it hears does nothing else."""

    heard = Signal(tuple)

    _listening = False  # events come before the constructor is done

    def __init__(self, name: str) -> None:
        super().__init__("Record", "record", name=f"{name}: record by pressing them")
        self._chord: tuple[str, ...] = ()
        self.clicked.connect(self._begin)

    @Slot()
    def _begin(self) -> None:
        self._listening, self._chord = True, ()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setText("Press the keys …")
        announce(self, "Press the keys.")

    def _end(self) -> None:
        self._listening = False
        self.setText("Record")

    def event(self, event: QEvent) -> bool:
        """Keys are taken before shortcuts, Tab and the window itself get them."""
        if self._listening and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
                self._pressed(event)
            elif event.type() == QEvent.Type.KeyRelease and self._chord:
                self._tell()  # modifiers alone
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._end()
        super().focusOutEvent(event)

    def _pressed(self, event: QKeyEvent) -> None:
        self._chord = chord_of(event)
        if not is_modifier(event) and self._chord:
            self._tell()

    def _tell(self) -> None:
        self._end()
        self.heard.emit(self._chord)
