"""Fields that keep their value while the page scrolls under the mouse."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDoubleSpinBox,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
)

from gesture_app.ui import theme
from gesture_app.ui.widgets.growing import GrowingWidth

WIDTH = 150
"""Of fields for numbers, at text of 100 %."""


class Choice(QComboBox):
    """A list to choose from; the wheel turns it only once it was clicked. Long names end in …"""

    def __init__(self, name: str, letters: int = 22) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)

    def minimumSizeHint(self) -> QSize:
        """Where there is little room, as with larger text, the name in use ends in … earlier."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme.body_pixels() * 8), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width() - 4
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class SecondsField(QDoubleSpinBox):
    """A length of time."""

    def __init__(
        self, name: str, shortest_s: float, longest_s: float, step_s: float, *, width: int = WIDTH
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)  # a half-typed number is no choice yet
        self.setRange(shortest_s, longest_s)
        self.setSingleStep(step_s)
        self.setDecimals(1)
        self.setSuffix(" s")
        _fit(self, width)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberField(QSpinBox):
    """A count."""

    def __init__(self, name: str, fewest: int, most: int, *, width: int = WIDTH) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.setRange(fewest, most)
        _fit(self, width)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def _fit(field: QAbstractSpinBox, width: int) -> None:
    """Style sheets put the number right at the edge, whatever padding they ask for."""
    field.lineEdit().setTextMargins(10, 0, 0, 0)
    GrowingWidth(field, width)
