"""The measurement before gestures may act: what will happen, two minutes of life, prompts, and the cards."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gesture_app.pipeline.acting.messages import MeasuringEnded, MeasuringMoved, Promises
from gesture_app.pipeline.messages import LiveResult
from gesture_app.settings import Settings
from gesture_app.ui.actions.measure_choice import MeasureChoice
from gesture_app.ui.actions.measure_now import MeasureNow
from gesture_app.ui.actions.promise import PromiseCards
from gesture_app.ui.actions.promise_words import summary
from gesture_app.ui.stage import Stage
from gesture_app.ui.widgets.announce import announce
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card, Scroll
from gesture_app.ui.widgets.growing import GrowingWidth
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.widgets.way_back import WayBack

_WIDEST = 1400


class MeasureView(QWidget):
    """Opened from the home of the actions. Back or Escape leads there again; it stops a measurement that goes on."""

    back_wanted = Signal()
    measure_wanted = Signal(object, bool)
    """Gestures (tuple of str) to be prompted, and whether life is to be watched anew."""
    request = Signal(str)
    """`skip` or `cancel`, of the measurement that goes on."""
    arm_wanted = Signal()
    """It was measured; now it shall act."""
    record_wanted = Signal(str)
    """A gesture, or `NONE`, of which takes would help."""
    hold_wanted = Signal(str)
    """This gesture shall have to be held before it acts."""
    _left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Measure")
        self._mirrored = True
        self._awaits_cards = False
        self._choice, self._now = MeasureChoice(), MeasureNow()
        self._sentence = Text("", "heading", wrap=True)
        self._cards = PromiseCards()
        self._arm = Button("Arm", "actions", kind="primary", large=True)
        self._complaint = Text("", "poor", wrap=True)
        self._complaint.hide()
        self._views = QStackedWidget()
        for view in (self._choice, self._now, self._result()):
            self._views.addWidget(view)
        self._connect()
        content = QWidget()
        GrowingWidth(content, 0, _WIDEST)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(WayBack(self, "Measure", self._left, to="Actions"))
        column.addWidget(self._complaint)
        column.addWidget(self._views, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 24, 24, 16)
        row.addWidget(content)

    def _connect(self) -> None:
        self._choice.start_wanted.connect(self._begin)
        self._now.request.connect(self.request)
        self._cards.record_wanted.connect(self.record_wanted)
        self._cards.hold_wanted.connect(self.hold_wanted)
        self._arm.clicked.connect(self.arm_wanted)
        self._left.connect(self._leave)

    def _result(self) -> QWidget:
        self._again = Button("Measure again", "measure")
        self._again.clicked.connect(self.open)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._again)
        row.addWidget(self._arm)
        head = Card()
        head.body.addLayout(row)
        scroll = Scroll()
        scroll.column.addWidget(head)
        scroll.column.addWidget(self._cards)
        scroll.column.addStretch()
        return scroll

    # --- what is shown --------------------------------------------------------------------------------

    @property
    def stage(self) -> Stage:
        """The live picture, for the state of source and tracker."""
        return self._now.stage

    @property
    def measuring(self) -> bool:
        """Whether a measurement goes on."""
        return self._views.currentWidget() is self._now

    @Slot()
    def open(self) -> None:
        """Show what will happen and what can be chosen, unless a measurement goes on."""
        if not self.measuring:
            self._complain("")
            self._views.setCurrentWidget(self._choice)
            self._choice.take_focus()

    def set_gestures(self, gestures: Sequence[str], known: Collection[str]) -> None:
        """The gestures of the profile in use, and those that the model in use knows."""
        self._choice.set_gestures(gestures, known)

    def set_settings(self, settings: Settings) -> None:
        self._mirrored = settings.mirror_view
        self._now.set_mirrored(settings.mirror_view)

    def set_promises(self, promises: Promises) -> None:
        """What was measured for the profile in use, before or just now."""
        self._choice.set_promises(promises)
        self._cards.set_cards(promises.cards)
        fit = any(card.verdict == "fit" for card in promises.cards)
        self._sentence.setText(summary(promises))
        self._arm.setEnabled(fit)
        if self._awaits_cards:
            self._awaits_cards = False
            announce(self, summary(promises))

    def show_result(self, result: LiveResult) -> None:
        """One instant of the live view."""
        if self.measuring:
            self._now.stage.show_result(result, self._mirrored)

    def show_moved(self, moved: MeasuringMoved) -> None:
        """Where the measurement stands."""
        if not self.measuring:
            self._start()
        self._now.show_moved(moved)

    def show_ended(self, ended: MeasuringEnded) -> None:
        """It is over: the cards come as `Promises`, before this or after."""
        if ended.done:
            self._awaits_cards = True
            self._views.setCurrentIndex(2)
        else:
            self._views.setCurrentWidget(self._choice)
        self._complain("" if ended.done else ended.sentence)

    # --- what the user does ---------------------------------------------------------------------------

    @Slot(object, bool)
    def _begin(self, gestures: tuple[str, ...], fresh: bool) -> None:
        self._start()
        self.measure_wanted.emit(gestures, fresh)

    def _start(self) -> None:
        self._complain("")
        self._views.setCurrentWidget(self._now)
        self._now.begin()

    @Slot()
    def _leave(self) -> None:
        if self.measuring:
            self.request.emit("cancel")
        self.back_wanted.emit()

    def _complain(self, sentence: str) -> None:
        self._complaint.setText(sentence)
        self._complaint.setVisible(bool(sentence))
        announce(self, sentence)
