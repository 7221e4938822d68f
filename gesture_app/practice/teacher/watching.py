"""The last seconds of a learner's hands, measured once each, as they come."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import LEFT, RIGHT, HandFrame
from gesture_app.hands.chirality import right_handedness
from gesture_app.hands.geometry import in_picture_heights
from gesture_app.practice.teacher.measuring import SURELY_OTHER, Hands, Track, cut_off_of, hands_of
from gesture_app.virtual_hand.body.build import Side

_BELIEF_KEPT = 0.9
"""Of what earlier frames told of the hand's side, at each new one."""
_SIDES: tuple[Side, Side] = ("left", "right")


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """One hand at one instant.

    Attributes:
        image: (21, 3), as in `HandFrame.image`.
    """

    time_s: float
    image: NDArray[np.float32]
    hands: Hands
    cut_off: float


class Watch:
    """Keeps what was seen of each hand for some seconds."""

    def __init__(self, keep_s: float) -> None:
        self._keep_s = keep_s
        self._seen: dict[Side, deque[Sighting]] = {"left": deque(), "right": deque()}
        self._shaped = 0.0
        self.aspect = 4 / 3
        self.now_s = 0.0

    def add(self, frame: HandFrame) -> None:
        """What is seen now; a clock that has jumped back begins anew."""
        if frame.time_s < self.now_s:
            self.clear()
        self.now_s, self.aspect = frame.time_s, frame.aspect
        for slot in (LEFT, RIGHT):
            if frame.present[slot] and np.isfinite(frame.image[slot]).all():
                self._see(frame, slot, alone=not frame.present.all())
        for seen in self._seen.values():
            while seen and seen[0].time_s < self.now_s - self._keep_s:
                seen.popleft()

    def clear(self) -> None:
        """Forget everything."""
        self._shaped = 0.0
        for seen in self._seen.values():
            seen.clear()

    def last_seen(self) -> dict[Side, Sighting]:
        """Each hand where it was last, if that is still kept."""
        return {side: seen[-1] for side, seen in self._seen.items() if seen}

    def unseen_s(self) -> float:
        """For how long no hand has been seen; infinite if none is kept."""
        return min((self.now_s - each.time_s for each in self.last_seen().values()), default=np.inf)

    def tracks(self, since_s: float) -> dict[Side, Track]:
        """What was seen from a moment on."""
        found = {}
        for side, seen in self._seen.items():
            kept = [each for each in seen if each.time_s >= since_s]
            if kept:
                found[side] = _track(kept, side)
        return found

    def _see(self, frame: HandFrame, slot: int, *, alone: bool) -> None:
        image = frame.image[slot]
        side = _SIDES[slot]
        if alone:
            shaped = float(right_handedness(in_picture_heights(image, frame.aspect)))
            self._shaped = _BELIEF_KEPT * self._shaped + (1 - _BELIEF_KEPT) * shaped
            if abs(self._shaped) >= SURELY_OTHER:
                side = "right" if self._shaped > 0 else "left"
        hands = hands_of(image, frame.aspect, side)
        cut_off = float(cut_off_of(image))
        self._seen[side].append(Sighting(frame.time_s, image, hands, cut_off))


def _track(seen: list[Sighting], side: Side) -> Track:
    hands = Hands(
        np.stack([each.hands.shape for each in seen]),
        np.stack([each.hands.turn for each in seen]),
        np.stack([each.hands.size for each in seen]),
        np.stack([each.hands.middle for each in seen]),
    )
    times_s = np.array([each.time_s for each in seen])
    return Track(times_s, hands, np.array([each.cut_off for each in seen]), side)
