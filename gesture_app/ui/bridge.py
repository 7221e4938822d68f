"""Between the engine's threads and the window: messages in order, of pictures only the newest."""

from __future__ import annotations

import math
import queue
import threading
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from gesture_app.pipeline.latest import LatestValue

if TYPE_CHECKING:  # numpy comes along with these, after the window stands
    from gesture_app.pipeline.messages import LiveResult, Message

DRAIN_BUDGET_S = 0.008  # half a frame at 60 Hz; what is left waits for the next turn of the event loop

BETWEEN_RESULTS_S = 1 / 64
"""Screens show sixty pictures a second; painting more would only take time from whoever makes them."""


class Bridge(QObject):
    """`post` and `wake` may be called on any thread; the signals `message` and `live` arrive on the window's."""

    message = Signal(object)
    live = Signal(object)
    _woken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._messages: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self._results: LatestValue[LiveResult] | None = None
        self._lock = threading.Lock()
        self._wake_up_under_way = False
        self._closed = False
        self._shown_s = float("-inf")
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setTimerType(Qt.TimerType.PreciseTimer)
        self._later.timeout.connect(self._show_newest)
        self._woken.connect(self._drain, Qt.ConnectionType.QueuedConnection)

    def show_results_of(self, results: LatestValue[LiveResult]) -> None:
        self._results = results

    @property
    def waiting(self) -> int:
        """Messages that were posted and have not arrived yet."""
        return self._messages.qsize()

    def post(self, message: Message) -> None:
        self._messages.put(message)
        self.wake()

    def wake(self) -> None:
        """At most one wake-up is under way, so a busy window is never flooded."""
        with self._lock:
            if self._wake_up_under_way or self._closed:
                return
            self._wake_up_under_way = True
        self._woken.emit()

    def close(self) -> None:
        """Nothing arrives any more."""
        self._later.stop()
        with self._lock:
            self._closed = True

    @Slot()
    def _drain(self) -> None:
        with self._lock:
            self._wake_up_under_way = False
            if self._closed:
                return
        until_s = time.monotonic() + DRAIN_BUDGET_S
        while not self._messages.empty():
            self.message.emit(self._messages.get())
            if time.monotonic() > until_s:
                self.wake()
                break
        self._show_newest()

    @Slot()
    def _show_newest(self) -> None:
        """Now, or as soon as a screen could show another one."""
        now_s = time.monotonic()
        if self._closed or self._results is None or self._later.isActive():
            return
        if now_s < self._shown_s + BETWEEN_RESULTS_S:
            self._later.start(math.ceil(1000 * (self._shown_s + BETWEEN_RESULTS_S - now_s)))
            return
        result = self._results.take()
        if result is not None:
            self._shown_s = now_s
            self.live.emit(result)
