"""One take in a list of takes."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gesture_app.hands import HandSequence
from gesture_app.ui import theme
from gesture_app.ui.icons import paint_icon
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.filmstrip import Filmstrip
from gesture_app.ui.widgets.side_by_side import SideBySide
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.wording import seconds

Verdict = Literal["good", "usable", "poor"]

_ROW = 300  # pixels from which words and buttons have room beside each other

_WORDS: dict[Verdict, str] = {"good": "Good", "usable": "Usable", "poor": "Poor"}


class TakeCard(QFrame):
    """A take's filmstrip, length and quality, with what can be done to it.

    Enter plays, Delete deletes, T trims; a click or Space selects.
    """

    selected = Signal(str)
    play_requested = Signal(str)
    trim_requested = Signal(str)
    delete_requested = Signal(str)

    def __init__(
        self,
        take_id: str,
        sequence: HandSequence,
        verdict: Verdict,
        remarks: tuple[str, ...] = (),
        *,
        title: str = "",
        mirrored: bool = False,
    ) -> None:
        super().__init__()
        self.take_id = take_id
        self.setProperty("card", "take")
        self.setProperty("selected", "false")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        length = seconds(sequence.duration_s)
        self.setAccessibleName(f"{title or 'Take'}, {length}, {_WORDS[verdict].lower()}")
        self.setAccessibleDescription(" ".join(remarks))
        strip = Filmstrip()
        strip.set_sequence(sequence, mirrored=mirrored)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(8)
        column.addWidget(strip)
        column.addWidget(
            SideBySide(_ROW, (self._words(title, length, verdict), 1), (self._buttons(), 0), spacing=2)
        )
        if remarks:
            column.addWidget(Text(" ".join(remarks), "small", wrap=True))

    def _words(self, title: str, length: str, verdict: Verdict) -> QWidget:
        words, row = _plain_row()
        if title:
            row.addWidget(Text(title, "strong"))
            row.addSpacing(4)
        row.addWidget(Text(length, "strong" if not title else "muted"))
        row.addSpacing(6)
        row.addWidget(_VerdictIcon(verdict))
        row.addWidget(Text(_WORDS[verdict], verdict))
        row.addStretch()
        return words

    def _buttons(self) -> QWidget:
        buttons, row = _plain_row()
        for icon, name, act in (
            ("play", "Play this take", self._play),
            ("trim", "Trim this take", self._trim),
            ("delete", "Move this take to the bin", self._delete),
        ):
            button = Button("", icon, kind="quiet", name=name)
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch()
        return buttons

    def set_selected(self, selected: bool) -> None:
        """Show as the take that is looked at."""
        self.setProperty("selected", "true" if selected else "false")
        self.style().unpolish(self)
        self.style().polish(self)

    @property
    def is_selected(self) -> bool:
        return bool(self.property("selected") == "true")

    @Slot()
    def _play(self) -> None:
        self.play_requested.emit(self.take_id)

    @Slot()
    def _trim(self) -> None:
        self.trim_requested.emit(self.take_id)

    @Slot()
    def _delete(self) -> None:
        self.delete_requested.emit(self.take_id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.selected.emit(self.take_id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._play()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._play()
        elif key == Qt.Key.Key_Space:
            self.selected.emit(self.take_id)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._delete()
        elif key == Qt.Key.Key_T:
            self._trim()
        else:
            super().keyPressEvent(event)


def _plain_row() -> tuple[QWidget, QHBoxLayout]:
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2)
    return widget, row


class _VerdictIcon(QWidget):
    """A tick, a warning triangle or a cross: each verdict has its own shape."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self._verdict = verdict
        self.setFixedSize(QSize(20, 20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, self._verdict, getattr(theme.current(), self._verdict), QRectF(self.rect()))
        painter.end()
