"""Whether a path is rather the movement's own gone another way: backwards, mirrored, tilted, or flat."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gesture_app.practice.teacher.path import PLACE, TIPS
from gesture_app.practice.teacher.verdict import Part

Numbers = NDArray[np.float64]

NEARER = 0.8
"""A path is another one if it is as much nearer to that, beside how far it is from its own."""
NAMED = 0.95
"""The same where the path is wrong in any case, and only a name is looked for."""
NEAR_ENOUGH = 0.7
"""Cost: what is nearer to its own than this is right, whatever else it is near to."""
LEAST_OFF = 0.15
_FLAT = 0.35
"""A figure is one whose second extent is at least this beside its first."""


def other_paths(mean: Numbers) -> list[tuple[Part, Numbers]]:
    """What a path (PHASES, 7) would be, gone otherwise, and what would be wrong with it."""
    found: list[tuple[Part, Numbers]] = [("direction", each) for each in _turned(mean)]
    flat = _flattened(mean)
    return found if flat is None else [*found, ("path", flat)]


def _turned(mean: Numbers) -> list[Numbers]:
    """Backwards, mirrored, and turned in the picture; only what differs from the path itself."""
    found = [mean[::-1]] + [_changed(mean, matrix, parts) for parts in _TOGETHER for matrix in _TURNS]
    size = np.linalg.norm(mean)
    return [each for each in found if np.linalg.norm(each - mean) > 0.5 * size]


def _flattened(mean: Numbers) -> Numbers | None:
    """The path as a line, if it is none."""
    place = mean[:, PLACE] - mean[:, PLACE].mean(axis=0)
    _, sizes, axes = np.linalg.svd(place, full_matrices=False)
    if sizes[1] < _FLAT * sizes[0]:
        return None
    return _changed(mean, np.outer(axes[0], axes[0]))


def _changed(mean: Numbers, matrix: Numbers, parts: tuple[slice, ...] = (PLACE, TIPS)) -> Numbers:
    changed = mean.copy()
    for part in parts:
        changed[:, part] = mean[:, part] @ matrix.T
    return changed


_TOGETHER = ((PLACE, TIPS), (PLACE,))
"""A hand that goes elsewhere may turn as it should."""


def _about_camera(degrees: float) -> Numbers:
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[cosine, -sine, 0.0], [sine, cosine, 0.0], [0.0, 0.0, 1.0]])


_TURNS = [
    np.diag([-1.0, 1.0, 1.0]),
    np.diag([1.0, -1.0, 1.0]),
    np.diag([1.0, 1.0, -1.0]),
    *(_about_camera(degrees) for degrees in (45.0, 90.0, 135.0, 180.0, 225.0, 270.0, 315.0)),
    np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]),
    np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]]),
]
