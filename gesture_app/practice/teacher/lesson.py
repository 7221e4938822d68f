"""What a lesson in one sign is asked, and what it tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from gesture_app.practice.teacher.verdict import CoachingState, Correction, Verdict
from gesture_app.practice.teacher.watching import Watch
from gesture_app.virtual_hand.body.build import Side
from gesture_app.virtual_hand.body.pose import HandPose

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """How the reference is laid over a hand.

    Attributes:
        pose: one, as of a right hand.
        gone_palms: (3,), how far its wrist is from where it began, as of a right hand.
        begun: (3,), where it began, as in `HandFrame.image`; None: at the learner's wrist.
    """

    pose: HandPose
    gone_palms: Numbers = field(default_factory=lambda: np.zeros(3))
    begun: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """As `Coaching`, before the ghost has the learner's bones."""

    state: CoachingState
    progress: float = 0.0
    fit: float = 0.0
    correction: Correction | None = None
    verdict: Verdict | None = None
    shown: Mapping[Side, Shown] = field(default_factory=dict)


class Lesson(Protocol):
    """One sign, being learned."""

    looks_back_s: float

    def reset(self) -> None:
        """Begin anew."""

    def seen(self, watch: Watch) -> Told:
        """A hand is in sight."""

    def gone(self, watch: Watch) -> Told:
        """No hand is in sight, and has not been for a while."""
