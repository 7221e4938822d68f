"""The skin of a resting hand as triangles, and how it is fitted to the bones of a person."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.build import Build, average_build
from gesture_app.virtual_hand.body.kinematics import Bones, bones_of
from gesture_app.virtual_hand.body.pose import HandPose

Numbers = NDArray[np.float64]
Floats = NDArray[np.float32]

MESH_FILE = "mesh.npz"

Detail = Literal["coarse", "fine"]
"""How small the triangles are: for pictures the size of a webcam's, or larger."""

_LENGTH_STEPS, _NORMAL_STEPS, _WEIGHT_STEPS = 50, 4000, 255
"""In the file, how many make a millimetre, a unit vector, and the whole."""

FOREARM = 0
BONE_COUNT = 20
"""The forearm, four metacarpals of the palm, and the fifteen bones of the thumb and the fingers."""

REST = HandPose(
    np.zeros(3),
    np.eye(3),
    np.array([(14.0, 0, 0, 0), (2.5, 0, 0, 0), (-9.5, 0, 0, 0), (-24.0, 0, 0, 0)]),
    np.array([48.0, 22.0, 12.0, 0.0, 0.0]),
    np.zeros(2),
)
"""The pose in which the hand is sculpted: flat, fingers apart."""


def metacarpal(finger: int) -> int:
    """The bone of the palm below a finger, 1 = index … 4 = little."""
    return finger


def phalanx(finger: int, which: int) -> int:
    """A bone of a finger, 0 = thumb … 4 = little, counted from the palm."""
    return 5 + 3 * finger + which


@dataclass(frozen=True)
class HandMesh:
    """The skin of a right hand at rest, in the hand's axes.

    Attributes:
        vertices_mm: (n, 3).
        normals: (n, 3), unit length, outwards.
        triangles: (m, 3), counter-clockwise from outside.
        weights: (n, BONE_COUNT), how much each bone moves each vertex; rows sum to 1.
        bulges_mm: (n, 5), how far vertices swell with the thumb drawn in and each finger bent.
        places_mm: (n, 3), the vertices of the average hand, by which the skin's details are placed.
    """

    vertices_mm: Floats
    normals: Floats
    triangles: NDArray[np.int32]
    weights: Floats
    bulges_mm: Floats
    places_mm: Floats

    def fitted(self, build: Build) -> HandMesh:
        """The same skin on the bones of this person."""
        linear, moves = _bone_fits(build)
        of_bones = np.concatenate([linear.reshape(BONE_COUNT, 9), moves], axis=1).astype(np.float32)
        blended = self.weights @ of_bones
        matrices = blended[:, :9].reshape(-1, 3, 3)
        vertices = np.einsum("nij,nj->ni", matrices, self.vertices_mm) + blended[:, 9:]
        normals = np.einsum("nji,nj->ni", np.linalg.inv(matrices), self.normals)
        normals /= np.linalg.norm(normals, axis=1, keepdims=True)
        return HandMesh(
            vertices.astype(np.float32),
            normals.astype(np.float32),
            self.triangles,
            self.weights,
            self.bulges_mm * np.float32(build.girth),
            self.places_mm,
        )


@cache
def average_mesh(detail: Detail = "coarse") -> HandMesh:
    """The mesh that comes with the program."""
    data = resources.files("gesture_app.virtual_hand").joinpath("data", MESH_FILE).read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        vertices = arrays[f"{detail}_vertices"].astype(np.float32) / _LENGTH_STEPS
        normals = arrays[f"{detail}_normals"].astype(np.float32)
        weights = arrays[f"{detail}_weights"].astype(np.float32)
        bulges = arrays[f"{detail}_bulges"].astype(np.float32) / _LENGTH_STEPS
        return HandMesh(
            vertices,
            normals / np.linalg.norm(normals, axis=1, keepdims=True),
            arrays[f"{detail}_triangles"].astype(np.int32),
            weights / weights.sum(axis=1, keepdims=True),
            bulges,
            vertices,
        )


def stored(
    vertices: Numbers, normals: Numbers, triangles: NDArray[np.int32], weights: Numbers, bulges: Numbers
) -> dict[str, NDArray[Any]]:
    """A mesh as small whole numbers, as the file has it."""
    return {
        "vertices": np.round(vertices * _LENGTH_STEPS).astype(np.int16),
        "normals": np.round(normals * _NORMAL_STEPS).astype(np.int16),
        "triangles": triangles.astype(np.uint16),
        "weights": np.round(weights * _WEIGHT_STEPS).astype(np.uint8),
        "bulges": np.round(bulges * _LENGTH_STEPS).astype(np.uint8),
    }


def rest_bones(build: Build) -> Bones:
    """The bones in the pose of the mesh."""
    return bones_of(REST, build)


def _bone_fits(build: Build) -> tuple[Numbers, Numbers]:
    """For each bone the affine map from the average hand to this one: (bones, 3, 3) and (bones, 3)."""
    average = average_build()
    ours, theirs = rest_bones(average), rest_bones(build)
    size = float(build.palm_mm / average.palm_mm)
    girth = float(build.girth) * size
    linear, moves = np.empty((BONE_COUNT, 3, 3)), np.zeros((BONE_COUNT, 3))
    linear[FOREARM] = np.diag([girth, size, girth])
    for finger in range(4):
        linear[metacarpal(finger + 1)] = _stretch(
            average.knuckles_mm[finger], build.knuckles_mm[finger], girth
        )
    for finger in range(5):
        for which in range(3):
            old, new = ours.axes[finger, which], theirs.axes[finger, which]
            length = _length(theirs, finger, which) / _length(ours, finger, which)
            bone = phalanx(finger, which)
            linear[bone] = new @ np.diag([girth, length, girth]) @ old.T
            moves[bone] = theirs.starts_mm[finger, which] - linear[bone] @ ours.starts_mm[finger, which]
    return linear, moves


def _stretch(old: Numbers, new: Numbers, girth: float) -> Numbers:
    """The map that takes a metacarpal's end from `old` to `new` (3,) and scales its depth by `girth`."""
    flat_old, flat_new = old[:2], new[:2]
    scale = np.linalg.norm(flat_new) / np.linalg.norm(flat_old)
    angle = np.arctan2(*flat_new[::-1]) - np.arctan2(*flat_old[::-1])
    turn = np.array([(np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))])
    linear = np.zeros((3, 3))
    linear[:2, :2] = scale * turn
    linear[2, 2] = girth
    return linear


def _length(bones: Bones, finger: int, which: int) -> float:
    return float(np.linalg.norm(bones.ends_mm[finger, which] - bones.starts_mm[finger, which]))
