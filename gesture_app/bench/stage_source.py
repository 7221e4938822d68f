"""A source whose pictures come when they are ordered: as fast as they are looked at, or at a camera's pace."""

from __future__ import annotations

import threading
import time

import numpy as np
from numpy.typing import NDArray

from gesture_app.bench.footage import to_and_fro
from gesture_app.capture.source import Frame

_AHEAD = 3
"""As fast as possible: so many frames are on their way at once: one understood, one tracked, one waiting."""


class StageSource:
    """Pictures that were drawn before, with times by the clock as a camera gives them."""

    live = False
    name = "footage"

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._pictures: NDArray[np.uint8] = np.empty((0, 0, 0, 3), np.uint8)
        self._numbers = to_and_fro(1)
        self._left = 0
        self._on_their_way = 0
        self._interval_s = 0.0
        self._due_s = 0.0
        self._index = 0
        self._closed = False
        self.last_s: float | None = None
        """The time of the last frame of those that were ordered, once it has come."""

    def show(self, pictures: NDArray[np.uint8], frames: int, fps: float | None) -> None:
        """Have so many frames of (pictures, height, width, 3) come; `fps` None: as fast as they are looked at."""
        with self._changed:
            self._pictures, self._numbers = pictures, to_and_fro(len(pictures))
            self._left, self._on_their_way = frames, 0
            self._interval_s = 1 / fps if fps else 0.0
            self._due_s = time.perf_counter()
            self.last_s = None
            self._changed.notify_all()

    def looked_at(self) -> None:
        """A frame has gone through the chain."""
        with self._changed:
            self._on_their_way -= 1
            self._changed.notify_all()

    def open(self) -> None:
        self._closed = False

    def read(self) -> Frame | None:
        """Wait until a frame is to come."""
        with self._changed:
            self._changed.wait_for(self._may_go_on)
            if self._closed:
                return None
            self._left -= 1
            last = self._left == 0
            self._on_their_way += 1
            due_s = self._due_s
            self._due_s += self._interval_s
            picture = self._pictures[next(self._numbers)]
        if self._interval_s:
            time.sleep(max(0.0, due_s - time.perf_counter()))
        self._index += 1
        now_s = time.perf_counter()
        if last:
            self.last_s = now_s
        return Frame(self._index, now_s, picture, None, picture.shape[1] / picture.shape[0])

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _may_go_on(self) -> bool:
        may = self._left > 0 and (self._interval_s > 0 or self._on_their_way < _AHEAD)
        return may or self._closed
