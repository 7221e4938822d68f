"""How a person does it: pace, size, place, tilt and the habits of their fingers, and how takes differ."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

# Estimates, not measured. Between people (σ): fingers that must meet stay within some millimetres of each other.
_TEMPO, _AMPLITUDE = 0.18, 0.15
_PLACE_PALMS = np.array([0.25, 0.2, 0.3])
_TILT_DEG = np.array([7.0, 6.0, 6.0])
_FINGER_DEG, _SPREAD_DEG, _OUTER_JOINT_SHARE, _THUMB_DEG = 4.5, 1.5, 2 / 3, 3.5

# Between one person's takes (σ).
_TAKE_TEMPO, _TAKE_AMPLITUDE = 0.08, 0.07
_TAKE_PLACE_PALMS = np.array([0.12, 0.1, 0.15])
_TAKE_TILT_DEG = np.array([3.0, 3.0, 3.0])
_TAKE_FINGER_DEG, _TAKE_THUMB_DEG = 1.5, 1.2


@dataclass(frozen=True, slots=True, eq=False)
class Manner:
    """One person's way of moving, or that of a single take.

    Attributes:
        tempo: speed relative to the gesture's own.
        amplitude: size of movements relative to the gesture's own.
        place: (3,) palm lengths to the person's left, up and towards the camera, of a right hand.
        tilt_deg: (3,) yaw, pitch, roll by which the hand is held otherwise, of a right hand.
        fingers_deg: (4, 4), added to spread, mcp, pip and dip of index to little finger.
        thumb_deg: (5,), added to the thumb's angles.
        variation: how much takes differ, 1 = as people's do, 0 = not at all.
        tremor: how unsteady the hand is, 1 = as healthy hands are.
    """

    tempo: float = 1.0
    amplitude: float = 1.0
    place: Numbers = field(default_factory=lambda: np.zeros(3))
    tilt_deg: Numbers = field(default_factory=lambda: np.zeros(3))
    fingers_deg: Numbers = field(default_factory=lambda: np.zeros((4, 4)))
    thumb_deg: Numbers = field(default_factory=lambda: np.zeros(5))
    variation: float = 1.0
    tremor: float = 1.0

    def for_a_take(self, rng: np.random.Generator) -> Manner:
        """The same person, this time."""
        size = self.variation
        if size == 0:
            return self
        return replace(
            self,
            tempo=self.tempo * _factor(rng, size * _TAKE_TEMPO),
            amplitude=self.amplitude * _factor(rng, size * _TAKE_AMPLITUDE),
            place=self.place + size * rng.normal(0, _TAKE_PLACE_PALMS),
            tilt_deg=self.tilt_deg + size * rng.normal(0, _TAKE_TILT_DEG),
            fingers_deg=self.fingers_deg + size * _finger_habits(rng, _TAKE_FINGER_DEG),
            thumb_deg=self.thumb_deg + size * rng.normal(0, _TAKE_THUMB_DEG, 5),
        )


def plain_manner() -> Manner:
    """Exactly as the gesture is written down, with a hand that is alive."""
    return Manner(variation=0.0)


def random_manner(rng: np.random.Generator) -> Manner:
    """Somebody's."""
    return Manner(
        tempo=_factor(rng, _TEMPO),
        amplitude=_factor(rng, _AMPLITUDE),
        place=_within(rng, _PLACE_PALMS),
        tilt_deg=_within(rng, _TILT_DEG),
        fingers_deg=_finger_habits(rng, _FINGER_DEG),
        thumb_deg=_within(rng, np.full(5, _THUMB_DEG)),
        variation=float(rng.uniform(0.6, 1.4)),
        tremor=float(rng.uniform(0.6, 1.6)),
    )


def _finger_habits(rng: np.random.Generator, sigma_deg: float) -> Numbers:
    """(4, 4): each finger is a little more or less bent in all its joints, each joint a little besides."""
    bent = _within(rng, np.full((4, 1), sigma_deg * 0.8))
    joints = bent + _within(rng, np.full((4, 3), sigma_deg * 0.6))
    joints[:, 2] *= _OUTER_JOINT_SHARE
    return np.concatenate([_within(rng, np.full((4, 1), _SPREAD_DEG)), joints], axis=1)


def _factor(rng: np.random.Generator, sigma: float) -> float:
    """About one, as likely to be 1.2 as 1/1.2."""
    return float(np.exp(np.clip(rng.normal(0, sigma), -2 * sigma, 2 * sigma)))


def _within(rng: np.random.Generator, sigma: Numbers) -> Numbers:
    """Normal numbers, none beyond 2.5 σ."""
    return np.clip(rng.normal(0, sigma), -2.5 * sigma, 2.5 * sigma)
