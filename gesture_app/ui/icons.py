"""Icons drawn as vectors and tinted with the theme's colours."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).with_name("icons")

_SIZES = (16, 20, 24, 32, 40, 48, 64, 96)  # Qt takes the nearest, also on screens of twice the density


@lru_cache(maxsize=512)
def icon(name: str, colour: str, disabled: str | None = None, *, room: float = 0.0) -> QIcon:
    """An icon of `icons/NAME.svg` in a colour, and in another while what carries it is disabled.

    Drawn once: many buttons show the same. Nothing may be added to what comes back.

    Args:
        room: empty space on its right, as a share of its size: Qt puts text too close to icons.
    """
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_picture(name, colour, size, room), QIcon.Mode.Normal)
        if disabled is not None:
            made.addPixmap(_picture(name, disabled, size, room), QIcon.Mode.Disabled)
    return made


def paint_icon(painter: QPainter, name: str, colour: str, target: QRectF) -> None:
    """Draw an icon as a vector, as sharp as the device allows."""
    _renderer(name, colour).render(painter, target)


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", QColor(colour).name()).encode()))


def _picture(name: str, colour: str, size: int, room: float) -> QPixmap:
    pixmap = QPixmap(round(size * (1 + room)), size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, name, colour, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
