"""Notice which program comes to the front, as long as somebody asks for it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

EVERY_S = 0.7
"""A person who changes the window does not gesture in the same second."""


class FrontWatch:
    """Looks on a thread of its own, which only lives while it is wanted.

    Args:
        look: the program in front, "" where that is not known.
        changed: called on that thread with every program that comes to the front.
    """

    def __init__(self, look: Callable[[], str], changed: Callable[[str], None]) -> None:
        self._look = look
        self._changed = changed
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def want(self, wanted: bool) -> None:
        """Watch from now on, or no longer."""
        if not wanted:
            self.close()
        elif self._thread is None:
            self._stopping = threading.Event()
            self._thread = threading.Thread(
                target=self._watch, args=(self._stopping,), name="front", daemon=True
            )
            self._thread.start()

    def _watch(self, stopping: threading.Event) -> None:
        before = ""
        while not stopping.wait(EVERY_S):
            try:
                now = self._look()
            except Exception:
                log.exception("the program in front cannot be told; nobody looks any more")
                return
            if now and now != before:
                before = now
                self._changed(now)

    def close(self) -> None:
        """Look no longer. May be called twice."""
        self._stopping.set()
        thread, self._thread = self._thread, None
        if thread is not None and thread is not threading.current_thread():
            thread.join(2.0)
