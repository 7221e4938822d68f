"""Which model to look into, and with which take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gesture_app.hands.labelled import NONE
from gesture_app.learning.model_card import ModelFile
from gesture_app.pipeline.inside import Subject, known_to_virtual_hand
from gesture_app.pipeline.own_signs import own_signs
from gesture_app.takes.take import TakeInfo
from gesture_app.ui.pages.inside_subjects import SubjectList
from gesture_app.ui.widgets.fields import Choice
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.wording import shown_name

VIRTUAL_PERFORMANCES = 3
"""Of the virtual hand, to choose from."""


class SubjectChoice(QWidget):
    """Three lists: models, gestures, and the gesture's takes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._models: list[ModelFile] = []
        self._takes: dict[str, list[TakeInfo]] = {}  # by what the user calls their gesture, oldest first
        self._labels: dict[str, str] = {}  # of the model, by what the user calls them
        self._listed = SubjectList()
        self._model_list = Choice("Model", 20)
        self._gestures = Choice("Gesture", 14)
        self._subjects = Choice("Take", 20)
        self._subjects.setModel(self._listed)
        self._model_list.currentIndexChanged.connect(self._model_chosen)
        self._gestures.currentIndexChanged.connect(self._gesture_chosen)
        self._subjects.currentIndexChanged.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for choice in (self._model_list, self._gestures, self._subjects):
            row.addWidget(Text(choice.accessibleName(), "muted"))
            row.addWidget(choice)
            row.addSpacing(8)

    @property
    def model(self) -> ModelFile | None:
        return next((model for model in self._models if model.file == self._model_list.currentData()), None)

    @property
    def subject(self) -> Subject | None:
        """None while there is neither a take nor a gesture that the virtual hand knows."""
        chosen = self._subjects.currentData()
        return chosen if isinstance(chosen, Subject) else None

    def set_models(self, models: Sequence[ModelFile], preferred: Path | None) -> None:
        """The models there are; `preferred` is chosen, or the newest."""
        self._models = list(models)
        with QSignalBlocker(self._model_list):
            self._model_list.clear()
            for model in models:
                self._model_list.addItem(model.card.name, model.file)
            self._model_list.setCurrentIndex(max(self._model_list.findData(preferred), 0))
        self._list_gestures()

    def set_takes(self, takes: Sequence[TakeInfo]) -> None:
        """All recorded takes, oldest first."""
        self._takes = defaultdict(list)
        for take in takes:
            self._takes[take.gesture].append(take)
        self._list_gestures()

    def choose(self, gesture: str, take_id: str = "") -> None:
        """Show this gesture, and this take of it, if they are there."""
        self._gestures.setCurrentIndex(max(self._gestures.findData(gesture), 0))
        wanted = Subject(self._gestures.currentData() or "", take_id) if take_id else None
        self._subjects.setCurrentIndex(self._listed.place_of(wanted) or 0)

    def _list_gestures(self) -> None:
        """What the model has learned comes first, then what else is recorded."""
        before = self._gestures.currentData()
        model = self.model
        self._labels = {} if model is None else own_signs(self._takes, model.card)
        learned = [] if model is None else [label for label in model.card.labels if self._can_show(label)]
        others = set(self._takes) - set(self._labels) - set(learned)
        with QSignalBlocker(self._gestures):
            self._gestures.clear()
            for label in sorted(learned, key=lambda label: (label == NONE, label.casefold())):
                self._gestures.addItem(shown_name(label), label)
            for name in sorted(others, key=str.casefold) if model is not None else ():
                self._gestures.addItem(f"{shown_name(name)} (not learned)", name)
            self._gestures.setCurrentIndex(max(self._gestures.findData(before), 0))
        self._list_subjects()

    def _list_subjects(self) -> None:
        before = self.subject
        gesture = self._gestures.currentData()
        with QSignalBlocker(self._subjects):
            self._listed.show(gesture or "", self._takes_of(gesture), self._performances_of(gesture))
            self._subjects.setCurrentIndex(self._listed.place_of(before) or 0)
        self.changed.emit()

    def _can_show(self, gesture: str) -> bool:
        return bool(self._takes_of(gesture) or self._performances_of(gesture))

    def _takes_of(self, gesture: str | None) -> list[TakeInfo]:
        """Oldest first, whatever the user calls the gesture."""
        called = [name for name in self._takes if self._labels.get(name, name) == gesture]
        takes = [take for name in called for take in self._takes[name]]
        return takes if len(called) < 2 else sorted(takes, key=lambda take: take.id)

    def _performances_of(self, gesture: str | None) -> int:
        shown = gesture is not None and gesture != NONE and known_to_virtual_hand([gesture])
        return VIRTUAL_PERFORMANCES if shown else 0

    @Slot()
    def _model_chosen(self) -> None:
        self._list_gestures()

    @Slot()
    def _gesture_chosen(self) -> None:
        self._list_subjects()
