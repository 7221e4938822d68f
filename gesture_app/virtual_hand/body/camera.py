"""A camera in front of the hands: from places in the scene to places in its picture, and to `HandFrame`s."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import SIDES, HandFrame
from gesture_app.virtual_hand.body.build import Side

Numbers = NDArray[np.float64]

_NEAREST_MM = 20.0
_TO_IMAGE_AXES = np.array([1.0, -1.0, -1.0])


@dataclass(frozen=True, slots=True)
class Camera:
    """A pinhole camera at the scene's origin that looks along -z.

    Attributes:
        width, height: of its picture, pixels.
        field_deg: the angle it sees from its top to its bottom edge (a laptop's: 36–50°).
    """

    width: int = 640
    height: int = 480
    field_deg: float = 45.0

    @property
    def aspect(self) -> float:
        """Width ÷ height."""
        return self.width / self.height

    @property
    def focal_px(self) -> float:
        """The focal length: how many pixels wide is what is as wide as it is far away."""
        return self.height / 2 / math.tan(math.radians(self.field_deg) / 2)

    def project(self, points_mm: Numbers) -> Numbers:
        """Where points of the scene (…, 3) fall: (…, 2) pixels from the picture's upper left corner.

        Points behind the camera are taken as just in front of it.
        """
        depth = np.maximum(-points_mm[..., 2], _NEAREST_MM)
        x = self.width / 2 + self.focal_px * points_mm[..., 0] / depth
        y = self.height / 2 - self.focal_px * points_mm[..., 1] / depth
        return np.stack([x, y], axis=-1)

    def image_landmarks(self, points_mm: Numbers) -> NDArray[np.float32]:
        """Landmarks of hands (…, 21, 3) as `HandFrame.image` has them: shares of the picture, z on x's scale."""
        pixels = self.project(points_mm)
        wrist = points_mm[..., :1, 2]
        depth = -(points_mm[..., 2] - wrist) * self.focal_px / np.maximum(-wrist, _NEAREST_MM)
        return np.stack(
            [pixels[..., 0] / self.width, pixels[..., 1] / self.height, depth / self.width], axis=-1
        ).astype(np.float32)

    def hand_frame(self, hands_mm: Mapping[Side, Numbers], time_s: float) -> HandFrame:
        """What a perfect tracker would tell of these hands.

        Args:
            hands_mm: the landmarks (21, 3) of each hand that is there.
        """
        frame = HandFrame.empty(time_s, self.aspect)
        for side, points_mm in hands_mm.items():
            slot = SIDES.index(side)
            frame.image[slot] = self.image_landmarks(points_mm)
            frame.world[slot] = world_landmarks(points_mm)
            frame.present[slot] = True
            frame.score[slot] = 1.0
        return frame


def world_landmarks(points_mm: Numbers) -> NDArray[np.float32]:
    """Landmarks of hands (…, 21, 3) as `HandFrame.world` has them: metres from the hand's middle, y down."""
    centred = points_mm - points_mm.mean(axis=-2, keepdims=True)
    return np.asarray(centred * _TO_IMAGE_AXES / 1000.0, np.float32)
