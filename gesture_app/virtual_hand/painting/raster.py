"""Draw triangles into a window of the camera's picture, each pixel with its depth and what the vertices carry."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.camera import Camera
from gesture_app.virtual_hand.painting.untyped_cv import cv

Floats = NDArray[np.float32]

NEAR_MM, FAR_MM = 25.0, 4000.0

_SETTINGS = cv.TriangleRasterizeSettings()
_SETTINGS.setCullingMode(cv.RASTERIZE_CULLING_CW)
_SETTINGS.setShadingType(cv.RASTERIZE_SHADING_SHADED)
_IDENTITY = np.eye(4, dtype=np.float32)
_RIGHT_ANGLE = math.pi / 2


@dataclass(frozen=True)
class Window:
    """A part of the camera's picture, drawn `fine` times as finely.

    Attributes:
        left, top, width, height: in the picture's pixels.
        fine: samples per pixel and direction.
    """

    camera: Camera
    left: int
    top: int
    width: int
    height: int
    fine: float = 2.0

    @property
    def samples(self) -> tuple[int, int]:
        """Rows and columns of samples."""
        return round(self.height * self.fine), round(self.width * self.fine)

    def with_fine(self, fine: float) -> Window:
        """The same part of the picture, drawn so finely."""
        return replace(self, fine=fine)

    def meets(self, other: Window) -> bool:
        """Whether the two have pixels in common."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )

    def joined(self, other: Window) -> Window:
        """The smallest window with both in it."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        right = max(self.left + self.width, other.left + other.width)
        bottom = max(self.top + self.height, other.top + other.height)
        return Window(self.camera, left, top, right - left, bottom - top, self.fine)

    def rays(self, rows: int, columns: int) -> tuple[Floats, Floats]:
        """x / depth of each column (columns,) and y / depth of each row (rows,) of a picture of this window."""
        focal = self.camera.focal_px
        across = (np.arange(columns) + 0.5) * (self.width / columns)
        down = (np.arange(rows) + 0.5) * (self.height / rows)
        x = (self.left + across - self.camera.width / 2) / focal
        y = (self.camera.height / 2 - self.top - down) / focal
        return x.astype(np.float32), y.astype(np.float32)

    def shifted(self, points_mm: Floats) -> Floats:
        """Points of the scene (n, 3) as a camera that sees only this window with 90° from top to bottom has them."""
        focal = self.camera.focal_px
        scale = 2 * focal / self.height
        middle_x = (self.left + self.width / 2 - self.camera.width / 2) / focal
        middle_y = (self.camera.height / 2 - self.top - self.height / 2) / focal
        shifted = np.empty_like(points_mm, dtype=np.float32)
        shifted[:, 0] = scale * (points_mm[:, 0] + middle_x * points_mm[:, 2])
        shifted[:, 1] = scale * (points_mm[:, 1] + middle_y * points_mm[:, 2])
        shifted[:, 2] = points_mm[:, 2]
        return shifted


def window_around(camera: Camera, points_mm: Floats, margin_px: int = 3) -> Window | None:
    """The smallest window with all the points (n, 3) that are before the camera; None if the picture has none."""
    before = points_mm[points_mm[:, 2] < -NEAR_MM]
    if not len(before):
        return None
    pixels = camera.project(before.astype(np.float64))
    low = np.floor(pixels.min(axis=0)).astype(int) - margin_px
    high = np.ceil(pixels.max(axis=0)).astype(int) + margin_px
    left, top = max(int(low[0]), 0), max(int(low[1]), 0)
    width, height = min(int(high[0]), camera.width) - left, min(int(high[1]), camera.height) - top
    if width <= 0 or height <= 0:
        return None
    return Window(camera, left, top, width, height)


def draw(
    window: Window, points_mm: Floats, triangles: NDArray[np.int32], *carried: Floats
) -> tuple[Floats, tuple[Floats, ...]]:
    """Depth (rows, columns), `FAR_MM` where nothing is, and each of `carried` (n, 3; 0…1) as (rows, columns, 3)."""
    shifted = window.shifted(points_mm)
    pictures = []
    depth = np.empty(window.samples, np.float32)
    for values in carried:
        depth.fill(FAR_MM)
        picture = np.zeros((*window.samples, 3), np.float32)
        cv.triangleRasterize(
            shifted, triangles, values, picture, depth, _IDENTITY, _RIGHT_ANGLE, NEAR_MM, FAR_MM, _SETTINGS
        )
        pictures.append(picture)
    return depth, tuple(pictures)
