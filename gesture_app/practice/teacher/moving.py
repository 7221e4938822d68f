"""One way of making a movement: handshape and turn where it begins, midway and where it ends, and the path between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.practice.teacher.measuring import Hands, Track, mean_turn
from gesture_app.practice.teacher.path import (
    RATE_HZ,
    Course,
    PathTolerance,
    course_of,
    path_tolerance,
    tolerance_of_few,
)
from gesture_app.practice.teacher.people import moving_hands
from gesture_app.practice.teacher.still import PARTS, StillWay, way_of_people, way_of_takes
from gesture_app.virtual_hand.acting.manner import plain_manner
from gesture_app.virtual_hand.acting.performance import perform
from gesture_app.virtual_hand.body.build import Side
from gesture_app.virtual_hand.body.inverse import fit_hands
from gesture_app.virtual_hand.body.pose import HandPose, mirrored
from gesture_app.virtual_hand.signs.gesture import Gesture

Numbers = NDArray[np.float64]
Frames = NDArray[np.intp]

_SEED, _PEOPLE = 6, 48
MOMENTS = (0.0, 0.5, 1.0)
"""Where in a movement handshape and turn are looked at."""
AROUND = 0.08
_GHOST_FRAMES = 24
PATH_SLACK = 1.15
_HOLD_S = 0.04
"""Of movements only themselves are compared: how long a hand stays where they end is everybody's own affair."""
_USUAL_SIZE, _FAR_SMALLER = 0.5, 1.7
_SHORTEST_S, _STEPS_A_SECOND = 0.15, 10
_PATH_WEIGHT, _HURRY_WEIGHT, _SLOW_WEIGHT, _EDGES_WEIGHT, _LEAST_BRISK = 2.0, 1.2, 0.3, 2.5, 0.5


@dataclass(frozen=True, slots=True, eq=False)
class MovingWay:
    """How a movement is made by one side's hand.

    Attributes:
        times: how often what is repeated is made; 1 for what is not repeated.
        wanted: whether that is often enough, and not too often.
        moments: the hand at `MOMENTS`.
        path: where it goes.
        poses: the reference's, evenly from its beginning to its end, as a right hand's.
    """

    times: int
    wanted: bool
    moments: tuple[StillWay, ...]
    path: PathTolerance
    poses: HandPose

    def going(self, course: Course, first: Frames, last: Frames) -> Numbers:
        """How far the paths in windows (W) of a course are off, (W, 3): in form, in size, in pace."""
        paths = course.windows(first, last)
        size = self.path.size.severity(np.log(self.path.scales(paths))[:, None])
        lasting = np.log(course.lasting_s(first, last))
        pace = self.path.pace.severity(lasting[:, None])
        path = self.path.severity(paths)
        size = np.where(path > 1, np.minimum(size, 1.0), size)  # another path has no size beside this one
        return np.stack([path, size, pace], axis=1)

    def costs_of_going(self, going: Numbers, course: Course, first: Frames, last: Frames) -> Numbers:
        """One number for each window; movements begin and end at rest."""
        path = _PATH_WEIGHT * np.minimum(going[:, 0], 3.0) ** 2
        size = np.minimum(going[:, 1], 2.0) ** 2
        hurried = course.lasting_s(first, last) < np.exp(
            self.path.pace.mean[0]
        )  # or but a part of the movement
        pace = np.minimum(going[:, 2], 3.0) ** 2 * np.where(hurried, _HURRY_WEIGHT, _SLOW_WEIGHT)
        usual = (course.gone[last] - course.gone[first]) * RATE_HZ / np.maximum(last - first, 1)
        edges = (course.speed[first] + course.speed[last]) / 2 / np.maximum(usual, _LEAST_BRISK)
        return np.asarray(path + size + pace + _EDGES_WEIGHT * np.minimum(edges, 1.5) ** 2)

    def costs_of_trembling(self, course: Course, first: Frames, last: Frames) -> Numbers:
        """One number for each window (W): a hand that keeps still does something small, too."""
        smaller = self.path.size.mean[0] - np.log(self.path.scales(course.windows(first, last)))
        return np.asarray(np.clip(smaller / _USUAL_SIZE, 0.0, _FAR_SMALLER) ** 2)

    def hands(self, course: Course, first: Frames, last: Frames) -> Numbers:
        """How far handshape and turn are off in windows (W), (W, 6): root mean square over the moments."""
        around = np.maximum(np.round((last - first) * AROUND), 1)[:, None] * np.array([-1.0, 0.0, 1.0])
        squares = np.zeros((len(first), len(PARTS)))
        for share, moment in zip(MOMENTS, self.moments, strict=True):
            at = np.round((first + (last - first) * share)[:, None] + around)
            frames = np.clip(at, first[:, None], last[:, None]).astype(np.intp)
            squares += moment.severities(course.hands[frames]).mean(axis=1) ** 2
        return np.asarray(np.sqrt(squares / len(MOMENTS)))


