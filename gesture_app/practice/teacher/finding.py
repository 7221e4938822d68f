"""What is found in an attempt when it is held against one way of making a sign."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.practice.teacher.measuring import Hands, Track, stillest, typical, unrest_of
from gesture_app.practice.teacher.moving import AROUND, MOMENTS, MovingWay, windows_near, windows_of
from gesture_app.practice.teacher.path import Course
from gesture_app.practice.teacher.path_otherwise import LEAST_OFF, NAMED, NEAR_ENOUGH, NEARER, other_paths
from gesture_app.practice.teacher.still import PARTS, StillWay, overall
from gesture_app.practice.teacher.verdict import Part
from gesture_app.virtual_hand.body.build import Side

Numbers = NDArray[np.float64]

MOTION_PARTS = (*PARTS, "path", "size", "speed")
STEADY_PALMS = 0.5
"""A held sign may wander so far while it is looked at."""
LONGEST_S = 9.0
_ABOUT_S = 0.4
_NEAR_ENOUGH = 6
_VARIANT = 1.0
_ENOUGH_BETTER = 1.2
"""Cost by which too few repetitions must fit better to be believed in."""


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """An attempt beside a way of making the sign.

    Attributes:
        side: the hand that did it.
        severities: of `PARTS`, or of `MOTION_PARTS` for a movement, with "still" for what is held: 1 = just too far.
        cost: how far off all in all.
        hand: the learner's, where handshape and turn were looked at most.
        wanted: the way at that moment.
        moving: the way if it is a movement; and the window of the course that was looked at, first and last frame.
        otherwise: what is wrong with the path, if it is rather another one: its direction, or its form.
    """

    side: Side
    severities: dict[str, float]
    cost: float
    hand: Hands
    wanted: StillWay
    moving: MovingWay | None = None
    course: Course | None = None
    window: tuple[int, int] = (0, 0)
    otherwise: Part | None = None


def still_finding(track: Track, ways: tuple[StillWay, ...]) -> Finding:
    """A held sign, where the hand is calmest."""
    part = stillest(track)
    return of_hand(typical(part.hands), unrest_of(part), ways, track.side)


def of_hand(
    hand: Hands, unrest_palms: float, ways: tuple[StillWay, ...], side: Side, *, wrong: bool = False
) -> Finding:
    """One hand, held like this, and as restless.

    Args:
        wrong: whether it is known to be wrong: what to change then leads to the first way, the one that is shown.
    """
    severities = [way.severities(hand) for way in ways]
    costs = [float(overall(each)) for each in severities]
    best = int(np.argmin(costs))
    if wrong:
        best = 0
    elif severities[best].max() > 1:  # likewise, unless another way is much nearer
        best = int(np.argmin([each + (_VARIANT if number else 0.0) for number, each in enumerate(costs)]))
    found = dict(zip(PARTS, severities[best].tolist(), strict=True))
    found["still"] = unrest_palms / STEADY_PALMS
    return Finding(side, found, costs[best], hand, ways[best])


def moving_finding(
    course: Course, side: Side, ways: tuple[MovingWay, ...], recent_s: float | None = None
) -> Finding | None:
    """A movement, wherever in the course it is found best; None if that is too short for any.

    Args:
        recent_s: how long before the course's end it may have ended; None: anywhere.
    """
    windows = windows_of(len(course), LONGEST_S, recent_s)
    if len(windows[0]) == 0:
        return None
    total, severities, way, window = _best_way(course, windows, ways)
    found = dict(zip(MOTION_PARTS, severities.tolist(), strict=True))
    explained = max(found["size"], found["speed"]) > max(found["path"], 1.0)
    wrong = max(found["path"], found["size"]) > 1 and not explained
    nearer = NAMED if found["path"] > 1 and not explained else NEARER
    otherwise, off = _otherwise(course, window, way, nearer, anywhere=recent_s is None and wrong)
    found["path"] = max(found["path"], off)
    moment, hand = _worst_moment(course, window, way)
    return Finding(side, found, total, hand, moment, way, course, window, otherwise if off > 1 else None)


def finding_near(found: Finding, ways: tuple[MovingWay, ...], *, anywhere: bool) -> Finding | None:
    """The same movement beside ways of making another sign, about where it was found, or anywhere."""
    if found.course is None:
        return None
    frames = len(found.course)
    near = windows_near(found.window, frames, LONGEST_S, _ABOUT_S)
    windows = windows_of(frames, LONGEST_S) if anywhere else near
    if len(windows[0]) == 0:
        return None
    total, severities, way, window = _best_way(found.course, windows, ways)
    moment, hand = _worst_moment(found.course, window, way)
    parts = dict(zip(MOTION_PARTS, severities.tolist(), strict=True))
    return Finding(found.side, parts, total, hand, moment, way, found.course, window)


_Best = tuple[float, Numbers, MovingWay, tuple[int, int]]
_Windows = tuple[NDArray[np.intp], NDArray[np.intp]]


def _best_way(course: Course, windows: _Windows, ways: tuple[MovingWay, ...]) -> _Best:
    """Of the ways that are wanted, unless one that is not wanted fits much better."""
    found = [_best(course, windows, way) for way in ways]
    chosen = min((each for each in found if each[2].wanted), key=lambda each: each[0])
    other = min((each for each in found if not each[2].wanted), key=lambda each: each[0], default=chosen)
    return other if other[0] < chosen[0] - _ENOUGH_BETTER else chosen


def _best(course: Course, windows: _Windows, way: MovingWay) -> _Best:
    near = _best_of(course, windows, way)[3]
    return _best_of(course, windows_near(near, len(course), LONGEST_S), way)


def _best_of(course: Course, windows: _Windows, way: MovingWay) -> _Best:
    """By the path first; handshape and turn are looked at only where that is near."""
    first, last = windows
    going = way.going(course, first, last)
    costs = way.costs_of_going(going, course, first, last) + way.costs_of_trembling(course, first, last)
    near = np.argsort(costs)[:_NEAR_ENOUGH]
    hands = way.hands(course, first[near], last[near])
    totals = costs[near] + overall(hands)
    best = int(np.argmin(totals))
    at = near[best]
    severities = np.concatenate([hands[best], going[at]])
    return float(totals[best]), severities, way, (int(first[at]), int(last[at]))


def _otherwise(
    course: Course, window: tuple[int, int], way: MovingWay, nearer: float, *, anywhere: bool
) -> tuple[Part, float]:
    """Whether the path is rather another one, and how badly; that may be `anywhere` else in the course."""
    own, _ = _going_best(course, _only(window), way)
    if own < NEAR_ENOUGH:
        return "path", 0.0
    windows = windows_of(len(course), LONGEST_S) if anywhere else _only(window)
    found: list[tuple[float, Part]] = []
    for part, mean in other_paths(way.path.mean):
        gone = replace(way, path=replace(way.path, mean=mean))
        found.append((_going_best(course, windows, gone)[0], part))
    nearest, part = min(found)
    return part, nearer * float(np.sqrt(own / max(nearest, LEAST_OFF)))


def _going_best(course: Course, windows: _Windows, way: MovingWay) -> tuple[float, int]:
    """The least cost of the path, and in which window."""
    costs = way.costs_of_going(way.going(course, *windows), course, *windows)
    return float(costs.min()), int(costs.argmin())


def _only(window: tuple[int, int]) -> _Windows:
    return np.array([window[0]]), np.array([window[1]])


def _worst_moment(course: Course, window: tuple[int, int], way: MovingWay) -> tuple[StillWay, Hands]:
    """At which of its moments handshape and turn are farthest off."""
    first, last = window
    found = []
    for share, moment in zip(MOMENTS, way.moments, strict=True):
        at = first + (last - first) * share
        around = max(round((last - first) * AROUND), 1)
        part = course.hands[slice(max(int(at) - around, first), min(int(at) + around, last) + 1)]
        hand = typical(part)
        found.append((float(overall(moment.severities(hand))), moment, hand))
    _, moment, hand = max(found, key=lambda each: each[0])
    return moment, hand


def seconds_of(finding: Finding) -> float:
    """How long the greatest part of the movement took, as in `PathTolerance.pace`."""
    return 0.0 if finding.course is None else float(finding.course.lasting_s(*_only(finding.window))[0])
