"""A map of the skin: where on two flat sheets, one of the palm's side and one of the back, each vertex lies."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.build import average_build
from gesture_app.virtual_hand.body.kinematics import bones_of
from gesture_app.virtual_hand.painting.mesh import REST, Detail, average_mesh
from gesture_app.virtual_hand.painting.skinning import SkinnedHand
from gesture_app.virtual_hand.painting.untyped_cv import cv

Numbers = NDArray[np.float64]
Floats = NDArray[np.float32]

LEFT_MM, RIGHT_MM, BOTTOM_MM, TOP_MM = -70.0, 122.0, -64.0, 196.0
"""What of the hand's axes the sheets show."""

WIDTH_MM, HEIGHT_MM = RIGHT_MM - LEFT_MM, TOP_MM - BOTTOM_MM

CHART_POSE = replace(REST, thumb_deg=np.array([58.0, 0.0, -80.0, 0.0, 0.0]))
"""The pose in which the sheets are drawn: the thumb shows its pad like the fingers do."""

_REPEAT_MM = 46.0
_FAR_MM = 20000.0


@dataclass(frozen=True)
class Chart:
    """Where the skin lies on the sheets.

    Attributes:
        places: (n, 3), for each vertex of the mesh: share of the sheet's width, share of its height from the top,
            and 0.5 + a quarter of how much it faces the palm's side (−1…1), so that 0.5 divides the sheets.
        joints_mm: (5, 4, 2), thumb to little finger, where their joints and tips lie.
    """

    places: Floats
    joints_mm: Numbers


@cache
def chart(detail: Detail = "coarse") -> Chart:
    """The chart of the average hand; it holds for all hands, whose meshes have the same vertices."""
    points, normals = SkinnedHand(average_build(), detail).bent(CHART_POSE)
    bones = bones_of(CHART_POSE, average_build())
    joints = np.concatenate([bones.starts_mm[:, :1], bones.ends_mm], axis=1)[..., :2]
    places = np.stack(
        [
            (points[:, 0] - LEFT_MM) / WIDTH_MM,
            (TOP_MM - _repeated(points[:, 1])) / HEIGHT_MM,
            0.5 + 0.25 * np.clip(normals[:, 2], -1, 1),
        ],
        axis=1,
    )
    return Chart(np.clip(places, 0, 1).astype(np.float32), joints)


def _repeated(y_mm: Floats) -> Floats:
    """Places on the forearm below the sheets are shown as its upper end is, there and back again."""
    from_bottom = BOTTOM_MM + 1.0 - y_mm
    turns = np.abs((from_bottom / _REPEAT_MM + 1) % 2 - 1) * _REPEAT_MM
    return np.where(from_bottom > 0, BOTTOM_MM + 1.0 + turns, y_mm)


@cache
def seen_squarely(per_mm: float, palm_side: bool) -> Floats:
    """How much the skin faces the sheet (0…1) at each of its texels, seen square on."""
    points, normals = SkinnedHand(average_build(), "fine").bent(CHART_POSE)
    side = 1.0 if palm_side else -1.0
    rows, columns = sheet_size(per_mm)
    points = points - np.array([(LEFT_MM + RIGHT_MM) / 2, (BOTTOM_MM + TOP_MM) / 2, 0], np.float32)
    points[:, 2] = side * points[:, 2] - _FAR_MM
    towards = np.repeat(side * normals[:, 2:], 3, axis=1)
    picture = np.zeros((rows, columns, 3), np.float32)
    depth = np.full((rows, columns), 2 * _FAR_MM, np.float32)
    settings = cv.TriangleRasterizeSettings()
    settings.setCullingMode(cv.RASTERIZE_CULLING_NONE)
    settings.setShadingType(cv.RASTERIZE_SHADING_SHADED)
    field = 2 * math.atan(HEIGHT_MM / 2 / _FAR_MM)
    cv.triangleRasterize(
        points.astype(np.float32),
        average_mesh("fine").triangles,
        np.clip(towards, 0, 1).astype(np.float32),
        picture,
        depth,
        np.eye(4, dtype=np.float32),
        field,
        _FAR_MM / 2,
        2 * _FAR_MM,
        settings,
    )
    return picture[..., 0]


def sheet_size(per_mm: float) -> tuple[int, int]:
    """Rows and columns of a sheet with so many texels a millimetre."""
    return round(HEIGHT_MM * per_mm), round(WIDTH_MM * per_mm)
