"""How alike takes are: whether one stands out among others of the same gesture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import HandSequence
from gesture_app.hands.geometry import in_picture_heights, palm_size
from gesture_app.hands.landmarks import WRIST

STEPS = 16
MOST_OTHERS = 20
"""Takes to compare with; more would only make it slower."""
OUTLIER_FACTOR = 1.7
"""How many times the usual distance between the others a take may lie away from them.

With these figures, on 13 real signs of two people, 4 in 100 takes of the same sign are remarked on and 97 in
100 of another sign (measured, beside 5 others of one sitting).
"""
SMALLEST_DISTANCE = 0.4
"""Palm sizes: below this takes are alike, however narrow the others' spread. An open hand and a fist that do nothing
else are 0.45 apart."""

PATH_WEIGHT = 0.5

Shape = NDArray[np.float32]


def differs(sequence: HandSequence, others: Sequence[HandSequence]) -> bool:
    """Whether a take stands out: much farther from the others than these are from each other.

    Medians throughout, so that one bad take among the others does not hide the next one.
    """
    shapes = [shape for other in others[-MOST_OTHERS:] if (shape := _shape(other)) is not None]
    own = _shape(sequence)
    if own is None or len(shapes) < 3:
        return False
    usual = [
        np.median([_distance(one, other) for j, other in enumerate(shapes) if j != i])
        for i, one in enumerate(shapes)
    ]
    away = float(np.median([_distance(own, other) for other in shapes]))
    return away > max(SMALLEST_DISTANCE, OUTLIER_FACTOR * float(np.median(usual)))


def _shape(sequence: HandSequence) -> Shape | None:
    """The gesture free of place, size and tempo: (STEPS, 2, 22, 2), NaN where a hand was not seen.

    21 landmarks around the wrist and, as the 22nd point, the wrist's path; all in palm sizes. Depth is
    left out: it is mostly noise. None when no hand was seen.
    """
    seen = np.flatnonzero(sequence.seen)
    if not len(seen):
        return None
    steps = seen[0] + np.round(np.linspace(0, seen[-1] - seen[0], STEPS)).astype(int)
    points = in_picture_heights(sequence.image, sequence.aspect)[..., :2]
    present = sequence.present & np.isfinite(points).all(axis=(2, 3))
    if not present.any():
        return None
    size = float(np.median(palm_size(points)[present]))
    points = np.where(present[..., None, None], points, np.nan)[steps] / max(size, 1e-6)
    wrist = points[:, :, WRIST : WRIST + 1]
    path = wrist - _middle(wrist[present[steps]])
    return np.concatenate([points - wrist, path], axis=2).astype(np.float32)


def _middle(wrists: NDArray[np.float32]) -> NDArray[np.float32]:
    """Where the hands are on the whole, (n, 1, 2) → (1, 2); n may be 0."""
    return np.asarray(wrists.mean(axis=0) if len(wrists) else np.zeros((1, 2), np.float32))


def _distance(one: Shape, other: Shape) -> float:
    """Mean distance of corresponding points in palm sizes; infinite when no hand appears in both.

    The path counts half of what the hand's shape counts, not as one point of 22: a wave to the left would pass
    for one to the right.
    """
    gaps = np.linalg.norm(one - other, axis=-1)  # (STEPS, 2, 22)
    known = np.isfinite(gaps[..., 0])
    if not known.any():
        return np.inf
    return float(gaps[known][:, :-1].mean() + PATH_WEIGHT * gaps[known][:, -1].mean())
