"""Notice that a camera was connected, while something else is watched in its place."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

LOOK_EVERY_S = 2.0


class CameraWait:
    """Asks `may_go_on` now and then on a thread of its own; calls `go_on` once, when it says yes."""

    def __init__(
        self, may_go_on: Callable[[], bool], go_on: Callable[[], None], every_s: float | None = None
    ) -> None:
        self._may_go_on = may_go_on
        self._go_on = go_on
        self._every_s = LOOK_EVERY_S if every_s is None else every_s
        self._over = threading.Event()
        self._in_trouble = False
        self._thread = threading.Thread(target=self._run, name="camera wait", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stop waiting. From any thread but its own, any number of times."""
        self._over.set()
        self._thread.join(1.0)  # the system may take its time to list cameras; it is left to it

    def _run(self) -> None:
        while not self._over.wait(self._every_s):
            try:
                found = self._may_go_on()
            except Exception:
                if not self._in_trouble:  # a device that is just being plugged in may answer strangely
                    log.exception("looking for cameras failed")
                self._in_trouble = True
                continue
            self._in_trouble = False
            if found and not self._over.is_set():
                self._go_on()
                return
