"""The measured promise of a profile: a card for each gesture, and how the promise held in use."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gesture_app.actions.promise_card import PromiseCard
from gesture_app.pipeline.acting.messages import Promises
from gesture_app.ui.actions.promise_card import PromiseCardView
from gesture_app.ui.actions.promise_plot import TrendPlot
from gesture_app.ui.actions.promise_words import NOT_ARMED, summary, use_told
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card, Scroll
from gesture_app.ui.widgets.empty_state import EmptyState
from gesture_app.ui.widgets.growing import GrowingWidth
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.widgets.told_card import ToldCard
from gesture_app.ui.widgets.way_back import WayBack

_WIDEST = 1080
_EXPLAINED = (
    "The thresholds were set so that what may act did not fire in this time. So short a time cannot prove that it "
    "never will; the days of use below can."
)


class PromiseCards(QWidget):
    """The cards below each other; also shown at the end of a measurement."""

    record_wanted = Signal(str)
    """A gesture, or `NONE`, of which takes would help."""
    hold_wanted = Signal(str)
    """This gesture shall have to be held before it acts."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[PromiseCard, ...] = ()
        self._views: list[PromiseCardView] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def set_cards(self, cards: Sequence[PromiseCard]) -> None:
        """Show these; the ones that were there before go."""
        if tuple(cards) == self._shown:
            return  # promises come after every firing of the day
        self._shown = tuple(cards)
        for view in self._views:
            self._column.removeWidget(view)
            view.hide()
            view.deleteLater()
        self._views = [PromiseCardView(card) for card in cards]
        for view in self._views:
            view.record_wanted.connect(self.record_wanted)
            view.hold_wanted.connect(self.hold_wanted)
            self._column.addWidget(view)


class PromiseView(QWidget):
    """Opened from the home of the actions; Back or Escape leads there again."""

    back_wanted = Signal()
    measure_wanted = Signal()
    """The user wants to measure, or to measure again."""
    record_wanted = Signal(str)
    """A gesture, or `NONE`, of which takes would help."""
    hold_wanted = Signal(str)
    """This gesture shall have to be held before it acts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("The measured promise")
        self._summary, self._explained = Text("", "heading", wrap=True), Text(_EXPLAINED, "muted", wrap=True)
        self._cards, self._plot = PromiseCards(), TrendPlot()
        self._cards.record_wanted.connect(self.record_wanted)
        self._cards.hold_wanted.connect(self.hold_wanted)
        self._use = Text("", wrap=True)
        self._trend = ToldCard(
            "In use",
            "False fires an hour, counted from the first day: the line. What so much use allows: the band.",
            self._plot,
            content=self._in_use(),
            empty=NOT_ARMED,
        )
        self._empty = EmptyState(
            "measure",
            "Nothing is measured yet",
            "Before gestures may act, you are watched for two minutes while you do what you always do, and then "
            "make each gesture a few times. So you know beforehand what would fire by accident.",
            "Measure now",
            "measure",
        )
        self._empty.action.connect(self.measure_wanted)
        self._build()

    def _in_use(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._use)
        column.addWidget(self._plot)
        return content

    def _build(self) -> None:
        scroll = Scroll()
        scroll.column.addWidget(self._head())
        scroll.column.addWidget(self._cards)
        scroll.column.addWidget(self._trend)
        scroll.column.addStretch()
        self._whole = QStackedWidget()
        self._whole.addWidget(self._empty)
        self._whole.addWidget(scroll)
        content = QWidget()
        GrowingWidth(content, 0, _WIDEST)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(WayBack(self, "The measured promise", self.back_wanted, to="Actions"))
        column.addWidget(self._whole, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 24, 24, 16)
        row.addWidget(content)

    def _head(self) -> Card:
        again = Button("Measure again", "measure")
        again.clicked.connect(self.measure_wanted)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._summary)
        words.addWidget(self._explained)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(again)
        card = Card()
        card.body.addLayout(row)
        return card

    def set_promises(self, promises: Promises) -> None:
        """Show what was measured for the profile in use, and how it held."""
        measured = promises.measured is not None and bool(promises.cards)
        self._whole.setCurrentIndex(1 if measured else 0)
        self._summary.setText(summary(promises))
        self._cards.set_cards(promises.cards)
        day = None if promises.measured is None else promises.measured.astimezone().date()
        self._plot.set_trend(promises.trend, day)
        used = bool(self._plot.points)
        self._use.setText(use_told(promises))
        self._use.setVisible(used)
        self._trend.set_filled(used)
