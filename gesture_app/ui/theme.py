"""The look of the window: which palette is in use, its fonts, and how it reaches every widget."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QDir, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from gesture_app.ui.icons import FOLDER as ICON_FOLDER
from gesture_app.ui.palette import DARK, LIGHT, Palette
from gesture_app.ui.stylesheet import stylesheet

if TYPE_CHECKING:
    from gesture_app.settings import Theme

FontRole = Literal["hero", "title", "heading", "body", "strong", "small"]

_SIZES: dict[FontRole, tuple[float, QFont.Weight]] = {
    "hero": (3.0, QFont.Weight.Bold),
    "title": (1.75, QFont.Weight.Bold),
    "heading": (1.2, QFont.Weight.DemiBold),
    "body": (1.0, QFont.Weight.Normal),
    "strong": (1.0, QFont.Weight.DemiBold),
    "small": (0.9, QFont.Weight.Normal),
}

_LEAST_PIXELS = 14

_in_use: Palette = LIGHT
_growth = 1.0
_reduced_motion = False
_body_pixels: int | None = None  # of the font in use; asked for a hundred times in every frame


def current() -> Palette:
    """The palette in use. Painting code asks for it each time, so that a change of theme shows at once."""
    return _in_use


def body_pixels() -> int:
    """Height of ordinary text: the system's, but never tiny, and as much larger as the user wants it."""
    return _measured() if _body_pixels is None else _body_pixels


def _measured() -> int:
    return max(_LEAST_PIXELS, round(QFontInfo(QFont()).pixelSize()))


def grown(pixels: float) -> int:
    """A width or height that is right for the system's text, for text of the size that the user chose."""
    return round(pixels * _growth)


def reduced_motion() -> bool:
    """Whether what could glide or fade is to change at once."""
    return _reduced_motion


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


def mixed(one: str, other: str, weight: float) -> QColor:
    """From one colour (weight 0) to another (1)."""
    start, end = QColor(one), QColor(other)
    return QColor(
        *(
            round(part + (goal - part) * weight)
            for part, goal in zip(start.getRgb()[:3], end.getRgb()[:3], strict=True)  # type: ignore[index]
        )
    )


def readable_on(ground: QColor) -> QColor:
    """Dark or light text, whichever contrasts more."""
    light = 0.2126 * ground.redF() ** 2.2 + 0.7152 * ground.greenF() ** 2.2 + 0.0722 * ground.blueF() ** 2.2
    return QColor("#10131a") if light > 0.18 else QColor("#ffffff")


def system_is_dark() -> bool:
    """What the system uses, as long as no other choice overrides it."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


class ThemeController(QObject):
    """Dresses the application and follows the system where the user asked for that."""

    changed = Signal()
    """The palette in use or the size of text is another one now."""

    def __init__(self, application: QApplication, choice: Theme = "system", text_size: int = 100) -> None:
        """`text_size` is in per cent of the system's text."""
        super().__init__(application)
        self._application = application
        self._choice: Theme = choice
        self._text_size = text_size
        application.setStyle("Fusion")
        QDir.setSearchPaths("icons", [str(ICON_FOLDER)])
        application.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._dress()

    def choose(self, choice: Theme) -> None:
        """Use light, dark, or whatever the system uses."""
        self._choice = choice
        self._dress()

    def set_text_size(self, percent: int) -> None:
        """Show all text so much larger than the system does."""
        if percent != self._text_size:
            self._text_size = percent
            self._dress()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Whether what could glide or fade changes at once."""
        global _reduced_motion
        _reduced_motion = reduced

    @Slot()
    def _follow_system(self) -> None:
        if self._choice == "system":
            self._dress()

    def _dress(self) -> None:
        global _in_use, _growth, _body_pixels
        scheme = {
            "light": Qt.ColorScheme.Light,
            "dark": Qt.ColorScheme.Dark,
            "system": Qt.ColorScheme.Unknown,
        }
        QGuiApplication.styleHints().setColorScheme(scheme[self._choice])  # for title bars and system dialogs
        dark = self._choice == "dark" or (self._choice == "system" and system_is_dark())
        _in_use = DARK if dark else LIGHT
        _growth = self._text_size / 100
        self._application.setFont(_body_font(_growth))
        _body_pixels = _measured()
        self._application.setPalette(_qt_palette(_in_use))
        self._application.setStyleSheet(stylesheet(_in_use, body_pixels()))
        self.changed.emit()


def _body_font(growth: float) -> QFont:
    """The system's font, not what an earlier call made of it."""
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    made.setPixelSize(round(max(_LEAST_PIXELS, QFontInfo(made).pixelSize()) * growth))
    return made


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
