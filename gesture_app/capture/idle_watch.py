"""Look less often while nobody is in front of the camera, and at once when something moves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gesture_app.capture.source import Pixels

IDLE_AFTER_S = 5.0
LOOK_EVERY_S = 0.25

_EVERY = 8
"""One pixel of this many each way is compared."""

_CHANGED_BY = 24
"""Of 255, in one colour: beyond the noise of a webcam in the evening."""

_CHANGED_SHARE = 0.003
"""A hand two metres away covers about a hundredth of the picture; its fingertips at the edge a third of that."""


class IdleWatch:
    """Says which pictures need not be searched, because no hand was seen for long and nothing has changed since."""

    def __init__(self) -> None:
        self._nobody_since_s: float | None = None
        self._looked_s = 0.0
        self._looked_at: NDArray[np.int16] | None = None

    def may_pass(self, pixels: Pixels, now_s: float) -> bool:
        """Whether this picture (height, width, 3) need not be searched."""
        if not self.idle(now_s) or not 0 <= now_s - self._looked_s < LOOK_EVERY_S:
            return False
        return not self._has_changed(pixels)

    def looked(self, pixels: Pixels, now_s: float, *, found: bool) -> None:
        """A picture was searched."""
        self._looked_s = now_s
        if found or (self._nobody_since_s is not None and now_s < self._nobody_since_s):
            self._nobody_since_s = self._looked_at = None
        if not found and self._nobody_since_s is None:
            self._nobody_since_s = now_s
        if self.idle(now_s):
            self._looked_at = _small(pixels)

    def idle(self, now_s: float) -> bool:
        """Whether nobody has been there for a while."""
        return self._nobody_since_s is not None and now_s - self._nobody_since_s >= IDLE_AFTER_S

    def _has_changed(self, pixels: Pixels) -> bool:
        now, before = _small(pixels), self._looked_at
        if before is None or now.shape != before.shape:
            return True
        changed = (np.abs(now - before) > _CHANGED_BY).any(axis=2)
        return bool(np.count_nonzero(changed) > _CHANGED_SHARE * changed.size)


def _small(pixels: Pixels) -> NDArray[np.int16]:
    return pixels[::_EVERY, ::_EVERY].astype(np.int16)
