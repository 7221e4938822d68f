"""From gestures and words to the keys of one hand in time: who does what when, and how long the ways take."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.acting.clearance import halfway, needed
from gesture_app.virtual_hand.acting.manner import Manner
from gesture_app.virtual_hand.acting.motion import Track
from gesture_app.virtual_hand.acting.stage import Stage
from gesture_app.virtual_hand.body.build import Side
from gesture_app.virtual_hand.body.limits import clamped
from gesture_app.virtual_hand.body.pose import HandPose, turned
from gesture_app.virtual_hand.body.rotations import angle_between, facing, quaternions
from gesture_app.virtual_hand.signs.gesture import Gesture, Key
from gesture_app.virtual_hand.signs.handshapes import handshape

Numbers = NDArray[np.float64]

# A way from rest to rest takes longer the farther it is, but less than in proportion; the slowest part counts. The
# figures are chosen by eye, so that single gestures look unhurried and words come at 1 to 5 letters a second.
_START_S, _PER_ROOT_METRE_S, _PER_RADIAN_S, _PER_DEGREE_S = 0.2, 0.7, 0.2, 0.0012
_SAME = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """What one hand is to reach, as a right hand's.

    Attributes:
        knuckles_mm: (3,), the middle finger's knuckle from the stage's middle.
        quaternion: (4,).
        angles_deg: (23,), of fingers, thumb and wrist one after the other.
        shape: name of the handshape they make.
    """

    knuckles_mm: Numbers
    quaternion: Numbers
    angles_deg: Numbers
    shape: str

    def way_s(self, before: Target) -> float:
        """How long a hand of usual pace takes from `before` to here; nothing if that is the same."""
        reach_m = float(np.linalg.norm(self.knuckles_mm - before.knuckles_mm)) / 1000
        turn_rad = angle_between(before.quaternion, self.quaternion)
        bend_deg = float(np.abs(np.diff(before.fingers_to(self), axis=0)).sum(axis=0).max())
        if max(reach_m, turn_rad, bend_deg) < _SAME:
            return 0.0
        return _START_S + max(
            _PER_ROOT_METRE_S * math.sqrt(reach_m), _PER_RADIAN_S * turn_rad, _PER_DEGREE_S * bend_deg
        )

    def fingers_to(self, after: Target) -> list[Numbers]:
        """The angles on the way to another target: here, halfway if fingers would be in the way, and there."""
        way = needed(self.shape, after.shape)
        if way == (0.0, 0.0):
            return [self.angles_deg, after.angles_deg]
        return [self.angles_deg, halfway(self.angles_deg, after.angles_deg, way), after.angles_deg]


@dataclass(slots=True)
class _Keys:
    times_s: list[float] = field(default_factory=list)
    values: list[Numbers] = field(default_factory=list)
    stops: list[bool] = field(default_factory=list)

    def add(self, time_s: float, value: Numbers, stop: bool) -> None:
        self.times_s.append(time_s)
        self.values.append(value)
        self.stops.append(stop)


class Part:
    """One hand's keys in time, so far: those of the arm, and those of the fingers, which may go ahead of it."""

    def __init__(self, start: Target) -> None:
        self.target = start
        self._arm, self._fingers = _Keys(), _Keys()
        self._shapes: list[tuple[float, str]] = []
        self._put(0.0, start, ahead_s=0.0, stop=True)

    @property
    def now_s(self) -> float:
        """When its last key is reached."""
        return self._arm.times_s[-1]

    def wait_until(self, time_s: float, *, ahead_s: float = 0.0) -> None:
        """Stay; the fingers may go `ahead_s` sooner."""
        if time_s - ahead_s > self._fingers.times_s[-1]:
            self._fingers.add(time_s - ahead_s, self.target.angles_deg, True)
        if time_s > self.now_s:
            self._arm.add(time_s, _arm(self.target), True)

    def go(self, target: Target, time_s: float, *, ahead_s: float = 0.0, stop: bool = True) -> None:
        """Reach the target at this moment, the fingers `ahead_s` sooner."""
        begun_s, done_s = self._fingers.times_s[-1], time_s - ahead_s
        for angles_deg in self.target.fingers_to(target)[1:-1]:
            self._fingers.add((begun_s + done_s) / 2, angles_deg, False)
        self.target = target
        self._put(time_s, target, ahead_s, stop)

    def tracks(self) -> tuple[Track, Track]:
        """Arm (T, 7) = knuckles in mm and quaternion; fingers (T, 23) = angles in degrees."""
        arm, fingers = self._arm, self._fingers
        return (
            Track(arm.times_s, arm.values, arm.stops),
            Track(fingers.times_s, fingers.values, fingers.stops),
        )

    def shapes(self) -> tuple[tuple[float, str], ...]:
        """When its fingers made which handshape."""
        return tuple(self._shapes)

    def _put(self, time_s: float, target: Target, ahead_s: float, stop: bool) -> None:
        self._shapes.append((time_s - ahead_s, target.shape))
        self._arm.add(time_s, _arm(target), stop)
        self._fingers.add(time_s - ahead_s, target.angles_deg, stop)


