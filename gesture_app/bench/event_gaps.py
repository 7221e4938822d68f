"""How long the window's thread is away from its event loop: what a person feels as a jerk."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer, Slot

TICK_MS = 2


class EventGaps(QObject):
    """A timer that wants to be called every `TICK_MS`, and notes how much later it was."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._late_s: list[float] = []
        self._before_s = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._ticked)

    def start(self) -> None:
        """Forget what was, and watch."""
        self._late_s.clear()
        self._before_s = time.perf_counter()
        self._timer.start()

    def stop(self) -> list[float]:
        """Seconds by which each call was late."""
        self._timer.stop()
        return list(self._late_s)

    @Slot()
    def _ticked(self) -> None:
        now_s = time.perf_counter()
        self._late_s.append(max(0.0, now_s - self._before_s - TICK_MS / 1000))
        self._before_s = now_s
