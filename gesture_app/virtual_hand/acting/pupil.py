"""A pupil: makes one sign after the other when asked, each long enough to be judged, from wherever its hands are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from gesture_app.virtual_hand.acting.director import Director
from gesture_app.virtual_hand.acting.manner import Manner
from gesture_app.virtual_hand.acting.performance import Performance, Underway, ended
from gesture_app.virtual_hand.acting.programme import Programme
from gesture_app.virtual_hand.acting.stage import Stage
from gesture_app.virtual_hand.body.build import Side
from gesture_app.virtual_hand.signs.gesture import Gesture
from gesture_app.virtual_hand.signs.script import Word


def signs_of(programme: Programme) -> tuple[Gesture, ...]:
    """All signs of a programme one by one, words letter by letter; of one without an end, a single round."""
    items = (item.signs if isinstance(item, Word) else (item,) for item in programme.items)
    return tuple(sign for signs in items for sign in signs) * (programme.rounds or 1)


@dataclass(frozen=True, slots=True)
class Pupil:
    """Who makes signs, and where.

    Attributes:
        side: the hand that makes what one hand makes.
    """

    manner: Manner
    rng: np.random.Generator
    side: Side
    stage: Stage

    def performances(
        self, signs: Sequence[Gesture], hold_s: float, begin: Mapping[Side, Underway]
    ) -> Iterator[Performance]:
        """Make the signs, leave, and wait out of sight for ever; for the rest see `make`."""
        yield self.make(signs, hold_s, begin)
        while True:
            yield self.make((), hold_s, {})

    def make(self, signs: Sequence[Gesture], hold_s: float, begin: Mapping[Side, Underway]) -> Performance:
        """Make the signs and leave the picture.

        From one held sign the hand goes straight to the next, and lets go of the same one before it comes again.
        Movements begin and end out of the picture, so that the way there is not taken for a part of them.

        Args:
            hold_s: how long held signs are kept at least.
            begin: where hands are; empty: out of the picture.
        """
        targets = {side: hand.target for side, hand in begin.items()}
        director = Director(self.manner, self.rng, self.side, self.stage, targets)
        made = targets[self.side].shape if begin else ""
        still = True
        for number, sign in enumerate(signs):
            held = sign.kind == "held"
            if not (still and held) and (number or begin):
                director.rest()
            elif made == sign.keys[0].shape:
                director.relax()
            director.do(replace(sign, hold_s=max(sign.hold_s, hold_s)) if held else sign)
            made, still = sign.keys[-1].shape, held
        tremors = {side: hand.tremor for side, hand in begin.items()}
        return ended(director, self.manner, self.rng, self.stage, tremors)
