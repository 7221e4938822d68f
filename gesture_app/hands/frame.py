"""The hands at one instant."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEFT, RIGHT = 0, 1
SIDES = ("left", "right")


@dataclass(frozen=True, slots=True)
class HandFrame:
    """The hands at one instant: slot 0 is the person's left hand, slot 1 the right one.

    A hand that was not seen is NaN in all its numbers and False in `present`, never zeros.

    Attributes:
        image: float32 (2, 21, 3). x, y in 0…1 of the un-mirrored picture, y down (slightly outside
            when a hand leaves it); z on x's scale, 0 at the wrist, negative towards the camera.
        world: float32 (2, 21, 3). Metres, origin at the hand's centre, axes as in `image`. NaN also
            where a source knows the picture only.
        present: bool (2,). Which hands were seen.
        score: float32 (2,). The tracker's belief in each hand's side, 0…1; 0 where absent.
        time_s: seconds on the source's own clock.
        aspect: width ÷ height of the picture.
    """

    image: NDArray[np.float32]
    world: NDArray[np.float32]
    present: NDArray[np.bool_]
    score: NDArray[np.float32]
    time_s: float
    aspect: float

    @classmethod
    def empty(cls, time_s: float, aspect: float) -> HandFrame:
        """No hand in sight."""
        nothing = np.full((2, 21, 3), np.nan, np.float32)
        return cls(nothing, nothing.copy(), np.zeros(2, bool), np.zeros(2, np.float32), time_s, aspect)

    @property
    def any_hand(self) -> bool:
        return bool(self.present.any())
