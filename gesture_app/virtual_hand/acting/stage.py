"""Where hands perform: how far from the camera, beside what, and when they are in the picture."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.build import average_build
from gesture_app.virtual_hand.body.camera import Camera

Numbers = NDArray[np.float64]

_OWN_SIDE_PALMS = np.array([-0.6, -0.1, 0.0])
_REST_PALMS = np.array([-0.9, 0.0, -0.3])
_LAP_PALMS = np.array([-0.8, -1.5, -0.2])
_HAND_PALMS, _BESIDE_PALMS = 2.2, 0.5


def _average_palm_mm() -> float:
    return float(average_build().palm_mm)


@dataclass(frozen=True, slots=True)
class Stage:
    """The place in front of a camera where somebody's hands perform.

    Attributes:
        palm_mm: palm length of the person, by which all places are measured.
        distance_mm: of the hands from the camera.
        right_mm, up_mm: of the middle of the stage from the middle of the picture.
        camera: decides when a hand is out of the picture.
    """

    palm_mm: float = field(default_factory=_average_palm_mm)
    distance_mm: float = 450.0
    right_mm: float = 0.0
    up_mm: float = 0.0
    camera: Camera = field(default_factory=Camera)

    @property
    def middle_mm(self) -> Numbers:
        """(3,), the middle of the stage in the scene."""
        return np.array([self.right_mm, self.up_mm, -self.distance_mm])

    def place_mm(self, palms: Numbers, *, from_middle: bool) -> Numbers:
        """A place (3,) in palm lengths from the right hand's own side, or the middle, to mm from the middle."""
        own = np.zeros(3) if from_middle else _OWN_SIDE_PALMS
        return np.asarray((own + palms) * self.palm_mm)

    @property
    def rest_mm(self) -> Numbers:
        """(3,), where a right hand rests below the picture, from the middle."""
        place = _REST_PALMS * self.palm_mm
        farther_mm = self.distance_mm - place[2]
        edge_mm = farther_mm * math.tan(math.radians(self.camera.field_deg) / 2)
        place[1] = -self.up_mm - edge_mm - _HAND_PALMS * self.palm_mm
        return place

    @property
    def lap_mm(self) -> Numbers:
        """(3,), where a right hand lies in sight while the other one performs, from the middle."""
        return _LAP_PALMS * self.palm_mm

    def in_picture(self, wrists_mm: Numbers, rotations: Numbers) -> NDArray[np.bool_]:
        """Whether any part of hands could be seen: wrists (T, 3) in the scene, rotations (T, 3, 3) → (T,)."""
        along = rotations[..., :, 1] * self.palm_mm
        seen = np.zeros(len(wrists_mm), bool)
        for share in (0.0, 1.0, 2.0):
            points = wrists_mm + share * along
            x, y = np.moveaxis(self.camera.project(points), -1, 0)
            margin = self.camera.focal_px * _BESIDE_PALMS * self.palm_mm / np.maximum(-points[:, 2], 20.0)
            inside_x = (x > -margin) & (x < self.camera.width + margin)
            seen |= inside_x & (y > -margin) & (y < self.camera.height + margin) & (points[:, 2] < 0)
        return seen
