"""What a take looks like in each part people can change: fingers, direction, place, movement.

The parts are the four parameters of a sign (handshape finger by finger, orientation, location, movement) and the time
it takes, measured in units people can imagine: degrees, palm lengths, seconds.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.geometry import bones_of, palm_size
from gesture_app.hands.grid import bridge, to_grid
from gesture_app.hands.landmarks import FINGERS, INDEX_MCP, MIDDLE_MCP, PINKY_MCP, WRIST
from gesture_app.hands.sequence import HandSequence

Numbers = NDArray[np.float64]
Points = NDArray[np.float32]

RATE_HZ = 20.0
BRIDGE_STEPS = 4
THIRDS = 3
"""The common time axis: beginning, middle and end of a take, from the first frame with a hand to the last."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing in which gestures can differ.

    Attributes:
        key: names it in code.
        words: what people call it in a sentence; `{hand}` is where `left ` or `right ` goes if it must be said.
        size: how many numbers it is made of.
        floor: what a tracker's noise alone makes of it; differences are never judged by less.
        both: told of both hands together, not of each.
    """

    key: str
    words: str
    size: int
    floor: float
    both: bool = False


_GAPS = (("index", "middle"), ("middle", "ring"), ("ring", "little"))

PARTS: tuple[Part, ...] = (
    Part("bend thumb", "the bend of the {hand}thumb", 1, 12.0),
    *(
        Part(f"bend {finger}", f"the bend of the {{hand}}{finger} finger", 1, 12.0)
        for finger in list(FINGERS)[1:]
    ),
    *(
        Part(f"gap {one} {other}", f"the gap between {{hand}}{one} and {other} finger", 1, 4.0)
        for one, other in _GAPS
    ),
    Part("thumb", "where the {hand}thumb lies", 3, 0.12),
    Part("pointing", "the direction in which the {hand}hand points", 3, 0.2),
    Part("facing", "the way the {hand}palm faces", 3, 0.25),
    Part("place", "where in the picture the {hand}hand is", 2, 0.3),
    Part("path", "the path of the {hand}hand", 2, 0.15),
    Part("nearness", "the movement of the {hand}hand to and from the camera", 1, 0.08),
    Part("travel", "how fast the {hand}hand moves", 1, 0.3),
    Part("stir", "how much the {hand}fingers move", 1, 0.6),
    Part("seen", "whether the {hand}hand is in the picture", 1, 0.3),
    Part("duration", "how long it takes", 1, 0.15, both=True),
)

_ENDS = list(itertools.accumulate(part.size for part in PARTS))
COLUMNS = {part.key: slice(end - part.size, end) for part, end in zip(PARTS, _ENDS, strict=True)}


def measure(sequence: HandSequence) -> Numbers:
    """All parts of a take, (THIRDS, 2 hands, columns); NaN where a hand was not seen, or a part is not known.

    Columns are found with `COLUMNS`. Left and right stand as the person has them; lengths are in palm sizes.
    """
    grid = to_grid(sequence, RATE_HZ)
    measures = np.full((THIRDS, 2, _ENDS[-1]), np.nan)
    if not len(grid):
        return measures
    points, seen = bridge(grid.points[None], grid.seen[None], BRIDGE_STEPS)
    frames = _by_frame(points[0], seen[0])
    for third in range(THIRDS):
        begin = third * len(grid) // THIRDS
        measures[third] = _mean_over_time(frames[begin : max((third + 1) * len(grid) // THIRDS, begin + 1)])
    measures[..., COLUMNS["duration"]] = np.log(len(grid) / RATE_HZ)
    return measures


def _by_frame(points: Points, seen: NDArray[np.bool_]) -> Numbers:
    """Every part in every frame, (T, 2, columns)."""
    size = palm_size(points)  # (T, 2)
    size = np.where(size > 1e-6, size, np.nan)
    own = (points - points[..., :1, :]) / size[..., None, None]
    usual = _mean_over_time(size)
    wrist = points[..., WRIST, :2] / usual[:, None]
    centre = _mean_over_time(wrist)
    values = {
        **_bends(own),
        **_hand_axes(own),
        "place": np.broadcast_to(centre, wrist.shape),
        "path": wrist - centre,
        "nearness": np.log(size / usual)[..., None],
        "travel": _speed(wrist[..., None, :]),
        "stir": _speed(own[..., 1:, :2]),
        "seen": np.asarray(seen, np.float64)[..., None],
        "duration": np.zeros((*seen.shape, 1)),
    }
    return np.concatenate([values[part.key] for part in PARTS], axis=-1)


def _bends(own: Points) -> dict[str, Numbers]:
    """How far each finger is bent, degrees: the angles between its bones, summed from the palm to the tip."""
    bones = bones_of(own)
    bends = {}
    for finger, joints in FINGERS.items():
        first, then = bones[..., [joint - 1 for joint in joints[:-1]], :], bones[..., list(joints[:-1]), :]
        bends[f"bend {finger}"] = _angle(first, then).sum(axis=-1, keepdims=True)
    return bends


def _hand_axes(own: Points) -> dict[str, Numbers]:
    """How the hand is turned, and what lies where in its own axes."""
    along = _unit(own[..., MIDDLE_MCP, :])
    facing = _unit(np.cross(own[..., INDEX_MCP, :], own[..., PINKY_MCP, :]))
    across = np.cross(facing, along)
    axes = np.stack([across, along, facing], axis=-1)  # (T, 2, xyz, axes)
    sideways = {
        finger: np.degrees(np.arcsin(np.clip((_unit(own[..., joints[1], :] - own[..., joints[0], :])
                                              * across).sum(axis=-1), -1, 1)))
        for finger, joints in FINGERS.items()
    }  # fmt: skip
    tip = own[..., FINGERS["thumb"][-1], None, :] @ axes
    return {
        "pointing": along,
        "facing": facing,
        "thumb": tip[..., 0, :],
        **{f"gap {one} {other}": (sideways[one] - sideways[other])[..., None] for one, other in _GAPS},
    }


def _speed(points: NDArray[np.floating]) -> Numbers:
    """Mean way of some points (T, 2, points, xy) a second, (T, 2, 1); the first frame's is not known."""
    speed = np.full((*points.shape[:2], 1), np.nan)
    steps = np.linalg.norm(np.diff(points, axis=0), axis=-1).mean(axis=-1)
    speed[1:, :, 0] = steps * RATE_HZ
    return speed


def _angle(first: Points, second: Points) -> Numbers:
    cosine = (_unit(first) * _unit(second)).sum(axis=-1)
    return np.asarray(np.degrees(np.arccos(np.clip(cosine, -1, 1))))


def _unit(vectors: Points) -> Numbers:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-6), np.float64)


def _mean_over_time(values: NDArray[np.floating]) -> Numbers:
    """Mean of what is known over the first axis; NaN where nothing is."""
    known = np.isfinite(values)
    count = known.sum(axis=0)
    total = np.where(known, values, 0).sum(axis=0)
    return np.asarray(np.where(count > 0, total / np.maximum(count, 1), np.nan))
