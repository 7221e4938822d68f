"""A person's bones from landmarks of their hand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.alignment import alignment
from gesture_app.virtual_hand.body.build import Build, Side, average_build
from gesture_app.virtual_hand.body.pose import MIRROR

Numbers = NDArray[np.float64]

PALM = np.array([0, 1, 5, 9, 13, 17])
"""The landmarks that do not move within the hand: wrist, base of the thumb, knuckles."""

_ROUNDS = 3


def palm_points(build: Build) -> Numbers:
    """Where the landmarks `PALM` lie in the hand's axes, (…, 6, 3)."""
    points = np.zeros((*build.palm_mm.shape, 6, 3))
    points[..., 1, :] = build.thumb_base_mm
    points[..., 2:, :] = build.knuckles_mm
    return points


def resized(build: Build, times: Numbers) -> Build:
    """The same proportions, `times` (…) as large."""
    return Build(
        build.knuckles_mm * times[..., None, None],
        build.phalanges_mm * times[..., None, None],
        build.thumb_base_mm * times[..., None],
        build.thumb_bones_mm * times[..., None],
        np.broadcast_to(build.girth, np.broadcast_shapes(build.girth.shape, times.shape)),
    )


def builds_as_seen(points: NDArray[np.floating], side: Side = "right") -> Build:
    """The bones of each hand just as its own landmarks have them, in the landmarks' unit.

    Args:
        points: (…, 21, 3) in the scene's axes, all of them hands (`Fit.known`).
    """
    right = np.asarray(points * MIRROR if side == "left" else points, np.float64)
    turn, _, _ = alignment(palm_points(average_build()), right[..., PALM, :])
    palm = (right[..., PALM, :] - right[..., :1, :]) @ turn
    lengths = _bone_lengths(right)
    girth = np.ones(lengths.shape[:-2])
    return Build(palm[..., 2:, :], lengths[..., 1:, :], palm[..., 1, :], lengths[..., 0, :], girth)


def measured_build(points: NDArray[np.floating], side: Side = "right") -> Build:
    """The bones of the person whose hand was seen n times; the more different its turns and shapes, the better.

    The shape of the palm is the median of the palms laid over each other, and so are the bones' lengths. One unit
    for all: the landmarks' own, or where the hand's size in them changes (nearer, farther), that of its median size.

    Args:
        points: (n, 21, 3) in the scene's axes, n ≥ 1, all of them hands (`Fit.known`).
    """
    right = np.asarray(points * MIRROR if side == "left" else points, np.float64)
    usual = palm_points(average_build())
    palm = usual
    for _ in range(_ROUNDS):
        turn, size, shift = alignment(palm, right[:, PALM])
        palm = np.median((right[:, PALM] - shift) @ turn / size[:, None, None], axis=0)
        palm -= palm[0]
        turn, size, _ = alignment(palm, usual)  # neither turned nor grown from round to round
        palm = palm @ turn.T * size
    _, sizes, _ = alignment(palm, right[:, PALM])
    lengths = np.median(_bone_lengths(right) / sizes[:, None, None], axis=0)
    build = Build(palm[2:], lengths[1:], palm[1], lengths[0], np.ones(()))
    return resized(build, np.asarray(np.median(sizes)))


def _bone_lengths(points: Numbers) -> Numbers:
    """Thumb to little finger, three bones each, (…, 5, 3)."""
    chains = points[..., 1:, :].reshape(*points.shape[:-2], 5, 4, 3)
    return np.asarray(np.linalg.norm(np.diff(chains, axis=-2), axis=-1))
