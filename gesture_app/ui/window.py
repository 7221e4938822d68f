"""The window: the rail, the pages, and who hears whom."""

from __future__ import annotations

from functools import singledispatchmethod
from pathlib import Path

import msgspec
from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from gesture_app.hands.labelled import NONE
from gesture_app.learning.refusal import why_too_few
from gesture_app.login import LoginFailed, start_at_login, starts_at_login
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
    LiveResult,
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
from gesture_app.settings import Settings
from gesture_app.ui.actions.connection import ActionsConnection
from gesture_app.ui.actions.page import ActionsPage
from gesture_app.ui.always_there import AlwaysThere
from gesture_app.ui.bin_dialog import BinDialog
from gesture_app.ui.bridge import Bridge
from gesture_app.ui.notice import NoticeBar
from gesture_app.ui.page import Page
from gesture_app.ui.pages.inside import InsidePage
from gesture_app.ui.pages.live import LivePage
from gesture_app.ui.pages.record import RecordPage
from gesture_app.ui.pages.settings import SettingsPage
from gesture_app.ui.pages.train import TrainPage
from gesture_app.ui.practice.connection import PracticeConnection
from gesture_app.ui.practice.page import PracticePage
from gesture_app.ui.rail import Rail
from gesture_app.ui.script_dialog import ask_for_script
from gesture_app.ui.sources import PICK_SCRIPT, PICK_VIDEO, VIDEO_FILTER, is_virtual, source_choices
from gesture_app.ui.theme import ThemeController
from gesture_app.ui.wording import shown_name

TITLE = "Gesture App"
"""While a gesture is recognised its name stands before it, so that it is seen with the window behind others."""


