"""How long the window's thread was busy with something else: what a person feels as a window that hangs."""

from __future__ import annotations

import time
from collections import deque

from PySide6.QtCore import QObject, Qt, QTimer, Slot

BEAT_MS = 1
_MOST = 600_000  # ten minutes of beats


class Pulse(QObject):
    """Beats every millisecond if it can. What a beat comes late, the event loop was blocked at that time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._blocks_ms: deque[float] = deque(maxlen=_MOST)
        self._last_s: float | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self._last_s = None
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def take_blocks_ms(self) -> list[float]:
        """By how much each beat came too late, in milliseconds, in their order; forgotten here once they are taken."""
        taken = list(self._blocks_ms)
        self._blocks_ms.clear()
        return taken

    @Slot()
    def _beat(self) -> None:
        now_s = time.perf_counter()
        if self._last_s is not None:
            self._blocks_ms.append(max(0.0, (now_s - self._last_s) * 1000 - BEAT_MS))
        self._last_s = now_s
