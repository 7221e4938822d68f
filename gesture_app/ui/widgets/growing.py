"""Widths that grow with the size of text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from gesture_app.ui import theme


class GrowingWidth(QObject):
    """Keeps a widget as wide as its text needs: so many pixels with the system's text, more with larger text.

    It belongs to the widget and lives as long.
    """

    def __init__(
        self, widget: QWidget, least: float, most: float | None = None, *, widest: float = 2.0
    ) -> None:
        """Widths are in pixels; without `most` the widget is exactly so wide.

        Args:
            widest: it grows at most by this factor, where more would leave no room for what stands beside it.
        """
        super().__init__(widget)
        self._widget = widget
        self._least, self._most, self._widest = least, least if most is None else most, widest
        widget.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        factor = min(theme.grown(1000) / 1000, self._widest)
        self._widget.setMinimumWidth(round(self._least * factor))
        self._widget.setMaximumWidth(round(self._most * factor))
