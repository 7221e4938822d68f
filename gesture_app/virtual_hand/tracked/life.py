"""Somebody's day before the camera, hours of it: hands that come, do this and that, sometimes mean it, and go again.

What is meant, what is only half made and what means nothing is marked. Most of the time no hand is in sight, and that
time is not written down: it is the gap from one visit of the hands to the next.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import HandSequence
from gesture_app.virtual_hand.acting.director import Director
from gesture_app.virtual_hand.acting.performance import Performance, ended
from gesture_app.virtual_hand.body.build import Side
from gesture_app.virtual_hand.signs.daily import this_time
from gesture_app.virtual_hand.signs.gesture import Gesture
from gesture_app.virtual_hand.signs.half_made import half_made
from gesture_app.virtual_hand.tracked.noise_model import NoiseModel, tracker_noise
from gesture_app.virtual_hand.tracked.person import AT_A_DESK, Person
from gesture_app.virtual_hand.tracked.sitting import Sitting, looked_at
from gesture_app.virtual_hand.tracked.tracker_noise import as_tracked

Numbers = NDArray[np.float64]
Kind = Literal["meant", "half", "idle"]

EMPTY_S = 1.5
"""An empty picture before a visit and after it, written down so that whoever watches sees the hands go."""

_MOST_IDLE = 4
_LEAVES, _LINGERS_S, _OTHER_HAND, _OTHER_IN_SIGHT = 0.35, (0.1, 1.2), 0.25, 0.15
_ALONE = 0.5
"""Share of what is meant, or half made, for which the hand comes up and goes again."""


@dataclass(frozen=True, slots=True)
class Day:
    """What a stretch of life is made of.

    Attributes:
        hours: of the clock.
        in_sight: share of the time in which hands are up, about; the tracker sees them in less of it.
        meant, half: gestures made and half-made an hour, all gestures together. The usual figures are estimates: one
            gesture every two minutes, and every sixth that is begun is broken off.
    """

    hours: float
    in_sight: float = 0.4
    meant: float = 30.0
    half: float = 6.0


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done: a gesture, from its stroke's beginning to the end of its hold, or what means nothing.

    Attributes:
        what: the gesture that was made or half made, or the movement's name.
    """

    kind: Kind
    what: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Visit:
    """Hands come, do something and go; times are those of the whole life."""

    sequence: HandSequence
    deeds: tuple[Deed, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A visit before it is seen: its performance's own clock begins at 0."""

    performance: Performance
    deeds: tuple[Deed, ...]


def live(
    person: Person, day: Day, rng: np.random.Generator, noise: NoiseModel | None = None
) -> Iterator[Visit]:
    """A stretch of somebody's life, visit by visit; the same for the same numbers.

    Args:
        noise: the tracker's; None = as measured.
    """
    drafts = _drafts(person, day, rng)
    lasting = np.array([draft.performance.duration_s + 2 * EMPTY_S for draft in drafts])
    order = rng.permutation(len(drafts))
    free_s = max(3600 * day.hours - float(lasting.sum()), 0.0)
    gaps_s = rng.dirichlet(np.ones(len(drafts) + 1)) * free_s
    begins_s = np.cumsum(gaps_s[:-1]) + np.concatenate([[0.0], np.cumsum(lasting[order])[:-1]])
    for row, begin_s in zip(order.tolist(), begins_s.tolist(), strict=True):
        yield _seen(person, drafts[row], begin_s, rng, noise or tracker_noise())


def takes_of(
    person: Person, gesture: str, count: int, rng: np.random.Generator, noise: NoiseModel | None = None
) -> list[HandSequence]:
    """Takes that a person records of a gesture: each from the hand's coming to its going, cut as the recorder does."""
    return [_cut(asked(person, gesture, rng, noise)) for _ in range(count)]


def asked(person: Person, gesture: str, rng: np.random.Generator, noise: NoiseModel | None = None) -> Visit:
    """The hand comes, makes a gesture that was asked for, and goes; the times begin with 0."""
    draft = _laid_out(person, [("meant", person.ways[gesture])], rng, person.side)
    return _seen(person, draft, 0.0, rng, noise or tracker_noise())


_BEFORE_TAKE_S, _AFTER_TAKE_S = 0.25, 0.25


def _cut(visit: Visit) -> HandSequence:
    deed, times_s = visit.deeds[0], visit.sequence.time_s.tolist()
    return visit.sequence.slice(
        bisect.bisect_left(times_s, deed.start_s - _BEFORE_TAKE_S),
        bisect.bisect_right(times_s, deed.end_s + _AFTER_TAKE_S),
    )


Item = tuple[Kind, Gesture]


def _drafts(person: Person, day: Day, rng: np.random.Generator) -> list[_Draft]:
    wanted = [
        *_dealt(person, day.meant * day.hours, rng, "meant"),
        *_dealt(person, day.half * day.hours, rng, "half"),
    ]
    wanted = [wanted[row] for row in rng.permutation(len(wanted))]
    drafts, up_s = [], 0.0
    while wanted or up_s < 3600 * day.hours * day.in_sight:
        items = _visit(person, wanted, rng)
        idle_only = all(kind == "idle" for kind, _ in items)
        side = _other(person.side) if idle_only and rng.random() < _OTHER_HAND else person.side
        drafts.append(_laid_out(person, items, rng, side))
        up_s += drafts[-1].performance.duration_s
    return drafts


def _dealt(person: Person, count: float, rng: np.random.Generator, kind: Kind) -> list[Item]:
    """About so many, each of the person's gestures as often as the others."""
    ways = list(person.ways.values())
    if not ways:
        return []
    whole = int(count) + int(rng.random() < count - int(count))
    turns = [row for _ in range(-(-whole // len(ways))) for row in rng.permutation(len(ways))][:whole]
    return [(kind, ways[row] if kind == "meant" else half_made(ways[row], rng)) for row in turns]


def _visit(person: Person, wanted: list[Item], rng: np.random.Generator) -> list[Item]:
    """What the hands do until they go; takes from what is wanted."""
    alone = bool(wanted) and rng.random() < _ALONE
    idle = 0 if alone else int(rng.integers(1, _MOST_IDLE + 1))
    rows = rng.choice(len(person.movements), idle, p=person.habits)
    items: list[Item] = [("idle", this_time(person.movements[row], rng)) for row in rows]
    if wanted and (alone or rng.random() < _ALONE):
        items.insert(int(rng.integers(len(items) + 1)), wanted.pop())
    return items


def _laid_out(person: Person, items: Sequence[Item], rng: np.random.Generator, side: Side) -> _Draft:
    director = Director(person.manner, rng, side, person.stage)
    director.wait(EMPTY_S)
    if rng.random() < _OTHER_IN_SIGHT:
        director.let_other_hand_rest()
    deeds: list[Deed] = []
    for number, (kind, gesture) in enumerate(items):
        if number and rng.random() < _LEAVES:
            director.rest()
        elif number:
            director.wait(float(rng.uniform(*_LINGERS_S)))
        begun_s = director.now_s
        director.do(gesture)
        start_s = begun_s if kind == "idle" else director.spans[-1][1]
        deeds.append(Deed(kind, gesture.name, start_s, director.now_s))
    return _Draft(ended(director, person.manner, rng, person.stage), tuple(deeds))


def _other(side: Side) -> Side:
    return "left" if side == "right" else "right"


def _seen(
    person: Person, draft: _Draft, begin_s: float, rng: np.random.Generator, noise: NoiseModel
) -> Visit:
    """The visit as the tracker tells of it, from its moment of the life on."""
    sitting = Sitting(person.build, person.stage, draft.performance, person.tilt, person.rate_hz)
    times_s = _frame_times(draft.performance.duration_s + EMPTY_S, person.rate_hz, rng)
    exact = looked_at(sitting, times_s, np.array([times_s.shape[1]]))
    sequence = as_tracked(exact, noise, rng).sequences()[0]
    deeds = (
        replace(each, start_s=each.start_s + begin_s, end_s=each.end_s + begin_s) for each in draft.deeds
    )
    return Visit(replace(sequence, time_s=sequence.time_s + begin_s), tuple(deeds))


def _frame_times(lasting_s: float, rate_hz: float, rng: np.random.Generator) -> Numbers:
    """(1, T)."""
    frames = int(lasting_s * rate_hz)
    gaps = np.clip(rng.normal(1, AT_A_DESK.uneven, frames), 0.3, 3.0) / rate_hz
    return np.cumsum(gaps)[None]
