"""How a wrist is bent that no landmark tells of: so that the forearm comes from where an elbow can be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_UPWARDS = np.array([0.15, 1.0, 0.3])
"""From a right elbow to the hand: up, towards the viewer, and a little to the middle."""
_SHARE = 0.4
"""So much of the way between straight on and upwards; the rest is the shoulder's."""
_FLEXION_DEG, _DEVIATION_DEG = 60.0, 20.0


def wrist_angles(rotations: Numbers) -> Numbers:
    """Flexion and deviation (…, 2) in degrees for right hands that are turned like this (…, 3, 3)."""
    upwards = _UPWARDS / np.linalg.norm(_UPWARDS)
    wanted = np.swapaxes(rotations, -1, -2) @ upwards  # in the hand's axes
    along = (1 - _SHARE) * np.array([0.0, 1.0, 0.0]) + _SHARE * wanted
    along /= np.linalg.norm(along, axis=-1, keepdims=True)
    # A forearm at these angles lies along (-sin d, cos f · cos d, -sin f · cos d): see `skinning.wrist_turn`.
    flexion = np.degrees(np.arctan2(-along[..., 2], along[..., 1]))
    deviation = np.degrees(np.arcsin(np.clip(-along[..., 0], -1, 1)))
    return np.stack(
        [np.clip(flexion, -_FLEXION_DEG, _FLEXION_DEG), np.clip(deviation, -_DEVIATION_DEG, _DEVIATION_DEG)],
        axis=-1,
    )