class Window(QMainWindow):
    """Connects the pages' wishes to the engine and the engine's messages to the pages."""

    def __init__(self, engine: Engine, bridge: Bridge, theme: ThemeController) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self._fit_screen()
        self._engine = engine
        self._theme = theme
        self._settings = engine.settings
        self._cameras: tuple[tuple[str, str], ...] = ()
        self._stand_in = ""  # why the virtual hand performs in place of the camera
        self._library: Library | None = None
        self._models = Models((), None)
        self._bin: BinDialog | None = None
        self._in_view: Page | None = None
        self.live, self.record = LivePage(), RecordPage()
        self.train, self.practice = TrainPage(), PracticePage()
        self.acting, self.settings_page = ActionsPage(), SettingsPage()
        self.pages: tuple[Page, ...] = (
            self.live, self.record, self.train, self.practice, self.acting, self.settings_page
        )  # fmt: skip
        self.inside = InsidePage()  # opened from the Train page, not from the rail
        self._stages = (self.live.stage, self.record.stage, self.practice.stage, self.acting.stage)
        self.rail = Rail(self.pages)
        self.notice = NoticeBar()
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect_pages()
        bridge.message.connect(self._hear)
        bridge.live.connect(self._show_result)
        self._show_settings()
        self.rail.choose(0)

    def _fit_screen(self) -> None:
        """Large enough to be comfortable, never larger than the screen with room for the title bar."""
        room = self.screen().availableGeometry().size()
        self.setMinimumSize(min(1100, room.width()), min(600, room.height()))
        self.resize(min(1360, room.width() - 16), min(860, room.height() - 48))

    def _lay_out(self) -> None:
        for page in (*self.pages, self.inside):
            self._stack.addWidget(page)
            page.notice.connect(self._say)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 0, 20, 14)
        foot.addWidget(self.notice)
        right.addLayout(foot)
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(centre)
        self._undo_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        self._quit_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Quit), self)
        self._quit_key.activated.connect(self.quit)

    def _connect_pages(self) -> None:
        engine = self._engine
        self.rail.chosen.connect(self._go_to)
        self.notice.undo_wanted.connect(engine.library.restore)
        self._undo_key.activated.connect(self.notice.undo)
        for stage in self._stages:
            stage.source_wanted.connect(self._go_to_settings)
            stage.again_wanted.connect(engine.watch)
            stage.tracker_wanted.connect(engine.get_tracker)
        self.live.stage.note_action.connect(self._go_to_settings)
        self.live.source_chosen.connect(self._choose_source)
        self.live.model_chosen.connect(self._choose_model)
        self.live.mirror_chosen.connect(self._choose_mirror)
        self.live.record_wanted.connect(self._go_to_record)
        self.live.train_wanted.connect(self._go_to_train)
        self._connect_record()
        self.train.train_requested.connect(engine.train)
        self.train.cancel_requested.connect(engine.models.cancel_training)
        self.train.record_wanted.connect(self._go_to_record)
        self.train.model_chosen.connect(self._choose_model)
        self.train.own_model_wanted.connect(self._make_own_model)
        self.train.either_hand_changed.connect(self._choose_either_hand)
        self.train.choice_changed.connect(self._judge_choice)
        self.train.mistake_clicked.connect(self._look_at_mistake)
        self.train.takes_wanted.connect(self._look_at_takes)
        self.train.drop_wanted.connect(engine.library.delete_take)
        self.train.inside_wanted.connect(self._go_inside)
        self._connect_inside()
        self._practice = PracticeConnection(self.practice, engine, self)
        self._practice.trouble.connect(self._warn)
        self._connect_actions()
        self.settings_page.changed.connect(self._change_settings)
        self.settings_page.source_chosen.connect(self._choose_source)
        self.settings_page.refresh_cameras.connect(engine.look_for_cameras)
        self.settings_page.open_requested.connect(self._open_folder)

    def _connect_actions(self) -> None:
        self._actions = ActionsConnection(self.acting, self._engine, self)
        self._actions.trouble.connect(self._warn)
        self._actions.said.connect(self._say)
        self._actions.state_changed.connect(self.rail.lights.set_actions)
        self._actions.hotkeys_troubled.connect(self.settings_page.set_key_problem)
        self.acting.record_wanted.connect(self._record_takes_of)
        self.acting.settings_wanted.connect(self._go_to_settings)
        self._there = AlwaysThere(self, self._engine.actions)
        self._actions.state_changed.connect(self._there.show_state)
        self._actions.notice.connect(self._there.notify)
        self._actions.model_changed.connect(self._keep_to_model)
        self._there.said.connect(self._say)
        self._there.settings_changed.connect(self._change_settings)

    def _connect_inside(self) -> None:
        inside, engine = self.inside, self._engine
        inside.back_wanted.connect(self._go_to_train)
        inside.record_wanted.connect(self._go_to_record)
        inside.look_wanted.connect(engine.inside.look)
        inside.compare_wanted.connect(engine.compare)
        inside.cancel_wanted.connect(engine.inside.cancel_comparison)

    def _connect_record(self) -> None:
        record, engine = self.record, self._engine
        record.source_chosen.connect(self._choose_source)
        record.recording_wanted.connect(engine.start_recording)
        record.request.connect(engine.recording_request)
        record.load_wanted.connect(engine.library.load_take)
        record.trim_wanted.connect(engine.library.trim_take)
        record.delete_take_wanted.connect(engine.library.delete_take)
        record.settings_changed.connect(self._change_settings)
        record.gestures.create_wanted.connect(engine.library.create_gesture)
        record.gestures.rename_wanted.connect(engine.library.rename_gesture)
        record.gestures.merge_wanted.connect(engine.library.merge_gestures)
        record.gestures.delete_wanted.connect(engine.library.delete_gesture)
        record.gestures.bin_wanted.connect(self._open_bin)

    @Slot()
    def begin(self) -> None:
        """The window stands; now the work behind it may start."""
        self._engine.start()
        if (
            self._settings.start_at_login and not starts_at_login()
        ):  # switched off in the desktop's own settings
            self._change_settings(msgspec.structs.replace(self._settings, start_at_login=False))

    @Slot()
    def quit(self) -> None:
        """End the program, whatever closing the window would mean."""
        self._there.quit()

    @Slot()
    def come_to_front(self) -> None:
        self._there.come_to_front()

    def begin_in_background(self) -> None:
        """Be there without being seen, as after a login."""
        self._there.go_to_background()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Everything ends in order before the program does; while gestures act it may go on without its window."""
        if not self._there.lets_close():
            event.ignore()
            return
        self._there.close()
        self.hide()
        self._engine.close()
        super().closeEvent(event)

    # --- pages ----------------------------------------------------------------------------------------

    @Slot(int)
    def _go_to(self, number: int) -> None:
        self._bring(self.pages[number])

    def _bring(self, page: Page) -> None:
        before = self._in_view
        if before is page:
            return
        if before is not None:
            before.left()
        self._in_view = page
        self._stack.setCurrentWidget(page)
        page.entered()

    def _go_to_page(self, page: Page) -> None:
        self.rail.choose(self.pages.index(page))
        self._bring(page)  # its button on the rail may have been chosen already

    @Slot()
    def _go_inside(self) -> None:
        self._bring(self.inside)

    @Slot()
    def _go_to_settings(self) -> None:
        self._go_to_page(self.settings_page)

    @Slot()
    def _go_to_record(self) -> None:
        self._go_to_page(self.record)

    @Slot(str)
    def _record_takes_of(self, gesture: str) -> None:
        self.record.gestures.choose(gesture)
        self._go_to_record()

    @Slot()
    def _go_to_train(self) -> None:
        self._go_to_page(self.train)

    # --- choices --------------------------------------------------------------------------------------

    def _show_settings(self) -> None:
        self._theme.set_reduced_motion(self._settings.reduced_motion)
        self.live.set_settings(self._settings)
        self.record.set_settings(self._settings)
        self.train.set_either_hand(self._settings.either_hand)
        self.practice.set_settings(self._settings)
        self.acting.set_settings(self._settings)
        self._there.set_settings(self._settings)
        self.inside.set_mirrored(self._settings.mirror_view)
        self.settings_page.set_settings(self._settings)
        self.settings_page.set_folders(self._engine.recordings_folder, self._engine.models.folder)
        self._show_sources()

    def _show_models(self) -> None:
        """On the Train page also how many signs of each ready-made model the user has recorded."""
        recorded = (
            [] if self._library is None else [each.name for each in self._library.gestures if each.takes]
        )
        ready_made = [model for model in self._models.files if model.ready_made]
        own = {model.file: len({*own_signs(recorded, model.card).values()} - {NONE}) for model in ready_made}
        self.train.set_models(self._models.files, self._models.in_use, own)

    def _show_sources(self) -> None:
        in_use = self._engine.source
        watched = f"virtual:{in_use}" if self._stand_in else in_use
        self.rail.lights.set_watched(watched)
        self._there.set_watched(watched)
        choices = source_choices(self._cameras, in_use, camera_missing=bool(self._stand_in))
        self.live.set_sources(choices, in_use)
        self.record.set_source(in_use, self._stand_in)
        self.practice.set_source(in_use, bool(self._stand_in) or is_virtual(in_use))
        self.settings_page.set_sources(choices, in_use)

    @Slot(Settings)
    def _change_settings(self, settings: Settings) -> None:
        if settings.theme != self._settings.theme:
            self._theme.choose(settings.theme)
        self._theme.set_text_size(settings.text_size)
        settings = self._with_login(settings)
        self._settings = settings
        self._engine.apply(settings)
        self._show_settings()

    def _with_login(self, settings: Settings) -> Settings:
        """Do what the setting says at once; where the system refuses, it stays as it was."""
        before = self._settings.start_at_login
        if settings.start_at_login == before or settings.start_at_login == starts_at_login():
            return settings
        try:
            start_at_login(settings.start_at_login)
        except LoginFailed as refusal:
            self._warn(str(refusal))
            return msgspec.structs.replace(settings, start_at_login=before)
        return settings

    @Slot(str)
    def _choose_source(self, source: str) -> None:
        if source == PICK_VIDEO:
            source, _ = QFileDialog.getOpenFileName(self, "Choose a video", filter=VIDEO_FILTER)
        elif source == PICK_SCRIPT:
            script = ask_for_script(self)
            source = f"virtual:{script}" if script else ""
        if source:
            self._settings = msgspec.structs.replace(self._settings, source=source)
            self._engine.choose_source(source)
        self._show_settings()

    @Slot(bool)
    def _choose_mirror(self, on: bool) -> None:
        self._change_settings(msgspec.structs.replace(self._settings, mirror_view=on))

    @Slot(list)
    def _choose_either_hand(self, gestures: list[str]) -> None:
        self._change_settings(msgspec.structs.replace(self._settings, either_hand=tuple(gestures)))

    @Slot(str)
    def _choose_model(self, file: str) -> None:
        chosen = Path(file) if file else None
        name = self._engine.models.name_in_settings(chosen) if chosen else ""
        self._change_settings(msgspec.structs.replace(self._settings, model=name))
        self._engine.models.use(chosen)

    @Slot(str)
    def _make_own_model(self, file: str) -> None:
        self._prefer_newest()
        self._engine.make_own(Path(file))

    def _prefer_newest(self) -> None:
        """Whatever was chosen before: the model made last is the one to use, also after the next start."""
        self._change_settings(msgspec.structs.replace(self._settings, model=""))

    @Slot(object)
    def _keep_to_model(self, file: Path) -> None:
        """The model that was chosen has learned from corrections, or is the one before again."""
        if self._settings.model:
            name = self._engine.models.name_in_settings(file)
            self._change_settings(msgspec.structs.replace(self._settings, model=name))

    @Slot(list)
    def _judge_choice(self, chosen: list[str]) -> None:
        """Say at once what training on the checked gestures would need, before anybody presses the button."""
        counts = (
            {}
            if self._library is None
            else {gesture.name: gesture.takes for gesture in self._library.gestures}
        )
        self.train.set_refusal(why_too_few({name: counts.get(name, 0) for name in chosen}) or None)
        self.live.set_trainable(not why_too_few(counts))

    @Slot(str, str)
    def _look_at_mistake(self, shown: str, recognised: str) -> None:
        """From a cell of the confusion matrix to the takes it is about."""
        self.record.gestures.choose(shown)
        self._go_to_page(self.record)
        if shown != recognised:
            self.notice.say(
                f"Some takes of “{shown_name(shown)}” were taken for “{shown_name(recognised)}”. Look through them."
            )

    @Slot(list)
    def _look_at_takes(self, take_ids: list[str]) -> None:
        """From what the coach says to the takes it is about."""
        self._go_to_page(self.record)
        self.record.show_takes(take_ids)

    @Slot(str)
    def _open_folder(self, folder: str) -> None:
        Path(folder).mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(folder))

    @Slot()
    def _open_bin(self) -> None:
        self._bin = BinDialog(self)
        self._bin.restore_wanted.connect(self._engine.library.restore)
        self._bin.empty_wanted.connect(self._engine.library.empty_bin)
        if self._library is not None:
            self._bin.set_entries(self._library.bin)
        self._bin.exec()
        self._bin.deleteLater()
        self._bin = None

    @Slot(str)
    def _say(self, sentence: str) -> None:
        self.notice.say(sentence)

    @Slot(str)
    def _warn(self, sentence: str) -> None:
        self.notice.say(sentence, trouble=True)
        self._there.warn(sentence)

    # --- messages -------------------------------------------------------------------------------------

    @Slot(object)
    def _show_result(self, result: LiveResult) -> None:
        """Only the page in view is painted."""
        page = self._stack.currentWidget()
        if page is self.live:
            self.live.show_result(result)
        elif page is self.record:
            self.record.show_result(result)
        elif page is self.practice:
            self.practice.show_result(result)
        elif page is self.acting:
            self.acting.show_result(result)

    @Slot(object)
    def _hear(self, message: object) -> None:
        self._on(message)

    @singledispatchmethod
    def _on(self, message: object) -> None:
        raise TypeError(f"no one listens to {type(message).__name__}")

    @_on.register
    def _(self, message: SourceStatus) -> None:
        for stage in self._stages:
            stage.set_source_status(message)
        self.rail.lights.set_source(message)
        self._there.show_source(message)
        if message.state == "opening":
            self.live.source_changed()

    @_on.register
    def _(self, message: StandIn) -> None:
        self._stand_in = message.sentence
        self.live.stage.set_note(message.sentence)
        self._show_sources()

    @_on.register
    def _(self, message: TrackerStatus) -> None:
        for stage in self._stages:
            stage.set_tracker_status(message)

    @_on.register
    def _(self, message: EventSeen) -> None:
        self.live.show_event(message.event)
        begun = (
            message.event.kind == "start" and self._in_view is not self.practice
        )  # there the teacher speaks
        self.setWindowTitle(f"{shown_name(message.event.label)} — {TITLE}" if begun else TITLE)

    @_on.register
    def _(self, message: TakeSaved) -> None:
        self.record.add_take(message.info, message.sequence)

    @_on.register
    def _(self, message: TakeLoaded) -> None:
        self.record.set_sequence(message.take_id, message.sequence)

    @_on.register
    def _(self, message: Library) -> None:
        self._library = message
        self.record.set_library(message)
        self.inside.set_takes(message.takes)
        self.practice.editor.set_takes(message.takes)
        self.train.set_gestures(
            [(gesture.name, gesture.takes, gesture.is_none) for gesture in message.gestures]
        )
        self.train.set_takes([info.id for info in message.takes])
        self._judge_choice(self.train.chosen)
        self._show_models()
        if self._bin is not None:
            self._bin.set_entries(message.bin)
        if message.problems:
            self.notice.say(" ".join(message.problems[:3]), trouble=True)

    @_on.register
    def _(self, message: GestureRenamed) -> None:
        names = [message.new if name == message.old else name for name in self._settings.either_hand]
        if message.old in self._settings.either_hand:
            self._choose_either_hand(names)
        self._engine.practice.rename_gesture(message.old, message.new)

    @_on.register
    def _(self, message: Done) -> None:
        self.notice.say(message.sentence, undo_entry=message.undo_entry)

    @_on.register
    def _(self, message: TrainingMoved) -> None:
        self.train.show_progress(message.progress)

    @_on.register
    def _(self, message: TrainingEnded) -> None:
        if message.card is not None:
            self._prefer_newest()
            self.train.show_result(message.card)
        elif message.sentence:
            self.train.show_failure(message.sentence)
        else:
            self.train.show_cancelled()

    @_on.register
    def _(self, message: Models) -> None:
        self._models = message
        self._show_models()
        self.live.set_models(message.files, message.in_use)
        self.record.set_models(message.files, message.in_use)
        self.inside.set_models(message.files, message.in_use)
        known = next((each.card.labels for each in message.files if each.file == message.in_use), [])
        gestures = [label for label in known if label != NONE]
        self.acting.set_gestures(gestures)
        self.settings_page.set_gestures(gestures)

    @_on.register
    def _(self, message: Looked) -> None:
        self.inside.show_look(message)

    @_on.register
    def _(self, message: LookFailed) -> None:
        self.inside.show_failure(message.sentence)

    @_on.register
    def _(self, message: ComparisonMoved) -> None:
        self.inside.show_comparison_progress(message.done)

    @_on.register
    def _(self, message: ComparisonEnded) -> None:
        self.inside.show_comparison_ended(message.sentence)

    @_on.register
    def _(self, message: Cameras) -> None:
        self._cameras = tuple((f"camera:{camera.name}", camera.name) for camera in message.found)
        self._show_sources()

    @_on.register
    def _(self, message: PracticeMessage) -> None:
        self._practice.hear(message)

    @_on.register
    def _(self, message: ActingMessage) -> None:
        self._actions.hear(message)

    @_on.register
    def _(self, message: Trouble) -> None:
        self._warn(message.sentence)
