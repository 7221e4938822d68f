"""What the tray shows: the state of the actions, and a dot while a camera watches."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from gesture_app.pipeline.acting.messages import ArmedState
from gesture_app.ui.icons import paint_icon

_SIZES = (16, 22, 24, 32, 44, 48, 64, 128)
_DOT = "#e5483d"

_LOOKS: dict[ArmedState, tuple[str, str]] = {
    "off": ("hand", "#5b6577"),
    "armed": ("actions", "#157a45"),
    "paused": ("pause", "#8f5d00"),
    "resting": ("time", "#3d5bd6"),
}
"""Icon and ground: trays are light or dark whatever the window's theme, so the icon brings its own."""


def tray_icon(state: ArmedState, *, camera_on: bool) -> QIcon:
    """Told by the drawing as well as by the colour."""
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_picture(state, camera_on, size))
    return made


def _picture(state: ArmedState, camera_on: bool, size: int) -> QPixmap:
    name, ground = _LOOKS[state]
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(0, 0, size, size)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, size * 0.26, size * 0.26)
    inset = size * 0.13
    paint_icon(painter, name, "#ffffff", box.adjusted(inset, inset, -inset, -inset))
    if camera_on:
        side = size * 0.4
        painter.setPen(QPen(QColor("#ffffff"), max(1.0, size * 0.05)))
        painter.setBrush(QColor(_DOT))
        edge = max(0.5, size * 0.025)
        painter.drawEllipse(QRectF(size - side - edge, size - side - edge, side, side))
    painter.end()
    return picture
