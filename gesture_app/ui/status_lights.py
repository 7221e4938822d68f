"""What must be seen on every page: whether the camera is on, and whether gestures act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gesture_app.ui import theme
from gesture_app.ui.icons import paint_icon
from gesture_app.ui.watched import is_camera, is_virtual

if TYPE_CHECKING:  # numpy comes along with these, after the window stands
    from gesture_app.pipeline.acting.messages import ActionsState
    from gesture_app.pipeline.messages import SourceStatus

_CAMERA = {
    "opening": ("camera", "Starting", False),
    "running": ("camera", "Camera on", True),
    "troubled": ("camera", "Camera on", True),
    "waiting": ("camera-off", "No camera", False),
    "ended": ("camera-off", "Ended", False),
    "failed": ("camera-off", "No camera", False),
}
_OTHERS = {
    "virtual": ("hand", "Virtual", "The program's own hand is shown; no camera is on."),
    "video": ("film", "Recorded", "A recording is shown; no camera is on."),
}
_ACTIONS = {
    "off": ("power", "Off", False),
    "armed": ("power", "Armed", True),
    "paused": ("pause", "Paused", False),
    "resting": ("pause", "Resting", False),
}


class _Light(QWidget):
    """An icon and a word; one that is on has the accent's colour and stronger type."""

    def __init__(self, icon: str, word: str) -> None:
        super().__init__()
        self._icon, self._word, self._on = icon, word, False

    def show_state(self, icon: str, word: str, on: bool, more: str = "") -> None:
        self._icon, self._word, self._on = icon, word, on
        self.setToolTip(more or word)
        self.setAccessibleName(word)
        self.setAccessibleDescription(more)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(theme.body_pixels() * 6), round(theme.body_pixels() * 1.9))

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = theme.current()
        colour = palette.accent if self._on else palette.muted
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.body_pixels() * 0.95
        painter.setFont(self._fitting_font(self.width() - side - 8))
        width = side + 4 + painter.fontMetrics().horizontalAdvance(self._word)
        left, middle = max(2.0, (self.width() - width) / 2), self.height() / 2
        paint_icon(painter, self._icon, colour, QRectF(left, middle - side / 2, side, side))
        painter.setPen(theme.colour(colour))
        place = QRectF(left + side + 4, 0, self.width() - left - side - 4, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._word)
        painter.end()

    def _fitting_font(self, room: float) -> QFont:
        """Small type, and smaller where the word would be cut off: the rail is only so wide."""
        font = theme.font("small")
        needed = QFontMetricsF(font).horizontalAdvance(self._word)
        if needed > room > 0:
            font.setPixelSize(max(1, int(QFontInfo(font).pixelSize() * room / needed)))
        return font


class StatusLights(QWidget):
    """Stands on the rail, so that no page hides it."""

    def __init__(self) -> None:
        super().__init__()
        self._camera, self._actions = _Light("camera-off", "No camera"), _Light("power", "Off")
        self._source = "camera"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        column.addWidget(self._camera)
        column.addWidget(self._actions)

    def set_watched(self, source: str) -> None:
        """What is watched, as settings name it: only with a camera, a camera is on."""
        self._source = source

    def set_source(self, status: SourceStatus) -> None:
        """Whether anything is watched."""
        icon, word, on = _CAMERA[status.state]
        if on and not is_camera(self._source):
            icon, word, more = _OTHERS["virtual" if is_virtual(self._source) else "video"]
            self._camera.show_state(icon, word, False, more)
            return
        more = f"{status.name}: {status.sentence}" if status.sentence else f"{word}: {status.name}"
        self._camera.show_state(icon, word, on, more)

    def set_actions(self, state: ActionsState) -> None:
        """Whether gestures act."""
        icon, word, on = _ACTIONS[state.state]
        self._actions.show_state(icon, word, on, f"Gestures: {word.lower()}. {state.reason}".strip())
