"""From one view of the Actions page to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from gesture_app.actions.binding import Binding, Profile
from gesture_app.pipeline.acting.messages import ActionsState
from gesture_app.ui.actions.changes import ProfileChanges
from gesture_app.ui.actions.home import ActionsHome
from gesture_app.ui.actions.late_views import LateViews
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
        late: the others, which are there once they were opened.
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

    def __init__(self, changes: ProfileChanges, trying: TryBar) -> None:
        super().__init__()
        self._changes, self._trying = changes, trying
        self._state = ActionsState((), "", "off")
        self._opened = ""  # id of the profile that is edited or set up
        self.home, self.measure, self.late = ActionsHome(), MeasureView(), LateViews(self)
        self.addWidget(self.home)
        self.addWidget(self.measure)
        self._connect_home()
        self._connect_views()

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

    def _connect_views(self) -> None:
        late = self.late
        late.saved.connect(self._keep)
        late.remove_wanted.connect(self._remove)
        late.try_wanted.connect(self._trying.begin)
        late.set_up_saved.connect(self._changes.save)
        late.trusted.connect(self._trust)
        late.measure_wanted.connect(self._open_measure)
        self.measure.arm_wanted.connect(self._arm)
        for views in (late, self.measure):
            views.back_wanted.connect(self.go_home)
            views.record_wanted.connect(self.record_wanted)
            views.hold_wanted.connect(self._changes.hold_longer)

    # --- each is built by the first who asks for it ---------------------------------------------------

    @property
    def editor(self) -> BindingEditor:
        return self.late.editor.view

    @property
    def set_up(self) -> ProfileSetUp:
        return self.late.set_up.view

    @property
    def reading(self) -> ProfileReading:
        return self.late.reading.view

    @property
    def promise(self) -> PromiseView:
        return self.late.promise.view

    @property
    def why(self) -> WhyView:
        return self.late.why.view

    @property
    def sentence(self) -> SentencePage:
        return self.late.sentence.view

    # --- what is shown --------------------------------------------------------------------------------

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
        bindings = () if profile is None else profile.bindings
        self.late.sentence.tell("bindings", lambda page: page.view.set_bindings(bindings))
        if profile is None:
            self.go_home()
        elif self.currentWidget() is self.late.set_up.built:
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
        from gesture_app.ui.actions.new_profile import ask_for_profile

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
