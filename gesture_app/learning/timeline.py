"""Which moments of which takes a training example shows: speed, parts, and what came before.

A live window rarely holds a gesture as neatly as a take does. So examples are also parts of takes and
takes after the end of another one, and a part too small to tell the gesture belongs to no gesture.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.grid import between
from gesture_app.learning.bank import TakeBank

MAX_STEPS = 160
"""How much of a take is learned from at a time, in grid steps (8 s at 20 Hz); longer ones are shown in parts."""

WHOLE, HALF = 0.8, 0.55
"""Share of a movement from which it counts as the gesture, and below which it counts as none."""

SETTLED_STEPS = 6
"""A still hand counts as the gesture this long after another one."""


@dataclass(frozen=True, slots=True)
class Moments:
    """Examples as landmarks.

    Attributes:
        points: float32 (N, T, 2, 21, 3), NaN where a hand is not seen.
        seen: bool (N, T, 2).
        length: int (N,), steps that count.
        completeness: float32 (N,), how much of the gesture is there: 0 too little to tell, 1 all.
    """

    points: NDArray[np.float32]
    seen: NDArray[np.bool_]
    length: NDArray[np.intp]
    completeness: NDArray[np.float32]


def whole_takes(bank: TakeBank, rows: NDArray[np.intp]) -> Moments:
    """The takes as they are (the first `MAX_STEPS` of them)."""
    length = np.minimum(bank.length[rows], MAX_STEPS)
    step = np.arange(length.max())[None, :]
    index = bank.start[rows][:, None] + np.minimum(step, length[:, None] - 1)
    return Moments(bank.points[index], bank.seen[index], length, np.ones(len(rows), np.float32))


def random_moments(
    bank: TakeBank, rows: NDArray[np.intp], rng: np.random.Generator, longest: int = MAX_STEPS
) -> Moments:
    """Each take at another speed; some in part, some after the end of another take.

    Args:
        longest: grid steps of a take that are shown at most.
    """
    length = bank.length[rows]
    begin, share = _parts(length, longest, rng)
    steps = _steps(length, share, rng)
    other, lead, passage = _what_came_before(bank, len(rows), rng)
    total = lead + passage + steps
    step = np.arange(total.max())[None, :]

    # In the take itself: a place between two of its frames for every step.
    in_take = np.clip(step - (lead + passage)[:, None], 0, steps[:, None] - 1)
    done = in_take / np.maximum(steps - 1, 1)[:, None]
    place = (begin[:, None] + done * share[:, None]) * (length - 1)[:, None]
    before = np.floor(place).astype(np.intp)
    weight = place - before
    after = np.minimum(before + 1, length[:, None] - 1) + bank.start[rows][:, None]
    before += bank.start[rows][:, None]

    # Before it: the last frames of the other take, then evenly from its end to this one's beginning.
    other_end = (bank.start + bank.length - 1)[other][:, None]
    own_first = np.take_along_axis(before, (lead + passage)[:, None], axis=1)
    in_lead = step < lead[:, None]
    in_passage = ~in_lead & (step < (lead + passage)[:, None])
    led = other_end - (lead[:, None] - 1 - step)
    before = np.where(in_lead, led, np.where(in_passage, other_end, before))
    after = np.where(in_lead, led, np.where(in_passage, own_first, after))
    along = (step - lead[:, None] + 1) / (passage[:, None] + 1)
    weight = np.where(in_passage, along, weight).astype(np.float32)

    points, seen = between(bank.points, bank.seen, before, after, weight)
    settled = np.where(lead > 0, np.clip(steps / SETTLED_STEPS, 0, 1), 1)
    told = np.clip((share - HALF) / (WHOLE - HALF), 0, 1)
    completeness = np.where(bank.still[rows], settled, told).astype(np.float32)
    return Moments(points, seen & (step < total[:, None])[..., None], total, completeness)


def _parts(
    length: NDArray[np.intp], longest: int, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where each example begins and how much it shows, 0…1 of its take.

    Half of them are whole, a quarter nearly so, a quarter a part; six in ten from the take's beginning, as
    a live window that has just begun to see a gesture.
    """
    count = len(length)
    kind = rng.random(count)
    nearly, part = rng.uniform(0.85, 1, count), rng.uniform(0.1, 0.85, count)
    share = np.where(kind < 0.5, 1.0, np.where(kind < 0.75, nearly, part))
    share = np.minimum(share, longest / 2 / length)  # at half speed it must still fit
    begin = np.where(rng.random(count) < 0.6, 0.0, rng.random(count) * (1 - share))
    return begin, share


def _steps(
    length: NDArray[np.intp], share: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.intp]:
    """How many steps the shown part takes at another speed; a picture may be held for a while."""
    count = len(length)
    speed = rng.uniform(0.5, 1.5, count)
    steps = np.rint(share * (length - 1) / speed).astype(np.intp) + 1
    held = (length == 1) & (rng.random(count) < 0.7)
    return np.where(held, rng.integers(2, 16, count), steps)


def _what_came_before(
    bank: TakeBank, count: int, rng: np.random.Generator
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Another take, how many of its last steps are shown, and how many steps lie between the two."""
    led = rng.random(count) < 0.25
    other = rng.integers(0, len(bank), count)
    lead = np.minimum(rng.integers(2, 12, count), bank.length[other])
    passage = rng.integers(0, 6, count)
    return other, np.where(led, lead, 0), np.where(led, passage, 0)
