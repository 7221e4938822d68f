"""The reference laid over a learner's hand: their own bones, their size and place, turned as it should be."""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

from gesture_app.practice.teacher.lesson import Shown
from gesture_app.practice.teacher.measuring import Hands
from gesture_app.practice.teacher.watching import Sighting
from gesture_app.virtual_hand.body.build import Build, Side, average_build
from gesture_app.virtual_hand.body.inverse import MEDIAPIPE_DEPTH
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.measured_build import measured_build, resized
from gesture_app.virtual_hand.body.pose import MIRROR

Numbers = NDArray[np.float64]

_KEPT, _EVERY_S, _ENOUGH = 24, 0.25, 4
_ANEW_S = 1.0


class Bones:
    """A learner's bones, the better known the longer they are watched; in palm lengths."""

    def __init__(self) -> None:
        self._shapes: deque[Numbers] = deque(maxlen=_KEPT)
        self._kept_s = self._measured_s = -np.inf
        self._build = _in_palms(average_build())

    def see(self, hand: Hands, now_s: float) -> None:
        """One hand, without a leading dimension."""
        if now_s - self._kept_s < _EVERY_S:
            return
        self._kept_s = now_s
        self._shapes.append(hand.shape)
        if len(self._shapes) >= _ENOUGH and now_s - self._measured_s >= _ANEW_S:
            self._measured_s = now_s
            self._build = _in_palms(measured_build(np.stack(self._shapes)))

    @property
    def build(self) -> Build:
        """As measured so far; the average hand's at first."""
        return self._build


def ghost_of(shown: Shown, build: Build, seen: Sighting, side: Side, aspect: float) -> NDArray[np.float32]:
    """Landmarks (21, 3) as in `HandFrame.image`, over the hand as it was seen last.

    Args:
        build: in palm lengths.
    """
    points = landmarks_of(shown.pose, build)
    own = points - points[0] + shown.gone_palms
    own = own * (MIRROR if side == "left" else 1.0) * seen.hands.size
    image = own * (1 / aspect, -1.0, -MEDIAPIPE_DEPTH / aspect)
    begun = seen.image[0] if shown.begun is None else shown.begun
    return np.asarray(image + begun, np.float32)


def _in_palms(build: Build) -> Build:
    return resized(build, np.asarray(1 / build.palm_mm))