@dataclass(frozen=True, slots=True)
class Body:
    """Whose hand it is and how it moves this time: turns keys into targets.

    Attributes:
        manner: of this take.
    """

    side: Side
    manner: Manner
    stage: Stage

    def target(self, key: Key, gesture: Gesture, *, bend_deg: Numbers | None = None) -> Target:
        """What the hand reaches at a key; `bend_deg` (4,) bends the fingers further."""
        place, turn_deg, wrist_deg = key.place, key.turn_deg, key.wrist_deg
        if self.side == "left" and not gesture.mirrors_movement:
            place, turn_deg = place * (-1, 1, 1), turn_deg * (-1, 1, -1)  # what the mirror will turn back
            wrist_deg = wrist_deg * (1, -1)
        # Both hands together must still meet in the middle: what would part them is left out.
        habit, tilt_deg = self.manner.place, self.manner.tilt_deg
        if gesture.hands == 2:
            habit, tilt_deg = habit * (0, 1, 1), tilt_deg * (0, 1, 0)
        turn, tilt = turned(*(turn_deg * self.manner.amplitude)), turned(*tilt_deg)
        swing = (turn - np.eye(3)) @ key.base @ np.array([0, 1 - gesture.pivot, 0])
        palms = gesture.place + self.manner.amplitude * place + swing + habit
        return Target(
            self.stage.place_mm(palms, from_middle=gesture.from_middle),
            quaternions(tilt @ turn @ key.base),
            self._angles(key.shape, wrist_deg, bend_deg, key.otherwise_deg),
            key.shape,
        )

    def below_the_picture(self) -> Target:
        """Where the hand is when it is not needed."""
        rotation = facing(palm="left", fingers="up camera")
        return self._relaxed(self.stage.rest_mm, rotation)

    def in_the_lap(self) -> Target:
        """Where it lies in sight while the other one performs."""
        rotation = facing(palm="down", fingers="camera left")
        return self._relaxed(self.stage.lap_mm, rotation)

    def relaxed_at(self, target: Target) -> Target:
        """In the same place, with fingers at rest."""
        return replace(target, angles_deg=self._angles("relaxed", target.angles_deg[21:]), shape="relaxed")

    def _relaxed(self, knuckles_mm: Numbers, rotation: Numbers) -> Target:
        angles_deg = self._angles("relaxed", np.zeros(2))
        return Target(knuckles_mm, quaternions(rotation), angles_deg, "relaxed")

    def _angles(
        self,
        shape_name: str,
        wrist_deg: Numbers,
        bend_deg: Numbers | None = None,
        otherwise_deg: Numbers | None = None,
    ) -> Numbers:
        shape = handshape(shape_name)
        fingers = shape.fingers_deg + self.manner.fingers_deg
        if bend_deg is not None:
            fingers = fingers + bend_deg[:, None] * np.array([0.0, 1.0, 1.0, 2 / 3])
        thumb = shape.thumb_deg + self.manner.thumb_deg
        if otherwise_deg is not None:
            fingers, thumb = fingers + otherwise_deg[:16].reshape(4, 4), thumb + otherwise_deg[16:]
        # Here, not along the way: a joint that meets its limit while it moves would stop with a jerk.
        possible = clamped(HandPose(np.zeros(3), np.eye(3), fingers, thumb, wrist_deg))
        return np.concatenate([possible.fingers_deg.ravel(), possible.thumb_deg, possible.wrist_deg])


def _arm(target: Target) -> Numbers:
    return np.concatenate([target.knuckles_mm, target.quaternion])
