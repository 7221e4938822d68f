"""What hands do all day and mean nothing by it, as somebody does it this time; it stands in `data/daily.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.signs.catalogue import gestures
from gesture_app.virtual_hand.signs.gesture import Gesture
from gesture_app.virtual_hand.signs.gesture_file import read_gestures
from gesture_app.virtual_hand.signs.varied import made_by_somebody

Numbers = NDArray[np.float64]

IDLE = "idle"

_PLACE_PALMS = np.array([0.3, 0.25, 0.25])
_PACE = 0.2
"""σ of the logarithm of how quickly it is done, from one time to the next."""


@cache
def daily_movements() -> Mapping[str, Gesture]:
    """Idle movements by name: the kinds that pre-training has seen, and many that nothing was learned from."""
    file = resources.files("gesture_app.virtual_hand").joinpath("data", "daily.toml")
    return MappingProxyType({**gestures(IDLE), **read_gestures(file.read_bytes(), IDLE)})


def this_time(movement: Gesture, rng: np.random.Generator) -> Gesture:
    """The movement as it is made once: elsewhere, turned, with other fingers, quicker or slower."""
    own = made_by_somebody(movement, rng)
    pace = float(np.exp(rng.normal(0, _PACE)))
    elsewhere = own.place + _PLACE_PALMS * np.clip(rng.normal(size=3), -2, 2)
    keys = tuple(replace(key, seconds=key.seconds * pace) for key in own.keys)
    return replace(own, keys=keys, place=elsewhere)
