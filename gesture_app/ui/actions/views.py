"""From one view of the Actions page to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from gesture_app.actions.binding import Binding, Profile
from gesture_app.pipeline.acting.messages import ActionsState
from gesture_app.ui.actions.changes import ProfileChanges
from gesture_app.ui.actions.home import ActionsHome
from gesture_app.ui.actions.late_view import LateView
from gesture_app.ui.actions.measure import MeasureView
from gesture_app.ui.actions.try_bar import TryBar

if TYPE_CHECKING:  # each is imported when it is first opened
    from gesture_app.ui.actions.editor import BindingEditor
    from gesture_app.ui.actions.promise import PromiseView
    from gesture_app.ui.actions.reading import ProfileReading
    from gesture_app.ui.actions.sentence_page import SentencePage
    from gesture_app.ui.actions.set_up import ProfileSetUp
    from gesture_app.ui.actions.why import WhyView


class ActionViews(QStackedWidget):
    """The home, and what is opened from it; each has its way back.

    Attributes:
        home, measure: two of the views.
        editor, set_up, reading, promise, why, sentence: the others, which are there once they were opened.
    """

    created = Signal(object)
    """A `Profile` to begin with."""
    restored = Signal(str)
    """A profile is to come back, and to be used."""
    trusted = Signal(str)
    """A person has read what a profile does; its id."""
    arm_wanted = Signal()
    pause_wanted = Signal(bool)
    record_wanted = Signal(str)
    """A gesture of which takes are to be recorded."""
    applications_wanted = Signal()
    correct_wanted = Signal(str, str, float, float)
    """A moment's id, a label, and the part from second to second."""
    take_back_wanted = Signal(str)
    """The id of a take that a correction made."""
    go_back_wanted = Signal()
    text_edited = Signal(str)
    """The sentence."""
    speak_wanted = Signal()
    copy_wanted = Signal(str)

    def __init__(self, changes: ProfileChanges, trying: TryBar) -> None:
        super().__init__()
        self._changes, self._trying = changes, trying
        self._state = ActionsState((), "", "off")
        self._opened = ""  # id of the profile that is edited or set up
        self.home, self.measure = ActionsHome(), MeasureView()
        self.editor = LateView(self._build_editor)
        self.set_up = LateView(self._build_set_up)
        self.reading = LateView(self._build_reading)
        self.promise = LateView(self._build_promise)
        self.why = LateView(self._build_why)
        self.sentence = LateView(self._build_sentence)
        self.addWidget(self.home)
        self.addWidget(self.measure)
        self._connect_home()
        self._connect_measure()

    def _connect_home(self) -> None:
        home = self.home
        home.bar.create_wanted.connect(self._create)
        home.bar.set_up_wanted.connect(self._open_set_up)
        home.bar.delete_wanted.connect(self._changes.delete)
        home.bar.restore_wanted.connect(self.restored)
        home.sentence_wanted.connect(self._open_sentence)
        home.promise_wanted.connect(self._open_promise)
        home.state.wanted.connect(self._do)
        home.bindings.add_wanted.connect(self._add)
        home.bindings.edit_wanted.connect(self._edit)
        home.bindings.try_wanted.connect(self._try)
        home.bindings.switched.connect(self._changes.switch)

    def _connect_measure(self) -> None:
        measure = self.measure
        measure.back_wanted.connect(self.go_home)
        measure.arm_wanted.connect(self._arm)
        measure.record_wanted.connect(self.record_wanted)
        measure.hold_wanted.connect(self._changes.hold_longer)

    # --- views that are built when they are first opened ----------------------------------------------

    def _build_editor(self) -> BindingEditor:
        from gesture_app.ui.actions.editor import BindingEditor

        editor = BindingEditor()
        editor.back_wanted.connect(self.go_home)
        editor.saved.connect(self._keep)
        editor.remove_wanted.connect(self._remove)
        editor.try_wanted.connect(self._trying.begin)
        editor.applications_wanted.connect(self.applications_wanted)
        self.addWidget(editor)
        return editor

    def _build_set_up(self) -> ProfileSetUp:
        from gesture_app.ui.actions.set_up import ProfileSetUp

        set_up = ProfileSetUp()
        set_up.back_wanted.connect(self.go_home)
        set_up.saved.connect(self._changes.save)
        self.addWidget(set_up)
        return set_up

    def _build_reading(self) -> ProfileReading:
        from gesture_app.ui.actions.reading import ProfileReading

        reading = ProfileReading()
        reading.back_wanted.connect(self.go_home)
        reading.trusted.connect(self._trust)
        self.addWidget(reading)
        return reading

    def _build_promise(self) -> PromiseView:
        from gesture_app.ui.actions.promise import PromiseView

        promise = PromiseView()
        promise.back_wanted.connect(self.go_home)
        promise.measure_wanted.connect(self._open_measure)
        promise.record_wanted.connect(self.record_wanted)
        promise.hold_wanted.connect(self._changes.hold_longer)
        self.addWidget(promise)
        return promise

    def _build_why(self) -> WhyView:
        from gesture_app.ui.actions.why import WhyView

        why = WhyView()
        why.back_wanted.connect(self.go_home)
        why.correct_wanted.connect(self.correct_wanted)
        why.take_back_wanted.connect(self.take_back_wanted)
        why.go_back_wanted.connect(self.go_back_wanted)
        self.addWidget(why)
        return why

    def _build_sentence(self) -> SentencePage:
        from gesture_app.ui.actions.sentence_page import SentencePage

        sentence = SentencePage()
        sentence.back_wanted.connect(self.go_home)
        sentence.view.text_edited.connect(self.text_edited)
        sentence.view.speak_wanted.connect(self.speak_wanted)
        sentence.view.copy_wanted.connect(self.copy_wanted)
        self.addWidget(sentence)
        return sentence

    # --------------------------------------------------------------------------------------------------

    @property
    def profile(self) -> Profile | None:
        """The one in use."""
        return self.home.profile

    def set_state(self, state: ActionsState) -> None:
        """All profiles, and whether the one in use acts."""
        self._state = state
        self.home.set_state(state)
        profile = self.profile
        self._changes.set_profiles(state.profiles, state.in_use)
        self.sentence.view.set_bindings(() if profile is None else profile.bindings)
        if profile is None:
            self.go_home()
        elif self.currentWidget() is self.set_up:
            self._renew_set_up()

    def _renew_set_up(self) -> None:
        """It stays with its profile, whichever one a key or a program chooses meanwhile."""
        shown = next((each for each in self._state.profiles if each.id == self._opened), None)
        if shown is None:
            self.go_home()
        else:
            self.set_up.show_profile(shown, self._state.profiles)

    @Slot()
    def go_home(self) -> None:
        """To where the page begins."""
        self.open(self.home)

    def open(self, view: QWidget) -> None:
        """Show one of the views."""
        self.setCurrentWidget(view)

    # --- what the buttons of the home do --------------------------------------------------------------

    @Slot(str)
    def _do(self, does: str) -> None:
        """What the large button says."""
        if does == "arm":
            self.arm_wanted.emit()
        elif does in ("pause", "go on"):
            self.pause_wanted.emit(does == "pause")
        elif does == "create":
            self._create()
        elif does == "add":
            self._add()
        elif does == "measure":
            self._open_measure()
        elif does == "look":
            self._open_promise()
        elif self.profile is not None:
            self._begin_with(self.profile, does)

    def _begin_with(self, profile: Profile, does: str) -> None:
        if does == "read":
            self.reading.show_profile(profile)
            self.open(self.reading)
        else:
            self.record_wanted.emit(profile.gestures[0])

    @Slot()
    def _create(self) -> None:
        made = ask_for_profile(self, [profile.name for profile in self._state.profiles])
        if made is not None:
            self.created.emit(made)

    @Slot()
    def _open_set_up(self) -> None:
        if self.profile is not None:
            self._opened = self.profile.id
            self.set_up.show_profile(self.profile, self._state.profiles)
            self.open(self.set_up)
            self.set_up.take_focus()

    @Slot()
    def _open_measure(self) -> None:
        self.open(self.measure)
        self.measure.open()

    @Slot()
    def _open_promise(self) -> None:
        self.open(self.promise)

    @Slot()
    def _open_sentence(self) -> None:
        self.open(self.sentence)

    @Slot()
    def _arm(self) -> None:
        self.go_home()
        self.arm_wanted.emit()

    @Slot(str)
    def _trust(self, profile: str) -> None:
        self.go_home()
        self.trusted.emit(profile)

    # --- what gestures do -----------------------------------------------------------------------------

    @Slot()
    def _add(self) -> None:
        if self.profile is not None:
            self._opened = self.profile.id
            self.open(self.editor)
            self.editor.edit(None, self.profile.gestures, trusted=self.profile.trusted)

    @Slot(str)
    def _edit(self, binding_id: str) -> None:
        binding = self._changes.binding(binding_id)
        if binding is not None and self.profile is not None:
            self._opened = self.profile.id
            self.open(self.editor)
            self.editor.edit(binding, trusted=self.profile.trusted)

    @Slot(object)
    def _keep(self, binding: Binding) -> None:
        self.go_home()
        self._changes.keep(binding, self._opened)

    @Slot(str)
    def _remove(self, binding_id: str) -> None:
        self.go_home()
        self._changes.remove(binding_id, self._opened)

    @Slot(str)
    def _try(self, binding_id: str) -> None:
        binding = self._changes.binding(binding_id)
        if binding is not None and self.profile is not None and self.profile.trusted:
            self._trying.begin(binding.action, binding.gesture)
