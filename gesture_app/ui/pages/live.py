"""See yourself, see what is recognised."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.hands.labelled import NONE
from gesture_app.learning.model_card import ModelFile, model_name
from gesture_app.pipeline.messages import LiveResult
from gesture_app.recognition.prediction import GestureEvent
from gesture_app.settings import Settings
from gesture_app.ui.page import Page
from gesture_app.ui.places import LIVE
from gesture_app.ui.stage import Stage
from gesture_app.ui.widgets.bars import ProbabilityBars
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card
from gesture_app.ui.widgets.fields import Choice
from gesture_app.ui.widgets.gesture_label import GestureLabel
from gesture_app.ui.widgets.growing import GrowingWidth
from gesture_app.ui.widgets.model_list import known_by, when
from gesture_app.ui.widgets.switch import Switch
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.widgets.timeline import Timeline

_COST_EVERY_S = 0.5


class LivePage(Page):
    """The picture with the hands on it, the gesture in large letters, the last thirty seconds."""

    place = LIVE

    model_chosen = Signal(str)
    """A model's file; empty: none."""
    source_chosen = Signal(str)
    mirror_chosen = Signal(bool)
    record_wanted = Signal()
    train_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mirrored = True
        self._has_model = False
        self._has_own = False
        self._has_trained = False
        self._in_use: ModelFile | None = None
        self._trainable = False
        self._last_time_s = 0.0
        self._cost_told_s = -math.inf
        self.stage = Stage()
        self._timeline = Timeline()
        self._gesture = GestureLabel()
        self._bars = ProbabilityBars()
        self._sources = Choice("Source", 12)
        self._models = Choice("Model", 12)
        self._mirror = Switch("Mirror view")
        self._cost = Text("", "small")
        self._beginning = Card("", margin=20)
        self._about_model = Card(margin=16)
        self._lay_out()
        self._sources.activated.connect(self._source_picked)
        self._models.activated.connect(self._model_picked)
        self._mirror.toggled.connect(self.mirror_chosen)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(14)
        left.addWidget(self.stage, 1)
        left.addWidget(self._timeline)
        side = QWidget()
        GrowingWidth(side, 330, widest=1.45)
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(14)
        self._recognised = Card(margin=20)
        self._recognised.body.addWidget(self._gesture)
        self._recognised.body.addWidget(self._bars)
        right.addWidget(self._recognised)
        right.addWidget(self._about_what_is_known())
        right.addWidget(self._first_steps())
        right.addStretch(1)
        right.addWidget(self._choices())
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 20, 20, 20)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(side)
        self._show_what_to_do()  # only now: what has no parent yet would be shown as a window of its own

    def _about_what_is_known(self) -> QWidget:
        self._knows = Text("", "muted", wrap=True)
        self._record_own = Button("Record your own", "record")
        self._record_own.clicked.connect(self.record_wanted)
        self._about_model.body.addWidget(self._knows)
        self._train_own = Button("Train", "train")
        self._train_own.clicked.connect(self.train_wanted)
        self._about_model.body.addWidget(self._record_own)
        self._about_model.body.addWidget(self._train_own)
        self._about_model.body.setSpacing(10)
        return self._about_model

    def _first_steps(self) -> QWidget:
        self._steps = Text("", "muted", wrap=True)
        self._to_record = Button("Record a gesture", "record", kind="primary")
        self._to_record.clicked.connect(self.record_wanted)
        self._to_train = Button("Train a model", "train", kind="primary")
        self._to_train.clicked.connect(self.train_wanted)
        self._beginning.body.addWidget(Text("Three steps to your first gesture", "heading", wrap=True))
        self._beginning.body.addWidget(self._steps)
        self._beginning.body.addWidget(self._to_record)
        self._beginning.body.addWidget(self._to_train)
        self._steps.setText(
            "1.  Record two gestures, five takes each.\n2.  Train: one button, a few seconds.\n"
            "3.  Come back here and be recognised."
        )
        return self._beginning

    def _choices(self) -> QWidget:
        card = Card(margin=16)
        for words, field in (("Source", self._sources), ("Model", self._models)):
            card.body.addWidget(Text(words, "small"))
            card.body.addWidget(field)
        row = QHBoxLayout()
        row.addWidget(Text("Mirror view"))
        row.addStretch(1)
        row.addWidget(self._mirror)
        card.body.addLayout(row)
        card.body.addWidget(self._cost)
        card.body.setSpacing(6)
        return card

    # --- what is shown --------------------------------------------------------------------------------

    def set_settings(self, settings: Settings) -> None:
        self._mirrored = settings.mirror_view
        with QSignalBlocker(self._mirror):
            self._mirror.setChecked(settings.mirror_view)

    def set_sources(self, sources: Sequence[tuple[str, str]], in_use: str) -> None:
        """Sources as (what settings call it, what people call it)."""
        _fill(self._sources, sources, in_use)

    def set_models(self, models: Sequence[ModelFile], in_use: Path | None) -> None:
        self._has_model = in_use is not None
        self._has_own = any(not model.ready_made for model in models)
        self._has_trained = any(not model.ready_made and not model.at_once for model in models)
        choices = [(str(model.file), _called(model)) for model in models]
        if not choices:
            choices = [("", "No model yet")]
        elif in_use is None:
            choices.insert(0, ("", "Choose a model"))
        _fill(self._models, choices, "" if in_use is None else str(in_use))
        self._models.setEnabled(bool(models))
        self._in_use = next((model for model in models if model.file == in_use), None)
        self._show_what_to_do()

    def _what_is_recognised(self) -> str:
        """In a sentence or two; empty for a model that the user trained."""
        model = self._in_use
        if model is not None and model.ready_made:
            advice = "" if self._has_own else " Record your own, or choose another model."
            return f"Recognising {known_by(model)}.{advice}"
        if model is not None and model.at_once:
            more = "Train for more." if self._trainable else "Record another gesture, then train for more."
            return f"Recognising your takes: {model_name(model.card.labels)}. {more}"
        return ""

    def set_trainable(self, trainable: bool) -> None:
        """Whether enough is recorded to train a model."""
        self._trainable = trainable
        self._show_what_to_do()

    def _show_what_to_do(self) -> None:
        self._knows.setText(self._what_is_recognised())
        at_once = self._in_use is not None and self._in_use.at_once
        self._recognised.setVisible(self._has_model)
        self._beginning.setVisible(not self._has_model)
        self._about_model.setVisible(bool(self._knows.text()))
        self._record_own.setVisible(not self._has_own or (at_once and not self._trainable))
        self._record_own.setText("Record another" if at_once else "Record your own")
        self._train_own.setVisible(at_once and self._trainable and not self._has_trained)
        self._to_train.setVisible(self._trainable)
        self._to_record.setVisible(not self._trainable)

    def show_result(self, result: LiveResult) -> None:
        """One instant; nothing here may take long."""
        self.stage.show_result(result, self._mirrored)
        now_s = result.hands.time_s
        if now_s < self._last_time_s:
            self._timeline.reset()
        self._last_time_s = now_s
        self._timeline.add_hands(now_s, result.hands.any_hand)
        self._timeline.set_now(now_s)
        if (
            not 0 <= now_s - self._cost_told_s < _COST_EVERY_S
        ):  # nobody reads faster, and it costs something itself
            self._cost_told_s = now_s
            self._cost.setText(
                f"{result.frames_per_second:.0f} frames a second, {result.delay_s * 1000:.0f} ms behind"
            )
        prediction = result.prediction
        if prediction is None:
            return
        hint = "" if result.hands.any_hand else "No hands in view"
        nothing = prediction.label is None or prediction.label == NONE
        self._gesture.set_gesture(None if nothing else prediction.label, prediction.confidence, hint)
        self._bars.set_ranked(prediction.ranked)

    def show_event(self, event: GestureEvent) -> None:
        self._timeline.add_event(event)

    def source_changed(self) -> None:
        """Another source has another clock."""
        self._timeline.reset()
        self._last_time_s = 0.0
        self._cost.setText("")
        self._cost_told_s = -math.inf

    # --- wishes ---------------------------------------------------------------------------------------

    @Slot(int)
    def _source_picked(self, row: int) -> None:
        self.source_chosen.emit(str(self._sources.itemData(row)))

    @Slot(int)
    def _model_picked(self, row: int) -> None:
        self.model_chosen.emit(str(self._models.itemData(row)))


def _called(model: ModelFile) -> str:
    kind = "ready-made" if model.ready_made else "at once" if model.at_once else when(model.card.created)
    return f"{model.card.name} · {kind}"


def _fill(box: QComboBox, choices: Sequence[tuple[str, str]], chosen: str) -> None:
    with QSignalBlocker(box):
        box.clear()
        for data, words in choices:
            box.addItem(words, data)
        box.setCurrentIndex(max(0, box.findData(chosen)))
