"""Which pictures need not be painted: an empty room in which nothing moves looks the same thirty times a second."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

EMPTY_S = 5.0
"""So long no hand must have been seen."""

LONGEST_S = 0.25
"""No picture on the screen is older, even where none seemed to differ from it."""

_POINTS_DOWN = 60  # compared are points on a grid with so many rows
_DIFFERENCE = 20  # of 255: more than a camera's own noise by light
_FEWEST = 3  # of some 15,000 values; a finger covers more


class Stillness:
    """Compares each picture with the one on the screen, so that slow changes are seen as well."""

    def __init__(self) -> None:
        self._empty_since_s: float | None = None
        self._shown_s = 0.0
        self._shown: NDArray[np.int16] | None = None

    def must_show(self, pixels: NDArray[np.uint8], any_hand: bool, now_s: float) -> bool:
        """Whether this picture, (height, width, 3), has to be painted; `now_s` is on the pictures' clock."""
        if any_hand or self._empty_since_s is None or now_s < self._shown_s:
            self._empty_since_s = None if any_hand else now_s
            self._shown, self._shown_s = None, now_s
            return True
        if now_s - self._empty_since_s < EMPTY_S:
            return True
        step = max(1, len(pixels) // _POINTS_DOWN)
        seen = pixels[step // 2 :: step, step // 2 :: step].astype(np.int16)
        if now_s - self._shown_s < LONGEST_S and self._looks_like_shown(seen):
            return False
        self._shown, self._shown_s = seen, now_s
        return True

    def _looks_like_shown(self, seen: NDArray[np.int16]) -> bool:
        if self._shown is None or self._shown.shape != seen.shape:
            return False
        return int(np.count_nonzero(np.abs(seen - self._shown) > _DIFFERENCE)) < _FEWEST
