"""Notice a camera that delivers pictures in which nothing can be seen."""

from __future__ import annotations

import numpy as np

from gesture_app.capture.source import Pixels, Problem

_BLACK_AFTER_S = 2.0
"""Cameras start with a few dark pictures while they find their exposure."""

_FROZEN_AFTER_S = 3.0
_BLACK_LEVEL = 20
"""A covered lens stays below this (of 255) in 99 of 100 pixels; a dark room is noisier."""

_EVERY = 8
"""One pixel of this many each way is looked at: enough to tell, and hardly any work."""


class PictureHealth:
    """Looks at every picture of a live source; a picture alone says nothing, a row of them does."""

    def __init__(self) -> None:
        self._last: Pixels | None = None
        self._black_since_s: float | None = None
        self._same_since_s: float | None = None

    def update(self, pixels: Pixels, now_s: float) -> Problem | None:
        """What has been wrong for a while: `black`, `no_frames` (the picture is frozen), or nothing."""
        small = pixels[::_EVERY, ::_EVERY].copy()
        black = float(np.percentile(small, 99)) < _BLACK_LEVEL
        same = self._last is not None and np.array_equal(small, self._last)
        self._last = small
        self._black_since_s = _since(black, self._black_since_s, now_s)
        self._same_since_s = _since(same, self._same_since_s, now_s)
        if self._black_since_s is not None and now_s - self._black_since_s >= _BLACK_AFTER_S:
            return "black"
        # Sensor noise makes no two pictures of a working camera the same to the last bit.
        if self._same_since_s is not None and now_s - self._same_since_s >= _FROZEN_AFTER_S:
            return "no_frames"
        return None

    def reset(self) -> None:
        """Forget what was seen, when the source is opened anew."""
        self._last = self._black_since_s = self._same_since_s = None


def _since(holds: bool, since_s: float | None, now_s: float) -> float | None:
    if not holds:
        return None
    return now_s if since_s is None else since_s
