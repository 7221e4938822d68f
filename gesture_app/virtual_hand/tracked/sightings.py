"""What a tracker told of hands beside what is true of them: which of its sightings is of which hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import HandSequence
from gesture_app.hands.geometry import in_picture_heights, palm_size
from gesture_app.virtual_hand.tracked.batch import Batch
from gesture_app.virtual_hand.tracked.circumstances import circumstances, own_axes

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

_SAME_HAND_PALMS = 1.0
"""Mean distance beyond which what was seen is no sighting of the hand."""


@dataclass(frozen=True, slots=True)
class Sightings:
    """One hand of one take: where it was, where the tracker saw it, and in what circumstances.

    Attributes:
        true, seen: (T, 21, 3) in picture heights; seen is NaN where it was not seen.
        axes: (T, 3, 3), see `own_axes`.
        around: (T, 5), see `circumstances`.
        there, found, wrong: (T,), whether it was there, was seen, and was taken for the other hand.
        score: (T,), the tracker's belief in the side.
        world_times: (T,), size of the seen world landmarks ÷ the true ones.
        time_s: (T,), the frames' times.
    """

    true: Numbers
    seen: Numbers
    axes: Numbers
    around: Numbers
    there: Flags
    found: Flags
    wrong: Flags
    score: Numbers
    world_times: Numbers
    time_s: Numbers


def sightings_of(true: HandSequence, seen: HandSequence) -> list[Sightings]:
    """The sightings of every hand that shows in `true`.

    Raises:
        ValueError: the sequences are not of the same frames.
    """
    if len(true) != len(seen) or true.aspect != seen.aspect:
        raise ValueError("What is true and what was seen must be of the same frames.")
    points = in_picture_heights(true.image, true.aspect).astype(np.float64)
    told = in_picture_heights(seen.image, seen.aspect).astype(np.float64)
    around, axes = circumstances(Batch.of(true))[0], own_axes(points)
    frames = np.arange(len(true))
    found = []
    for side in (0, 1):
        there = true.present[:, side]
        if not there.any():
            continue
        slot, matched = _matched(points[:, side], told, there, seen.present, side)
        with np.errstate(invalid="ignore", divide="ignore"):
            times = _radius(seen.world[frames, slot]) / _radius(true.world[:, side])
        found.append(
            Sightings(
                true=points[:, side],
                seen=told[frames, slot],
                axes=axes[:, side],
                around=around[:, side],
                there=there,
                found=matched,
                wrong=slot != side,
                score=seen.score[frames, slot].astype(np.float64),
                world_times=times.astype(np.float64),
                time_s=true.time_s,
            )
        )
    return found


def _matched(
    points: Numbers, told: Numbers, there: Flags, present: Flags, side: int
) -> tuple[NDArray[np.intp], Flags]:
    """In which slot (T,) the tracker told of a hand (T, 21, 3), and whether it did (T,).

    Args:
        told: (T, 2, 21, 3), of the tracker's slots; present: (T, 2), which of them it filled.
        there: (T,), whether the hand was there. side: the hand's own slot.
    """
    apart = np.linalg.norm(told[..., :2] - points[:, None, :, :2], axis=-1).mean(axis=-1)
    apart = np.where(present, apart / sizes_of(points)[:, None], np.inf)  # (T, slots)
    apart[~there] = np.inf
    # Of a pair, the other slot is the other hand's, unless that lies somewhere else.
    apart[present[:, side] & (apart[:, side] < _SAME_HAND_PALMS), 1 - side] = np.inf
    slot = np.argmin(apart, axis=1)
    return slot, apart[np.arange(len(slot)), slot] < _SAME_HAND_PALMS


def sizes_of(points: Numbers) -> Numbers:
    """`palm_size` of landmarks (…, 21, 3)."""
    return palm_size(points.astype(np.float32)).astype(np.float64)


def _radius(world: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(np.sqrt((world * world).sum(axis=-1).mean(axis=-1)))
