"""Hand the newest value from one thread to another; older ones are dropped, never queued."""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class LatestValue(Generic[T]):
    """A place for one value. Queues fall behind a slow reader without bound; this cannot."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._value: T | None = None
        self._closed = False
        self._called = False

    def put(self, value: T) -> bool:
        """Replace what is there. True if the place was empty, so that the reader needs a wake-up."""
        with self._changed:
            if self._closed:
                return False
            was_empty = self._value is None
            self._value = value
            self._changed.notify()
            return was_empty

    def take(self, timeout_s: float | None = 0.0) -> T | None:
        """The newest value not yet taken; waits up to `timeout_s` (None: until closed) or until it is called."""
        with self._changed:
            if timeout_s != 0.0:
                self._changed.wait_for(
                    lambda: self._value is not None or self._closed or self._called, timeout_s
                )
            value, self._value = self._value, None
            self._called = False
            return value

    def call(self) -> None:
        """Whoever waits has something else to do; with nobody waiting, the next one does not wait."""
        with self._changed:
            self._called = True
            self._changed.notify_all()

    def clear(self) -> None:
        with self._changed:
            self._value = None

    def close(self) -> None:
        """Drop what is there and release whoever waits; later values are ignored."""
        with self._changed:
            self._closed = True
            self._value = None
            self._changed.notify_all()

    @property
    def closed(self) -> bool:
        return self._closed
