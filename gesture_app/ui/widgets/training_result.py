"""What came out of a training: how much is recognised, what is weak, what is taken for what."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.learning.model_card import HeldOutReport, ModelCard
from gesture_app.ui import theme
from gesture_app.ui.icons import paint_icon
from gesture_app.ui.widgets.card import Card, Scroll
from gesture_app.ui.widgets.confusion import ConfusionMatrix
from gesture_app.ui.widgets.recall_bars import Recall, RecallBars
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.wording import count_of

_TESTED = {
    "session": "The test takes came from another sitting than the takes it learned from, "
    "so this is about what to expect on another day.",
    "take": "The test takes came from the same sittings as the takes it learned from.",
}

_STRONG = 0.9  # a report without a weak gesture may still be a poor one


class TrainingResult(Scroll):
    """The report of a trained model, for reading rather than for statistics."""

    cell_clicked = Signal(str, str)
    """What was shown and what was recognised: whoever listens can show those takes."""

    def __init__(self) -> None:
        super().__init__()
        self._share = Text("", "title")
        self._sentence = Text("", "heading", wrap=True)
        self._tested = Text("", "muted", wrap=True)
        self._weak = QVBoxLayout()
        self._weak.setSpacing(8)
        self._recalls = RecallBars()
        self._matrix = ConfusionMatrix()
        self._matrix.cell_clicked.connect(self.cell_clicked)
        self.column.addWidget(self._summary())
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
        card.body.addLayout(self._weak)
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
        self._show_weak(report)
        self.verticalScrollBar().setValue(0)

    def _show_weak(self, report: HeldOutReport | None) -> None:
        while (item := self._weak.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.deleteLater()
        if report is None:
            return
        for sentence in report.weak:
            self._weak.addWidget(_Advice("usable", sentence))
        if not report.weak and report.accuracy >= _STRONG:
            self._weak.addWidget(_Advice("good", "No gesture stands out as weak."))


class _Advice(QWidget):
    """A sentence with an icon before it."""

    def __init__(self, icon: str, sentence: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(_Icon(icon), alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(sentence, wrap=True), 1)


class _Icon(QWidget):
    """A verdict's icon in its colour."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(QSize(20, 20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_icon(painter, self._icon, getattr(theme.current(), self._icon), QRectF(self.rect()))
        painter.end()


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
