"""Where the main light does not come, and where the room's light hardly does."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.painting.raster import FAR_MM, Window
from gesture_app.virtual_hand.painting.untyped_cv import cv

Floats = NDArray[np.float32]

_AROUND_MM = 330.0
_LIGHT_FAR_MM = 6000.0
_BIAS_MM, _SOFT_MM = 2.5, 5.0
_DARKEST_SHADOW = 0.16

_SETTINGS = cv.TriangleRasterizeSettings()
_SETTINGS.setCullingMode(cv.RASTERIZE_CULLING_CW)


@dataclass(frozen=True)
class ShadowMap:
    """What the light sees.

    Attributes:
        depth: (size, size), millimetres from the light.
        to_map: (3, 4), from the scene to columns, rows and depth of the map.
    """

    depth: Floats
    to_map: Floats

    def lit_share(self, window: Window, depth_mm: Floats) -> Floats:
        """How much of the main light comes to what is seen at this depth (rows, columns), 0…1."""
        rows, columns = depth_mm.shape
        x, y = window.rays(rows, columns)
        parts = []
        for of_x, of_y, of_z, constant in self.to_map:
            direction = of_x * x[None, :] + (of_y * y[:, None] - of_z)
            parts.append(direction * depth_mm + constant)
        column, row, far = parts
        nearest = cv.remap(
            self.depth,
            column,
            row,
            cv.INTER_LINEAR,
            borderMode=cv.BORDER_CONSTANT,
            borderValue=2 * _LIGHT_FAR_MM,
        )
        share: Floats = (nearest - far + np.float32(_BIAS_MM + _SOFT_MM)) / np.float32(_SOFT_MM)
        np.clip(share, _DARKEST_SHADOW, 1, out=share)
        return share


def shadow_map(points_mm: Floats, triangles: NDArray[np.int32], towards: Floats, size: int) -> ShadowMap:
    """What a far light in the direction `towards` (3,) sees of the hands, on a square of `size` by `size`."""
    side = np.cross((0.0, 1.0, 0.01), towards)
    side /= np.linalg.norm(side)
    axes = np.stack([side, np.cross(towards, side), towards]).astype(np.float32)
    seen = cv.transform(points_mm[:, None], axes)[:, 0]
    # Most of the points are the hands': the far end of an arm throws no shadow on them.
    centre = seen.mean(axis=0)
    low = np.maximum(seen.min(axis=0), centre - _AROUND_MM)
    high = np.minimum(seen.max(axis=0), centre + _AROUND_MM)
    middle, reach = (low + high) / 2, np.maximum((high - low) / 2 * 1.04, 1.0)
    scale = np.array([1 / reach[0], 1 / reach[1], 1.0], np.float32)
    from_light = (seen - middle) * scale
    from_light[:, 2] -= _LIGHT_FAR_MM
    # So far away that a pinhole sees as good as in parallel; the breadth is 2 at that distance.
    from_light[:, :2] *= -from_light[:, 2:] / _LIGHT_FAR_MM
    depth = np.full((size, size), 2 * _LIGHT_FAR_MM, np.float32)
    cv.triangleRasterizeDepth(
        np.ascontiguousarray(from_light, np.float32),
        triangles,
        depth,
        np.eye(4, dtype=np.float32),
        2 * math.atan(1 / _LIGHT_FAR_MM),
        _LIGHT_FAR_MM / 2,
        2 * _LIGHT_FAR_MM,
        _SETTINGS,
    )
    return ShadowMap(depth, _to_map(axes, middle, reach, size))


def open_share(depth_mm: Floats, focal_px: float) -> Floats:
    """How much of the room's light reaches what is seen at this depth (rows, columns): less in hollows."""
    covered = (depth_mm < FAR_MM * 0.99).astype(np.float32)
    near = cv.multiply(depth_mm, covered)
    pixels_per_mm = focal_px / float(near.sum() / max(float(covered.sum()), 1.0) or FAR_MM)
    share = np.ones_like(depth_mm)
    for radius_mm, strength in ((4.0, 0.48), (15.0, 0.45)):
        size = 2 * max(1, round(radius_mm * pixels_per_mm)) + 1
        around = cv.blur(cv.blur(near, (size, size)), (size, size))
        weight = cv.blur(cv.blur(covered, (size, size)), (size, size))
        hollow = (depth_mm - around / np.maximum(weight, 1e-3)) * np.float32(1 / (0.8 * radius_mm))
        share -= strength * np.clip(hollow, -0.15, 1)
    return np.clip(share, 0.18, 1.08)


def _to_map(axes: Floats, middle: Floats, reach: Floats, size: int) -> Floats:
    to_map = np.empty((3, 4), np.float32)
    half = size / 2
    to_map[0, :3], to_map[0, 3] = half / reach[0] * axes[0], half - half / reach[0] * middle[0] - 0.5
    to_map[1, :3], to_map[1, 3] = -half / reach[1] * axes[1], half + half / reach[1] * middle[1] - 0.5
    to_map[2, :3], to_map[2, 3] = -axes[2], middle[2] + _LIGHT_FAR_MM
    return to_map