def windows_of(frames: int, longest_s: float, recent_s: float | None = None) -> tuple[Frames, Frames]:
    """First and last frames (W) of the windows to look at; those that end so recently at most, if that is given."""
    step = int(RATE_HZ / _STEPS_A_SECOND)
    earliest = step if recent_s is None else max(frames - 1 - round(recent_s * RATE_HZ), step)
    lasts = np.append(np.arange(earliest, frames - 1, step), frames - 1)
    return _pairs(np.arange(0, frames, step), lasts, longest_s)


def windows_near(
    window: tuple[int, int], frames: int, longest_s: float, reach_s: float = 0.0
) -> tuple[Frames, Frames]:
    """Those about a window: frame by frame between its neighbours, or as far as `reach_s` in the usual steps."""
    step = int(RATE_HZ / _STEPS_A_SECOND)
    reach = round(reach_s * RATE_HZ)
    around = np.arange(-reach, reach + 1, step) if reach else np.arange(1 - step, step)
    firsts, lasts = (np.unique(np.clip(at + around, 0, frames - 1)) for at in window)
    return _pairs(firsts, lasts, longest_s)


def _pairs(firsts: Frames, lasts: Frames, longest_s: float) -> tuple[Frames, Frames]:
    first, last = (each.ravel() for each in np.meshgrid(firsts, lasts, indexing="ij"))
    kept = (last - first >= _SHORTEST_S * RATE_HZ) & (last - first <= longest_s * RATE_HZ)
    return first[kept], last[kept]


def moving_way(way: Gesture, times: int, side: Side) -> MovingWay:
    """Of a gesture, or a way of making it, that is made so many times, from virtual people."""
    wanted = way.repeat == 1 or (times > 1 and abs(times - way.repeat) <= 2)
    keys = (*way.keys[:1], *(way.keys[1:] * times))
    once = replace(way, keys=keys, repeat=1, hold_s=_HOLD_S)
    tracks = moving_hands(once, _PEOPLE, side, np.random.default_rng(_SEED))
    return way_of_tracks([track for each in tracks for track in each], times, wanted, _poses(once, side))


def way_of_tracks(tracks: Sequence[Track], times: int, wanted: bool, poses: HandPose) -> MovingWay:
    """From how people made it, each from its beginning to its end."""
    courses = [course_of(each) for each in tracks]
    moments = tuple(
        way_of_people(_around(courses, share), poses[round(share * (_GHOST_FRAMES - 1))]) for share in MOMENTS
    )
    return MovingWay(times, wanted, moments, path_tolerance(courses, PATH_SLACK), poses)


def way_of_few(tracks: Sequence[Track]) -> MovingWay:
    """From a take or several, each from the movement's beginning to its end, with general tolerances."""
    courses = [course_of(each) for each in tracks]
    moments = tuple(way_of_takes([_part(each, share) for each in courses]) for share in MOMENTS)
    hands = courses[0].hands[np.linspace(0, len(courses[0]) - 1, _GHOST_FRAMES).round().astype(np.intp)]
    poses = fit_hands(hands.shape @ np.swapaxes(hands.turn, -1, -2)).pose
    return MovingWay(1, True, moments, tolerance_of_few(courses, PATH_SLACK), poses)


def _part(course: Course, share: float) -> Hands:
    """The hand about a moment."""
    last = len(course) - 1
    low, high = np.clip([(share - AROUND) * last, (share + AROUND) * last], 0, last).round().astype(int)
    return course.hands[slice(int(low), int(high) + 1)]


def _around(courses: Sequence[Course], share: float) -> Hands:
    """Each one's hand about a moment."""
    found = []
    for course in courses:
        part = _part(course, share)
        found.append(
            (part.shape.mean(axis=0), mean_turn(part.turn), part.size.mean(), part.middle.mean(axis=0))
        )
    shapes, turns, sizes, middles = (np.stack(each) for each in zip(*found, strict=True))
    return Hands(shapes, turns, sizes, middles)


def _poses(way: Gesture, side: Side) -> HandPose:
    """The reference's, (_GHOST_FRAMES), as a right hand's."""
    performance = perform([way], plain_manner(), np.random.default_rng(_SEED), side=side)
    span = performance.spans[0]
    poses = performance.at(np.linspace(span.start_s, span.end_s, _GHOST_FRAMES)).poses[side]
    return poses if side == "right" else mirrored(poses)
