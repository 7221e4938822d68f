"""Lays out, item by item, what each hand does: comes, performs, spells, goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.acting.choreography import Body, Part, Target
from gesture_app.virtual_hand.acting.manner import Manner
from gesture_app.virtual_hand.acting.stage import Stage
from gesture_app.virtual_hand.body.build import Side
from gesture_app.virtual_hand.signs.gesture import Gesture, Key, Wander
from gesture_app.virtual_hand.signs.script import ScriptItem, Word

Numbers = NDArray[np.float64]

_REST_S = 0.5
_PACE, _LETTER_HOLD_S, _FINGERS_AHEAD_S = 1.6, 0.13, 0.07
_SLIDE_PALMS, _DRIFT_PALMS, _STAYS = -0.35, -0.04, 0.8

BentKey = tuple[Key, Numbers]
"""A key, and by how many degrees each finger is bent further, (4,)."""


class Director:
    """One performance in the making.

    Attributes:
        parts: what each hand that takes part does.
        spans: name, beginning and end (s) of each gesture and word so far.
        now_s: how far it is laid out.
    """

    def __init__(
        self,
        manner: Manner,
        rng: np.random.Generator,
        side: Side,
        stage: Stage,
        begin: Mapping[Side, Target] | None = None,
    ) -> None:
        """Hands begin where `begin` has them, others below the picture."""
        self._manner, self._take, self._rng, self._side, self._stage = manner, manner, rng, side, stage
        self._other: Side = "left" if side == "right" else "right"
        self._in_lap: set[Side] = set()
        self.parts: dict[Side, Part] = {each: Part(where) for each, where in (begin or {}).items()}
        self.spans: list[tuple[str, float, float]] = []
        self.now_s = 0.0
        self._join(side)

    def wait(self, seconds: float, *, ahead_s: float = 0.0) -> None:
        """All stay where they are; fingers may stop waiting sooner."""
        self.now_s += seconds
        for part in self.parts.values():
            part.wait_until(self.now_s, ahead_s=ahead_s)

    def let_other_hand_rest(self) -> None:
        """The other hand comes to lie at the lower edge and stays there while it is not needed."""
        self._join(self._other)
        self._in_lap.add(self._other)
        self._go({self._other: self._resting(self._other)})

    def do(self, item: ScriptItem) -> None:
        """Perform a gesture or spell a word, as another take of the same person."""
        self._take = self._manner.for_a_take(self._rng)
        if isinstance(item, Word):
            self._spell(item)
        else:
            self._perform(item)

    def rest(self) -> None:
        """Hands that are up go where they rest between gestures."""
        self._go({side: self._resting(side) for side in self.parts})
        self.wait(_REST_S)

    def relax(self) -> None:
        """The hand lets go of what it makes, where it is."""
        self._go({self._side: self._body(self._side).relaxed_at(self.parts[self._side].target)})

    def leave(self) -> None:
        """All hands leave the picture."""
        self._in_lap.clear()
        self._go({side: self._resting(side) for side in self.parts})

    def _perform(self, gesture: Gesture) -> None:
        keys = self._repeated(gesture)
        if gesture.wander:
            keys += self._wandering(gesture.keys[0], gesture.wander)
        started_s = self._stroke(gesture, keys)
        self.wait(gesture.hold_s / self._take.tempo)
        if gesture.set != "idle":
            self.spans.append((gesture.name, started_s, self.now_s))

    def _spell(self, word: Word) -> None:
        """Fingers go ahead of the wrist; letters are held shortly, drift outwards, and slide when doubled."""
        place = len(self.spans)
        shift, before, pace = 0.0, None, 1.0
        ahead_s = _FINGERS_AHEAD_S / self._take.tempo
        for sign in word.signs:
            shift = shift * _STAYS + (_SLIDE_PALMS if sign is before else _DRIFT_PALMS)
            keys = [
                (replace(key, place=key.place + np.array([shift, 0.0, 0.0])), bends)
                for key, bends in self._repeated(sign)
            ]
            started_s = self._stroke(sign, keys, pace=pace, ahead_s=ahead_s)
            self.wait(_LETTER_HOLD_S / self._take.tempo, ahead_s=ahead_s)
            self.spans.append((sign.name, started_s, self.now_s))
            before, pace = sign, _PACE
        if word.signs:
            self.spans.insert(place, (word.text, self.spans[place][1], self.now_s))

    def _stroke(
        self, gesture: Gesture, keys: list[BentKey], *, pace: float = 1.0, ahead_s: float = 0.0
    ) -> float:
        """Go to the first key and on to the last, other hands where they rest; tells when the first is reached."""
        sides = (self._side, self._other) if gesture.hands == 2 else (self._side,)
        targets = [
            {side: self._body(side).target(key, gesture, bend_deg=bends) for side in sides}
            for key, bends in keys
        ]
        resting = {side: self._resting(side) for side in self.parts if side not in sides}
        self._go(targets[0] | resting, pace=pace, ahead_s=ahead_s)
        started_s = self.now_s
        for number in range(1, len(keys)):
            key = keys[number][0]
            self.now_s += key.seconds / self._take.tempo / pace
            for side, target in targets[number].items():
                self.parts[side].go(
                    target, self.now_s, ahead_s=ahead_s, stop=key.stop or number == len(keys) - 1
                )
        return started_s

    def _go(self, targets: Mapping[Side, Target], *, pace: float = 1.0, ahead_s: float = 0.0) -> None:
        """From rest to rest, all hands together; the longest way decides how long it takes."""
        for side in targets:
            self._join(side)
        self.wait(0.0, ahead_s=ahead_s)
        ways_s = {side: target.way_s(self.parts[side].target) for side, target in targets.items()}
        self.now_s += max(ways_s.values()) / self._take.tempo / pace
        for side, way_s in ways_s.items():
            if way_s > 0:
                self.parts[side].go(targets[side], self.now_s, ahead_s=ahead_s)

    def _repeated(self, gesture: Gesture) -> list[BentKey]:
        times = gesture.repeat
        if times > 1 and self._take.variation > 0:
            times = int(self._rng.integers(times - 1, times + 2))
        keys = [*gesture.keys[:1], *(gesture.keys[1:] * times)]
        return [(key, np.zeros(4)) for key in keys]

    def _wandering(self, key: Key, wander: Wander) -> list[BentKey]:
        shapes = wander.shapes or (key.shape,)
        found = []
        for _ in range(max(round(wander.seconds / wander.every_s), 1)):
            elsewhere = replace(
                key,
                place=key.place + wander.place * self._rng.normal(size=3).clip(-2, 2),
                turn_deg=key.turn_deg + wander.turn * self._rng.normal(size=3).clip(-2, 2),
                shape=shapes[int(self._rng.integers(len(shapes)))],
                seconds=wander.every_s * float(self._rng.uniform(0.7, 1.4)),
            )
            found.append((elsewhere, wander.bend * self._rng.normal(size=4).clip(-2, 2)))
        return found

    def _join(self, side: Side) -> None:
        if side not in self.parts:
            self.parts[side] = Part(Body(side, self._manner, self._stage).below_the_picture())

    def _resting(self, side: Side) -> Target:
        body = Body(side, self._manner, self._stage)
        return body.in_the_lap() if side in self._in_lap else body.below_the_picture()

    def _body(self, side: Side) -> Body:
        return Body(side, self._take, self._stage)
