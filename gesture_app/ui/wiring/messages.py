"""What the engine tells, brought to every page that has to know: now, or when the page is made."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatchmethod

from PySide6.QtCore import QObject, Signal, Slot

from gesture_app.hands.labelled import NONE
from gesture_app.learning.refusal import why_too_few
from gesture_app.pipeline.acting.messages import ActingMessage
from gesture_app.pipeline.engine import Engine
from gesture_app.pipeline.messages import (
    Cameras,
    ComparisonEnded,
    ComparisonMoved,
    Done,
    EventSeen,
    GestureRenamed,
    Library,
    Looked,
    LookFailed,
    Models,
    SourceStatus,
    StandIn,
    TakeLoaded,
    TakeSaved,
    TrackerStatus,
    TrainingEnded,
    TrainingMoved,
    Trouble,
)
from gesture_app.pipeline.own_signs import own_signs
from gesture_app.pipeline.practice_messages import PracticeMessage
from gesture_app.ui.always_there import AlwaysThere
from gesture_app.ui.late import Late
from gesture_app.ui.notice import NoticeBar
from gesture_app.ui.sources import source_choices
from gesture_app.ui.status_lights import StatusLights
from gesture_app.ui.watched import is_virtual
from gesture_app.ui.wiring.choices import Choices
from gesture_app.ui.wiring.pages import Pages


class Messages(QObject):
    """Keeps what more than one page, or a page made later, is told from."""

    gesture_seen = Signal(object)
    """A `GestureEvent`."""
    library_read = Signal(object)
    """A `Library`."""
    trouble = Signal(str)

    def __init__(
        self, engine: Engine, choices: Choices, pages: Pages, there: Late[AlwaysThere], notice: NoticeBar,
        lights: StatusLights, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._engine, self._choices, self._pages = engine, choices, pages
        self._there, self._notice, self._lights = there, notice, lights
        self._cameras: tuple[tuple[str, str], ...] = ()
        self._stand_in = ""  # why the virtual hand performs in place of the camera
        self._models = Models((), None)
        self.library: Library | None = None
        choices.changed.connect(self._tell_choices)
        pages.training_choice_changed.connect(self._tell_refusal)
        self._tell_choices()

    @Slot(object)
    def hear(self, message: object) -> None:
        """One message of the engine's."""
        self._on(message)

    # --- settings and sources -------------------------------------------------------------------------

    @Slot()
    def _tell_choices(self) -> None:
        settings, pages = self._choices.settings, self._pages
        folders = self._engine.recordings_folder, self._engine.models_folder
        pages.live.tell("settings", lambda page: page.set_settings(settings))
        pages.record.tell("settings", lambda page: page.set_settings(settings))
        pages.train.tell("either hand", lambda page: page.set_either_hand(settings.either_hand))
        pages.practice.tell("settings", lambda page: page.set_settings(settings))
        pages.acting.tell("settings", lambda page: page.set_settings(settings))
        pages.inside.tell("settings", lambda page: page.set_mirrored(settings.mirror_view))
        pages.settings.tell("settings", lambda page: page.set_settings(settings))
        pages.settings.tell("folders", lambda page: page.set_folders(*folders))
        self._there.tell("settings", lambda there: there.set_settings(settings))
        self._tell_sources()

    def _tell_sources(self) -> None:
        in_use, stand_in, pages = self._engine.source, self._stand_in, self._pages
        watched = f"virtual:{in_use}" if stand_in else in_use
        shows_virtual = bool(stand_in) or is_virtual(in_use)
        choices = source_choices(self._cameras, in_use, camera_missing=bool(stand_in))
        self._lights.set_watched(watched)
        self._there.tell("watched", lambda there: there.set_watched(watched))
        pages.live.tell("sources", lambda page: page.set_sources(choices, in_use))
        pages.record.tell("source", lambda page: page.set_source(in_use, stand_in))
        pages.practice.tell("source", lambda page: page.set_source(in_use, shows_virtual))
        pages.settings.tell("sources", lambda page: page.set_sources(choices, in_use))

    # --- library and models ---------------------------------------------------------------------------

    def _tell_ready_made(self) -> None:
        """On the Train page also how many signs of each ready-made model the user has recorded."""
        gestures = () if self.library is None else self.library.gestures
        recorded = [each.name for each in gestures if each.takes]
        ready_made = [model for model in self._models.files if model.ready_made]
        own = {model.file: len({*own_signs(recorded, model.card).values()} - {NONE}) for model in ready_made}
        models = self._models
        self._pages.train.tell("models", lambda page: page.set_models(models.files, models.in_use, own))

    @Slot(list)
    def _tell_refusal(self, _: object = None) -> None:
        """Say at once what training on the checked gestures would need, before anybody presses the button."""
        gestures = () if self.library is None else self.library.gestures
        counts = {gesture.name: gesture.takes for gesture in gestures}

        def why(chosen: Iterable[str]) -> str | None:
            return why_too_few({name: counts.get(name, 0) for name in chosen}) or None

        self._pages.train.tell("refusal", lambda page: page.set_refusal(why(page.chosen)))
        trainable = not why_too_few(counts)
        self._pages.live.tell("trainable", lambda page: page.set_trainable(trainable))

    # --- what the engine tells ------------------------------------------------------------------------

    @singledispatchmethod
    def _on(self, message: object) -> None:
        raise TypeError(f"no one listens to {type(message).__name__}")

    @_on.register
    def _(self, message: SourceStatus) -> None:
        pages = self._pages
        for stage in (pages.live, pages.record, pages.practice, pages.acting):
            stage.tell("source status", lambda page: page.stage.set_source_status(message))
        self._lights.set_source(message)
        self._there.tell("source", lambda there: there.show_source(message))
        if message.state == "opening":
            pages.live.tell("source changed", lambda page: page.source_changed())

    @_on.register
    def _(self, message: StandIn) -> None:
        self._stand_in = message.sentence
        self._pages.live.tell("note", lambda page: page.stage.set_note(message.sentence))
        self._tell_sources()

    @_on.register
    def _(self, message: TrackerStatus) -> None:
        pages = self._pages
        for stage in (pages.live, pages.record, pages.practice, pages.acting):
            stage.tell("tracker status", lambda page: page.stage.set_tracker_status(message))

    @_on.register
    def _(self, message: EventSeen) -> None:
        self._pages.live.tell(f"event at {message.event.time_s}", lambda page: page.show_event(message.event))
        self.gesture_seen.emit(message.event)

    @_on.register
    def _(self, message: TakeSaved) -> None:
        self._pages.record.tell(
            f"take {message.info.id}", lambda page: page.add_take(message.info, message.sequence)
        )

    @_on.register
    def _(self, message: TakeLoaded) -> None:
        self._pages.record.tell(
            f"loaded {message.take_id}", lambda page: page.set_sequence(message.take_id, message.sequence)
        )

    @_on.register
    def _(self, message: Library) -> None:
        self.library, pages = message, self._pages
        counts = [(gesture.name, gesture.takes, gesture.is_none) for gesture in message.gestures]
        takes = [info.id for info in message.takes]
        pages.record.tell("library", lambda page: page.set_library(message))
        pages.inside.tell("takes", lambda page: page.set_takes(message.takes))
        pages.practice.tell("takes", lambda page: page.editor.set_takes(message.takes))
        pages.train.tell("gestures", lambda page: page.set_gestures(counts))
        pages.train.tell("takes", lambda page: page.set_takes(takes))
        self._tell_refusal()
        self._tell_ready_made()
        self.library_read.emit(message)
        if message.problems:
            self._notice.say(" ".join(message.problems[:3]), trouble=True)

    @_on.register
    def _(self, message: GestureRenamed) -> None:
        self._choices.rename_gesture(message.old, message.new)
        self._engine.practice.rename_gesture(message.old, message.new)

    @_on.register
    def _(self, message: Done) -> None:
        self._notice.say(message.sentence, undo_entry=message.undo_entry)

    @_on.register
    def _(self, message: TrainingMoved) -> None:
        self._pages.train.tell("training", lambda page: page.show_progress(message.progress))

    @_on.register
    def _(self, message: TrainingEnded) -> None:
        train, card = self._pages.train, message.card
        if card is not None:
            self._choices.prefer_newest_model()
            train.tell("training", lambda page: page.show_trained(card))
        elif message.sentence:
            train.tell("training", lambda page: page.show_failure(message.sentence))
        else:
            train.tell("training", lambda page: page.show_cancelled())

    @_on.register
    def _(self, message: Models) -> None:
        self._models, pages = message, self._pages
        self._tell_ready_made()
        pages.live.tell("models", lambda page: page.set_models(message.files, message.in_use))
        pages.record.tell("models", lambda page: page.set_models(message.files, message.in_use))
        pages.inside.tell("models", lambda page: page.set_models(message.files, message.in_use))
        known = next((each.card.labels for each in message.files if each.file == message.in_use), [])
        gestures = [label for label in known if label != NONE]
        pages.acting.tell("gestures", lambda page: page.set_gestures(gestures))
        pages.settings.tell("gestures", lambda page: page.set_gestures(gestures))

    @_on.register
    def _(self, message: Looked) -> None:
        self._pages.inside.tell("look", lambda page: page.show_look(message))

    @_on.register
    def _(self, message: LookFailed) -> None:
        self._pages.inside.tell("look", lambda page: page.show_failure(message.sentence))

    @_on.register
    def _(self, message: ComparisonMoved) -> None:
        self._pages.inside.tell("comparison", lambda page: page.show_comparison_progress(message.done))

    @_on.register
    def _(self, message: ComparisonEnded) -> None:
        self._pages.inside.tell("comparison", lambda page: page.show_comparison_ended(message.sentence))

    @_on.register
    def _(self, message: Cameras) -> None:
        self._cameras = tuple((f"camera:{camera.name}", camera.name) for camera in message.found)
        self._tell_sources()

    @_on.register
    def _(self, message: PracticeMessage) -> None:
        self._pages.practising.hear(message)

    @_on.register
    def _(self, message: ActingMessage) -> None:
        self._pages.actions.hear(message)

    @_on.register
    def _(self, message: Trouble) -> None:
        self.trouble.emit(message.sentence)
