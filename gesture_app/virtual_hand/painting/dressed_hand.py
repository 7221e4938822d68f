"""A hand with its sleeve as triangles in the scene, ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.build import Build, Side, average_build
from gesture_app.virtual_hand.body.pose import MIRROR, HandPose
from gesture_app.virtual_hand.painting.chart import chart
from gesture_app.virtual_hand.painting.elbow import bent_at_elbow
from gesture_app.virtual_hand.painting.look import Sleeve
from gesture_app.virtual_hand.painting.mesh import Detail
from gesture_app.virtual_hand.painting.skinning import SkinnedHand, wrist_turn
from gesture_app.virtual_hand.painting.sleeve import sleeve_mesh
from gesture_app.virtual_hand.painting.untyped_cv import cv

Floats = NDArray[np.float32]

_UNDER_THE_CUFF_MM = 12.0
_BELOW = np.array([0.0, -0.94, -0.34])  # where arms come from, in the scene: below, a little behind the hand


@dataclass(frozen=True)
class SceneMesh:
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
        self._skin = SkinnedHand(build, detail)
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

    def posed(self, pose: HandPose) -> SceneMesh:
        """The hand as it is held."""
        points, normals = self._skin.bent(pose)
        forearm = wrist_turn(pose.wrist_deg).astype(np.float32)
        if self._sleeve is not None:
            scale = np.array([self._sleeve_scale, 1, self._sleeve_scale], np.float32)
            points = np.concatenate([points, (self._sleeve.vertices_mm * scale) @ forearm.T])
            normals = np.concatenate([normals, self._sleeve.normals @ forearm.T])
        turn = pose.rotation * (MIRROR if self._side == "left" else 1.0)
        points, normals = bent_at_elbow(points @ forearm, normals @ forearm, (turn @ forearm).T @ _BELOW)
        turn = turn @ forearm
        placed = np.concatenate([turn, pose.position_mm[:, None]], axis=1)
        return SceneMesh(
            cv.transform(points[:, None], placed)[:, 0],
            cv.transform(normals[:, None], turn)[:, 0],
            self._places,
            self._triangles,
        )

    def corners_mm(self, mesh: SceneMesh) -> Floats:
        """The points that triangles of the mesh use, (k, 3)."""
        return mesh.points_mm[self._used]


def together(meshes: Sequence[SceneMesh]) -> SceneMesh:
    """Several as one."""
    if len(meshes) == 1:
        return meshes[0]
    offsets = np.cumsum([0, *(len(mesh.points_mm) for mesh in meshes[:-1])])
    return SceneMesh(
        np.concatenate([mesh.points_mm for mesh in meshes]),
        np.concatenate([mesh.normals for mesh in meshes]),
        np.concatenate([mesh.places for mesh in meshes]),
        np.concatenate(
            [mesh.triangles + offset for mesh, offset in zip(meshes, offsets, strict=True)]
        ).astype(np.int32),
    )
