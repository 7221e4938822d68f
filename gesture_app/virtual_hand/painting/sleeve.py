"""A sleeve around the forearm: a tube of cloth with folds and a cuff."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.painting.chart import HEIGHT_MM, WIDTH_MM

Floats = NDArray[np.float32]

CLOTH_MARK = 1.0
"""The third of a place's numbers on the sleeve; skin has 0.25…0.75."""

_AROUND = 56
_TO_MM = -520.0
# Half the breadth and the depth of the clothed forearm, by the distance from the wrist.
_Y_MM = np.array([-600.0, -320.0, -200.0, -130.0, -70.0, 0.0])
_HALF_BREADTH_MM = np.array([66.0, 58.0, 49.0, 42.5, 36.5, 33.5])
_HALF_DEPTH_MM = np.array([62.0, 53.0, 43.0, 35.0, 29.0, 26.5])


@dataclass(frozen=True)
class SleeveMesh:
    """A tube in the hand's axes, of the average hand with a straight wrist: see `HandMesh` and `Chart.places`."""

    vertices_mm: Floats
    normals: Floats
    triangles: NDArray[np.int32]
    places: Floats


def sleeve_mesh(from_wrist_mm: float) -> SleeveMesh:
    """The sleeve whose cuff begins so far below the wrist."""
    top = -from_wrist_mm
    # The cuff's edge is rolled: a row inside, over the rim, and down the outside.
    rim = [
        (top - 16.0, -4.5),
        (top - 2.0, -4.2),
        (top, -2.6),
        (top + 0.8, -1.0),
        (top - 0.4, 0.6),
        (top - 2.5, 1.2),
    ]
    cuff = [(top - d, 1.2) for d in (6.0, 10.0, 14.0)] + [(top - 15.5, 0.1), (top - 18.0, 0.3)]
    rest = [(y, 0.8) for y in np.linspace(top - 24.0, _TO_MM, 44)]
    rows = np.array([*rim, *cuff, *rest])
    angle = np.linspace(0, 2 * np.pi, _AROUND + 1)
    y, out = rows[:, :1], rows[:, 1:]
    breadth = np.interp(y, _Y_MM, _HALF_BREADTH_MM)
    depth = np.interp(y, _Y_MM, _HALF_DEPTH_MM)
    out = out + _folds(y, angle[None, :], top)
    x = (breadth + out) * np.sin(angle) + 0.5
    z = (depth + out) * np.cos(angle) - 0.5
    vertices = np.stack(np.broadcast_arrays(x, y, z), axis=-1)
    return SleeveMesh(
        vertices.reshape(-1, 3).astype(np.float32),
        _normals(vertices).reshape(-1, 3).astype(np.float32),
        _triangles(len(rows), _AROUND + 1),
        _places(rows[:, 0], angle).reshape(-1, 3).astype(np.float32),
    )


def _folds(y: NDArray[np.float64], angle: NDArray[np.float64], top: float) -> NDArray[np.float64]:
    """Soft rings and slants, growing away from the cuff."""
    below = np.clip((top - 22.0 - y) / 45.0, 0, 1)
    slant = np.sin(y / 11.0 + 1.4 * np.sin(angle + y / 60.0)) * np.sin(angle - 0.7 + y / 90.0)
    return np.asarray(below * (1.6 * slant + 1.1 * np.sin(y / 19.0 + 2.0 * np.cos(angle))))


def _normals(vertices: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of a (rows, columns, 3) tube whose first and last column coincide."""
    down = np.gradient(vertices, axis=0)
    padded = np.concatenate([vertices[:, -2:-1], vertices, vertices[:, 1:2]], axis=1)
    around = padded[:, 2:] - padded[:, :-2]
    normals = np.cross(down, around)
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=-1, keepdims=True), 1e-9))


def _triangles(rows: int, columns: int) -> NDArray[np.int32]:
    number = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = number[:-1, :-1], number[1:, :-1], number[1:, 1:], number[:-1, 1:]
    both = [np.stack([a, b, c], axis=-1).reshape(-1, 3), np.stack([a, c, d], axis=-1).reshape(-1, 3)]
    return np.concatenate(both).astype(np.int32)


def _places(y: NDArray[np.float64], angle: NDArray[np.float64]) -> NDArray[np.float64]:
    down, around = np.meshgrid(y[0] - y, angle, indexing="ij")
    places = np.empty((*down.shape, 3))
    places[..., 0] = around / (2 * np.pi) * min(1.0, 190.0 / WIDTH_MM)
    # The cloth repeats where the sheet ends.
    places[..., 1] = 0.02 + 0.96 * np.abs((down / HEIGHT_MM + 1) % 2 - 1)
    places[..., 2] = CLOTH_MARK
    return places
