"""Between the engine's threads and the window: messages in order, of pictures only the newest."""

from __future__ import annotations

import queue
import threading
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from gesture_app.pipeline.latest import LatestValue

if TYPE_CHECKING:  # numpy comes along with these, after the window stands
    from gesture_app.pipeline.messages import LiveResult, Message

DRAIN_BUDGET_S = 0.008  # half a frame at 60 Hz; what is left waits for the next turn of the event loop


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
        self._woken.connect(self._drain, Qt.ConnectionType.QueuedConnection)

    def show_results_of(self, results: LatestValue[LiveResult]) -> None:
        self._results = results

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
        result = self._results.take() if self._results is not None else None
        if result is not None:
            self.live.emit(result)
