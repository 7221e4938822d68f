"""What the cards of the Settings page have in common."""

from __future__ import annotations

from PySide6.QtCore import Signal

from gesture_app.ui.widgets.card import Card


class SettingsCard(Card):
    """A group of settings. Showing them never says that anything was edited."""

    edited = Signal(dict)
    """Fields of `Settings` with the values that the user chose."""
