"""Which model to look into, and with which take."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gesture_app.hands.labelled import NONE
from gesture_app.learning.model_card import ModelFile
from gesture_app.pipeline.inside import Subject, known_to_virtual_hand
from gesture_app.pipeline.own_signs import own_signs
from gesture_app.takes.take import TakeInfo
from gesture_app.ui.pages.take_list import recorded_when
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
        self._takes: list[TakeInfo] = []
        self._labels: dict[str, str] = {}  # of the model, by what the user calls them
        self._model_list = Choice("Model", 20)
        self._gestures = Choice("Gesture", 14)
        self._subjects = Choice("Take", 20)
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
        self._takes = list(takes)
        self._list_gestures()

    def choose(self, gesture: str, take_id: str = "") -> None:
        """Show this gesture, and this take of it, if they are there."""
        self._gestures.setCurrentIndex(max(self._gestures.findData(gesture), 0))
        places = (place for place in range(self._subjects.count()) if self._id_at(place) == take_id)
        self._subjects.setCurrentIndex(next(places, 0))

    def _id_at(self, place: int) -> str:
        subject: Subject = self._subjects.itemData(place)
        return subject.take_id

    def _list_gestures(self) -> None:
        """What the model has learned comes first, then what else is recorded."""
        before = self._gestures.currentData()
        model = self.model
        recorded = {take.gesture for take in self._takes}
        self._labels = {} if model is None else own_signs(recorded, model.card)
        learned = [] if model is None else [label for label in model.card.labels if self._subjects_of(label)]
        others = recorded - set(self._labels) - set(learned)
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
            self._subjects.clear()
            for words, subject in self._subjects_of(gesture) if gesture is not None else ():
                self._subjects.addItem(words, subject)
            same = (
                place for place in range(self._subjects.count()) if self._subjects.itemData(place) == before
            )
            self._subjects.setCurrentIndex(next(same, 0))
        self.changed.emit()

    def _subjects_of(self, gesture: str) -> list[tuple[str, Subject]]:
        """Takes, newest first, then performances of the virtual hand."""
        now = datetime.now().astimezone()
        takes = [
            take for take in reversed(self._takes) if self._labels.get(take.gesture, take.gesture) == gesture
        ]
        found = [
            (recorded_when(take.recorded_at, now) or f"Take {len(takes) - number}", Subject(gesture, take.id))
            for number, take in enumerate(takes)
        ]
        if gesture != NONE and known_to_virtual_hand([gesture]):
            found += [
                (f"Virtual hand, no. {number}", Subject(gesture, performance=number))
                for number in range(1, VIRTUAL_PERFORMANCES + 1)
            ]
        return found

    @Slot()
    def _model_chosen(self) -> None:
        self._list_gestures()

    @Slot()
    def _gesture_chosen(self) -> None:
        self._list_subjects()
