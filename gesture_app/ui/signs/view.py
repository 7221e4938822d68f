"""The virtual hand shows a sign: played, stepped, and turned as one likes."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from gesture_app.ui.signs.stage import SignStage

_TICK_MS = 33
_STEPS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_Period: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Comma: -1}


class SignView(SignStage):
    """A hand that shows a sign over and over, and can be turned like any `Turnable`.

    Space plays and pauses, Page Up and Page Down step through its key moments.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player.play(time.monotonic())
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)

    def set_reduced_motion(self, reduced: bool) -> None:
        """Show key moments one after the other, and nothing that moves."""
        self.glides = not reduced
        self._player.in_steps = reduced
        self._player.rewind()
        self._tell()

    @property
    def playing(self) -> bool:
        return self._player.playing

    @property
    def looping(self) -> bool:
        return self._player.loops

    @property
    def speed(self) -> float:
        return self._player.speed

    @Slot()
    def play(self) -> None:
        """Play on, or again after the end."""
        self._player.play(time.monotonic())
        self._tell()

    @Slot()
    def pause(self) -> None:
        self._player.pause()
        self._tell()

    @Slot()
    def toggle(self) -> None:
        """Play where paused, pause where playing."""
        if self.playing:
            self.pause()
        else:
            self.play()

    @Slot()
    def step_forward(self) -> None:
        """Stand still at the next key moment."""
        self._step(1)

    @Slot()
    def step_back(self) -> None:
        """Stand still at the key moment before."""
        self._step(-1)

    def set_speed(self, speed: float) -> None:
        """1 = as fast as the sign is made."""
        self._player.speed = speed
        self.changed.emit()

    @Slot(bool)
    def set_looping(self, loops: bool) -> None:
        """Whether it begins again after its end."""
        self._player.loops = loops
        self._tell()

    def _step(self, way: int) -> None:
        self._player.step(way)
        self._tell()

    def _tell(self) -> None:
        self._run()
        super()._tell()

    def _run(self) -> None:
        """The timer runs only while something moves before somebody's eyes."""
        moves = self._player.playing and self.step_count > (1 if self._player.in_steps else 0)
        if moves and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()

    @Slot()
    def _tick(self) -> None:
        now_s = time.monotonic()
        if self.turning or self._share_ready() < 1.0:
            self._player.hold(now_s)
        else:
            self._player.tick(now_s)
            self._show()
        if not self._player.playing:
            self._tell()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._player.hold(time.monotonic())
        self._tell()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key == Qt.Key.Key_Space:
            self.toggle()
        else:
            super().keyPressEvent(event)
