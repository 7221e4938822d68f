"""The clock by which a sign is shown: playing, standing at a key moment, or stepping through them."""

from __future__ import annotations

from collections.abc import Sequence

from gesture_app.ui.signs.reel import STEP_S, Reel, Shown

_FIRST = 6
_IN_RESERVE = 1.5
"""A picture is expected to take so much longer than the last ones did."""


class SignPlayer:
    """Where in a reel one is. Time is passed in, in seconds of any steady clock.

    Attributes:
        speed: 1 = as fast as the sign is made.
        loops: whether it begins again after its end.
        in_steps: nothing moves: key moments follow each other instead.
    """

    def __init__(self) -> None:
        self.speed = 1.0
        self.loops = True
        self.in_steps = False
        self._reel: Reel | None = None
        self._at_s = 0.0
        self._ticked_s: float | None = None  # None: it stands still

    @property
    def playing(self) -> bool:
        return self._ticked_s is not None

    def load(self, reel: Reel | None) -> None:
        """Another sign, from its beginning; it goes on playing if it played."""
        self._reel, self._at_s = reel, 0.0

    def rewind(self) -> None:
        """To the beginning."""
        self._at_s = 0.0

    def play(self, now_s: float) -> None:
        """Go on, or begin again after the end."""
        if self._reel is not None and self._over(self._reel):
            self._at_s = 0.0
        self._ticked_s = now_s

    def pause(self) -> None:
        self._ticked_s = None

    def tick(self, now_s: float) -> None:
        """Time goes on; without a loop it comes to rest at the end."""
        if self._ticked_s is None:
            return
        self._at_s += (now_s - self._ticked_s) * self.speed
        self._ticked_s = now_s
        if self._reel is not None and self._over(self._reel):
            self.pause()

    def hold(self, now_s: float) -> None:
        """Time goes on, but not here: nobody was looking, or looks at something else."""
        if self._ticked_s is not None:
            self._ticked_s = now_s

    def shown(self) -> Shown:
        """What is to be seen."""
        if self._reel is None:
            return Shown(0, 0)
        if not self.in_steps:
            return self._reel.at(self._at_s, loops=self.loops)
        steps = self._reel.steps
        number = int(self._at_s / STEP_S + 1e-6)  # three times 1.4 s is a hair less than the fourth beginning
        step = steps[number % len(steps) if self.loops else min(number, len(steps) - 1)]
        return Shown(step, step)

    def step(self, way: int) -> None:
        """Stand still at the next key moment (1) or the one before (−1), all round."""
        if self._reel is None:
            return
        here = self.shown().picture
        self.pause()
        there = self._reel.step_from(here, way)
        self._at_s = self._reel.steps.index(there) * STEP_S if self.in_steps else self._reel.begun_s(there)

    def pictures(self) -> Sequence[int]:
        """Numbers of all pictures that are going to be shown if nobody intervenes, the most needed first."""
        here = self.shown().picture
        if self._reel is None or not self.playing:
            return [here]
        if self.in_steps:
            return [here, *self._reel.steps]
        count = len(self._reel.moments)
        return coarse_to_fine(count) if self.loops else range(count)

    def needed(self, picture_s: float) -> int:
        """How many pictures must be there before what is played once can begin, as the others come in time.

        Args:
            picture_s: how long one takes.
        """
        if self._reel is None or self.loops or self.in_steps or not self.playing or self._at_s > 0:
            return 0
        count = len(self._reel.moments)
        in_time = int(self._reel.end_s / self.speed / (picture_s * _IN_RESERVE))
        return min(max(count - in_time, _FIRST), count)

    def place(self) -> int | None:
        """Which of the key moments is shown, or was last; None before the first one."""
        if self._reel is None:
            return None
        here = self.shown().picture
        passed = [number for number, step in enumerate(self._reel.steps) if step <= here]
        return passed[-1] if passed else None

    def _over(self, reel: Reel) -> bool:
        if self.loops:
            return False
        return self._at_s >= (len(reel.steps) * STEP_S if self.in_steps else reel.end_s)


def coarse_to_fine(count: int) -> list[int]:
    """Numbers 0…count − 1: first far apart, then those between."""
    order, step = [0], 1 << max(count - 1, 1).bit_length()
    while step > 1:
        order += range(step // 2, count, step)
        step //= 2
    return order
