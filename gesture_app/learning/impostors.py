"""Examples of no gesture, put together from takes of two gestures.

Few people record what their hands do when they mean nothing. A network that has only seen gestures calls
everything one of them, so it is also shown the shape of one gesture on the path of another, fingers of
two gestures on one hand, and one hand each of two gestures.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.geometry import bones_of, palm_size
from gesture_app.learning.bone_chain import FINGER_OF_BONE, hand_of
from gesture_app.learning.timeline import Moments

SHARE = 0.2
"""Of all examples."""

RESEMBLANCE = 0.4
"""An impostor may resemble the gesture it was made from (two gestures can share their path): it counts
as this much of it."""

Points = NDArray[np.float32]
Seen = NDArray[np.bool_]


def with_impostors(moments: Moments, labels: NDArray[np.intp], rng: np.random.Generator) -> Moments:
    """Mix some examples with another one of the batch that shows something else.

    Args:
        labels: int (N,), what each example shows.
    """
    partner = rng.permutation(len(labels))
    chosen = (rng.random(len(labels)) < SHARE) & (labels != labels[partner])
    rows = np.flatnonzero(chosen)
    if len(rows) == 0:
        return moments
    partner = partner[rows]
    length = np.minimum(moments.length[rows], moments.length[partner])
    points, seen, changed = _mix(
        moments.points[rows], moments.seen[rows], moments.points[partner], moments.seen[partner], rng
    )
    seen &= (np.arange(seen.shape[1]) < length[:, None])[..., None]
    useful = changed & seen.any(axis=(1, 2))
    rows, points, seen, length = rows[useful], points[useful], seen[useful], length[useful]
    mixed = replace(
        moments, points=moments.points.copy(), seen=moments.seen.copy(), length=moments.length.copy(),
        completeness=moments.completeness.copy(),
    )  # fmt: skip
    mixed.points[rows], mixed.seen[rows], mixed.length[rows] = points, seen, length
    mixed.completeness[rows] *= RESEMBLANCE
    return mixed


def _mix(
    own: Points, own_seen: Seen, theirs: Points, their_seen: Seen, rng: np.random.Generator
) -> tuple[Points, Seen, Seen]:
    """Mixed points (N, T, 2, 21, 3), which hands are seen (N, T, 2), and where anything changed (N,)."""
    count = len(own)
    kind = rng.integers(0, 3, count)[:, None, None]
    side = (rng.integers(0, 2, count)[:, None] == np.arange(2))[:, None, :]  # which hand is exchanged
    on_their_path = own - own[..., :1, :] + theirs[..., :1, :]
    exchanged = np.where(side[..., None, None], theirs, own)
    points = np.choose(kind[..., None, None], [on_their_path, _fingers_of_two(own, theirs, rng), exchanged])
    seen = np.where(kind == 2, np.where(side, their_seen, own_seen), own_seen & their_seen)
    # Exchanging a hand that neither of them shows changes nothing.
    changed = (kind[:, 0, 0] != 2) | ((own_seen | their_seen) & side).any(axis=(1, 2))
    return points, seen, changed


def _fingers_of_two(own: Points, theirs: Points, rng: np.random.Generator) -> Points:
    """Hands of which about half the fingers are the other example's, in this one's size."""
    with np.errstate(invalid="ignore"):
        ratio = palm_size(own) / np.maximum(palm_size(theirs), 1e-6)
    from_them = rng.random((len(own), 1, 1, 5)) < 0.5
    bones = np.where(
        from_them[..., FINGER_OF_BONE, None], bones_of(theirs) * ratio[..., None, None], bones_of(own)
    )
    return hand_of(own[..., :1, :], bones)
