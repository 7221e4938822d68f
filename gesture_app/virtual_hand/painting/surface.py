"""From a field on a grid to a mesh: surface nets (Gibson 1998), drawn tight onto the field's zero."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Field = Callable[[Numbers], Numbers]

_EDGES = [(a, b) for a in range(8) for b in range(a + 1, 8) if bin(a ^ b).count("1") == 1]


def surface_of(field: Field, axes_mm: tuple[Numbers, Numbers, Numbers]) -> tuple[Numbers, NDArray[np.int32]]:
    """Vertices (n, 3) and triangles (m, 3), counter-clockwise from outside, where the field (negative inside) is zero.

    Args:
        field: points (n, 3) → values (n,).
        axes_mm: the grid's places in x, y and z, rising, not necessarily even.
    """
    shape = tuple(len(axis) for axis in axes_mm)
    grid = np.stack(np.meshgrid(*axes_mm, indexing="ij"), axis=-1)
    values = field(grid.reshape(-1, 3)).reshape(shape)
    vertices, number = _cell_vertices(values, grid)
    triangles = _quads(values < 0, number)
    for _ in range(6):
        vertices = _relaxed(vertices, triangles)
        vertices = _onto(field, vertices)
    return vertices, triangles


def normals_of(field: Field, points_mm: Numbers, step_mm: float = 0.35) -> Numbers:
    """The field's unit gradient at points (n, 3)."""
    gradient = np.empty_like(points_mm)
    for axis in range(3):
        step = np.zeros(3)
        step[axis] = step_mm
        gradient[:, axis] = field(points_mm + step) - field(points_mm - step)
    return np.asarray(gradient / np.linalg.norm(gradient, axis=1, keepdims=True))


def _cell_vertices(values: Numbers, grid: Numbers) -> tuple[Numbers, NDArray[np.int64]]:
    """One vertex in each cell the surface crosses, (n, 3), and its number in each cell (-1: none)."""
    corners = [
        (slice(a, -1 if a == 0 else None), slice(b, -1 if b == 0 else None), slice(c, -1 if c == 0 else None))
        for a in (0, 1)
        for b in (0, 1)
        for c in (0, 1)
    ]
    inside = np.stack([values[corner] < 0 for corner in corners])
    crossed = inside.any(axis=0) & ~inside.all(axis=0)
    at = [grid[corner][crossed] for corner in corners]
    value = [values[corner][crossed] for corner in corners]
    total, count = np.zeros_like(at[0]), np.zeros((len(at[0]), 1))
    for a, b in _EDGES:
        cut = ((value[a] < 0) != (value[b] < 0))[:, None]
        share = np.where(cut[:, 0], value[a] / np.where(cut[:, 0], value[a] - value[b], 1.0), 0.0)[:, None]
        total += np.where(cut, at[a] + share * (at[b] - at[a]), 0.0)
        count += cut
    number = np.full(crossed.shape, -1, np.int64)
    number[crossed] = np.arange(len(total))
    return total / count, number


def _quads(inside: NDArray[np.bool_], number: NDArray[np.int64]) -> NDArray[np.int32]:
    """Two triangles across each edge of the grid that the surface cuts."""
    triangles = []
    for axis in range(3):
        one, two = (axis + 1) % 3, (axis + 2) % 3
        here = np.moveaxis(inside, (axis, one, two), (0, 1, 2))
        cells = np.moveaxis(number, (axis, one, two), (0, 1, 2))
        first, second = here[:-1, 1:-1, 1:-1], here[1:, 1:-1, 1:-1]
        corners = [cells[:, :-1, :-1], cells[:, 1:, :-1], cells[:, 1:, 1:], cells[:, :-1, 1:]]
        for cut, order in ((first & ~second, (0, 1, 2, 3)), (~first & second, (3, 2, 1, 0))):
            quad = np.stack([corners[i][cut] for i in order], axis=1)
            triangles += [quad[:, [0, 1, 2]], quad[:, [0, 2, 3]]]
    return np.concatenate(triangles).astype(np.int32)


def _relaxed(vertices: Numbers, triangles: NDArray[np.int32]) -> Numbers:
    """Each vertex half-way to the middle of its neighbours."""
    return (vertices + averaged(vertices, triangles)) / 2


def averaged(values: Numbers, triangles: NDArray[np.int32]) -> Numbers:
    """Values (n, k) at vertices → the mean over each vertex's neighbours."""
    total, count = np.zeros_like(values), np.zeros((len(values), 1))
    for a, b in ((0, 1), (1, 2), (2, 0)):
        for one, other in ((a, b), (b, a)):
            np.add.at(total, triangles[:, one], values[triangles[:, other]])
            np.add.at(count, triangles[:, one], 1.0)
    return np.asarray(total / np.maximum(count, 1))


def _onto(field: Field, vertices: Numbers) -> Numbers:
    """Vertices moved along the gradient onto the zero, by at most 2 mm a step."""
    for _ in range(2):
        step = 0.35
        gradient = np.stack(
            [
                (field(vertices + step * unit) - field(vertices - step * unit)) / (2 * step)
                for unit in np.eye(3)
            ],
            axis=1,
        )
        steep = np.maximum((gradient**2).sum(axis=1), 0.05)
        vertices = vertices - np.clip(field(vertices) / steep, -2, 2)[:, None] * gradient
    return np.asarray(vertices)
