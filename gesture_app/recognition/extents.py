"""How far hands have moved of late: what tells a movement from its first half, which otherwise looks much the same."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.frame import HandFrame
from gesture_app.hands.geometry import in_picture_heights, palm_size
from gesture_app.hands.landmarks import FINGERTIPS, WRIST

LOOK_BACK_S = 1.0
"""A stroke takes less; what came long before it shall not count."""

EXTENTS = 4
"""Across, up and down, nearer or farther, and the fingertips about the wrist; all in palms, or what looks like them."""

_DEEP = 3.0
"""Of the logarithm of its size: a hand that comes from 60 to 43 cm has moved as far as one palm across the picture."""

_LEAST_FRAMES = 4

Numbers = NDArray[np.float64]


class _Sighting(NamedTuple):
    """Both hands at one moment; NaN where one is not there."""

    time_s: float
    wrist: Numbers  # (2, 2) in picture heights
    size: Numbers  # (2,)
    tips: Numbers  # (2, 10) in palms from the wrist


class Travel:
    """Keeps where the hands were of late."""

    def __init__(self) -> None:
        self._seen: deque[_Sighting] = deque()

    def reset(self) -> None:
        """Forget where they were."""
        self._seen.clear()

    def saw(self, hands: HandFrame) -> None:
        """One more frame; a clock that goes back begins anew."""
        if not hands.any_hand:
            return
        if self._seen and hands.time_s <= self._seen[-1].time_s:
            self.reset()
        points = in_picture_heights(hands.image, hands.aspect).astype(np.float64)
        size = palm_size(points.astype(np.float32)).astype(np.float64)
        own = points[:, list(FINGERTIPS), :2] - points[:, WRIST : WRIST + 1, :2]
        tips = (own / np.maximum(size, 1e-6)[:, None, None]).reshape(2, -1)
        self._seen.append(_Sighting(hands.time_s, points[:, WRIST, :2], size, tips))
        while self._seen[0].time_s < hands.time_s - LOOK_BACK_S:
            self._seen.popleft()

    def extents(self) -> Numbers:
        """How far the hand that moved more has moved, (EXTENTS,); zeros where nothing was seen for long enough."""
        both = [self._of(side) for side in (0, 1)]
        return max(both, key=lambda extents: float(extents.sum()))

    def _of(self, side: int) -> Numbers:
        seen = [each for each in self._seen if np.isfinite(each.size[side]) and each.size[side] > 0]
        if len(seen) < _LEAST_FRAMES:
            return np.zeros(EXTENTS)
        size = np.array([each.size[side] for each in seen])
        wrist = np.stack([each.wrist[side] for each in seen]) / np.median(size)
        tips = np.stack([each.tips[side] for each in seen])
        across, upwards = _range(wrist)
        return np.array([across, upwards, _range(_DEEP * np.log(size)[:, None])[0], _range(tips).max()])


def _range(values: Numbers) -> Numbers:
    """Greatest less smallest (T, K) → (K,), after a median of three: one wild frame is no movement."""
    padded = np.concatenate([values[:1], values, values[-1:]])
    calm = np.median(np.stack([padded[:-2], padded[1:-1], padded[2:]]), axis=0)
    return np.asarray(np.ptp(calm, axis=0))
