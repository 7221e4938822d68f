"""A continuous performance of gestures and words: hands that come, do it, and go, at any moment one asks for."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.acting.choreography import Part, Target
from gesture_app.virtual_hand.acting.director import Director
from gesture_app.virtual_hand.acting.manner import Manner
from gesture_app.virtual_hand.acting.stage import Stage
from gesture_app.virtual_hand.acting.tremor import Tremor
from gesture_app.virtual_hand.body.build import Side
from gesture_app.virtual_hand.body.limits import clamped
from gesture_app.virtual_hand.body.pose import HandPose, mirrored
from gesture_app.virtual_hand.body.rotations import matrices, quaternions, tipped
from gesture_app.virtual_hand.signs.script import ScriptItem

Numbers = NDArray[np.float64]

_BEFORE_S, _AFTER_S = 0.4, 0.4


@dataclass(frozen=True, slots=True)
class Span:
    """When a gesture itself happens: its stroke and hold, without the ways there and back."""

    gesture: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Hands:
    """Hands at many moments.

    Attributes:
        poses: the poses of each side that takes part, with leading (T,).
        present: (T,) for each of them, whether it is in the picture. Absent hands wait outside.
    """

    poses: Mapping[Side, HandPose]
    present: Mapping[Side, NDArray[np.bool_]]

    def showing(self, index: int) -> dict[Side, HandPose]:
        """The hands in the picture at one of the moments."""
        return {side: poses[index] for side, poses in self.poses.items() if self.present[side][index]}


class Underway(NamedTuple):
    """A hand at one moment, as another performance can go on from there."""

    target: Target
    tremor: Tremor


class Actor:
    """One hand's movement and unsteadiness."""

    def __init__(self, side: Side, part: Part, tremor: Tremor, stage: Stage) -> None:
        self._side, self._tremor, self._stage = side, tremor, stage
        self._arm, self._fingers = part.tracks()
        self._shapes = part.shapes()

    def at(self, times_s: Numbers) -> tuple[HandPose, NDArray[np.bool_]]:
        """Its poses at moments (T,), and whether it is in the picture."""
        arm, angles = self._arm.at(times_s), self._fingers.at(times_s)
        rotations = matrices(tipped(arm[:, 3:], self._tremor.turn_rad(times_s)))
        knuckles = arm[:, :3] + self._tremor.place_mm(times_s)
        fingers, thumb = self._tremor.bends_deg(times_s)
        pose = HandPose(
            knuckles - rotations[:, :, 1] * self._stage.palm_mm,
            rotations,
            angles[:, :16].reshape(-1, 4, 4) + fingers,
            angles[:, 16:21] + thumb,
            angles[:, 21:],
        )
        pose = clamped(pose if self._side == "right" else mirrored(pose))
        pose = replace(pose, position_mm=pose.position_mm + self._stage.middle_mm)
        return pose, self._stage.in_picture(pose.position_mm, pose.rotation)

    def underway(self, time_s: float) -> Underway:
        """How far it is at a moment."""
        arm, angles_deg = (track.at(np.array([time_s]))[0] for track in (self._arm, self._fingers))
        made = bisect.bisect_right([when for when, _ in self._shapes], time_s)
        shape = self._shapes[max(made - 1, 0)][1]
        target = Target(arm[:3], quaternions(matrices(arm[3:])), angles_deg, shape)
        return Underway(target, self._tremor.since(time_s))


class Performance:
    """What hands do, as a function of time.

    Attributes:
        duration_s: from the empty picture before to the empty picture after.
        spans: when the gestures happen; a word's span stands before those of its letters. Idle movement has none.
    """

    def __init__(self, actors: Mapping[Side, Actor], spans: Sequence[Span], duration_s: float) -> None:
        self._actors = dict(actors)
        self.spans, self.duration_s = tuple(spans), duration_s

    def at(self, times_s: Numbers) -> Hands:
        """The hands at moments (T,) in seconds; before and after everything they wait outside the picture."""
        moments = np.asarray(times_s, float).reshape(-1)
        both = {side: actor.at(moments) for side, actor in self._actors.items()}
        return Hands(
            {side: poses for side, (poses, _) in both.items()},
            {side: seen for side, (_, seen) in both.items()},
        )

    def underway(self, time_s: float) -> dict[Side, Underway]:
        """How far each hand that takes part is at one moment."""
        return {side: actor.underway(time_s) for side, actor in self._actors.items()}


def perform(
    script_items: Sequence[ScriptItem],
    manner: Manner,
    rng: np.random.Generator,
    *,
    side: Side = "right",
    rest_between: bool = True,
    other_rests: bool = False,
    stage: Stage | None = None,
) -> Performance:
    """Perform gestures and words one after the other.

    A left hand does the mirror image, but for gestures whose direction is the person's own (see
    `Gesture.mirrors_movement`): there its shape is mirrored and its movement is not.

    Args:
        manner: the person's; every item is another take of theirs.
        side: the hand that does what one hand does.
        rest_between: whether the hands leave the picture between items.
        other_rests: whether the other hand lies in sight at the lower edge meanwhile.
        stage: where; the usual distance in front of the usual camera if left out.
    """
    stage = stage or Stage()
    director = Director(manner, rng, side, stage)
    director.wait(_BEFORE_S)
    if other_rests:
        director.let_other_hand_rest()
    for number, item in enumerate(script_items):
        if number and rest_between:
            director.rest()
        director.do(item)
    return ended(director, manner, rng, stage)


def ended(
    director: Director,
    manner: Manner,
    rng: np.random.Generator,
    stage: Stage,
    tremors: Mapping[Side, Tremor] | None = None,
) -> Performance:
    """What a director has laid out so far, and then all hands leave; they tremble anew unless `tremors` go on."""
    tremors = tremors or {}
    director.leave()
    director.wait(_AFTER_S)
    actors = {
        side: Actor(side, part, tremors.get(side) or Tremor(rng, manner.tremor), stage)
        for side, part in director.parts.items()
    }
    return Performance(actors, [Span(*span) for span in director.spans], director.now_s)
