"""What gestures do on the desktop: armed or not, what each does, what was measured, and why something fired."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gesture_app.pipeline.acting.messages import (
    Abilities,
    ActionDone,
    ActionsState,
    ApplicationsFound,
    MeasuringEnded,
    MeasuringMoved,
    Moment,
    MomentCorrected,
    Promises,
    Retrained,
)
from gesture_app.pipeline.messages import LiveResult
from gesture_app.settings import Settings
from gesture_app.ui.actions.changes import ProfileChanges
from gesture_app.ui.actions.try_bar import TryBar
from gesture_app.ui.actions.views import ActionViews
from gesture_app.ui.notice import NoticeBar
from gesture_app.ui.page import Page
from gesture_app.ui.places import ACTIONS
from gesture_app.ui.stage import Stage


def _now() -> datetime:
    return datetime.now(UTC)


class ActionsPage(Page):
    """Its signals are what the desk of actions does; the messages come in through the setters."""

    place = ACTIONS

    profile_created = Signal(object)
    """A `Profile` to begin with; the store gives it an id of its own."""
    profile_saved = Signal(object)
    """A `Profile` as it is now."""
    profile_deleted = Signal(str)
    profile_restored = Signal(str)
    profile_chosen = Signal(str)
    arm_wanted = Signal()
    disarm_wanted = Signal()
    pause_wanted = Signal(bool)
    trust_wanted = Signal(str)
    """A person has read what an imported profile does; its id."""
    import_wanted = Signal(str)
    """A file."""
    export_wanted = Signal(str, str)
    """A profile's id and a file."""
    try_wanted = Signal(object, str)
    """An `Action` and its gesture: do it once, now."""
    applications_wanted = Signal()
    abilities_wanted = Signal()
    measure_wanted = Signal(object, bool)
    """Gestures (tuple of str) to be prompted, and whether life is to be watched anew."""
    measuring_request = Signal(str)
    """`skip` or `cancel`."""
    moment_wanted = Signal(int)
    """Number of a firing; 0: the last half minute."""
    correct_wanted = Signal(str, str, float, float)
    """A moment's id, a label, and the part from second to second."""
    take_back_wanted = Signal(str)
    """The id of a take that a correction made."""
    go_back_wanted = Signal()
    sentence_edited = Signal(str)
    speak_wanted = Signal()
    record_wanted = Signal(str)
    """A gesture of which takes are to be recorded."""
    settings_wanted = Signal()
    """The pause gesture and the pause key are chosen on the Settings page."""

    def __init__(self, parent: QWidget | None = None, *, clock: Callable[[], datetime] = _now) -> None:
        """`clock` tells the time, aware."""
        super().__init__(parent)
        self._clock = clock
        self._known: tuple[str, ...] = ()
        self._why_asked = False  # what comes in after that is opened; more about it may come when it was left
        notice = NoticeBar(undo_key="")
        self._changes, self.trying = ProfileChanges(notice, self), TryBar()
        self.views = ActionViews(self._changes, self.trying)
        foot = QVBoxLayout()
        foot.setContentsMargins(28, 0, 24, 8)
        foot.addWidget(self.trying)
        foot.addWidget(notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.views, 1)
        column.addLayout(foot)
        self._connect_profiles()
        self._connect_acting()
        self._connect_sentence()

    def _connect_profiles(self) -> None:
        views, bar, changes = self.views, self.views.home.bar, self._changes
        bar.chosen.connect(self.profile_chosen)
        bar.import_wanted.connect(self.import_wanted)
        bar.export_wanted.connect(self.export_wanted)
        views.created.connect(self.profile_created)
        views.trusted.connect(self.trust_wanted)
        changes.saved.connect(self.profile_saved)
        changes.deleted.connect(self.profile_deleted)
        for back in (views.restored, changes.restored):
            back.connect(self._restore)

    def _connect_acting(self) -> None:
        views, home, late = self.views, self.views.home, self.views.late
        views.arm_wanted.connect(self.arm_wanted)
        views.pause_wanted.connect(self.pause_wanted)
        views.record_wanted.connect(self.record_wanted)
        home.state.stop_wanted.connect(self.disarm_wanted)
        home.state.settings_wanted.connect(self.settings_wanted)
        home.recent.why_wanted.connect(self._ask_why)
        self.trying.due.connect(self.try_wanted)
        late.applications_wanted.connect(self.applications_wanted)
        views.measure.measure_wanted.connect(self.measure_wanted)
        views.measure.request.connect(self.measuring_request)
        late.correct_wanted.connect(self.correct_wanted)
        late.take_back_wanted.connect(self.take_back_wanted)
        late.go_back_wanted.connect(self.go_back_wanted)

    def _connect_sentence(self) -> None:
        late = self.views.late
        late.text_edited.connect(self.sentence_edited)
        late.speak_wanted.connect(self.speak_wanted)
        late.copy_wanted.connect(self._copy)

    # --- what is shown --------------------------------------------------------------------------------

    def set_state(self, state: ActionsState) -> None:
        """All profiles, and whether the one in use acts."""
        self.views.set_state(state)
        self._tell_gestures()

    def set_promises(self, promises: Promises) -> None:
        """What was measured for the profile in use."""
        for view in (self.views.home, self.views.measure):
            view.set_promises(promises)
        self.views.late.promise.tell("promises", lambda view: view.set_promises(promises))

    def set_gestures(self, known: Sequence[str]) -> None:
        """What the model in use knows."""
        self._known = tuple(known)
        views = self.views
        views.home.set_gestures(known)
        views.late.editor.tell("gestures", lambda view: view.set_gestures(known))
        views.late.why.tell("gestures", lambda view: view.set_gestures(known))
        self._tell_gestures()

    def _tell_gestures(self) -> None:
        profile = self.views.profile
        self.views.measure.set_gestures(() if profile is None else profile.gestures, self._known)

    def show_done(self, done: ActionDone, at: datetime | None = None) -> None:
        """What came of a firing, or of a try; `at`: when, if not now."""
        self.views.home.add_done(done, at or self._clock())
        if done.result.firing.phase == "try" and done.result.outcome == "done":
            self.notice.emit(f"Tried: {done.described}.")

    def set_applications(self, found: ApplicationsFound) -> None:
        """What is installed."""
        self.views.late.editor.tell("applications", lambda view: view.set_applications(found.applications))

    def set_abilities(self, abilities: Abilities) -> None:
        """What cannot be done here."""
        views = self.views
        views.home.set_abilities(abilities)
        views.late.editor.tell("abilities", lambda view: view.set_abilities(abilities))
        views.late.set_up.tell("abilities", lambda view: view.set_abilities(abilities))

    def set_settings(self, settings: Settings) -> None:
        """The pause gesture, the pause key, and whether pictures are mirrored."""
        views = self.views
        views.home.set_settings(settings)
        views.measure.set_settings(settings)
        views.late.editor.tell("pausing", lambda view: view.set_pause_gesture(settings.pause_gesture))
        views.late.why.tell("mirrored", lambda view: view.set_mirrored(settings.mirror_view))

    def show_measuring(self, moved: MeasuringMoved) -> None:
        """Where a measurement stands."""
        self.views.measure.show_moved(moved)

    def show_measured(self, ended: MeasuringEnded) -> None:
        """It is over."""
        self.views.measure.show_ended(ended)

    def show_result(self, result: LiveResult) -> None:
        """One instant; nothing here may take long."""
        if self.views.currentWidget() is self.views.measure:
            self.views.measure.show_result(result)

    def show_moment(self, moment: Moment) -> None:
        """The half minute that was asked for, or the same one with more about it."""
        self.views.why.show_moment(moment)
        if self._why_asked:
            self._why_asked = False
            self.views.open(self.views.why)

    def show_corrected(self, corrected: MomentCorrected) -> None:
        """A part of a moment has become a take."""
        self.views.why.show_corrected(corrected)

    def show_retrained(self, retrained: Retrained) -> None:
        """What came of learning from it."""
        self.views.late.why.tell("retrained", lambda view: view.show_retrained(retrained))

    def set_sentence(self, text: str) -> None:
        """The sentence builder's line."""
        self.views.late.sentence.tell("text", lambda page: page.view.set_text(text))

    @property
    def stage(self) -> Stage:
        """The picture of the user while something is measured."""
        return self.views.measure.stage

    def entered(self) -> None:
        self.abilities_wanted.emit()

    def left(self) -> None:
        self.trying.cancel()

    # --- wishes ---------------------------------------------------------------------------------------

    @Slot(int)
    def _ask_why(self, firing: int) -> None:
        self._why_asked = True
        self.moment_wanted.emit(firing)

    @Slot(str)
    def _restore(self, profile: str) -> None:
        """Whoever wants a profile back wants to use it."""
        self.profile_restored.emit(profile)
        self.profile_chosen.emit(profile)

    @Slot(str)
    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
