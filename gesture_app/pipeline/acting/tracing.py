"""What in a moment led to a firing: when its gesture was told, what that grew from, and which part to learn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gesture_app.actions.firing import Firing
from gesture_app.pipeline.acting.messages import Glimpse, Moment

MARGIN_S = 0.25
"""Taken along on both sides of what led to a firing: a take should show where it comes from."""

AT_LEAST_S = 0.8
"""Shorter parts tell too little to be learned from."""

GONE_S = 0.3
"""Hands out of sight for so long end a part."""


@dataclass(frozen=True, slots=True)
class Trace:
    """How a gesture came to be told. Frames count from 0.

    Attributes:
        grew: the first frame with evidence for it; told: the one at which it was told.
    """

    gesture: str
    grew: int
    told: int


def fired_at(moment: Moment, firing: int) -> int | None:
    """The frame that decided a firing; None: it does not lie in this moment."""
    return next((frame for frame, seen in enumerate(moment.glimpses) if firing in seen.fired), None)


def firing_of(moment: Moment, number: int) -> Firing | None:
    return next((result.firing for result in moment.results if result.firing.number == number), None)


def trace(moment: Moment, gesture: str, until: int) -> Trace | None:
    """How a gesture came to be told, for the last time up to a frame; None: it was not."""
    frames = range(min(until, len(moment.glimpses) - 1), -1, -1)
    told = next((frame for frame in frames if gesture in moment.glimpses[frame].told), None)
    if told is None:
        return None
    grew = told
    while grew > 0 and evidence_for(moment.glimpses[grew - 1], gesture) > 0:
        grew -= 1
    return Trace(gesture, grew, told)


def trace_of_marked(moment: Moment) -> Trace | None:
    """Of the firing that the moment was opened for; without one, of what was told last."""
    at = fired_at(moment, moment.marked)
    if at is not None:
        firing = firing_of(moment, moment.marked)
        before = [seen.told[-1] for seen in moment.glimpses[: at + 1] if seen.told]
        gesture = firing.gesture if firing is not None else before[-1] if before else ""
        return trace(moment, gesture, at)
    if moment.marked:
        return None
    last = next((frame for frame in _backwards(moment) if moment.glimpses[frame].told), None)
    return None if last is None else trace(moment, moment.glimpses[last].told[-1], last)


def belief_in(seen: Glimpse, gesture: str) -> float:
    """0…1; 0 where nothing was believed."""
    return 0.0 if seen.prediction is None else dict(seen.prediction.ranked).get(gesture, 0.0)


def evidence_for(seen: Glimpse, gesture: str) -> float:
    """0…1 of what it takes to be told."""
    return dict(seen.evidence).get(gesture, 0.0)


def part_around(moment: Moment, found: Trace | None) -> tuple[int, int]:
    """The frames to offer as a take, `start` up to, not including, `stop`.

    Around what led to the firing while hands were in sight; where nothing was told, the last frames with a hand.
    """
    time_s, seen = moment.sequence.time_s, moment.sequence.seen
    if found is None:
        with_hand = np.flatnonzero(seen)
        if not len(with_hand):
            return max(0, len(time_s) - 1), len(time_s)
        last = int(with_hand[-1])
        begin_s, end_s = float(time_s[last]) - 2 * AT_LEAST_S, float(time_s[last])
        middle = last
    else:
        middle = found.told
        begin_s, end_s = float(time_s[found.grew]) - MARGIN_S, float(time_s[_goes_on_until(moment, found)])
        end_s += MARGIN_S
        short_s = AT_LEAST_S - (end_s - begin_s)
        begin_s -= max(short_s, 0.0)
    start, stop = np.searchsorted(time_s, begin_s), np.searchsorted(time_s, end_s, side="right")
    return _while_in_sight(moment, int(start), min(middle, int(stop) - 1), int(stop))


def _goes_on_until(moment: Moment, found: Trace) -> int:
    """The last frame, at most a second after it was told, in which the gesture was the likeliest."""
    time_s = moment.sequence.time_s
    last = found.told
    for frame in range(found.told, len(moment.glimpses)):
        ranked = () if (belief := moment.glimpses[frame].prediction) is None else belief.ranked
        if time_s[frame] > time_s[found.told] + 1.0 or not ranked or ranked[0][0] != found.gesture:
            break
        last = frame
    return last


def _while_in_sight(moment: Moment, start: int, middle: int, stop: int) -> tuple[int, int]:
    """The part without what lies beyond a gap of `GONE_S`, seen from the last hand at or before `middle`."""
    time_s, seen = moment.sequence.time_s, moment.sequence.seen
    with_hand: Sequence[int] = [int(frame) for frame in np.flatnonzero(seen) if start <= frame < stop]
    if not with_hand:
        return start, max(stop, start + 1)
    here = max((frame for frame in with_hand if frame <= middle), default=with_hand[0])
    first = last = here
    for frame in reversed([frame for frame in with_hand if frame < here]):
        if time_s[first] - time_s[frame] > GONE_S:
            break
        first = frame
    for frame in (frame for frame in with_hand if frame > here):
        if time_s[frame] - time_s[last] > GONE_S:
            break
        last = frame
    return first, last + 1


def _backwards(moment: Moment) -> range:
    return range(len(moment.glimpses) - 1, -1, -1)
