"""Settings of what is kept where, and of what leaves the machine: nothing, unless the user wants it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from gesture_app.settings import Settings
from gesture_app.ui.pages.settings_card import SettingsCard
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Line
from gesture_app.ui.widgets.setting_row import SettingRow
from gesture_app.ui.widgets.switch import Switch
from gesture_app.ui.widgets.text import Elided, Text

_STORED = (
    "Everything stays on this computer. A take holds the positions of your hands' joints, never a picture; "
    "no picture of the camera is ever saved. Recordings, models and these settings are ordinary files in the "
    "folders above: delete them and they are gone."
)
_TELEMETRY = (
    "The hand tracker, Google's MediaPipe, would like to report to Google how it is used: its version, your "
    "kind of system and how fast it runs. Google's notice says that pictures are not sent. While this is off, "
    "such reports are blocked. Switching it off counts at once, switching it on when the app starts again."
)


class FoldersCard(SettingsCard):
    """Where takes and models are."""

    open_requested = Signal(str)
    """Path of a folder to show in the system's file manager."""

    def __init__(self) -> None:
        super().__init__("Folders")
        self._recordings, self._models = Path(), Path()
        self._recordings_path, self._models_path = Elided("", "small"), Elided("", "small")
        self._usual = Button("Use the usual one", kind="quiet", name="Keep recordings in the usual folder")
        self._usual.clicked.connect(self._use_usual)
        choose = Button("Choose …", name="Choose the folder of recordings")
        choose.clicked.connect(self._choose)
        open_recordings = Button("Open", "folder", name="Open the folder of recordings")
        open_recordings.clicked.connect(self._open_recordings)
        open_models = Button("Open", "folder", name="Open the folder of models")
        open_models.clicked.connect(self._open_models)
        self.body.addWidget(
            SettingRow("Recordings", self._recordings_path, self._usual, choose, open_recordings)
        )
        self.body.addWidget(Line())
        self.body.addWidget(SettingRow("Models", self._models_path, open_models))

    def set_folders(self, recordings: Path, models: Path) -> None:
        """The folders in use, whether chosen or usual."""
        self._recordings, self._models = recordings, models
        self._recordings_path.set_whole(str(recordings))
        self._models_path.set_whole(str(models))

    def display(self, settings: Settings) -> None:
        self._usual.setVisible(bool(settings.recordings_folder))

    @Slot()
    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Folder of recordings", str(self._recordings))
        if folder:
            self.edited.emit({"recordings_folder": folder})

    @Slot()
    def _use_usual(self) -> None:
        self.edited.emit({"recordings_folder": ""})

    @Slot()
    def _open_recordings(self) -> None:
        self.open_requested.emit(str(self._recordings))

    @Slot()
    def _open_models(self) -> None:
        self.open_requested.emit(str(self._models))


class PrivacyCard(SettingsCard):
    """What is stored, and the tracker's reports to its maker."""

    def __init__(self) -> None:
        super().__init__("Privacy")
        self._telemetry = Switch("Let MediaPipe report usage to Google")
        self._telemetry.toggled.connect(self._toggled)
        self.body.addWidget(Text(_STORED, "muted", wrap=True))
        self.body.addWidget(Line())
        self.body.addWidget(SettingRow("Usage reports to Google", _TELEMETRY, self._telemetry))

    def display(self, settings: Settings) -> None:
        with QSignalBlocker(self._telemetry):
            self._telemetry.setChecked(settings.telemetry)

    @Slot(bool)
    def _toggled(self, on: bool) -> None:
        self.edited.emit({"telemetry": on})
