"""How old each frame is when it has been painted."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Slot

from gesture_app.pipeline.messages import LiveResult
from gesture_app.pipeline.vision import Seen
from gesture_app.ui.bridge import Bridge
from gesture_app.ui.stage import Stage

_REMEMBERED = 256
"""Frames: more than can be looked at between two that are shown."""


class ScreenAges(QObject):
    """An observer of the chain on one side, and of what is painted on the other."""

    def __init__(self, bridge: Bridge, stage: Stage) -> None:
        super().__init__(bridge)
        self._arrivals: dict[float, float] = {}  # by the frame's own time; written by the thread that tracks
        self._arrived_s: float | None = None
        self._ages_s: list[float] = []
        bridge.live.connect(self._see)
        stage.installEventFilter(self)

    def saw(self, seen: Seen, arrived_s: float) -> None:
        """On the thread that tracks."""
        self._arrivals[seen.hands.time_s] = arrived_s
        if len(self._arrivals) > _REMEMBERED:
            del self._arrivals[next(iter(self._arrivals))]

    def forget(self) -> None: ...

    def take(self) -> list[float]:
        """Seconds from its arrival until it was painted, of each frame shown since this was last asked."""
        taken, self._ages_s = self._ages_s, []
        return taken

    @Slot(object)
    def _see(self, result: LiveResult) -> None:
        self._arrived_s = self._arrivals.get(result.hands.time_s)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._arrived_s is not None:
            QTimer.singleShot(0, self, self._painted)
        return super().eventFilter(watched, event)

    @Slot()
    def _painted(self) -> None:
        if self._arrived_s is not None:
            self._ages_s.append(time.monotonic() - self._arrived_s)
            self._arrived_s = None
