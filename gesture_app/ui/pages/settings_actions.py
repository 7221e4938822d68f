"""Settings of gestures that act: how to stop them, and when the program runs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Slot

from gesture_app.settings import Settings
from gesture_app.ui.actions.key_recorder import KeyRecorder
from gesture_app.ui.pages.settings_card import SettingsCard
from gesture_app.ui.widgets.card import Line
from gesture_app.ui.widgets.fields import Choice
from gesture_app.ui.widgets.growing import GrowingWidth
from gesture_app.ui.widgets.segmented import Segmented
from gesture_app.ui.widgets.setting_row import SettingRow
from gesture_app.ui.widgets.switch import Switch
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.wording import shown_name

_KEYS_WIDTH = 330
_KEY = "Pauses and goes on from anywhere on the desktop, whatever is in front."
_NO_GESTURE = "None"


class ActionsCard(SettingsCard):
    """The ways to stop always come first."""

    def __init__(self) -> None:
        super().__init__("Actions")
        self._gestures: tuple[str, ...] = ()
        self._settings = Settings()
        self._gesture = Choice("Pause gesture", 14)
        self._gesture.activated.connect(self._gesture_chosen)
        self._key = KeyRecorder("Pause key", may_be_empty=True)
        GrowingWidth(self._key, _KEYS_WIDTH, widest=1.4)
        self._key.changed.connect(self._key_changed)
        self._key_words = Text(_KEY, "small", wrap=True)
        self._why_no_key = ""
        self._start = Segmented("When it starts", [("off", "Off"), ("paused", "Paused"), ("armed", "Armed")])
        self._start.chosen.connect(self._start_chosen)
        self._login, self._background = Switch("Start at login"), Switch("Go on without the window")
        self._login.toggled.connect(self._login_changed)
        self._background.toggled.connect(self._background_changed)
        self._lay_out()

    def _lay_out(self) -> None:
        rows = (
            SettingRow("Pause key", self._key_words, self._key),
            SettingRow(
                "Pause gesture",
                "Does the same. It is heard even while the actions are paused, so choose one that you never make "
                "by chance.",
                self._gesture,
            ),
            SettingRow(
                "When it starts",
                "Whether the profile last in use acts as soon as the program has started. It does only where "
                "everything was measured.",
                self._start,
            ),
            SettingRow(
                "Start at login",
                "Starts Gesture App when you log in, without showing its window.",
                self._login,
            ),
            SettingRow(
                "Go on without the window",
                "Closing the window while gestures act does not end the program. Its icon in the tray leads back "
                "to it; without a tray it stays in the task bar.",
                self._background,
            ),
        )
        for number, row in enumerate(rows):
            if number:
                self.body.addWidget(Line())
            self.body.addWidget(row)

    def set_gestures(self, gestures: Sequence[str]) -> None:
        """What the model in use knows; the one that is chosen stays on offer, even if it is not among them."""
        self._gestures = tuple(gestures)
        self._show_gestures()

    def set_key_problem(self, sentence: str) -> None:
        """Why the pause key cannot be heard here; empty: it can."""
        self._why_no_key = sentence
        self._show_key()

    def display(self, settings: Settings) -> None:
        self._settings = settings
        self._show_gestures()
        if "+".join(self._key.keys) != settings.pause_key:
            self._key.set_keys(tuple(settings.pause_key.split("+")) if settings.pause_key else ())
        self._show_key()
        self._start.choose(settings.at_start)
        for switch, on in (
            (self._login, settings.start_at_login),
            (self._background, settings.in_background),
        ):
            with QSignalBlocker(switch):
                switch.setChecked(on)

    def _show_gestures(self) -> None:
        chosen = self._settings.pause_gesture
        self._gesture.clear()
        self._gesture.addItem(_NO_GESTURE, "")
        for gesture in (*self._gestures, *(() if chosen in ("", *self._gestures) else (chosen,))):
            known = gesture in self._gestures
            self._gesture.addItem(
                shown_name(gesture) if known else f"{gesture} (unknown to the model)", gesture
            )
        self._gesture.setCurrentIndex(max(self._gesture.findData(chosen), 0))

    def _show_key(self) -> None:
        """What is wrong stands where the explanation was."""
        problem = self._key.problem() or self._why_no_key
        self._key_words.setText(problem or _KEY)
        self._key_words.set_role("usable" if problem else "small")

    @Slot(int)
    def _gesture_chosen(self, number: int) -> None:
        self.edited.emit({"pause_gesture": str(self._gesture.itemData(number))})

    @Slot()
    def _key_changed(self) -> None:
        self._show_key()
        if not self._key.problem():
            self.edited.emit({"pause_key": "+".join(self._key.keys)})

    @Slot(str)
    def _start_chosen(self, choice: str) -> None:
        self.edited.emit({"at_start": choice})

    @Slot(bool)
    def _login_changed(self, on: bool) -> None:
        self.edited.emit({"start_at_login": on})

    @Slot(bool)
    def _background_changed(self, on: bool) -> None:
        self.edited.emit({"in_background": on})
