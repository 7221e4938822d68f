"""How the fingers get out of each other's way between two handshapes.

Joint by joint on the shortest way, the thumb would pass through the fingers between half of all pairs of letters.
People open the hand a little and take the thumb aside; so is it done here, as far as a pair needs it. Between a few
of the most entangled letters (D and R, S and T, E and S) no way tried is free: up to 6 mm of flesh stay in the way.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.acting.motion import Track
from gesture_app.virtual_hand.body.build import average_build
from gesture_app.virtual_hand.body.contacts import capsules_of, gaps_mm, separate_pairs
from gesture_app.virtual_hand.body.pose import HandPose
from gesture_app.virtual_hand.signs.handshapes import Handshape, handshape

Numbers = NDArray[np.float64]

_THUMB_ASIDE_DEG = np.array([50.0, 30.0, 40.0, 5.0, 5.0])
_WAYS = (  # how far the thumb goes aside, by what share the fingers open; the least trouble first
    (0.0, 0.0),
    (0.4, 0.25),
    (0.7, 0.3),
    (0.7, 0.6),
    (1.0, 0.3),
    (1.0, 0.6),
    (1.0, 0.8),
)
_FLESH_YIELDS_MM = 4.0
_FLEXION = np.array([0.0, 1.0, 1.0, 1.0])
_MOMENTS = 31


def needed(before: str, after: str) -> tuple[float, float]:
    """What it takes to come from one handshape to another without passing through oneself.

    Returns:
        How far the thumb goes aside and by what share the fingers are opened, halfway; 0, 0 = nothing. The least
        that will do, or what does best where nothing does.
    """
    return _needed(*sorted((before, after)))


def halfway(before_deg: Numbers, after_deg: Numbers, way: tuple[float, float]) -> Numbers:
    """Angles in the middle between two, (…, 23) of fingers, thumb and wrist, with what is `needed`."""
    aside, opened = way
    middle = (before_deg + after_deg) / 2
    middle[..., :16] *= np.tile(1 - opened * _FLEXION, 4)
    middle[..., 16:21] += aside * (_THUMB_ASIDE_DEG - middle[..., 16:21])
    return middle


@cache
def _needed(one: str, other: str) -> tuple[float, float]:
    ends = [_angles(handshape(name)) for name in (one, other)]
    overlaps_mm: list[float] = []
    for way in _WAYS:
        overlaps_mm.append(_deepest_mm(ends[0], ends[1], way))
        if overlaps_mm[-1] < _FLESH_YIELDS_MM:
            return way
    return _WAYS[int(np.argmin(overlaps_mm))]


def _deepest_mm(before_deg: Numbers, after_deg: Numbers, way: tuple[float, float]) -> float:
    """How far the hand runs into itself on the way, beyond what the two handshapes do themselves."""
    middle = [] if way == (0.0, 0.0) else [halfway(before_deg, after_deg, way)]
    keys = [before_deg, *middle, after_deg]
    track = Track(np.linspace(0, 1, len(keys)).tolist(), keys, [False] * len(keys))
    angles = track.at(np.linspace(0, 1, _MOMENTS))
    pose = HandPose(
        np.zeros((_MOMENTS, 3)),
        np.broadcast_to(np.eye(3), (_MOMENTS, 3, 3)),
        angles[:, :16].reshape(-1, 4, 4),
        angles[:, 16:21],
        angles[:, 21:],
    )
    overlaps = -gaps_mm(capsules_of(pose, average_build()), separate_pairs()).min(axis=-1)
    return float(overlaps.max() - max(overlaps[0], overlaps[-1], 0.0))


def _angles(shape: Handshape) -> Numbers:
    return np.concatenate([shape.fingers_deg.ravel(), shape.thumb_deg, np.zeros(2)])
