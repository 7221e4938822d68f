"""The look of the window: which palette is in use, its fonts, and how it reaches every widget."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QDir, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from gesture_app.settings import Theme
from gesture_app.ui.icons import FOLDER as ICON_FOLDER
from gesture_app.ui.palette import DARK, LIGHT, Palette
from gesture_app.ui.stylesheet import stylesheet

FontRole = Literal["hero", "title", "heading", "body", "strong", "small"]

_SIZES: dict[FontRole, tuple[float, QFont.Weight]] = {
    "hero": (3.0, QFont.Weight.Bold),
    "title": (1.75, QFont.Weight.Bold),
    "heading": (1.2, QFont.Weight.DemiBold),
    "body": (1.0, QFont.Weight.Normal),
    "strong": (1.0, QFont.Weight.DemiBold),
    "small": (0.9, QFont.Weight.Normal),
}

_in_use: Palette = LIGHT


def current() -> Palette:
    """The palette in use. Painting code asks for it each time, so that a change of theme shows at once."""
    return _in_use


def body_pixels() -> int:
    """Height of ordinary text: the system's, but never tiny."""
    return max(14, round(QFontInfo(QFont()).pixelSize()))


def font(role: FontRole) -> QFont:
    """The system's own typeface in the size and weight of a role."""
    factor, weight = _SIZES[role]
    chosen = QFont()
    chosen.setPixelSize(round(body_pixels() * factor))
    chosen.setWeight(weight)
    return chosen


def colour(name: str, alpha: float = 1.0) -> QColor:
    """A palette's colour with an opacity of 0…1."""
    made = QColor(name)
    made.setAlphaF(alpha)
    return made


def system_is_dark() -> bool:
    """What the system uses, as long as no other choice overrides it."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


class ThemeController(QObject):
    """Dresses the application and follows the system where the user asked for that."""

    changed = Signal()
    """The palette in use is another one now."""

    def __init__(self, application: QApplication, choice: Theme = "system") -> None:
        super().__init__(application)
        self._application = application
        self._choice: Theme = choice
        application.setStyle("Fusion")
        QDir.setSearchPaths("icons", [str(ICON_FOLDER)])
        grown = application.font()
        grown.setPixelSize(body_pixels())
        application.setFont(grown)
        application.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._dress()

    def choose(self, choice: Theme) -> None:
        """Use light, dark, or whatever the system uses."""
        self._choice = choice
        self._dress()

    @Slot()
    def _follow_system(self) -> None:
        if self._choice == "system":
            self._dress()

    def _dress(self) -> None:
        global _in_use
        scheme = {
            "light": Qt.ColorScheme.Light,
            "dark": Qt.ColorScheme.Dark,
            "system": Qt.ColorScheme.Unknown,
        }
        QGuiApplication.styleHints().setColorScheme(scheme[self._choice])  # for title bars and system dialogs
        dark = self._choice == "dark" or (self._choice == "system" and system_is_dark())
        _in_use = DARK if dark else LIGHT
        self._application.setPalette(_qt_palette(_in_use))
        self._application.setStyleSheet(stylesheet(_in_use, body_pixels()))
        self.changed.emit()


def _qt_palette(palette: Palette) -> QPalette:
    """The same colours for whatever the style sheet does not reach, such as Qt's own dialogs."""
    role = QPalette.ColorRole
    colours = {
        role.Window: palette.window,
        role.WindowText: palette.text,
        role.Base: palette.surface,
        role.AlternateBase: palette.hover,
        role.Text: palette.text,
        role.PlaceholderText: palette.muted,
        role.Button: palette.surface,
        role.ButtonText: palette.text,
        role.BrightText: palette.poor,
        role.ToolTipBase: palette.surface,
        role.ToolTipText: palette.text,
        role.Highlight: palette.accent,
        role.HighlightedText: palette.on_accent,
        role.Accent: palette.accent,
        role.Link: palette.accent,
        role.Mid: palette.border,
    }
    made = QPalette(QColor(palette.surface), QColor(palette.window))
    for where, name in colours.items():
        made.setColor(where, QColor(name))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(palette.control))
    return made
