"""The program beyond its window: the tray, closing while gestures act, and coming to the front again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QMainWindow

from gesture_app.pipeline.acting.messages import ActionsState
from gesture_app.pipeline.messages import SourceStatus
from gesture_app.settings import Settings
from gesture_app.ui.background import come_to_front, go_to_background, what_closing_means
from gesture_app.ui.tray import Tray
from gesture_app.ui.watched import is_camera

if TYPE_CHECKING:  # imported when it is made
    from gesture_app.pipeline.acting.desk import ActionDesk


class AlwaysThere(QObject):
    """The window asks it whether it may close, and tells it what the tray shows."""

    settings_changed = Signal(object)
    """`Settings`: the user wants closing to mean the same from now on."""
    said = Signal(str)
    """A sentence for the window, where the desktop cannot show it."""

    def __init__(self, window: QMainWindow, desk: ActionDesk) -> None:
        super().__init__(window)
        self._window = window
        self._settings = Settings()
        self._state = ActionsState((), "", "off")
        self._source = "camera"
        self._quits = self._has_told = False
        self._tray = Tray(self)
        self._tray.open_wanted.connect(self.come_to_front)
        self._tray.quit_wanted.connect(self.quit)
        self._tray.arm_wanted.connect(desk.arm)
        self._tray.disarm_wanted.connect(desk.disarm)
        self._tray.pause_wanted.connect(desk.pause)
        self._tray.profile_chosen.connect(desk.profiles.choose)

    # --- what the tray shows --------------------------------------------------------------------------

    def set_settings(self, settings: Settings) -> None:
        self._settings = settings

    def set_watched(self, source: str) -> None:
        """What is watched, as settings name it: only with a camera, a camera is on."""
        self._source = source

    def show_source(self, status: SourceStatus) -> None:
        self._tray.show_source(status, is_camera=is_camera(self._source))

    @Slot(object)
    def show_state(self, state: ActionsState) -> None:
        """All profiles, and whether the one in use acts."""
        self._state = state
        self._tray.look_for_tray()  # the desktop may have been slower than the program
        self._tray.show_state(state)

    @Slot(str, str)
    def notify(self, title: str, text: str) -> None:
        """Show it wherever the user is: by the desktop, else in the window."""
        if not self._tray.notify(title, text):
            self.said.emit(f"{title}: {text}" if text else title)
            QApplication.alert(self._window)

    def warn(self, sentence: str) -> None:
        """The window says it, too; who does not see the window learns it from the desktop."""
        if not self._window.isVisible() or self._window.isMinimized():
            self._tray.notify("Gesture App", sentence)

    # --- the window goes and comes --------------------------------------------------------------------

    def lets_close(self) -> bool:
        """Whether the window may close and end the program; otherwise it stays, or has gone to the background."""
        self._tray.look_for_tray()
        has_tray = self._tray.available
        if self._quits:
            return True
        answer = what_closing_means(self._window, self._state, self._settings, has_tray=has_tray)
        if answer.always:
            self.settings_changed.emit(msgspec.structs.replace(self._settings, in_background=True))
        if answer.staying == "stay":
            self.go_to_background()
        return answer.staying == "quit"

    def go_to_background(self) -> None:
        """Hide the window, or make it small where nothing but the task bar leads back to it."""
        go_to_background(self._window, has_tray=self._tray.available)
        if not self._has_told:
            self._has_told = True
            self._tray.notify(
                "Gesture App runs without its window", "This icon leads back to it, and ends it."
            )

    @Slot()
    def come_to_front(self) -> None:
        """Wherever it is."""
        come_to_front(self._window)

    @Slot()
    def quit(self) -> None:
        """End the program without a question; also while the window is hidden."""
        self._quits = True
        self._window.close()
        QApplication.quit()  # closing what is hidden ends nothing

    def close(self) -> None:
        """The tray's icon goes with the program; may be called twice."""
        self._tray.close()
