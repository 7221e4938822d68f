"""Where a sign is looked at from: its hands turned about their middle, before a camera that sees all of them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gesture_app.practice.references.motion import SignMotion
from gesture_app.virtual_hand.body.build import Side
from gesture_app.virtual_hand.body.camera import Camera
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.pose import HandPose, turned

Numbers = NDArray[np.float64]
SeenFrom = Literal["front", "own eyes"]

_STEEPEST_DEG = 80.0
_LEAST_ZOOM, _MOST_ZOOM = 0.6, 2.6
_OWN_PITCH_DEG = 24.0  # a head is behind the own hand and a little above it
_DISTANCE_MM = 620.0  # of somebody one talks to
_DISTANCE_REACHES = 3.0
_FLESH_MM = 14.0
_LEAST_HALF_MM = 96.0  # a fist is shown as large as the hand it belongs to
_MARGIN = 1.18


@dataclass(frozen=True, slots=True)
class Outlook:
    """From where somebody looks.

    Attributes:
        yaw_deg: −180…180, positive turns the hand's front to the right.
        pitch_deg: positive looks from above.
        zoom: 1 = all of the sign is in view.
    """

    yaw_deg: float = 0.0
    pitch_deg: float = 0.0
    zoom: float = 1.0

    def turned(self, yaw_deg: float, pitch_deg: float) -> Outlook:
        """Turned further by so much; it never goes over the top."""
        yaw_deg = (self.yaw_deg + yaw_deg + 180.0) % 360.0 - 180.0
        pitch_deg = min(max(self.pitch_deg + pitch_deg, -_STEEPEST_DEG), _STEEPEST_DEG)
        return replace(self, yaw_deg=yaw_deg, pitch_deg=pitch_deg)

    def zoomed(self, factor: float) -> Outlook:
        return replace(self, zoom=min(max(self.zoom * factor, _LEAST_ZOOM), _MOST_ZOOM))

    def towards(self, other: Outlook, share: float) -> Outlook:
        """So much of the way 0…1 to another one, turning the shorter way round."""
        yaw_deg = (other.yaw_deg - self.yaw_deg + 180.0) % 360.0 - 180.0
        pitch_deg = other.pitch_deg - self.pitch_deg
        nearer = self.turned(share * yaw_deg, share * pitch_deg)
        return replace(nearer, zoom=self.zoom + share * (other.zoom - self.zoom))

    @property
    def rotation(self) -> Numbers:
        """(3, 3), turns the scene."""
        return np.asarray(turned(pitch_deg=self.pitch_deg) @ turned(yaw_deg=self.yaw_deg))

    @property
    def from_behind(self) -> bool:
        """Whether the hands are seen from the signer's side."""
        return abs(self.yaw_deg) > 90.0


STANDPOINTS: dict[SeenFrom, Outlook] = {"front": Outlook(), "own eyes": Outlook(180.0, _OWN_PITCH_DEG)}


class SignScene:
    """The hands of a sign as somebody sees them who can walk around them."""

    def __init__(self, motion: SignMotion) -> None:
        self.motion = motion
        points = np.concatenate(
            [landmarks_of(pose, motion.build, side).reshape(-1, 3) for side, pose in motion.poses.items()]
        )
        low, high = points.min(axis=0), points.max(axis=0)
        self._middle_mm: Numbers = (low + high) / 2
        away = points - self._middle_mm
        self._across_mm = float(np.hypot(away[:, 0], away[:, 2]).max()) + _FLESH_MM
        self._up_mm = float(high[1] - low[1]) / 2 + _FLESH_MM

    def hands(self, time_s: float, outlook: Outlook) -> dict[Side, HandPose]:
        """The hands at one moment of the sign, before the camera."""
        return {side: self._seen(pose, outlook) for side, pose in self.motion.at(time_s).items()}

    def seen_mm(self, points_mm: Numbers, outlook: Outlook) -> Numbers:
        """Points of the motion's scene (…, 3), before the camera."""
        return np.asarray((points_mm - self._middle_mm) @ outlook.rotation.T - [0, 0, self._distance_mm])

    def camera(self, width: int, height: int, outlook: Outlook) -> Camera:
        """A camera whose picture has all of the sign in it, whichever way it is turned."""
        steep = math.radians(abs(outlook.pitch_deg))
        up_mm = max(self._up_mm * math.cos(steep) + self._across_mm * math.sin(steep), _LEAST_HALF_MM)
        across_mm = max(self._across_mm, _LEAST_HALF_MM)
        half_mm = max(up_mm, across_mm * height / width) * _MARGIN / outlook.zoom
        return Camera(width, height, 2 * math.degrees(math.atan(half_mm / self._distance_mm)))

    @property
    def _distance_mm(self) -> float:
        return max(_DISTANCE_MM, _DISTANCE_REACHES * self._across_mm)

    def _seen(self, pose: HandPose, outlook: Outlook) -> HandPose:
        return replace(
            pose,
            position_mm=self.seen_mm(pose.position_mm, outlook),
            rotation=outlook.rotation @ pose.rotation,
        )
