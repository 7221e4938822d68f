"""A gesture as somebody else makes it: in another of its ways, held more or less turned, with other fingers' habits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.pose import turned
from gesture_app.virtual_hand.signs.catalogue import ways_of
from gesture_app.virtual_hand.signs.gesture import Gesture

Numbers = NDArray[np.float64]

_REFERENCE = 0.5
"""Share of people who make a gesture that has variants as its reference shows it."""

# σ in degrees; estimates. A hand, its fingers and its joints are each bent a little otherwise.
_BEND_DEG, _SPREAD_DEG, _OUTER_JOINT_SHARE = 4.5, 3.0, 2 / 3
_THUMB_DEG = np.array([6.0, 6.0, 9.0, 6.0, 6.0])


def varied(name: str, rng: np.random.Generator) -> Gesture:
    """Somebody's way of making the gesture of this name, under this name.

    Raises:
        UnknownName: there is no such gesture.
    """
    reference, *others = ways_of(name)
    plain = not others or rng.random() < _REFERENCE
    return made_by_somebody(reference if plain else others[rng.integers(len(others))], rng)


def made_by_somebody(way: Gesture, rng: np.random.Generator) -> Gesture:
    """This very way of making a gesture, as somebody else makes it."""
    tilt = turned(*(rng.normal(size=3) * way.loose_deg))
    habits_deg = habits(rng)
    keys = [
        replace(
            key,
            base=tilt @ key.base,
            otherwise_deg=habits_deg + (0.0 if key.otherwise_deg is None else key.otherwise_deg),
        )
        for key in way.keys
    ]
    return replace(way, keys=tuple(keys))


def habits(rng: np.random.Generator) -> Numbers:
    """Degrees by which somebody's fingers and thumb are held otherwise, (21,) as in `Key.otherwise_deg`."""
    bends = _BEND_DEG * (rng.normal() + rng.normal(size=(4, 1)) + rng.normal(size=(4, 3)))
    bends[:, 2] *= _OUTER_JOINT_SHARE
    fingers = np.concatenate([rng.normal(0, _SPREAD_DEG, (4, 1)), bends], axis=1)
    return np.concatenate([fingers.ravel(), rng.normal(0, _THUMB_DEG)])
