"""What was measured of one gesture: the verdict, three figures, and what to do where it is not fit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.actions.promise_card import PromiseCard
from gesture_app.hands.labelled import NONE
from gesture_app.ui.actions.chip import PromiseChip
from gesture_app.ui.actions.picture import GesturePicture
from gesture_app.ui.actions.promise_words import (
    CERTAINTY,
    card_sentence,
    delay_told,
    fires_told,
    hits_told,
)
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card
from gesture_app.ui.widgets.growing import GrowingWidth
from gesture_app.ui.widgets.side_by_side import SideBySide
from gesture_app.ui.widgets.text import Text

_BESIDE = 760  # pixels from which the figures stand beside the name
_FIGURES_BESIDE = 400  # and beside each other
_NAME_WIDTH = 290


class PromiseCardView(Card):
    """One gesture of the profile."""

    record_wanted = Signal(str)
    """A gesture, or `NONE`, of which takes would help."""
    hold_wanted = Signal(str)
    """The gesture shall have to be held before it acts."""

    def __init__(self, card: PromiseCard) -> None:
        super().__init__(margin=16)
        self._card = card
        self.setAccessibleName(card_sentence(card))
        told = SideBySide(
            _FIGURES_BESIDE,
            (_Figure("False fires", *fires_told(card), tip=CERTAINTY), 5),
            (_Figure("Recognised", *hits_told(card)), 4),
            (_Figure("Delay", *delay_told(card)), 4),
        )
        self.body.addWidget(SideBySide(_BESIDE, (self._head(), 0), (told, 1)))
        if card.advice:
            self._add_advice()

    def _head(self) -> QWidget:
        chip = PromiseChip()
        chip.show_verdict(self._card.verdict)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addStretch(1)
        words.addWidget(Text(self._card.gesture, "strong", wrap=True))
        words.addWidget(chip, alignment=Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        head = QWidget()
        GrowingWidth(head, _NAME_WIDTH, widest=1.4)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(GesturePicture(self._card.gesture), alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return head

    def _add_advice(self) -> None:
        first, *others = self._card.advice
        self.body.addWidget(Text(first, wrap=True))
        for sentence in others:
            self.body.addWidget(Text(sentence, "small", wrap=True))
        buttons = self._buttons()
        if buttons:
            row = QHBoxLayout()
            row.setSpacing(10)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            self.body.addLayout(row)

    def _buttons(self) -> list[Button]:
        """What the advice can be followed with at once."""
        gesture = self._card.gesture
        if self._card.verdict == "accident":
            record = Button("Record “Not a gesture”", "record")
            record.clicked.connect(self._record_none)
            hold = Button("Hold to confirm", "time", name=f"Hold “{gesture}” to confirm")
            hold.setToolTip("It acts only after it was held for a moment.")
            hold.clicked.connect(self._hold)
            return [record, hold]
        if self._card.verdict == "missed":
            record = Button("Record more takes", "record", name=f"Record more takes of “{gesture}”")
            record.clicked.connect(self._record)
            return [record]
        return []

    @Slot()
    def _record_none(self) -> None:
        self.record_wanted.emit(NONE)

    @Slot()
    def _record(self) -> None:
        self.record_wanted.emit(self._card.gesture)

    @Slot()
    def _hold(self) -> None:
        self.hold_wanted.emit(self._card.gesture)


class _Figure(QWidget):
    """A name, a figure, and what it means."""

    def __init__(self, name: str, figure: str, meaning: str, *, tip: str = "") -> None:
        super().__init__()
        self.setToolTip(tip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(Text(name, "small"))
        column.addWidget(Text(figure, "heading"))
        column.addWidget(Text(meaning, "small", wrap=True))
        column.addStretch(1)
