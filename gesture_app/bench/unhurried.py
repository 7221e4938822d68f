"""A source of which no frame is dropped: the next comes when those before have gone through the chain."""

from __future__ import annotations

import threading

from gesture_app.capture.source import Frame, Source
from gesture_app.pipeline.vision import Seen

_AHEAD = 2
"""So many frames are on their way at once, one being looked at and one waiting."""

_PATIENCE_S = 2.0
"""A frame that failed on its way is not told of; then the next one comes all the same."""


class Unhurried:
    """Another source, as fast as its frames are looked at: it is an observer of the chain as well."""

    live = False

    def __init__(self, source: Source) -> None:
        self.name = source.name
        self._source = source
        self._may_come = threading.Semaphore(_AHEAD)

    def open(self) -> None:
        self._source.open()

    def read(self) -> Frame | None:
        self._may_come.acquire(timeout=_PATIENCE_S)
        return self._source.read()

    def close(self) -> None:
        self._source.close()
        self._may_come.release()  # whoever waits ends

    def saw(self, seen: Seen, arrived_s: float) -> None:  # noqa: ARG002 - as observers are told
        self._may_come.release()

    def forget(self) -> None: ...
