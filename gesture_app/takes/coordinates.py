"""Bring landmarks from elsewhere into this program's axes: un-mirrored, y down, world in metres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.geometry import palm_length
from gesture_app.hands.landmarks import WRIST

Points = NDArray[np.float32]
Kind = Literal["image", "metric", "relative"]

UNKNOWN_ASPECT = 4 / 3
"""Taken where a file does not say: what webcams give unless asked for something else."""
SQUARE = 1.0
_MARGIN = 0.1  # around landmarks that were fitted into a picture
_ADULT_PALM_M = 0.09  # wrist to the knuckle of the middle finger; stands in where no size is known
_SMALLEST_SPAN = 1e-6


@dataclass(frozen=True, slots=True)
class Axes:
    """How a file's landmarks are meant; see FORMATS."""

    kind: Kind
    metres: float  # of one unit; metric only
    mirrored: bool
    y_up: bool


def to_picture_and_world(points: Points, axes: Axes) -> tuple[Points, Points]:
    """Landmarks (N, T, 2, 21, 3) as picture landmarks and as world landmarks; absent hands stay NaN.

    Image landmarks have no world ones (NaN). Metric and relative ones have no picture: they get a square one
    that they fit into with a margin, with one scale a recording, so that proportions and movement stay true.
    Relative ones are taken to be an adult's hand.
    """
    points = _turned(points, axes)
    if axes.kind == "image":
        return points, np.full_like(points, np.nan)
    if axes.kind == "metric":
        metres: NDArray[np.float32] | float = axes.metres
    else:
        metres = (_ADULT_PALM_M / np.maximum(_usual_palm(points), _SMALLEST_SPAN)).astype(np.float32)
    world = (points - points.mean(axis=3, keepdims=True)) * metres
    return _fitted(points), world.astype(np.float32)


def _turned(points: Points, axes: Axes) -> Points:
    """Un-mirrored and with y growing downwards.

    A y that grows upwards is turned over together with z: turning one axis alone would make a left hand of
    every right one. (Sensors with y up have z towards the person, ours points away.)
    """
    if not axes.mirrored and not axes.y_up:
        return points
    sign = np.array([-1 if axes.mirrored else 1, -1 if axes.y_up else 1, -1 if axes.y_up else 1], np.float32)
    turned = points * sign
    if axes.kind == "image":
        turned += np.array([axes.mirrored, axes.y_up, 0], np.float32)  # x → 1 − x
    return turned


def _usual_palm(points: Points) -> NDArray[np.float32]:
    """Each recording's median palm length, (N, 1, 1, 1, 1); 1 where no hand was seen."""
    lengths = palm_length(points).reshape(len(points), -1)
    lengths[~np.isfinite(lengths).any(axis=1)] = 1
    return np.nanmedian(lengths, axis=1).astype(np.float32)[:, None, None, None, None]


def _fitted(points: Points) -> Points:
    """Each recording scaled and moved into a square picture; z on x's scale, 0 at the wrist."""
    empty = np.asarray(np.isnan(points[..., 0, 0]).all(axis=(1, 2)))
    xy = np.where(empty[:, None, None, None, None], 0, points[..., :2])
    low, high = np.nanmin(xy, axis=(1, 2, 3)), np.nanmax(xy, axis=(1, 2, 3))  # (N, 2)
    span = np.maximum((high - low).max(axis=1), _SMALLEST_SPAN)
    scale = ((1 - 2 * _MARGIN) / span)[:, None, None, None, None]
    middle = ((low + high) / 2)[:, None, None, None, :]
    picture = np.empty_like(points)
    picture[..., :2] = (points[..., :2] - middle) * scale + 0.5
    picture[..., 2] = (points[..., 2] - points[..., WRIST : WRIST + 1, 2]) * scale[..., 0]
    return picture
