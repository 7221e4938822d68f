"""A gesture that began or ended, as it is told to other programs on this machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from gesture_app.actions.binding import Hands


@dataclass(frozen=True, slots=True)
class GestureTold:
    """Something happened to a gesture.

    Attributes:
        confidence: 0…1, of the prediction that led to it.
        hands: those that were in sight.
        time_s: on the source's clock, seconds.
        at: when it was told, aware UTC.
    """

    kind: Literal["start", "end"]
    gesture: str
    confidence: float
    hands: Hands
    time_s: float
    at: datetime
