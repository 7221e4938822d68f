"""Deliver recorded frames when they are due."""

from __future__ import annotations

import threading
import time

_LATE_S = 1.0
"""A delay after which the clock is set anew instead of rushing through what was missed."""


class Pace:
    """Waits until a frame of a recording is due, by the wall clock or not at all."""

    def __init__(self, fast: bool) -> None:
        self._fast = fast
        self._zero_s: float | None = None  # when time 0 of the recording would have been
        self._stopped = threading.Event()

    def start(self) -> None:
        self._zero_s = None
        self._stopped.clear()

    def stop(self) -> None:
        """End a wait, from any thread."""
        self._stopped.set()

    def overdue_s(self, time_s: float) -> float:
        """How long ago the frame of `time_s` was due; 0 if it is yet to come, or nothing waits for the clock."""
        if self._fast or self._zero_s is None:
            return 0.0
        return max(0.0, time.perf_counter() - (self._zero_s + time_s))

    def wait_until(self, time_s: float) -> bool:
        """Wait for the frame of `time_s`; False if stopped meanwhile."""
        if self._fast:
            return not self._stopped.is_set()
        now_s = time.perf_counter()
        if self._zero_s is None or now_s - (self._zero_s + time_s) > _LATE_S:
            self._zero_s = now_s - time_s
        return not self._stopped.wait(max(0.0, self._zero_s + time_s - now_s))
