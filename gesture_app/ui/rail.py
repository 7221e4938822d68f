"""The rail on the window's left: one button a page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QVBoxLayout, QWidget

from gesture_app.ui import theme
from gesture_app.ui.icons import paint_icon
from gesture_app.ui.places import Place
from gesture_app.ui.status_lights import StatusLights


class RailButton(QAbstractButton):
    """Icon above name; the chosen one is marked by a ground, a bar and bold type, not by colour alone."""

    def __init__(self, place: Place, shortcut: str) -> None:
        super().__init__()
        self._icon = place.icon
        self.setText(place.title)
        self.setCheckable(True)
        self.setAccessibleName(place.title)
        self.setShortcut(QKeySequence(shortcut))
        self.setToolTip(f"{place.title} ({shortcut})")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        body = theme.body_pixels()
        return QSize(round(body * 6), round(body * 3.1) + 25)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        if event.type() == QEvent.Type.Shortcut:
            # At once, not after Qt's tenth of a second of looking pressed: what is typed next is for the page.
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.click()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(4, 3, -4, -3)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(theme.colour(palette.accent_soft if self.isChecked() else palette.hover))
            painter.drawRoundedRect(ground, 12, 12)
        if self.isChecked():
            painter.setBrush(theme.colour(palette.accent))
            painter.drawRoundedRect(QRectF(0, ground.center().y() - 14, 4, 28), 2, 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(palette.accent), 2))
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 12, 12)
        tint = palette.accent if self.isChecked() else palette.muted
        side = theme.body_pixels() * 1.75
        paint_icon(
            painter, self._icon, tint, QRectF(ground.center().x() - side / 2, ground.top() + 8, side, side)
        )
        painter.setPen(theme.colour(palette.text if self.isChecked() else palette.muted))
        painter.setFont(theme.font("strong" if self.isChecked() else "body"))
        painter.drawText(
            ground.adjusted(0, 0, 0, -7),
            Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom,
            self.text(),
        )
        painter.end()


class Rail(QFrame):
    """The buttons in their order; Ctrl+1, Ctrl+2, … and the arrow keys choose as well."""

    chosen = Signal(int)

    def __init__(self, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pages")
        self.setProperty("rail", "true")
        self._group = QButtonGroup(self)
        self.lights = StatusLights()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(4)
        for number, place in enumerate(places):
            button = RailButton(place, f"Ctrl+{number + 1}")
            self._group.addButton(button, number)
            if number == len(places) - 1:
                column.addStretch(1)  # Settings stand apart at the bottom
                column.addWidget(self.lights)
            column.addWidget(button)
        self._group.idToggled.connect(self._toggled)
        self._group.idClicked.connect(
            self.chosen
        )  # also the page that is chosen: something may lie on top of it

    def choose(self, number: int) -> None:
        self._group.button(number).setChecked(True)

    @property
    def chosen_number(self) -> int:
        """Of the page that is marked."""
        return self._group.checkedId()

    @Slot(int, bool)
    def _toggled(self, number: int, on: bool) -> None:
        if on:
            self.chosen.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        number = (self._group.checkedId() + step) % len(self._group.buttons())
        self.choose(number)
        self._group.button(number).setFocus(Qt.FocusReason.OtherFocusReason)
