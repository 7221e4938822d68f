"""What an attempt is measured against: the ways in which a sign is made, with what may differ among people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np

from gesture_app.hands import HandSequence
from gesture_app.practice.teacher.measuring import Track, raised, stillest, tracks_of
from gesture_app.practice.teacher.moving import MovingWay, moving_way, way_of_few
from gesture_app.practice.teacher.path import RATE_HZ, SEEN_WELL, course_of, moving_part, smoothed
from gesture_app.practice.teacher.still import StillWay, still_way, way_of_takes
from gesture_app.virtual_hand.body.build import Side
from gesture_app.virtual_hand.signs.catalogue import ways_of

_SIDES: tuple[Side, Side] = ("right", "left")
_STILL_PALMS_S, _HELD_SHARE, _FEWEST = 0.9, 0.45, 4
"""A recorded hand that is slower than this for such a share of the recording is held."""


class NoStandard(ValueError):
    """Recordings do not show a sign that an attempt could be measured against; tells why."""


@dataclass(frozen=True, slots=True, eq=False)
class Standard:
    """A sign to be made.

    Attributes:
        name: as the learner is asked for it, and as `Verdict.looks_like` tells it.
        hands: how many take part.
        still: how it is held; empty for a movement.
        moving: how it moves, for each hand; empty for what is held.
    """

    name: str
    hands: int
    still: tuple[StillWay, ...] = ()
    moving: Mapping[Side, tuple[MovingWay, ...]] | None = None

    @property
    def kind(self) -> Literal["held", "moving"]:
        return "held" if self.still else "moving"


@cache
def standard_of_gesture(name: str) -> Standard:
    """Of a gesture of the virtual hand: its reference and its variants. Worked out once: some 20 ms a held way, some
    100 ms for a movement and each number of times it may be repeated.

    Raises:
        UnknownName: there is no such gesture.
    """
    reference, *others = ways_of(name)
    ways = (reference, *others)
    if reference.kind == "held":
        return Standard(reference.name, reference.hands, tuple(still_way(way) for way in ways))
    moving: dict[Side, tuple[MovingWay, ...]] = {}
    for side in _SIDES:
        if side == "left" and all(way.mirrors_movement for way in ways):
            moving[side] = moving["right"]
            break
        moving[side] = tuple(
            moving_way(way, times, side)
            for way in ways
            for times in (range(1, way.repeat + 2) if way.repeat > 1 else (1,))
        )
    return Standard(reference.name, reference.hands, moving=moving)


def standard_of_takes(name: str, takes: Sequence[HandSequence]) -> Standard:
    """Of what somebody recorded, one take or several, with general tolerances.

    Raises:
        NoStandard: no hand is seen in any of them for long enough.
    """
    seen = [raised(tracks_of(take)) for take in takes]
    shown = [each for each in seen if any(len(track) > 1 for track in each.values())]
    if not shown:
        raise NoStandard(f"No hand can be seen in the recordings of “{name}”. Record it again.")
    both = sum(len(each) == 2 for each in shown) * 2 > len(shown)
    chosen = [track for each in shown for track in (each.values() if both else [_busiest(each)])]
    still = [track for track in chosen if _is_held(track)]
    hands = 2 if both else 1
    if len(still) * 2 > len(chosen):
        alike = [[track for track in still if track.side == side] for side in _SIDES] if both else [still]
        ways = tuple(way_of_takes([stillest(track).hands for track in group]) for group in alike if group)
        return Standard(name, hands, ways)
    way = way_of_few([moving_part(track) for track in chosen if not _is_held(track)])
    return Standard(name, hands, moving={"right": (way,), "left": (way,)})


def _busiest(tracks: Mapping[Side, Track]) -> Track:
    """The hand that does it: the one that is seen most, and of two the one that is up."""
    longest = max(len(track) for track in tracks.values())
    up = [track for track in tracks.values() if 2 * len(track) > longest]
    return max(up, key=lambda track: float(np.median(track.hands.middle[:, 1])))


def _is_held(track: Track) -> bool:
    """Whether the hand keeps still for a large part of the recording at a stretch: the rest is coming and going."""
    course = course_of(track)
    if len(course) < _FEWEST:
        return True
    wandering = smoothed(course.going[:, SEEN_WELL])
    still = np.linalg.norm(np.gradient(wandering, axis=0), axis=1) * RATE_HZ < _STILL_PALMS_S
    edges = np.flatnonzero(np.diff(np.concatenate([[False], still, [False]]).astype(int)))
    longest = max((edges[1::2] - edges[::2]).tolist(), default=0)
    return bool(longest >= _HELD_SHARE * len(course))
