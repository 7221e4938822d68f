"""Which hand is which in a landmark dataset: what the file says, held against the shapes of its hands.

A file may not know a hand's side, and some are wrong about mirrors or about which way depth grows. Shapes tell
(`hands.chirality`): not of every recording, but of many together.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import LEFT, RIGHT
from gesture_app.hands.chirality import right_handedness
from gesture_app.takes.dataset_arrays import DatasetArrays

Numbers = NDArray[np.float32]

_CLEAR = 2.0
"""A recording with at least so much of a side is right about it in 98 to 99 of 100 cases (measured)."""
_AGREED = 0.9
"""So many of somebody's clear recordings agree, if that person always used one hand."""
_AT_ONCE = 1_000
"""Recordings; a whole file would be copied in memory."""
_ENOUGH = 20
"""Fewer clear recordings prove no file wrong."""


def shapes_of(arrays: DatasetArrays, aspects: NDArray[np.float64]) -> Numbers:
    """How right-handed each hand of each recording looks in un-mirrored axes, (N, H); 0 where nothing tells."""
    scale = np.ones((len(arrays.x), 1, 1, 1, 3), np.float32)
    scale[..., 0] = scale[..., 2] = aspects[:, None, None, None]
    parts = [slice(at, at + _AT_ONCE) for at in range(0, len(arrays.x), _AT_ONCE)]
    told = np.concatenate([right_handedness(arrays.x[part] * scale[part]) for part in parts])
    seen = ~np.isnan(told)
    mean = np.where(seen, told, 0).sum(axis=1) / np.maximum(seen.sum(axis=1), 1)
    return np.asarray(-mean if arrays.mirrored else mean, np.float32)


def left_hands(arrays: DatasetArrays, shapes: Numbers) -> NDArray[np.bool_]:
    """Which recordings of a slot `any` show a left hand, (N,).

    As the file says; where it does not, as the shapes say: of all of a person's recordings together if they agree, of
    each by itself if the person used both hands. A hand of which nothing is known (landmarks without depth do not
    tell) counts as a right one: recognition only needs it to be the same everywhere.
    """
    said = np.array(arrays.handedness)
    left: NDArray[np.bool_] = said == "left"
    people = defaultdict(list)
    for row in np.flatnonzero(said == "").tolist():
        people[int(arrays.signer[row])].append(row)
    for rows in people.values():
        left[rows] = _left_of(shapes[rows, 0])
    return left


def _left_of(shapes: Numbers) -> NDArray[np.bool_]:
    """Which of one person's recordings show the left hand."""
    clear = shapes[np.abs(shapes) >= _CLEAR]
    share = float((clear < 0).mean()) if len(clear) else 0.0
    if max(share, 1 - share) >= _AGREED:
        return np.full(len(shapes), share > 0.5)
    return np.asarray(shapes < 0)


def set_right(arrays: DatasetArrays, shapes: Numbers) -> tuple[DatasetArrays, str]:
    """A file whose hands nearly all have the shape of the other hand, made to fit; and what was done, or nothing.

    Where the sides are sure, the mirror or, of hands in space, the direction of depth is wrong (both make a left hand
    of every right one); where a detector guessed them, its guesses are. Files of this program come back as they were.
    """
    if not _contradicted(arrays, shapes):
        return arrays, ""
    told = f"In {arrays.file_name} hands have the shape of the other hand"
    if arrays.coordinates == "metric":
        turned = arrays.x * np.array([1, 1, -1], np.float32)
        return replace(arrays, x=turned), f"{told}: depth was taken to grow the other way."
    if arrays.slots_from in ("sensor", "body"):
        now = "unmirrored" if arrays.mirrored else "mirrored"
        return replace(arrays, mirrored=not arrays.mirrored), f"{told}: it was taken to be {now}."
    told += ": left and right were exchanged."
    if len(arrays.slots) == 2:
        return replace(arrays, x=arrays.x[:, :, ::-1]), told
    return replace(arrays, slots=("left",) if arrays.slots == ("right",) else ("right",)), told


def _contradicted(arrays: DatasetArrays, shapes: Numbers) -> bool:
    own = arrays.world is not None or arrays.time_s is not None
    if own or arrays.slots == ("any",):
        return False
    sides = np.array([1 if slot == "right" else -1 for slot in arrays.slots])
    agree = (shapes * sides)[np.abs(shapes) >= _CLEAR] > 0
    return len(agree) >= _ENOUGH and float(agree.mean()) <= 1 - _AGREED


def in_two_slots(arrays: DatasetArrays, shapes: Numbers) -> Numbers:
    """The landmarks with slot 0 for the left and slot 1 for the right hand, (N, T, 2, 21, 3)."""
    x = arrays.x
    if arrays.slots == ("left", "right"):
        return x
    both = np.full((*x.shape[:2], 2, 21, 3), np.nan, np.float32)
    if arrays.slots == ("any",):
        left = left_hands(arrays, shapes)
        both[left, :, LEFT] = x[left, :, 0]
        both[~left, :, RIGHT] = x[~left, :, 0]
    else:
        both[:, :, LEFT if arrays.slots == ("left",) else RIGHT] = x[:, :, 0]
    return both
