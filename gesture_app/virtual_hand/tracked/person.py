"""Somebody who never lived, as they are all day: bones, manner, a camera, their way of making each gesture, habits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.acting.manner import Manner, random_manner
from gesture_app.virtual_hand.acting.stage import Stage
from gesture_app.virtual_hand.body.build import Build, Side
from gesture_app.virtual_hand.body.pose import turned
from gesture_app.virtual_hand.signs.daily import daily_movements
from gesture_app.virtual_hand.signs.gesture import Gesture
from gesture_app.virtual_hand.signs.varied import made_by_somebody, varied
from gesture_app.virtual_hand.tracked.sitting import Variety, random_place

Numbers = NDArray[np.float64]

AT_A_DESK = Variety(distance_mm=(380.0, 850.0), tilt_deg=(12.0, 10.0, 4.0))
"""Who works at a computer sits in front of its camera."""

_RATES_HZ, _RATE_SHARES = (30.0, 25.0, 15.0), (0.7, 0.15, 0.15)
"""Webcams give 30 frames a second; fewer where it is dim."""

_NEARER, _MOVED, _TURNED_DEG = 0.08, 0.06, np.array([4.0, 3.0, 1.5])
"""How people sit otherwise when they sit down again: σ of the logarithm of the distance, of the place in shares of the
picture's half height, and of how the camera looks at them; estimates."""

_HABIT = 1.0
"""σ of the logarithm of how often somebody does one thing rather than another."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who sits there; the same at all times.

    Attributes:
        side: the hand that makes gestures.
        tilt: (3, 3), see `Sitting`.
        rate_hz: the camera's frames a second.
        ways: how they make each gesture, by its name.
        movements, habits: what they do besides, and how often each of it, (movements,), adding up to 1.
    """

    name: str
    build: Build
    stage: Stage
    manner: Manner
    side: Side
    tilt: Numbers
    rate_hz: float
    ways: Mapping[str, Gesture]
    movements: tuple[Gesture, ...]
    habits: Numbers


def somebody(name: str, wanted: Iterable[str | Gesture], rng: np.random.Generator) -> Person:
    """A person; the same for the same random numbers.

    Args:
        name: what to call them.
        wanted: gestures they know: names of built-in ones, which they make in their own way of it, or any others.

    Raises:
        UnknownName: there is no such gesture.
    """
    build, stage = random_place(rng, AT_A_DESK)
    side: Side = "left" if rng.random() < AT_A_DESK.left_handed else "right"
    ways = [varied(each, rng) if isinstance(each, str) else made_by_somebody(each, rng) for each in wanted]
    movements = tuple(made_by_somebody(each, rng) for each in daily_movements().values())
    often = np.exp(rng.normal(0, _HABIT, len(movements)))
    return Person(
        name=name,
        build=build,
        stage=stage,
        manner=random_manner(rng),
        side=side,
        tilt=turned(*(rng.uniform(-1, 1, 3) * AT_A_DESK.tilt_deg)),
        rate_hz=float(rng.choice(_RATES_HZ, p=_RATE_SHARES)),
        ways={way.name: way for way in ways},
        movements=movements,
        habits=often / often.sum(),
    )


def seated_again(person: Person, rng: np.random.Generator) -> Person:
    """The same person another time: nearer or farther, more to the side, the lid of the laptop at another angle."""
    stage = person.stage
    half_mm = stage.distance_mm * np.tan(np.radians(stage.camera.field_deg) / 2)
    right_mm, up_mm = np.clip(rng.normal(0, _MOVED, 2), -2 * _MOVED, 2 * _MOVED) * half_mm
    elsewhere = replace(
        stage,
        distance_mm=stage.distance_mm * float(np.exp(np.clip(rng.normal(0, _NEARER), -0.2, 0.2))),
        right_mm=stage.right_mm + float(right_mm),
        up_mm=stage.up_mm + float(up_mm),
    )
    return replace(person, stage=elsewhere, tilt=turned(*rng.normal(0, _TURNED_DEG)) @ person.tilt)
