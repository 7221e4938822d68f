"""The page that looks inside: a take played above what the network's gates and memory do with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gesture_app.learning.model_card import ModelFile
from gesture_app.pipeline.messages import Looked
from gesture_app.takes.take import TakeInfo
from gesture_app.ui.page import Page
from gesture_app.ui.pages.inside_choice import SubjectChoice
from gesture_app.ui.pages.inside_comparison import ComparisonView
from gesture_app.ui.pages.inside_gates import GatesView, summary
from gesture_app.ui.places import INSIDE
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card, Scroll
from gesture_app.ui.widgets.empty_state import EmptyState
from gesture_app.ui.widgets.growing import GrowingWidth
from gesture_app.ui.widgets.segmented import Segmented
from gesture_app.ui.widgets.take_player import TakePlayer, sequence_times_s
from gesture_app.ui.widgets.text import Text

_LEFT_WIDTH = 300
_PLAYER_HEIGHT = 300
_MOST_LAYERS = 4  # that a model may have
_GATES, _MEMORY = "gates", "memory"
_HOW_TO_READ = (
    "The network reads a take step by step, 20 times a second. Each of its units has a memory. At every step three "
    "gates, between 0 and 1, decide what becomes of it: how much is kept, how much of the new is written, and how much "
    "the rest gets to see.\n\nA row of a picture is a unit, the same one in all pictures; those whose memory is "
    "positive at its strongest stand on top, negative ones at the bottom. A column is a moment: drag through any "
    "picture to go there."
)


class InsidePage(Page):
    """Opened on top of the Train page; Back or Escape leads there again."""

    place = INSIDE

    back_wanted = Signal()
    record_wanted = Signal()
    look_wanted = Signal(object, object)
    """A model's file and a `Subject`."""
    compare_wanted = Signal(object)
    """A model's file."""
    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models: tuple[Sequence[ModelFile], Path | None] = ((), None)
        self._in_view = False
        self._has_arrived = False  # just now; the first look is for the keyboard's focus to go to the player
        self._mirrored = True
        self._looked: Looked | None = None
        self._gates: GatesView | None = None  # made by the first look: plotting would cost the window's start
        self._comparison: ComparisonView | None = None
        self._choice = SubjectChoice()
        self._choice.changed.connect(self._ask)
        self._player = TakePlayer(trims=False)
        self._player.frame_shown.connect(self._frame_shown)
        self._view = Segmented("Show", [(_GATES, "Gates and memory"), (_MEMORY, "How long it remembers")])
        self._view.choose(_GATES)
        self._view.chosen.connect(self._show_view)
        self._layer = Segmented(
            "Layer", [(str(number), f"Layer {number + 1}") for number in range(_MOST_LAYERS)]
        )
        self._layer.choose("0")
        self._layer.hide()
        self._layer.chosen.connect(self._show_layer)
        self._words = Text("", "body", wrap=True)
        self._pictures = Scroll(spacing=0)
        self._build()
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.activated.connect(self.back_wanted)

    def _build(self) -> None:
        back = Button("Train", "back", name="Back to Train")
        back.clicked.connect(self.back_wanted)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(back)
        head.addWidget(Text(self.place.title, "title"))
        head.addStretch()
        head.addWidget(self._choice)
        self._no_model = EmptyState(
            "train", "No model to look into yet", "Train one first: then this page shows how it decides.",
            "Go to Train", "train",
        )  # fmt: skip
        self._no_model.action.connect(self.back_wanted)
        self._no_take = EmptyState(
            "record", "No take to look at", "Record a take of a gesture, and see what the network does with it.",
            "Record gestures", "record",
        )  # fmt: skip
        self._no_take.action.connect(self.record_wanted)
        self._trouble = EmptyState("info", "Nothing to see in this take", "")
        self._right = QStackedWidget()
        work = QWidget()
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._left_column())
        row.addWidget(self._right, 1)
        self._right.addWidget(self._right_card())
        self._right.addWidget(self._trouble)
        self._whole = QStackedWidget()
        for widget in (work, self._no_model, self._no_take):
            self._whole.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 16)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self._whole, 1)

    def _left_column(self) -> QWidget:
        take = Card(margin=14)
        take.body.addWidget(self._player, 1)
        take.setMinimumHeight(_PLAYER_HEIGHT)
        reading = Card("How to read this", margin=16)
        explanation = Scroll()  # there may be little room
        explanation.column.addWidget(Text(_HOW_TO_READ, "small", wrap=True))
        explanation.column.addStretch()
        reading.body.addWidget(explanation)
        left = QWidget()
        GrowingWidth(left, _LEFT_WIDTH, widest=1.3)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(take, 1)
        column.addWidget(reading, 1)
        return left

    def _right_card(self) -> QWidget:
        card = Card(margin=14)
        choices = QHBoxLayout()
        choices.addWidget(self._view)
        choices.addStretch()
        choices.addWidget(self._layer)
        card.body.addLayout(choices)
        card.body.addWidget(self._pictures, 1)
        self._words.setMinimumHeight(2 * self._words.fontMetrics().lineSpacing())  # so that nothing jumps
        card.body.addWidget(self._words)
        return card

    # --- what the window tells ------------------------------------------------------------------------

    def set_models(self, models: Sequence[ModelFile], in_use: Path | None) -> None:
        """All models there are, newest first, and the file of the one in use."""
        self._models = models, in_use
        chosen = self._choice.model
        stays = self._in_view and chosen is not None and any(model.file == chosen.file for model in models)
        self._choice.set_models(models, chosen.file if stays and chosen is not None else in_use)

    def set_takes(self, takes: Sequence[TakeInfo]) -> None:
        """All recorded takes, oldest first."""
        self._choice.set_takes(takes)

    def set_mirrored(self, mirrored: bool) -> None:
        """Draw hands as the live view does; from the next look on."""
        self._mirrored = mirrored

    def choose(self, gesture: str, take_id: str = "") -> None:
        """Look at this take, or at the newest of this gesture."""
        self._choice.choose(gesture, take_id)

    def show_look(self, looked: Looked) -> None:
        """Show what the model does with the take that was asked for."""
        model = self._choice.model
        if (
            not self._in_view
            or model is None
            or (looked.model, looked.subject) != (model.file, self._choice.subject)
        ):
            return  # another one was chosen meanwhile
        same_take = self._looked is not None and self._looked.subject == looked.subject
        self._looked = looked
        if not same_take:
            self._player.set_sequence(looked.sequence, mirrored=self._mirrored)
        if self._has_arrived:
            self._player.take_focus()
            self._has_arrived = False
        if looked.insight is None:
            self.show_failure("No hand was seen in it. Choose another take.")
            return
        self._layer.offer(len(looked.insight.layers))
        self._layer.setVisible(len(looked.insight.layers) > 1)
        self._right.setCurrentIndex(0)
        self._draw()

    def show_failure(self, sentence: str) -> None:
        """The look came to nothing, and why."""
        self._trouble.set_sentence(sentence)
        self._right.setCurrentWidget(self._trouble)

    def show_comparison_progress(self, done: float) -> None:
        if self._comparison is not None:
            self._comparison.show_progress(done)

    def show_comparison_ended(self, sentence: str) -> None:
        """The comparison is over: looks bring it from now on, or the sentence says why not."""
        if self._comparison is not None:
            self._comparison.show_ended(sentence)
        if not sentence:
            self._ask()

    def entered(self) -> None:
        self._in_view = True
        models, in_use = self._models
        self._choice.set_models(models, in_use)  # asks for a look
        self._has_arrived = True

    def left(self) -> None:
        self._in_view = False
        self._player.pause()
        self.cancel_wanted.emit()

    # --- inside ---------------------------------------------------------------------------------------

    @Slot()
    def _ask(self) -> None:
        if not self._in_view:
            return
        model, subject = self._choice.model, self._choice.subject
        self._choice.setVisible(model is not None and subject is not None)
        if model is None:
            self._whole.setCurrentWidget(self._no_model)
        elif subject is None:
            self._whole.setCurrentWidget(self._no_take)
        else:
            self._whole.setCurrentIndex(0)
            if self._looked is None:
                self._words.setText("Looking inside …")
            self.look_wanted.emit(model.file, subject)

    def _views(self) -> tuple[GatesView, ComparisonView]:
        if self._gates is None or self._comparison is None:
            self._gates, self._comparison = GatesView(), ComparisonView()
            for view in (self._gates, self._comparison):
                view.time_picked.connect(self._time_picked)
                view.pointed.connect(self._pointed)
                self._pictures.column.addWidget(view)
            self._comparison.compare_wanted.connect(self._compare)
            self._comparison.cancel_wanted.connect(self.cancel_wanted)
            self._show_view()
        return self._gates, self._comparison

    def _draw(self) -> None:
        if self._looked is None or self._looked.insight is None:
            return
        gates, comparison = self._views()
        layer = int(self._layer.choice)
        gates.show_insight(self._looked.insight, layer, self._looked.sequence.duration_s)
        comparison.show_insight(self._looked.insight, self._looked.twins, layer)
        self._frame_shown(self._player.shown_frame)

    @Slot()
    def _show_view(self) -> None:
        if self._gates is not None and self._comparison is not None:
            self._gates.setVisible(self._view.choice == _GATES)
            self._comparison.setVisible(self._view.choice == _MEMORY)

    @Slot()
    def _show_layer(self) -> None:
        self._draw()

    @Slot(int)
    def _frame_shown(self, frame: int) -> None:
        looked = self._looked
        if looked is None or looked.insight is None or self._gates is None or self._comparison is None:
            return
        time_s = float(sequence_times_s(looked.sequence)[frame])
        self._gates.set_cursor(time_s)
        self._comparison.set_cursor(time_s)
        self._words.setText(summary(looked.insight, int(self._layer.choice), time_s))

    @Slot(float)
    def _time_picked(self, time_s: float) -> None:
        if self._looked is not None:
            times_s = sequence_times_s(self._looked.sequence)
            self._player.show_frame(int(np.abs(times_s - time_s).argmin()))
            self._player.take_focus()

    @Slot(str)
    def _pointed(self, words: str) -> None:
        if words:
            self._words.setText(words)
        else:
            self._frame_shown(self._player.shown_frame)

    @Slot()
    def _compare(self) -> None:
        model = self._choice.model
        if model is not None:
            self.compare_wanted.emit(model.file)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Space:
            self._player.toggle()
        elif step is not None:
            self._player.show_frame(self._player.shown_frame + step)
        else:
            super().keyPressEvent(event)
