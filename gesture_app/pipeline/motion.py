"""Tell from the hands themselves whether they move, rest or are gone."""

from __future__ import annotations

import math

from gesture_app.hands import HandFrame, HandSequence
from gesture_app.hands.geometry import hand_speed

MOVING_PALMS_PER_S = 0.9
RESTING_PALMS_PER_S = 0.45  # tracking alone jitters by 0.1–0.2 palm sizes a second at 30 frames a second
SMOOTHING_S = 0.12
BELIEVED_AFTER_S = 0.1  # one jump of the tracker is no movement


class MotionMeter:
    """Follows the hands frame by frame. Two thresholds, so that a slow moment does not end a movement."""

    def __init__(self) -> None:
        self._last: HandFrame | None = None
        self._speed = 0.0
        self._moving_since_s: float | None = None
        self._still_since_s: float | None = None
        self._gone_since_s: float | None = None

    def update(self, hands: HandFrame) -> None:
        now_s = hands.time_s
        last, self._last = self._last, hands
        if last is None or now_s <= last.time_s:
            self.forget()
            return
        if not hands.any_hand:
            self._gone_since_s = now_s if self._gone_since_s is None else self._gone_since_s
            self._moving_since_s = self._still_since_s = None
            return
        self._gone_since_s = None
        speed = float(hand_speed(HandSequence.from_frames([last, hands]))[1])
        if math.isfinite(speed):
            weight = 1 - math.exp(-(now_s - last.time_s) / SMOOTHING_S)
            self._speed += weight * (speed - self._speed)
        self._mark(now_s)

    def _mark(self, now_s: float) -> None:
        if self._speed < RESTING_PALMS_PER_S:
            self._still_since_s = now_s if self._still_since_s is None else self._still_since_s
            self._moving_since_s = None
        elif self._speed > MOVING_PALMS_PER_S:
            self._moving_since_s = now_s if self._moving_since_s is None else self._moving_since_s
            self._still_since_s = None
        else:
            self._still_since_s = None

    def forget(self) -> None:
        """What was before does not count."""
        self._speed = 0.0
        self._moving_since_s = self._still_since_s = self._gone_since_s = None

    def _since(self, start_s: float | None) -> float:
        return 0.0 if start_s is None or self._last is None else self._last.time_s - start_s

    @property
    def moving(self) -> bool:
        return self._since(self._moving_since_s) >= BELIEVED_AFTER_S

    @property
    def still_s(self) -> float:
        """How long the hands have rested."""
        return self._since(self._still_since_s)

    @property
    def gone_s(self) -> float:
        """How long no hand has been seen."""
        return self._since(self._gone_since_s)
