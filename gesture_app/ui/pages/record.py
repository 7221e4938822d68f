"""Record gestures: choose one, make it a few times, look at the takes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gesture_app.hands import HandSequence
from gesture_app.hands.labelled import NONE
from gesture_app.learning.model_card import ModelFile
from gesture_app.pipeline.messages import Library, LiveResult
from gesture_app.pipeline.recording import RecordingPlan, RecordingState
from gesture_app.settings import Settings
from gesture_app.takes.take import TakeInfo
from gesture_app.ui.page import Page
from gesture_app.ui.pages.gesture_list import GestureList
from gesture_app.ui.pages.record_controls import RecordControls
from gesture_app.ui.pages.take_list import TakeList
from gesture_app.ui.places import RECORD
from gesture_app.ui.sources import source_showing
from gesture_app.ui.stage import Stage
from gesture_app.ui.watched import is_virtual
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card
from gesture_app.ui.widgets.growing import GrowingWidth
from gesture_app.ui.widgets.take_player import TakePlayer


class RecordPage(Page):
    """Three columns: gestures, the picture with the controls (or a take being played), takes."""

    place = RECORD

    came_into_view = Signal()
    source_chosen = Signal(str)
    recording_wanted = Signal(RecordingPlan)
    request = Signal(str)
    load_wanted = Signal(str)
    trim_wanted = Signal(str, int, int)
    delete_take_wanted = Signal(str)
    settings_changed = Signal(Settings)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = Settings()
        self._library: Library | None = None
        self._playing = ""  # the take in the player
        self._awaited = ""  # the take to be played as soon as its landmarks are there
        self._recording = False
        self._plan: RecordingPlan | None = None
        self._shown = ""  # the gesture whose takes are listed
        self._source = ""
        self._wanted = ""  # the source in which the virtual hand would show the chosen gesture
        self._stand_in = ""  # why the virtual hand performs in place of the camera
        self._first_of = ""  # the gesture that just got its first take, until it is told who recognises it
        self.gestures = GestureList()
        self.stage = Stage()
        self._controls = RecordControls()
        self._takes = TakeList()
        self._player = TakePlayer()
        self._middle = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        live = QWidget()
        column = QVBoxLayout(live)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.stage, 1)
        column.addWidget(self._controls)
        player = Card(margin=16)
        back = Button("Back to the picture", "camera")
        back.clicked.connect(self.show_camera)
        player.body.addWidget(self._player, 1)
        player.body.addWidget(back, alignment=Qt.AlignmentFlag.AlignLeft)
        self._middle.addWidget(live)
        self._middle.addWidget(player)
        # All three give way together, so that nothing is cut off on a screen 1024 pixels wide.
        GrowingWidth(self.gestures, 180, 212, widest=1.3)
        GrowingWidth(self._takes, 358, 400, widest=1.1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 20, 12, 20)
        row.setSpacing(14)
        row.addWidget(self.gestures, 2)
        row.addWidget(self._middle, 5)
        row.addWidget(self._takes, 4)

    def _connect(self) -> None:
        self.gestures.chosen.connect(self._gesture_chosen)
        self.stage.note_action.connect(self._note_pressed)
        self._controls.start_wanted.connect(self._start)
        self._controls.request.connect(self._ask)
        self._controls.changed.connect(self.settings_changed)
        self._takes.load_wanted.connect(self.load_wanted)
        self._takes.play_wanted.connect(self._play)
        self._takes.delete_wanted.connect(self.delete_take_wanted)
        self._player.trim_requested.connect(self._trim)
        self._start_key = QShortcut(QKeySequence("Ctrl+Return"), self)
        self._start_key.activated.connect(self._start)
        self._name_key = QShortcut(QKeySequence(QKeySequence.StandardKey.New), self)
        self._name_key.activated.connect(self.gestures.ask_for_name)
        self._keys = [
            self._key(Qt.Key.Key_Space, self._space), self._key(Qt.Key.Key_Right, self._next),
            self._key(Qt.Key.Key_Left, self._redo), self._key(Qt.Key.Key_Escape, self._stop),
        ]  # fmt: skip

    def _key(self, key: Qt.Key, slot: object) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setEnabled(False)
        shortcut.activated.connect(slot)
        return shortcut

    # --- what is shown --------------------------------------------------------------------------------

    def set_settings(self, settings: Settings) -> None:
        self._settings = settings
        self._controls.set_settings(settings)
        self._takes.set_mirrored(settings.mirror_view)

    def set_source(self, source: str, stand_in: str) -> None:
        """What is watched; and, if the virtual hand performs in its place, why."""
        self._source, self._stand_in = source, stand_in
        self._tell_whose_hand()

    @property
    def _virtual(self) -> bool:
        return bool(self._stand_in) or is_virtual(self._source)

    def _tell_whose_hand(self) -> None:
        """Nobody shall believe that takes of the virtual hand are their own; and it can show what is wanted."""
        gesture = self.gestures.current
        self._controls.set_virtual(self._virtual and gesture != NONE)
        wanted = source_showing(gesture) if gesture else ""
        if not self._virtual or self._source.casefold() == wanted.casefold():
            self._wanted = ""
            self.stage.set_note("")
            return
        self._wanted = wanted
        if wanted:
            self.stage.set_note(
                "This is the program's own hand, not yours. It can show what you want to record.",
                "Show idle hands" if gesture == NONE else f"Show “{gesture}”",
            )
        else:
            self.stage.set_note("This is the program's own hand: takes would be of it, not of you.")

    @Slot()
    def _note_pressed(self) -> None:
        if self._wanted:
            self.source_chosen.emit(self._wanted)
        else:
            self.stage.source_wanted.emit()

    def set_library(self, library: Library) -> None:
        self._library = library
        self.gestures.set_gestures(library.gestures)
        self.gestures.set_bin_size(len(library.bin))
        if self._playing and self._playing not in {info.id for info in library.takes}:
            self.show_camera()  # it was trimmed or deleted

    def add_take(self, info: TakeInfo, sequence: HandSequence) -> None:
        """A take just reached the disk."""
        self._takes.set_sequence(info.id, sequence)
        before = (
            []
            if self._library is None
            else [take for take in self._library.takes if take.gesture == info.gesture]
        )
        if not before and info.gesture != NONE:
            self._first_of = info.gesture

    def set_models(self, models: Sequence[ModelFile], in_use: Path | None) -> None:
        """A gesture's first take is told of as soon as a model knows it, which is at once."""
        knowing = [model for model in models if self._first_of in model.card.labels]
        at_once = next((model for model in knowing if model.at_once), None)
        if at_once is None:
            return
        name, self._first_of = self._first_of, ""
        if at_once.file == in_use:
            self.notice.emit(f"Ready: “{name}” is recognised from now on. Five takes make it sharper.")
        elif all(model.file != in_use for model in knowing):
            self.notice.emit(
                f"Train to have “{name}” recognised. “{at_once.card.name}” on Live knows it already."
            )

    def set_sequence(self, take_id: str, sequence: HandSequence) -> None:
        self._takes.set_sequence(take_id, sequence)
        if take_id == self._awaited:
            self._play_awaited()

    def show_takes(self, take_ids: Sequence[str]) -> None:
        """List these takes of one gesture alone, and play the newest; those that are gone are left out."""
        takes = () if self._library is None else self._library.takes
        there = [info for info in takes if info.id in take_ids]
        if not there:
            return
        newest = there[-1]  # the list begins with it and asks for its landmarks first
        self.gestures.choose(newest.gesture)
        self._awaited = newest.id
        self._takes.show_only([info.id for info in there if info.gesture == newest.gesture])
        if self._takes.sequence(self._awaited) is not None:
            self._play_awaited()

    def _play_awaited(self) -> None:
        take_id, self._awaited = self._awaited, ""
        self._takes.select(take_id)
        self._takes.take_focus(take_id)
        self._play(take_id)

    def show_result(self, result: LiveResult) -> None:
        self.stage.show_result(result, self._settings.mirror_view)
        self._show_recording(result.recording)

    def _show_recording(self, state: RecordingState | None) -> None:
        if state is None or state.plan is not self._plan or not self._recording:
            return  # also a late state of the recording before
        if state.phase in ("finished", "stopped"):
            self._set_recording(False)
            if state.phase == "finished":
                self.notice.emit("All takes are recorded. Look through them, or go on with another gesture.")
            return
        self._controls.show_state(state)
        self.stage.show_countdown(math.ceil(state.seconds_left) if state.phase == "countdown" else None)
        if state.phase == "recording":
            self.stage.show_recording(state.fraction or 0.0, f"Take {state.number} of {state.plan.takes}")
        else:
            self.stage.show_recording(None)

    def _set_recording(self, on: bool) -> None:
        if on == self._recording:
            return
        self._recording = on
        self.gestures.setEnabled(not on)
        self._start_key.setEnabled(not on)
        for key in self._keys:
            key.setEnabled(on)
        if not on:
            self._controls.show_state(None)
            self.stage.show_countdown(None)
            self.stage.show_recording(None)

    @Slot()
    def show_camera(self) -> None:
        """Back from a take to the live picture."""
        self._playing = ""
        self._player.pause()
        self._takes.select("")
        self._middle.setCurrentIndex(0)

    def entered(self) -> None:
        self.came_into_view.emit()
        if not self.gestures.current:
            self.gestures.ask_for_name()

    def left(self) -> None:
        if self._recording:
            self._stop()
        self._player.pause()

    # --- wishes ---------------------------------------------------------------------------------------

    @Slot(str)
    def _gesture_chosen(self, gesture: str) -> None:
        other = gesture != self._shown
        self._shown = gesture
        self._controls.set_gesture(gesture)
        self._tell_whose_hand()
        takes = [] if self._library is None else self._library.takes
        self._takes.set_takes([info for info in takes if info.gesture == gesture], other_gesture=other)

    @Slot()
    def _start(self) -> None:
        gesture = self.gestures.current
        if not gesture:
            self.gestures.ask_for_name()
            return
        chosen = self._settings
        self.show_camera()
        self.stage.setFocus(Qt.FocusReason.OtherFocusReason)
        self._set_recording(True)
        self._plan = RecordingPlan(
            gesture, chosen.takes_in_a_row, self._controls.mode, chosen.take_seconds, chosen.countdown_s,
            hands_needed=gesture != NONE,
        )  # fmt: skip
        # Shown at once: without a camera no frame would come to show it, and Stop must be at hand.
        self._controls.show_state(RecordingState(self._plan, "countdown", 1, chosen.countdown_s))
        self.recording_wanted.emit(self._plan)

    @Slot(str)
    def _ask(self, what: str) -> None:
        self.request.emit(what)
        if what == "stop":
            self._set_recording(False)

    @Slot()
    def _next(self) -> None:
        self._ask("next")

    @Slot()
    def _space(self) -> None:
        """Next, unless the user went to a button with Tab: then Space means that button, as everywhere."""
        focused = self.focusWidget()
        if isinstance(focused, Button) and focused.hasFocus():
            focused.click()
        else:
            self._next()

    @Slot()
    def _redo(self) -> None:
        self._ask("redo")

    @Slot()
    def _stop(self) -> None:
        self._ask("stop")

    @Slot(str)
    def _play(self, take_id: str) -> None:
        sequence = self._takes.sequence(take_id)
        if sequence is None or self._recording:
            return
        self._playing = take_id
        self._player.set_sequence(sequence, mirrored=self._settings.mirror_view)
        self._middle.setCurrentIndex(1)
        self._player.play()

    @Slot(int, int)
    def _trim(self, start: int, stop: int) -> None:
        if self._playing:
            self.trim_wanted.emit(self._playing, start, stop)
