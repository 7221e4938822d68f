"""What the user has chosen for the whole program: settings, source and model; done at once and kept."""

from __future__ import annotations

from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from gesture_app.login import LoginFailed, start_at_login, starts_at_login
from gesture_app.pipeline.engine import Engine
from gesture_app.settings import Settings
from gesture_app.ui.sources import PICK_SCRIPT, PICK_VIDEO, VIDEO_FILTER
from gesture_app.ui.theme import ThemeController


class Choices(QObject):
    """Every page may ask for a change; all hear of it."""

    changed = Signal()
    """The settings are others now, or another source was asked for."""
    trouble = Signal(str)
    """Something that the system refused."""

    def __init__(self, engine: Engine, theme: ThemeController, window: QWidget) -> None:
        super().__init__(window)
        self._engine, self._theme, self._window = engine, theme, window
        self._settings = engine.settings
        theme.set_reduced_motion(self._settings.reduced_motion)

    @property
    def settings(self) -> Settings:
        return self._settings

    @Slot(Settings)
    def change_settings(self, settings: Settings) -> None:
        if settings.theme != self._settings.theme:
            self._theme.choose(settings.theme)
        self._theme.set_text_size(settings.text_size)
        self._theme.set_reduced_motion(settings.reduced_motion)
        settings = self._with_login(settings)
        self._settings = settings
        self._engine.apply(settings)
        self.changed.emit()

    def look_at_login(self) -> None:
        """It may have been switched off in the desktop's own settings."""
        if self._settings.start_at_login and not starts_at_login():
            self.change_settings(msgspec.structs.replace(self._settings, start_at_login=False))

    def _with_login(self, settings: Settings) -> Settings:
        """Do what the setting says at once; where the system refuses, it stays as it was."""
        before = self._settings.start_at_login
        if settings.start_at_login == before or settings.start_at_login == starts_at_login():
            return settings
        try:
            start_at_login(settings.start_at_login)
        except LoginFailed as refusal:
            self.trouble.emit(str(refusal))
            return msgspec.structs.replace(settings, start_at_login=before)
        return settings

    @Slot(str)
    def choose_source(self, source: str) -> None:
        if source == PICK_VIDEO:
            source, _ = QFileDialog.getOpenFileName(self._window, "Choose a video", filter=VIDEO_FILTER)
        elif source == PICK_SCRIPT:
            from gesture_app.ui.script_dialog import ask_for_script

            script = ask_for_script(self._window)
            source = f"virtual:{script}" if script else ""
        if source:
            self._settings = msgspec.structs.replace(self._settings, source=source)
            self._engine.choose_source(source)
        self.changed.emit()

    @Slot(bool)
    def choose_mirror(self, on: bool) -> None:
        self.change_settings(msgspec.structs.replace(self._settings, mirror_view=on))

    @Slot(list)
    def choose_either_hand(self, gestures: list[str]) -> None:
        self.change_settings(msgspec.structs.replace(self._settings, either_hand=tuple(gestures)))

    @Slot(str)
    def choose_model(self, file: str) -> None:
        """A model's file; empty: none."""
        chosen = Path(file) if file else None
        name = self._engine.models.name_in_settings(chosen) if chosen else ""
        self.change_settings(msgspec.structs.replace(self._settings, model=name))
        self._engine.models.use(chosen)

    @Slot(str)
    def make_own_model(self, file: str) -> None:
        self.prefer_newest_model()
        self._engine.make_own(Path(file))

    def prefer_newest_model(self) -> None:
        """Whatever was chosen before: the model made last is the one to use, also after the next start."""
        self.change_settings(msgspec.structs.replace(self._settings, model=""))

    @Slot(object)
    def keep_to_model(self, file: Path) -> None:
        """The model that was chosen has learned from corrections, or is the one before again."""
        if self._settings.model:
            name = self._engine.models.name_in_settings(file)
            self.change_settings(msgspec.structs.replace(self._settings, model=name))

    def rename_gesture(self, old: str, new: str) -> None:
        """What was chosen for a gesture holds under its new name."""
        if old in self._settings.either_hand:
            self.choose_either_hand([new if name == old else name for name in self._settings.either_hand])

    @Slot(str)
    def open_folder(self, folder: str) -> None:
        Path(folder).mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
