"""The foot of the Record page: how takes are recorded, and what goes on while they are."""

from __future__ import annotations

from typing import get_args

import msgspec
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStackedWidget,
)

from gesture_app.pipeline.recording import RecordingState
from gesture_app.settings import Settings, TakeMode
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card
from gesture_app.ui.widgets.fields import NumberField, SecondsField
from gesture_app.ui.widgets.labelled import labelled
from gesture_app.ui.widgets.side_by_side import SideBySide
from gesture_app.ui.widgets.text import Elided, Text
from gesture_app.ui.wording import shown_name

_MODES: dict[TakeMode, str] = {"fixed": "Set time", "motion": "Movement"}

FIELD_WIDTH = 116
_ROW = 260  # pixels from which fields stand beside each other
NAME_WIDTH = 140  # of a gesture on the button: it must not push the columns beside it out of the window


class RecordControls(QStackedWidget):
    """One side to set up and start, one side to follow and steer the takes in a row."""

    start_wanted = Signal()
    request = Signal(str)
    """`next`, `redo` or `stop`."""
    changed = Signal(Settings)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._settings = Settings()
        self._virtual = False
        self._setup = _SetUp()
        self._progress = _Progress()
        self.addWidget(self._setup)
        self.addWidget(self._progress)
        self._setup.start.clicked.connect(self.start_wanted)
        self._setup.mode.currentIndexChanged.connect(self._edited)
        self._setup.seconds.valueChanged.connect(self._edited)
        self._setup.takes.valueChanged.connect(self._edited)
        self._progress.next.clicked.connect(self._next)
        self._progress.redo.clicked.connect(self._redo)
        self._progress.stop.clicked.connect(self._stop)

    def set_settings(self, settings: Settings) -> None:
        self._settings = settings
        for widget in (self._setup.mode, self._setup.seconds, self._setup.takes):
            widget.blockSignals(True)
        self._setup.mode.setCurrentIndex(list(_MODES).index(self.mode))
        self._setup.seconds.setValue(settings.take_seconds)
        self._setup.takes.setValue(settings.takes_in_a_row)
        for widget in (self._setup.mode, self._setup.seconds, self._setup.takes):
            widget.blockSignals(False)
        self._setup.explain()

    def set_gesture(self, gesture: str) -> None:
        self._setup.set_gesture(gesture)

    @property
    def mode(self) -> TakeMode:
        """How takes end. The virtual hand cannot be told when to begin, so its movement decides."""
        return "motion" if self._virtual else self._settings.take_mode

    def set_virtual(self, virtual: bool) -> None:
        """Whether the virtual hand makes the gesture."""
        self._virtual = self._setup.virtual = self._progress.virtual = virtual
        self._setup.mode.setEnabled(not virtual)
        self.set_settings(self._settings)

    def show_state(self, state: RecordingState | None) -> None:
        """Follow a recording; None: nothing is recorded."""
        self.setCurrentWidget(self._setup if state is None else self._progress)
        if state is not None:
            self._progress.show_state(state)

    @Slot()
    def _edited(self) -> None:
        self._setup.explain()
        shown = list(_MODES)[self._setup.mode.currentIndex()]
        self._settings = msgspec.structs.replace(
            self._settings,
            take_mode=self._settings.take_mode if self._virtual else shown,
            take_seconds=round(self._setup.seconds.value(), 2),
            takes_in_a_row=self._setup.takes.value(),
        )
        self.changed.emit(self._settings)

    @Slot()
    def _next(self) -> None:
        self.request.emit("next")

    @Slot()
    def _redo(self) -> None:
        self.request.emit("redo")

    @Slot()
    def _stop(self) -> None:
        self.request.emit("stop")


class _SetUp(Card):
    def __init__(self) -> None:
        super().__init__(margin=16)
        self.virtual = False
        self.start = Button("Record", "record", kind="primary")
        self.start.setToolTip("Ctrl+Return")
        self.takes = NumberField("Takes in a row", 1, 50, width=FIELD_WIDTH)
        self.mode = QComboBox()
        self.mode.addItems([_MODES[mode] for mode in get_args(TakeMode)])
        self.seconds = SecondsField("Length of a take", 0.3, 10, 0.1, width=FIELD_WIDTH)
        self._length = labelled("Length", self.seconds)
        self._hint = Text("", "small", wrap=True)
        how = SideBySide(_ROW, (labelled("A take ends by", self.mode), 1), (self._length, 0), spacing=14)
        takes = labelled("Takes in a row", self.takes)
        how_many = SideBySide(_ROW, (takes, 0), (self._hint, 1), spacing=14)
        self.body.addWidget(how)
        self.body.addWidget(how_many)
        self.body.addWidget(self.start)

    def set_gesture(self, gesture: str) -> None:
        name = self.start.fontMetrics().elidedText(
            shown_name(gesture), Qt.TextElideMode.ElideRight, NAME_WIDTH
        )
        self.start.setText(f"Record “{name}”" if gesture else "First name a gesture")
        self.start.setEnabled(bool(gesture))

    def explain(self) -> None:
        fixed = self.mode.currentIndex() == 0
        self._length.setVisible(fixed)
        if self.virtual:
            hint = "The virtual hand does not wait: its movement starts and ends a take."
        elif fixed:
            hint = "For poses you hold still. After a countdown every take lasts this long."
        else:
            hint = "For movements. A take starts when your hand moves and ends when it rests."
        self._hint.setText(hint)


class _Progress(Card):
    def __init__(self) -> None:
        super().__init__(margin=16)
        self.virtual = False
        self._headline = Elided("", "heading")
        self._hint = Text("", "muted", wrap=True)
        self.next = Button("Next", "next")
        self.redo = Button("Again", "redo")
        self.stop = Button("Stop", "stop", kind="danger")
        self.next.setToolTip("Space or →")
        self.redo.setToolTip("← records the last take once more; the old one goes to the bin")
        self.stop.setToolTip("Esc")
        buttons = SideBySide(_ROW, *((button, 1) for button in (self.redo, self.next, self.stop)), spacing=6)
        self.body.addWidget(self._headline)
        self.body.addWidget(self._hint)
        self.body.addStretch(1)
        self.body.addWidget(Text("Keys: Space or → next, ← again, Esc stop", "small", wrap=True))
        self.body.addWidget(buttons)

    def show_state(self, state: RecordingState) -> None:
        headline = f"Take {state.number} of {state.plan.takes} of “{shown_name(state.plan.gesture)}”"
        self._headline.set_whole(headline)
        hint = state.hint or self._what_to_do(state)
        if self._hint.text() != hint:
            self._hint.setText(hint)

    def _what_to_do(self, state: RecordingState) -> str:
        if self.virtual:
            return "A take is recorded from when the virtual hand moves until it rests or leaves."
        if state.phase == "countdown":
            return "Get ready: hold your hand where the camera sees it."
        if state.phase == "ready":
            return "Make the gesture now. It is recorded as soon as your hand moves."
        return "Hold the gesture." if state.plan.mode == "fixed" else "Make the gesture, then rest your hand."
