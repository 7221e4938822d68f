"""What makes it hard for a tracker to see a hand: speed, the side it is seen from, bent fingers, the picture's edge."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.geometry import in_picture_heights, palm_size
from gesture_app.hands.landmarks import FINGERS, FINGERTIPS, INDEX_MCP, MIDDLE_MCP, PINKY_MCP, WRIST
from gesture_app.virtual_hand.tracked.batch import Batch

Numbers = NDArray[np.float64]

CIRCUMSTANCES = ("always", "speed", "edge_on", "bent", "outside")
"""What rates depend on: 1; palm sizes a second; 0…1; 0…1; share of the landmarks outside of the picture."""

_KNUCKLES = [joints[0] for joints in FINGERS.values()]
_STRAIGHT_PALMS = 0.9  # fingertip to knuckle of a straight finger, mean
_FASTEST = 20.0
_MOST = 12.0  # log of the greatest rate


class Influence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What circumstances do to a rate or a size: it is exp of the sum of these, each times its circumstance."""

    always: float = 0.0
    speed: float = 0.0
    edge_on: float = 0.0
    bent: float = 0.0
    outside: float = 0.0

    def of(self, circumstances: Numbers) -> Numbers:
        """The rate, or the factor (…), in these circumstances (…, 5)."""
        weights = np.array([self.always, self.speed, self.edge_on, self.bent, self.outside])
        return np.asarray(np.exp(np.clip(circumstances @ weights, -_MOST, _MOST)))

    def within(self, circumstances: Numbers, seconds: Numbers) -> Numbers:
        """The probability (…) that what has this rate a second happens within so many seconds (…)."""
        return np.asarray(-np.expm1(-seconds * self.of(circumstances)))


def own_axes(points: NDArray[np.floating]) -> NDArray[Any]:
    """The hand's axes (…, 2, 3, 3) as columns: to the thumb's side, along the palm, out of it.

    Args:
        points: (…, 2, 21, 3) in picture heights, left hand and right hand.
    """
    along = _unit(points[..., MIDDLE_MCP, :] - points[..., WRIST, :])
    across = points[..., INDEX_MCP, :] - points[..., PINKY_MCP, :]
    across = _unit(across - (across * along).sum(axis=-1, keepdims=True) * along)
    return np.stack(
        [across, along, np.cross(across, along) * np.array([[-1.0], [1.0]], points.dtype)], axis=-1
    )


def circumstances(batch: Batch) -> Numbers:
    """What rates depend on, (N, T, 2, 5), see `CIRCUMSTANCES`; as of a still hand where it is absent."""
    points = in_picture_heights(batch.image, batch.aspect)
    size = np.maximum(palm_size(points), 1e-6)
    gaps_s = np.maximum(np.diff(batch.time_s, axis=1), 1e-4)[:, :, None]
    moved = np.linalg.norm(np.diff(points[..., :2], axis=1), axis=-1).mean(axis=-1) / size[:, 1:] / gaps_s
    values = np.zeros((*batch.present.shape, len(CIRCUMSTANCES)))
    values[..., 0] = 1.0
    values[:, 1:, :, 1] = np.minimum(moved, _FASTEST)
    values[..., 2] = 1 - np.abs(own_axes(points)[..., 2, 2])
    reach = np.linalg.norm(points[..., FINGERTIPS, :] - points[..., _KNUCKLES, :], axis=-1).mean(axis=-1)
    values[..., 3] = np.clip(1 - reach / size / _STRAIGHT_PALMS, 0, 1)
    flat = batch.image[..., :2]
    values[..., 4] = ((flat < 0) | (flat > 1)).any(axis=-1).mean(axis=-1)
    return np.where(np.isfinite(values), values, 0.0)


def _unit(vectors: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9))
