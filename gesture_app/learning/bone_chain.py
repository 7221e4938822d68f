"""A hand's bones in order, and a hand from its bones: what augmentation turns, stretches and exchanges."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.landmarks import FINGERS, WRIST

FINGER_OF_BONE = np.repeat(np.arange(len(FINGERS)), 4)
"""Which finger, 0 = thumb, each of the 20 bones belongs to."""

RANK_IN_FINGER = np.tile(np.arange(4), len(FINGERS))
"""How far out on its finger each bone is, 0 = in the palm."""


def hand_of(wrist: NDArray[np.float32], bones: NDArray[np.float32]) -> NDArray[np.float32]:
    """A hand from its wrist (…, 1, 3) and its bones (…, 20, 3), which go out from the wrist four by four."""
    fingers = bones.reshape(*bones.shape[:-2], len(FINGERS), 4, 3).cumsum(axis=-2, dtype=np.float32)
    hand = np.empty((*bones.shape[:-2], 21, 3), np.float32)
    hand[..., WRIST, :] = wrist[..., 0, :]
    hand[..., 1:, :] = fingers.reshape(bones.shape) + wrist
    return hand
