"""How people's hands are built: bones, and how they vary.

Bone lengths: Buryanov & Kotiuk 2010 (Proportions of Hand Segments). Where the bones of the palm begin, how they fan
out and arch, and that people vary by about 6 % overall and 5 % a bone, are our estimates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Side = Literal["left", "right"]

FINGERS = ("index", "middle", "ring", "little")

_CARPAL_BASES_MM = np.array([(9.0, 18.0), (1.0, 19.0), (-6.0, 17.0), (-13.0, 14.0)])
_METACARPALS_MM = np.array([68.1, 64.6, 58.0, 53.7])
_FAN_DEG = np.array([11.0, 0.0, -9.0, -19.0])
# The knuckles form an arch, its top at the middle finger.
_ARCH_MM = np.array([0.0, -2.0, -1.0, 3.0])
_PHALANGES_MM = np.array([(39.8, 22.4, 19.7), (44.6, 26.3, 21.4), (41.4, 25.7, 21.3), (32.7, 18.1, 19.7)])
_THUMB_BASE_MM = np.array([20.0, 14.0, 4.0])
_THUMB_BONES_MM = np.array([46.2, 31.6, 25.3])

_BETWEEN_PEOPLE, _BETWEEN_BONES, _FAN_VARIES_DEG, _GIRTH_VARIES = 0.06, 0.05, 1.5, 0.07


@dataclass(frozen=True, slots=True)
class Build:
    """The bones of a right hand in the hand's axes; any leading dimensions, for many hands at once.

    Attributes:
        knuckles_mm: (…, 4, 3), where index to little finger begin, from the wrist.
        phalanges_mm: (…, 4, 3), lengths of their proximal, middle and distal phalanges.
        thumb_base_mm: (…, 3), where the thumb's metacarpal begins.
        thumb_bones_mm: (…, 3), its metacarpal, proximal and distal phalanx.
        girth: (…), thickness of the flesh relative to the average; matters to the picture only.
    """

    knuckles_mm: Numbers
    phalanges_mm: Numbers
    thumb_base_mm: Numbers
    thumb_bones_mm: Numbers
    girth: Numbers

    @property
    def palm_mm(self) -> Numbers:
        """Wrist to the middle finger's knuckle, (…)."""
        return np.asarray(np.linalg.norm(self.knuckles_mm[..., 1, :], axis=-1))

    def __getitem__(self, index: Any) -> Build:
        """Some of many builds, as numpy would index the leading dimensions."""
        return Build(
            self.knuckles_mm[index],
            self.phalanges_mm[index],
            self.thumb_base_mm[index],
            self.thumb_bones_mm[index],
            self.girth[index],
        )


def average_build() -> Build:
    """The average adult hand."""
    return _built(
        _METACARPALS_MM, _FAN_DEG, _PHALANGES_MM, _THUMB_BONES_MM, scale=np.ones(()), girth=np.ones(())
    )


def random_builds(rng: np.random.Generator, count: int) -> Build:
    """Hands of `count` different people, with one leading dimension."""

    def varied(mean: Numbers) -> Numbers:
        return mean * np.clip(rng.normal(1, _BETWEEN_BONES, (count, *mean.shape)), 0.85, 1.15)

    return _built(
        varied(_METACARPALS_MM),
        _FAN_DEG + rng.normal(0, _FAN_VARIES_DEG, (count, 4)),
        varied(_PHALANGES_MM),
        varied(_THUMB_BONES_MM),
        scale=np.clip(rng.normal(1, _BETWEEN_PEOPLE, count), 0.82, 1.18),
        girth=np.clip(rng.normal(1, _GIRTH_VARIES, count), 0.85, 1.18),
    )


def _built(
    metacarpals: Numbers, fan_deg: Numbers, phalanges: Numbers, thumb: Numbers, scale: Numbers, girth: Numbers
) -> Build:
    fan = np.radians(fan_deg)
    flat = _CARPAL_BASES_MM + metacarpals[..., None] * np.stack([np.sin(fan), np.cos(fan)], axis=-1)
    knuckles = np.concatenate([flat, np.broadcast_to(_ARCH_MM[:, None], (*flat.shape[:-1], 1))], axis=-1)
    return Build(
        knuckles * scale[..., None, None],
        phalanges * scale[..., None, None],
        _THUMB_BASE_MM * scale[..., None],
        thumb * scale[..., None],
        girth,
    )
