"""What came out of a training: how much is recognised, what would help, what is taken for what."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from gesture_app.learning.model_card import HeldOutReport, ModelCard
from gesture_app.ui.widgets.card import Card, Scroll
from gesture_app.ui.widgets.coach_card import CoachCard
from gesture_app.ui.widgets.confusion import ConfusionMatrix
from gesture_app.ui.widgets.recall_bars import Recall, RecallBars
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.wording import count_of

_TESTED = {
    "session": "The test takes came from another sitting than the takes it learned from, "
    "so this is about what to expect on another day.",
    "take": "The test takes came from the same sittings as the takes it learned from.",
}


class TrainingResult(Scroll):
    """The report of a trained model, for reading rather than for statistics."""

    cell_clicked = Signal(str, str)
    """What was shown and what was recognised: whoever listens can show those takes."""
    show_wanted = Signal(list)
    """Takes that the coach is talking of, by name."""
    drop_wanted = Signal(str)
    """A take to move to the bin."""

    def __init__(self) -> None:
        super().__init__()
        self._share = Text("", "title")
        self._sentence = Text("", "heading", wrap=True)
        self._tested = Text("", "muted", wrap=True)
        self._coach = CoachCard()
        self._coach.show_wanted.connect(self.show_wanted)
        self._coach.drop_wanted.connect(self.drop_wanted)
        self._recalls = RecallBars()
        self._matrix = ConfusionMatrix()
        self._matrix.cell_clicked.connect(self.cell_clicked)
        self.column.addWidget(self._summary())
        self.column.addWidget(self._coach)
        self.column.addLayout(self._details())
        self.column.addStretch()

    def _summary(self) -> QFrame:
        card = Card()
        card.setAccessibleName("Result of the training")
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self._share)
        top.addWidget(self._sentence, 1)
        card.body.addLayout(top)
        card.body.addWidget(self._tested)
        return card

    def _details(self) -> QHBoxLayout:
        self._recall_card = Card("Each gesture")
        self._recall_card.body.addWidget(self._recalls)
        self._recall_card.body.addStretch()
        self._confusion_card = Card("What is taken for what")
        self._confusion_card.body.addWidget(self._matrix, 1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._recall_card, 2)
        row.addWidget(self._confusion_card, 3)
        return row

    def show_card(self, card: ModelCard) -> None:
        """Show what a model says about itself."""
        report = card.report
        self._sentence.setText(told(report))
        for widget in (self._share, self._tested, self._recall_card, self._confusion_card):
            widget.setVisible(report is not None)
        if report is not None:
            self._share.setText(f"{report.accuracy:.0%}")
            self._tested.setText(_TESTED[report.validated_by])
            self._recalls.set_recalls(recalls(report))
            self._matrix.set_matrix(report.labels, report.confusion)
        self._coach.set_advice(card.advice)
        self.verticalScrollBar().setValue(0)

    def set_takes(self, known: Collection[str]) -> None:
        """The takes there are; those of the coach that are gone can no longer be shown."""
        self._coach.set_takes(known)


def told(report: HeldOutReport | None) -> str:
    """The accuracy in a sentence."""
    if report is None:
        return "Your gestures are learned, but there were too few takes to set some aside for a test."
    recognised = sum(row[index] for index, row in enumerate(report.confusion))
    total = sum(map(sum, report.confusion))
    if recognised == total:
        return f"All {count_of(total, 'take')} that it had not seen before were recognised."
    return f"{recognised} of {count_of(total, 'take')} that it had not seen before were recognised."


def recalls(report: HeldOutReport) -> list[Recall]:
    """Of each gesture's held-out takes, how many were recognised; gestures without any are left out."""
    return [
        Recall(label, row[index], sum(row))
        for index, (label, row) in enumerate(zip(report.labels, report.confusion, strict=True))
        if sum(row)
    ]
