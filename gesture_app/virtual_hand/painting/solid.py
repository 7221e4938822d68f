"""A hand with its sleeve as triangles in the scene, ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.build import Build, Side, average_build
from gesture_app.virtual_hand.body.pose import HandPose
from gesture_app.virtual_hand.painting.chart import chart
from gesture_app.virtual_hand.painting.look import Sleeve
from gesture_app.virtual_hand.painting.mesh import Detail
from gesture_app.virtual_hand.painting.skinning import Skin, wrist_turn
from gesture_app.virtual_hand.painting.sleeve import sleeve_mesh
from gesture_app.virtual_hand.painting.untyped_cv import cv

Floats = NDArray[np.float32]

_UNDER_THE_CUFF_MM = 12.0
_MIRROR = np.array([-1.0, 1.0, 1.0])


@dataclass(frozen=True)
class Solid:
    """Triangles in the scene.

    Attributes:
        points_mm, normals: (n, 3).
        places: (n, 3), see `Chart.places`.
        triangles: (m, 3), counter-clockwise from outside.
    """

    points_mm: Floats
    normals: Floats
    places: Floats
    triangles: NDArray[np.int32]


class DressedHand:
    """One person's left or right hand, with or without a sleeve."""

    def __init__(self, build: Build, side: Side, sleeve: Sleeve | None, detail: Detail = "coarse") -> None:
        self._side = side
        self._skin = Skin(build, detail)
        self._sleeve = None if sleeve is None else sleeve_mesh(sleeve.from_wrist_mm)
        mesh = self._skin.mesh
        triangles = mesh.triangles
        places = chart(detail).places
        if sleeve is not None and self._sleeve is not None:
            hidden = mesh.places_mm[:, 1] < -sleeve.from_wrist_mm - _UNDER_THE_CUFF_MM
            triangles = triangles[~hidden[triangles].all(axis=1)]
            triangles = np.concatenate([triangles, self._sleeve.triangles + len(places)])
            places = np.concatenate([places, self._sleeve.places])
        self._places = places
        self._triangles = np.ascontiguousarray(triangles[:, ::-1] if side == "left" else triangles)
        # Not all vertices may be part of a triangle any more: those count for no window.
        self._used = np.unique(triangles)
        self._sleeve_scale = float(build.girth) * float(build.palm_mm / average_build().palm_mm)

    def posed(self, pose: HandPose) -> Solid:
        """The hand as it is held."""
        points, normals = self._skin.bent(pose)
        if self._sleeve is not None:
            turn = wrist_turn(pose.wrist_deg).astype(np.float32)
            scale = np.array([self._sleeve_scale, 1, self._sleeve_scale], np.float32)
            points = np.concatenate([points, (self._sleeve.vertices_mm * scale) @ turn.T])
            normals = np.concatenate([normals, self._sleeve.normals @ turn.T])
        turn = pose.rotation * (_MIRROR if self._side == "left" else 1.0)
        placed = np.concatenate([turn, pose.position_mm[:, None]], axis=1)
        return Solid(
            cv.transform(points[:, None], placed)[:, 0],
            cv.transform(normals[:, None], turn)[:, 0],
            self._places,
            self._triangles,
        )

    def corners_mm(self, solid: Solid) -> Floats:
        """The points that triangles of the solid use, (k, 3)."""
        return solid.points_mm[self._used]


def together(solids: Sequence[Solid]) -> Solid:
    """Several as one."""
    if len(solids) == 1:
        return solids[0]
    offsets = np.cumsum([0, *(len(solid.points_mm) for solid in solids[:-1])])
    return Solid(
        np.concatenate([solid.points_mm for solid in solids]),
        np.concatenate([solid.normals for solid in solids]),
        np.concatenate([solid.places for solid in solids]),
        np.concatenate(
            [solid.triangles + offset for solid, offset in zip(solids, offsets, strict=True)]
        ).astype(np.int32),
    )
