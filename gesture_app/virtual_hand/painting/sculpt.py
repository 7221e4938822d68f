"""Sculpt the hand's mesh from its bones: `python -m gesture_app.virtual_hand.painting.sculpt` writes data/mesh.npz."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.build import average_build
from gesture_app.virtual_hand.body.kinematics import bones_of
from gesture_app.virtual_hand.painting import flesh
from gesture_app.virtual_hand.painting.limbs import Limb, Lump, union
from gesture_app.virtual_hand.painting.mesh import (
    BONE_COUNT,
    FOREARM,
    MESH_FILE,
    REST,
    Detail,
    metacarpal,
    phalanx,
    stored,
)
from gesture_app.virtual_hand.painting.steps import smooth_step
from gesture_app.virtual_hand.painting.surface import averaged, normals_of, surface_of

Numbers = NDArray[np.float64]

_THICKNESS = (1.0, 1.03, 0.97, 0.86)
_CELLS_MM: Mapping[Detail, float] = {"coarse": 2.75, "fine": 1.9}
_BULGE_MM, _BALL_BULGE_MM = 3.2, 2.0
_FOREARM_TO_MM = -470.0


class Sculpture:
    """The field of the resting hand, and which bone moves what."""

    def __init__(self) -> None:
        self.build = average_build()
        self.bones = bones_of(REST, self.build)
        self.fingers = [flesh.finger(self.bones, n, _THICKNESS[n - 1]) for n in range(1, 5)]
        self.rays = [flesh.ray(self.build, n) for n in range(1, 5)]
        self.thumb = flesh.thumb(self.bones)
        self.forearm = flesh.forearm()
        self.palm = flesh.palm_lumps(self.bones)
        self.thenar = flesh.thenar_lumps(self.bones, self.build)

    def field(self, points_mm: Numbers) -> Numbers:
        """About how far points (n, 3) are outside the skin, (n,)."""
        palm_parts: list[Limb | Lump] = [*self.rays, *self.palm]
        ball_parts: list[Limb | Lump] = [*self.thenar, self.thumb]
        palm = union([part.distance_mm(points_mm) for part in palm_parts], 2.2)
        ball = union([part.distance_mm(points_mm) for part in ball_parts], 2.5)
        body = union([palm, ball, self.forearm.distance_mm(points_mm)], 3.5)
        fingers = union([finger.distance_mm(points_mm) for finger in self.fingers], 0.8)
        return union([body, fingers], 1.6)

    def weights(self, points_mm: Numbers) -> Numbers:
        """(n, bones): how much each bone moves each point of the skin."""
        weights = np.zeros((len(points_mm), BONE_COUNT))
        nearness = self._nearness(points_mm)
        for number in range(1, 5):
            share = nearness[:, number - 1, None]
            weights += share * self._finger_weights(points_mm, number)
        thumb = self._thumb_weights(points_mm)
        share = self._thumb_share(points_mm)[:, None]
        weights = (1 - share) * weights + share * thumb
        arm = smooth_step(10.0, -20.0, points_mm[:, 1])[:, None]
        weights *= 1 - arm
        weights[:, FOREARM] += arm[:, 0]
        return weights

    def bulges_mm(self, points_mm: Numbers) -> Numbers:
        """(n, 5): how far the flesh at points swells when the thumb is drawn in and the fingers are bent."""
        bulges = np.zeros((len(points_mm), 5))
        bulges[:, 0] = _BALL_BULGE_MM * np.exp(-np.maximum(self.thenar[0].distance_mm(points_mm), 0) / 4.0)
        bulges[:, 0] *= smooth_step(-2.0, 8.0, self.thumb.along(points_mm)[0])
        nearness = self._nearness(points_mm)
        for number in range(1, 5):
            along, out = self.fingers[number - 1].along(points_mm)
            one, two, _ = np.linalg.norm(self.bones.ends_mm[number] - self.bones.starts_mm[number], axis=-1)
            first = np.exp(-(((along - 0.66 * one) / (0.22 * one)) ** 2))
            second = np.exp(-(((along - one - 0.48 * two) / (0.30 * two)) ** 2))
            front = smooth_step(-6.0, 6.0, out)
            bulges[:, number] = _BULGE_MM * nearness[:, number - 1] * front * (first + 0.8 * second)
        return bulges

    def _nearness(self, points_mm: Numbers) -> Numbers:
        """(n, 4): to which of the four fingers, with their metacarpals, points belong."""
        distances = np.stack(
            [
                np.minimum(finger.distance_mm(points_mm), ray.distance_mm(points_mm))
                for finger, ray in zip(self.fingers, self.rays, strict=True)
            ],
            axis=1,
        )
        near = np.exp(-(distances - distances.min(axis=1, keepdims=True)) / 1.8)
        return np.asarray(near / near.sum(axis=1, keepdims=True))

    def _finger_weights(self, points_mm: Numbers, number: int) -> Numbers:
        along, out = self.fingers[number - 1].along(points_mm)
        one, two, _ = np.linalg.norm(self.bones.ends_mm[number] - self.bones.starts_mm[number], axis=-1)
        front = smooth_step(-7.0, 7.0, out)
        # In front the palm reaches up to the web, behind the finger begins at the knuckle.
        first = smooth_step(-9.0 + 9.0 * front, 8.0 + 10.0 * front, along)
        second = smooth_step(one - 7.0, one + 7.0, along)
        third = smooth_step(one + two - 5.5, one + two + 5.5, along)
        weights = np.zeros((len(points_mm), BONE_COUNT))
        weights[:, metacarpal(number)] = 1 - first
        weights[:, phalanx(number, 0)] = first * (1 - second)
        weights[:, phalanx(number, 1)] = second * (1 - third)
        weights[:, phalanx(number, 2)] = third
        return weights

    def _thumb_weights(self, points_mm: Numbers) -> Numbers:
        along, _ = self.thumb.along(points_mm)
        one, two, _ = np.linalg.norm(self.bones.ends_mm[0] - self.bones.starts_mm[0], axis=-1)
        second = smooth_step(one - 9.0, one + 9.0, along)
        third = smooth_step(one + two - 6.5, one + two + 6.5, along)
        weights = np.zeros((len(points_mm), BONE_COUNT))
        weights[:, phalanx(0, 0)] = 1 - second
        weights[:, phalanx(0, 1)] = second * (1 - third)
        weights[:, phalanx(0, 2)] = third
        return weights

    def _thumb_share(self, points_mm: Numbers) -> Numbers:
        """(n,): how much the thumb, rather than the palm, moves points."""
        start, end = self.bones.starts_mm[0, 0], self.bones.ends_mm[0, 2]
        to_thumb = _from_segment(points_mm, start, end)
        to_palm = np.min(
            [
                _from_segment(points_mm, np.array([0.6 * k[0], 5.0, 0.0]), finger_end)
                for k, finger_end in zip(self.build.knuckles_mm, self.bones.ends_mm[1:, 2], strict=True)
            ],
            axis=0,
        )
        along, _ = self.thumb.along(points_mm)
        ramp = smooth_step(-8.0, 26.0, along)
        return np.asarray(ramp * smooth_step(-16.0, 16.0, to_palm - to_thumb))


def sculpted(cell_mm: float) -> dict[str, NDArray[Any]]:
    """The arrays of one mesh, with triangles of about this size."""
    sculpture = Sculpture()
    fine = np.arange(-40.0, 192.0, cell_mm)
    coarse = np.concatenate([np.arange(_FOREARM_TO_MM, -130.0, 10.0), np.arange(-130.0, -40.0, 4.5)])
    axes = (np.arange(-72.0, 112.0, cell_mm), np.concatenate([coarse, fine]), np.arange(-56.0, 66.0, cell_mm))
    vertices, triangles = surface_of(sculpture.field, axes)
    weights = sculpture.weights(vertices)
    for _ in range(round(60 / cell_mm**2)):
        weights = 0.5 * weights + 0.5 * averaged(weights, triangles)
    return stored(
        vertices, normals_of(sculpture.field, vertices), triangles, weights, sculpture.bulges_mm(vertices)
    )


def _from_segment(points_mm: Numbers, start: Numbers, end: Numbers) -> Numbers:
    span = end - start
    share = np.clip((points_mm - start) @ span / (span @ span), 0, 1)
    return np.asarray(np.linalg.norm(points_mm - start - share[:, None] * span, axis=1))


def write(file: Path) -> None:
    """Sculpt, and write the mesh file."""
    arrays: dict[str, NDArray[Any]] = {}
    for detail, cell_mm in _CELLS_MM.items():
        mesh = sculpted(cell_mm)
        arrays |= {f"{detail}_{name}": values for name, values in mesh.items()}
    file.parent.mkdir(exist_ok=True)
    np.savez_compressed(file, allow_pickle=False, **arrays)


if __name__ == "__main__":
    write(Path(__file__).parents[1] / "data" / MESH_FILE)
