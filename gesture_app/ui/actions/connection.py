"""Who hears whom between the Actions page and the engine, and what firings have the window do."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import singledispatchmethod
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from gesture_app.actions.binding import Profile
from gesture_app.pipeline.acting.messages import (
    Abilities,
    ActingMessage,
    ActionDone,
    ActionsState,
    ApplicationsFound,
    CopyWanted,
    MeasuringEnded,
    MeasuringMoved,
    Moment,
    MomentCorrected,
    NotifyWanted,
    Promises,
    Retrained,
    SentenceChanged,
    SpeakWanted,
)
from gesture_app.pipeline.engine import Engine
from gesture_app.ui.actions.voice import Voice
from gesture_app.ui.late import Late

if TYPE_CHECKING:  # imported when it is made
    from gesture_app.ui.actions.page import ActionsPage


class ActionsConnection(QObject):
    """The window forwards its messages about actions here."""

    said = Signal(str)
    """A sentence for the user."""
    trouble = Signal(str)
    """Something that did not work."""
    state_changed = Signal(object)
    """`ActionsState`: for what shows it beside the page."""
    hotkeys_troubled = Signal(str)
    """Why keys cannot be heard from anywhere, a sentence; empty: they can."""
    model_changed = Signal(object)
    """File of the model that was put in place of the one in use, by learning from corrections or by going back."""
    notice = Signal(str, str)
    """Title and text of a notification, to be shown wherever the window is."""

    def __init__(self, page: Late[ActionsPage], engine: Engine, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._engine = engine
        self._voice = Voice(self)
        self._voice.trouble.connect(self.trouble)
        self._told: set[str] = set()

    def connect_page(self, page: ActionsPage) -> None:
        """Hear the page that was just made."""
        self._connect_profiles(page)
        self._connect_acting(page)

    def _connect_profiles(self, page: ActionsPage) -> None:
        shelf = self._engine.actions.profiles
        page.profile_created.connect(self._create)
        page.profile_saved.connect(shelf.save)
        page.profile_deleted.connect(shelf.delete)
        page.profile_restored.connect(shelf.restore)
        page.profile_chosen.connect(shelf.choose)
        page.trust_wanted.connect(shelf.trust)
        page.import_wanted.connect(self._take_in)
        page.export_wanted.connect(self._share)

    def _connect_acting(self, page: ActionsPage) -> None:
        desk = self._engine.actions
        page.arm_wanted.connect(desk.arm)
        page.disarm_wanted.connect(desk.disarm)
        page.pause_wanted.connect(desk.pause)
        page.try_wanted.connect(desk.try_action)
        page.applications_wanted.connect(desk.find_applications)
        page.abilities_wanted.connect(desk.look_at_abilities)
        page.measure_wanted.connect(desk.promises.measure)
        page.measuring_request.connect(desk.promises.measuring_request)
        page.moment_wanted.connect(desk.moments.open)
        page.correct_wanted.connect(self._engine.correct)
        page.take_back_wanted.connect(self._engine.library.delete_take)
        page.go_back_wanted.connect(self._engine.go_back)
        page.sentence_edited.connect(desk.outlets.sentence.set_text)
        page.speak_wanted.connect(desk.outlets.sentence.speak)

    @Slot(object)
    def _create(self, profile: Profile) -> None:
        self._engine.actions.profiles.create(profile)

    @Slot(str)
    def _take_in(self, file: str) -> None:
        self._engine.actions.profiles.take_in(Path(file))

    @Slot(str, str)
    def _share(self, profile: str, file: str) -> None:
        self._engine.actions.profiles.share(profile, Path(file))

    # --- messages -------------------------------------------------------------------------------------

    def hear(self, message: ActingMessage) -> None:
        """What the engine has to say about actions."""
        self._on(message)

    @singledispatchmethod
    def _on(self, message: object) -> None:
        raise TypeError(f"no one listens to {type(message).__name__}")

    @_on.register
    def _(self, message: ActionsState) -> None:
        self._page.tell("state", lambda page: page.set_state(message))
        self.state_changed.emit(message)
        new = [sentence for sentence in message.problems if sentence not in self._told]
        self._told.update(new)
        if new:
            self.trouble.emit(" ".join(new))

    @_on.register
    def _(self, message: Promises) -> None:
        self._page.tell("promises", lambda page: page.set_promises(message))

    @_on.register
    def _(self, message: MeasuringMoved) -> None:
        self._page.tell("measuring", lambda page: page.show_measuring(message))

    @_on.register
    def _(self, message: MeasuringEnded) -> None:
        self._page.tell("measured", lambda page: page.show_measured(message))

    @_on.register
    def _(self, message: ActionDone) -> None:
        at = datetime.now(UTC)
        self._page.tell(f"done at {at}", lambda page: page.show_done(message, at))
        if message.result.outcome != "done":
            self.trouble.emit(message.result.sentence)

    @_on.register
    def _(self, message: Moment) -> None:
        self._page.tell("moment", lambda page: page.show_moment(message))

    @_on.register
    def _(self, message: MomentCorrected) -> None:
        self._page.tell("corrected", lambda page: page.show_corrected(message))
        self.said.emit(message.sentence)

    @_on.register
    def _(self, message: Retrained) -> None:
        self._page.tell("retrained", lambda page: page.show_retrained(message))
        if message.file is not None:
            self.model_changed.emit(message.file)

    @_on.register
    def _(self, message: SentenceChanged) -> None:
        self._page.tell("sentence", lambda page: page.set_sentence(message.text))

    @_on.register
    def _(self, message: SpeakWanted) -> None:
        self._voice.say(message.text)

    @_on.register
    def _(self, message: NotifyWanted) -> None:
        if message.sound:
            self._voice.play_sound()
        if message.shown:
            self.notice.emit(message.title, message.text)

    @_on.register
    def _(self, message: CopyWanted) -> None:
        QGuiApplication.clipboard().setText(message.text)

    @_on.register
    def _(self, message: ApplicationsFound) -> None:
        self._page.tell("applications", lambda page: page.set_applications(message))

    @_on.register
    def _(self, message: Abilities) -> None:
        self._page.tell("abilities", lambda page: page.set_abilities(message))
        self.hotkeys_troubled.emit(message.hotkeys)
