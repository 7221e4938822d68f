"""Work beside the live chain: one worker for the disk, one for whatever takes long, one training."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

log = logging.getLogger(__name__)

LOWER_PRIORITY = 10


class Worker:
    """One thread that does one thing after the other, and tells of failures instead of keeping them."""

    def __init__(self, name: str, on_error: Callable[[Exception], None]) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._on_error = on_error

    def submit(self, work: Callable[[], None]) -> Future[None]:
        """Do `work` after what was submitted before.

        Raises:
            RuntimeError: the worker was closed.
        """
        return self._pool.submit(self._guarded, work)

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:
            log.debug("a job failed", exc_info=True)
            self._on_error(error)

    def close(self, drop_waiting: bool = False) -> None:
        """Finish what was submitted (or only what runs) and end the thread. May be called twice."""
        self._pool.shutdown(wait=True, cancel_futures=drop_waiting)


class Cancellable:
    """At most one long job at a time, on a thread of its own, that looks at an event to stop early."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._thread: threading.Thread | None = None
        self._cancelled = threading.Event()

    @property
    def running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def start(self, work: Callable[[threading.Event], None]) -> bool:
        """False, and nothing done, if the one before still runs."""
        if self.running:
            return False
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=work, args=(self._cancelled,), name=self._name, daemon=True)
        self._thread.start()
        return True

    def cancel(self) -> None:
        self._cancelled.set()

    def close(self, timeout_s: float = 10.0) -> None:
        self.cancel()
        if self._thread is not None:
            self._thread.join(timeout_s)


def be_patient() -> None:
    """Let everything else go before this thread: the picture, above all. Only Linux knows priorities of threads."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LOWER_PRIORITY)
