"""The Train page: from takes to a model with one button."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gesture_app.learning.model_card import ModelCard, ModelFile
from gesture_app.ui.focus import holds_focus
from gesture_app.ui.page import Page
from gesture_app.ui.places import TRAIN
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card
from gesture_app.ui.widgets.empty_state import EmptyState
from gesture_app.ui.widgets.gesture_picker import GesturePicker
from gesture_app.ui.widgets.growing import GrowingWidth
from gesture_app.ui.widgets.model_list import ModelList
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.widgets.training_progress import TimedProgress, TrainingProgressCard
from gesture_app.ui.widgets.training_result import TrainingResult

_LEFT_WIDTH = 360


class TrainPage(Page):
    """Choose gestures, train, read how well it works, choose among the models there are."""

    place = TRAIN

    train_requested = Signal(list)
    """Names of the gestures to learn."""
    cancel_requested = Signal()
    record_wanted = Signal()
    """Nothing to learn from yet: the user wants to record."""
    choice_changed = Signal(list)
    """Names of the gestures now checked; whether they can be trained on is told by `set_refusal`."""
    either_hand_changed = Signal(list)
    """Names of the gestures that may be made with either hand."""
    model_chosen = Signal(str)
    """Path of a model to use."""
    mistake_clicked = Signal(str, str)
    """A cell of the confusion matrix: what was shown, what was recognised."""
    takes_wanted = Signal(list)
    """Takes to look at, by name."""
    drop_wanted = Signal(str)
    """A take to move to the bin."""
    own_model_wanted = Signal(str)
    """Path of a ready-made model that is to learn the user's version of its signs."""
    inside_wanted = Signal()
    """To see what the network does with a take."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._running = False
        self._refusal: str | None = None
        self._picker = GesturePicker()
        self._picker.changed.connect(self._choice_changed)
        self._picker.either_hand_changed.connect(self._either_hand_changed)
        self._why_not = Text("", "small", wrap=True)
        self._train = Button("Train", "train", kind="primary", large=True)
        self._train.clicked.connect(self._ask_train)
        self._train.setToolTip("Ctrl+Return")
        self._train_key = QShortcut(QKeySequence("Ctrl+Return"), self)
        self._train_key.activated.connect(self._train.click)
        self._models = ModelList()
        self._models.chosen.connect(self.model_chosen)
        self._models.own_wanted.connect(self.own_model_wanted)
        self._inside = Button("Look inside", "inside")
        self._inside.setToolTip("See what the network does while it reads a take")
        self._inside.clicked.connect(self.inside_wanted)
        self._progress = TrainingProgressCard()
        self._progress.cancel_requested.connect(self.cancel_requested)
        self._result = TrainingResult()
        self._result.cell_clicked.connect(self.mistake_clicked)
        self._result.show_wanted.connect(self.takes_wanted)
        self._result.drop_wanted.connect(self.drop_wanted)
        self._ready = EmptyState(
            "train",
            "Ready to learn",
            "Choose the gestures on the left and press Train. It takes from seconds to a few minutes, and "
            "then says how well each gesture is recognised.",
        )
        self._failed = EmptyState("usable", "Training did not work", "")
        self._cancelled = EmptyState(
            "info", "Training was stopped", "Nothing has changed: the model in use is the one from before."
        )
        self._build()
        self.set_gestures([])

    def _build(self) -> None:
        self._empty = EmptyState(
            "record",
            "Nothing to learn from yet",
            "First record a few takes of at least two gestures. Five of each are a good start.",
            "Record gestures",
            "record",
        )
        self._empty.action.connect(self.record_wanted)
        self._views = QStackedWidget()
        for view in (self._empty, self._ready, self._progress, self._result, self._failed, self._cancelled):
            self._views.addWidget(view)
        work = QWidget()
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._left_column())
        row.addWidget(self._views, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(16)
        column.addWidget(Text(self.place.title, "title"))
        column.addWidget(work, 1)

    def _left_column(self) -> QWidget:
        self._gestures = gestures = Card()
        gestures.body.addWidget(self._picker, 1)
        gestures.body.addWidget(self._why_not)
        gestures.body.addWidget(self._train)
        models = Card("Models")
        models.body.addWidget(self._models, 1)
        models.body.addWidget(self._inside)
        left = QWidget()
        GrowingWidth(left, _LEFT_WIDTH, widest=1.4)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(gestures, 7)
        column.addWidget(models, 6)
        return left

    def set_gestures(self, gestures: Sequence[tuple[str, int, bool]]) -> None:
        """What there is to learn: (name, number of takes, whether it is the class of no gesture)."""
        self._picker.set_gestures(gestures)
        some = any(takes for _, takes, _ in gestures) or self._running
        self._gestures.setVisible(some)
        if not some:
            self._views.setCurrentWidget(self._empty)
        elif self._views.currentWidget() is self._empty:
            self._views.setCurrentWidget(self._ready)
        self._update_button()

    def set_either_hand(self, names: Collection[str]) -> None:
        """The gestures that may be made with either hand."""
        self._picker.set_either_hand(names)

    def set_takes(self, known: Collection[str]) -> None:
        """Names of the takes there are: the coach offers nothing for those that are gone."""
        self._result.set_takes(known)

    def set_refusal(self, sentence: str | None) -> None:
        """Why the checked gestures cannot be trained on yet, in a sentence; None if they can."""
        self._refusal = sentence
        self._update_button()

    def set_models(
        self, models: Sequence[ModelFile], in_use: Path | None, own_signs: Mapping[Path, int] | None = None
    ) -> None:
        """All models there are, the file of the one in use, and of how many signs of each the user has takes."""
        self._models.set_models(models, in_use, own_signs or {})

    @property
    def chosen(self) -> list[str]:
        """Names of the checked gestures."""
        return self._picker.chosen

    def show_started(self) -> None:
        """A training has begun."""
        had_focus = holds_focus(self)
        self._set_running(True)
        self._progress.start()
        self._views.setCurrentWidget(self._progress)
        if had_focus:  # what had it can be used no more; what can is Cancel
            self._progress.take_focus()

    def show_progress(self, progress: TimedProgress) -> None:
        """One more round of the training is done."""
        if not self._running:
            self.show_started()
        self._progress.add(progress)

    def show_trained(self, card: ModelCard) -> None:
        """The training is over and this is what came out."""
        self._result.show_card(card)
        self._show_end(self._result)

    def show_failure(self, sentence: str) -> None:
        """The training came to nothing, and why."""
        self._failed.set_sentence(sentence)
        self._show_end(self._failed)

    def show_cancelled(self) -> None:
        """The user stopped the training."""
        self._show_end(self._cancelled)

    def _show_end(self, view: QWidget) -> None:
        had_focus = holds_focus(self._progress)
        self._set_running(False)
        if had_focus:
            self._train.setFocus()
        self._views.setCurrentWidget(view)

    def _set_running(self, running: bool) -> None:
        self._running = running
        self._picker.setEnabled(not running)
        self._update_button()

    def _update_button(self) -> None:
        refusal = self._refusal
        if refusal is None and not self._picker.chosen:
            refusal = "Check the gestures to learn."
        self._train.setEnabled(refusal is None and not self._running)
        self._train.setText("Training …" if self._running else "Train")
        self._why_not.setText("" if self._running else refusal or "")
        self._why_not.setVisible(bool(self._why_not.text()))

    @Slot()
    def _choice_changed(self) -> None:
        self._update_button()
        self.choice_changed.emit(self._picker.chosen)

    @Slot()
    def _either_hand_changed(self) -> None:
        self.either_hand_changed.emit(self._picker.either_hand)

    @Slot()
    def _ask_train(self) -> None:
        self.show_started()
        self.train_requested.emit(self._picker.chosen)
