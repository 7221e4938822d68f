"""Buttons whose icons follow the theme."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPushButton

from gesture_app.ui import theme
from gesture_app.ui.icons import icon as themed_icon

Kind = Literal["plain", "primary", "quiet", "danger"]


class Button(QPushButton):
    """A button in one of four kinds. One without text is its icon alone and needs a `name`."""

    def __init__(
        self, text: str = "", icon: str = "", *, kind: Kind = "plain", name: str = "", large: bool = False
    ) -> None:
        super().__init__(text)
        self._icon_name = icon
        self._tinted: tuple[object, ...] = ()  # what the icon was made from
        self.setProperty("kind", kind)
        self.setProperty("large", "true" if large else "false")
        self.setAccessibleName(name or text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if not text:
            self.setProperty("shape", "icon")
            self.setToolTip(name)
        self._tint()

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon_name = icon
        self._tint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._tint()

    def _tint(self) -> None:
        if not self._icon_name:
            return
        palette = theme.current()
        colour = {"primary": palette.on_accent, "danger": palette.poor}.get(
            str(self.property("kind")), palette.text
        )
        room = 0.3 if self.text() else 0.0
        wanted = (self._icon_name, colour, palette.control, room)
        if wanted != self._tinted:  # to draw it is slow, and styles change more often than colours
            self._tinted = wanted
            self.setIcon(themed_icon(self._icon_name, colour, palette.control, room=room))
        size = round(theme.body_pixels() * 1.3)
        self.setIconSize(QSize(round(size * (1 + room)), size))
