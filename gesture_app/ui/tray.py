"""The icon in the desktop's tray: whether gestures act, whether a camera watches, and the way back to the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from gesture_app.actions.binding import Profile
from gesture_app.pipeline.acting.messages import ActionsState, ArmedState
from gesture_app.pipeline.messages import SourceStatus
from gesture_app.ui.tray_icon import tray_icon

_STATES: dict[ArmedState, str] = {
    "off": "Off",
    "armed": "Armed",
    "paused": "Paused",
    "resting": "Resting",
}
_LONGEST_MS = 6000
_LONGEST_TOOLTIP = 120  # Windows cuts off at 127


class Tray(QObject):
    """Where the desktop has no tray nothing is shown, and `available` says so."""

    open_wanted = Signal()
    """The window in front."""
    arm_wanted = Signal()
    disarm_wanted = Signal()
    pause_wanted = Signal(bool)
    profile_chosen = Signal(str)
    """Its id."""
    quit_wanted = Signal()
    """The whole program shall end, also where the window would only be hidden."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = ActionsState((), "", "off")
        self._camera = "The camera is off."
        self._camera_on = False
        self._menu = QMenu()
        self._icon: QSystemTrayIcon | None = None
        self._make_menu()
        self.look_for_tray()

    def _make_menu(self) -> None:
        menu = self._menu
        self._title = menu.addAction("")
        self._title.setEnabled(False)
        self._watching = menu.addAction("")
        self._watching.setEnabled(False)
        menu.addSeparator()
        self._add("Open Gesture App", self.open_wanted)
        self._pause = self._add("Pause", self._pause_or_go_on)
        self._arm = self._add("Arm", self._arm_or_disarm)
        self._profiles = menu.addMenu("Profile")
        self._group = QActionGroup(self._profiles)
        self._group.triggered.connect(self._profile_picked)
        menu.addSeparator()
        self._add("Quit", self.quit_wanted)

    def _add(self, words: str, wish: object) -> QAction:
        action = self._menu.addAction(words)
        action.triggered.connect(wish)
        return action

    @Slot()
    def look_for_tray(self) -> None:
        """Show the icon if there is a tray by now: some desktops start theirs later."""
        if self._icon is None and QSystemTrayIcon.isSystemTrayAvailable():
            self._icon = QSystemTrayIcon(self)
            self._icon.setContextMenu(self._menu)
            self._icon.activated.connect(self._activated)
            self._icon.messageClicked.connect(self.open_wanted)
            self._show()
            self._icon.show()

    @property
    def available(self) -> bool:
        """Whether the user has an icon to come back with."""
        return self._icon is not None and QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def words(self) -> str:
        """What the icon says, a line for each thing."""
        profile = self._profile
        of = f": {profile.name}" if profile is not None else ""
        return f"Gesture App\n{_STATES[self._state.state]}{of}\n{self._camera}"

    def show_state(self, state: ActionsState) -> None:
        """All profiles, the one in use, and whether it acts."""
        self._state = state
        self._show()

    def show_source(self, status: SourceStatus, *, is_camera: bool) -> None:
        """What is watched; only a camera makes the dot."""
        running = status.state in ("running", "troubled")
        self._camera_on = is_camera and running
        if self._camera_on:
            self._camera = f"The camera is on: {status.name}."
        elif running:
            self._camera = f"The camera is off; {status.name} is watched."
        else:
            self._camera = "The camera is off."
        self._show()

    def notify(self, title: str, text: str) -> bool:
        """Have the desktop show this; whether there is a tray to do so."""
        if self._icon is None or not self.available:
            return False
        self._icon.showMessage(title, text, self._icon.icon(), _LONGEST_MS)
        return True

    def close(self) -> None:
        """Take the icon away; may be called twice."""
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    # --- what is shown --------------------------------------------------------------------------------

    @property
    def _profile(self) -> Profile | None:
        return next((each for each in self._state.profiles if each.id == self._state.in_use), None)

    def _show(self) -> None:
        _, standing, camera = self.words.split("\n")
        self._title.setText(standing)
        self._watching.setText(camera.removesuffix("."))
        on, paused = self._state.state != "off", self._state.state == "paused"
        self._pause.setText("Go on" if paused else "Pause")
        self._pause.setVisible(on)
        self._arm.setText("Turn off" if on else "Arm")
        self._arm.setEnabled(self._profile is not None)
        self._show_profiles()
        if self._icon is not None:
            self._icon.setIcon(tray_icon(self._state.state, camera_on=self._camera_on))
            self._icon.setToolTip(self.words[:_LONGEST_TOOLTIP])

    def _show_profiles(self) -> None:
        for action in self._group.actions():
            self._group.removeAction(action)
            action.deleteLater()
        self._profiles.clear()
        for profile in self._state.profiles:
            action = self._profiles.addAction(profile.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setData(profile.id)
            action.setChecked(profile.id == self._state.in_use)
            self._group.addAction(action)
        self._profiles.menuAction().setVisible(len(self._state.profiles) > 1)

    # --- what the user does ---------------------------------------------------------------------------

    @Slot()
    def _pause_or_go_on(self) -> None:
        self.pause_wanted.emit(self._state.state != "paused")

    @Slot()
    def _arm_or_disarm(self) -> None:
        (self.arm_wanted if self._state.state == "off" else self.disarm_wanted).emit()

    @Slot(QAction)
    def _profile_picked(self, action: QAction) -> None:
        self.profile_chosen.emit(str(action.data()))

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_wanted.emit()
