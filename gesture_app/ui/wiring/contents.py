"""What is put into the window's frame: pages, notices, the tray, and the paths between them and the engine."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QLayout, QMainWindow, QStackedWidget

from gesture_app.pipeline.acting.messages import ActionsState
from gesture_app.pipeline.engine import Engine
from gesture_app.pipeline.messages import Library, LiveResult
from gesture_app.recognition.prediction import GestureEvent
from gesture_app.ui.always_there import AlwaysThere
from gesture_app.ui.bin_dialog import BinDialog
from gesture_app.ui.bridge import Bridge
from gesture_app.ui.late import Late
from gesture_app.ui.notice import NoticeBar
from gesture_app.ui.places import PRACTICE
from gesture_app.ui.rail import Rail
from gesture_app.ui.theme import ThemeController
from gesture_app.ui.wiring.choices import Choices
from gesture_app.ui.wiring.messages import Messages
from gesture_app.ui.wiring.pages import Pages
from gesture_app.ui.wording import shown_name


class Contents(QObject):
    """Stands as long as the window does.

    Attributes:
        there: the program beyond its window, see `AlwaysThere`.
    """

    def __init__(
        self, window: QMainWindow, engine: Engine, bridge: Bridge, theme: ThemeController, rail: Rail,
        stack: QStackedWidget, foot: QLayout,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window, self._engine, self._rail, self._stack = window, engine, rail, stack
        self._title = window.windowTitle()
        self._bin: BinDialog | None = None
        self.notice = NoticeBar()
        foot.addWidget(self.notice)
        self.choices = Choices(engine, theme, window)
        self.pages = Pages(engine, self.choices, rail, stack, self)
        self.there = Late(self._make_there)
        self.messages = Messages(engine, self.choices, self.pages, self.there, self.notice, rail.lights, self)
        self._connect()
        bridge.message.connect(self.messages.hear)
        bridge.live.connect(self._show_result)

    def begin(self) -> None:
        """What belongs to a start, and can wait until the window is seen."""
        _ = self.there.view
        self.choices.look_at_login()

    def _connect(self) -> None:
        self.notice.undo_wanted.connect(self._restore)
        self.choices.trouble.connect(self.warn)
        self.messages.trouble.connect(self.warn)
        self.messages.gesture_seen.connect(self._show_event)
        self.pages.said.connect(self.notice.say)
        self.pages.bin_wanted.connect(self._open_bin)
        self.pages.practising.trouble.connect(self.warn)
        actions = self.pages.actions
        actions.trouble.connect(self.warn)
        actions.said.connect(self.notice.say)
        actions.state_changed.connect(self._show_actions)
        actions.hotkeys_troubled.connect(self._show_key_problem)
        actions.notice.connect(self._notify)
        actions.model_changed.connect(self.choices.keep_to_model)

    def _make_there(self) -> AlwaysThere:
        there = AlwaysThere(self._window, self._engine.actions)
        there.said.connect(self.notice.say)
        there.settings_changed.connect(self.choices.change_settings)
        return there

    @Slot(str)
    def warn(self, sentence: str) -> None:
        """Something did not work: said in the window, and beyond it where it is not seen."""
        self.notice.say(sentence, trouble=True)
        self.there.view.warn(sentence)

    @Slot(str, str)
    def _notify(self, title: str, text: str) -> None:
        self.there.view.notify(title, text)

    @Slot(object)
    def _show_actions(self, state: ActionsState) -> None:
        self._rail.lights.set_actions(state)
        self.there.tell("state", lambda there: there.show_state(state))

    @Slot(str)
    def _show_key_problem(self, sentence: str) -> None:
        self.pages.settings.tell("keys", lambda page: page.set_key_problem(sentence))

    @Slot(object)
    def _show_result(self, result: LiveResult) -> None:
        """Only the page in view is painted."""
        if self.pages.in_view is not None:
            self.pages.in_view.show_result(result)

    @Slot(object)
    def _show_event(self, event: GestureEvent) -> None:
        """The gesture's name stands in the title, so that it is seen with the window behind others."""
        practises = self.pages.in_view is not None and self.pages.in_view.place is PRACTICE
        begun = event.kind == "start" and not practises  # there the teacher speaks
        self._window.setWindowTitle(f"{shown_name(event.label)} — {self._title}" if begun else self._title)

    @Slot(str)
    def _restore(self, entry: str) -> None:
        self._engine.library.restore(entry)

    @Slot()
    def _open_bin(self) -> None:
        self._bin = BinDialog(self._window)
        self._bin.restore_wanted.connect(self._engine.library.restore)
        self._bin.empty_wanted.connect(self._engine.library.empty_bin)
        self.messages.library_read.connect(self._fill_bin)
        if self.messages.library is not None:
            self._fill_bin(self.messages.library)
        self._bin.exec()
        self.messages.library_read.disconnect(self._fill_bin)
        self._bin.deleteLater()
        self._bin = None

    @Slot(object)
    def _fill_bin(self, library: Library) -> None:
        if self._bin is not None:
            self._bin.set_entries(library.bin)
