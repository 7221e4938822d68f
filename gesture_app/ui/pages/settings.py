"""The Settings page: every choice is shown, explained and saved at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.settings import Settings
from gesture_app.ui.page import Page
from gesture_app.ui.pages.settings_actions import ActionsCard
from gesture_app.ui.pages.settings_cards import LookCard, PictureCard, RecordingCard
from gesture_app.ui.pages.settings_practice import PracticeCard
from gesture_app.ui.pages.storage_cards import FoldersCard, PrivacyCard
from gesture_app.ui.places import SETTINGS
from gesture_app.ui.widgets.card import Scroll
from gesture_app.ui.widgets.growing import GrowingWidth
from gesture_app.ui.widgets.text import Text

_WIDEST = 820  # longer lines are hard to read


class SettingsPage(Page):
    """A column of cards. It keeps the settings it shows and hands out changed copies."""

    place = SETTINGS

    changed = Signal(object)
    """The new `Settings`."""
    source_chosen = Signal(str)
    """What to watch; not a mere change of settings, for what is watched may be a source for now only."""
    refresh_cameras = Signal()
    """Look for cameras again, then call `set_sources`."""
    open_requested = Signal(str)
    """Path of a folder to show in the system's file manager."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = Settings()
        self._picture, self._recording, self._look = PictureCard(), RecordingCard(), LookCard()
        self._practice, self._actions = PracticeCard(), ActionsCard()
        self._folders, self._privacy = FoldersCard(), PrivacyCard()
        self._picture.refresh_requested.connect(self.refresh_cameras)
        self._picture.source_chosen.connect(self.source_chosen)
        self._folders.open_requested.connect(self.open_requested)
        scroll = Scroll()
        cards = (
            self._picture, self._recording, self._practice, self._actions, self._look, self._folders, self._privacy
        )  # fmt: skip
        for card in cards:
            card.edited.connect(self._edited)
            scroll.column.addWidget(card)
        scroll.column.addStretch()
        content = QWidget()
        GrowingWidth(content, 0, _WIDEST)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 24, 0, 0)
        column.setSpacing(16)
        column.addWidget(Text(self.place.title, "title"))
        column.addWidget(scroll, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 0, 28, 0)
        row.addWidget(content)
        self.set_settings(self._settings)

    def set_settings(self, settings: Settings) -> None:
        """Show settings; nothing is said to have changed."""
        self._settings = settings
        self._picture.display(settings)
        self._recording.display(settings)
        self._practice.display(settings)
        self._actions.display(settings)
        self._look.display(settings)
        self._folders.display(settings)
        self._privacy.display(settings)

    def set_sources(self, sources: Sequence[tuple[str, str]], in_use: str) -> None:
        """What can be watched, as (what settings call it, what people call it), and what is."""
        self._picture.set_sources(sources, in_use)

    def set_folders(self, recordings: Path, models: Path) -> None:
        """The folders in use."""
        self._folders.set_folders(recordings, models)

    def set_gestures(self, gestures: Sequence[str]) -> None:
        """What the model in use knows, to choose the pause gesture from."""
        self._actions.set_gestures(gestures)

    @Slot(str)
    def set_key_problem(self, sentence: str) -> None:
        """Why the pause key cannot be heard here; empty: it can."""
        self._actions.set_key_problem(sentence)

    @Slot(dict)
    def _edited(self, fields: dict[str, object]) -> None:
        settings = msgspec.structs.replace(self._settings, **fields)
        if settings != self._settings:
            self.set_settings(settings)
            self.changed.emit(settings)
