"""A sign as a moving picture that other programs can show: WebP, transparent around the hand."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gesture_app.practice.references.motion import SignMotion
from gesture_app.virtual_hand.body.build import Build, Side
from gesture_app.virtual_hand.body.camera import Camera
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.pose import HandPose
from gesture_app.virtual_hand.painting.look import DEFAULT_LOOK, Look

if TYPE_CHECKING:
    from PIL.Image import Image

    from gesture_app.virtual_hand.painting.picture import Painter

Numbers = NDArray[np.float64]

_FIELD_DEG = 30.0
_FILLED = 0.8
"""The share of the picture that the hands' landmarks take up; the rest is for flesh and the beginning of the arm."""
_LEAST_MM = 180.0
"""A fist is not shown larger than an open hand."""
_PAUSE_MS = 700
"""Before a movement begins again."""
_QUALITY = 80


class MovingPictures:
    """Makes one picture after another, of one size and look."""

    def __init__(self, size_px: int = 360, fps: float = 12.5, look: Look = DEFAULT_LOOK) -> None:
        """`size_px`: width and height."""
        self._camera = Camera(size_px, size_px, _FIELD_DEG)
        self._fps = fps
        self._look = look
        self._painter: Painter | None = None
        self._painted_build: Build | None = None

    def picture(self, motion: SignMotion) -> bytes:
        """The whole sign, filling the picture; of a held one a still, of a movement all of it, for ever."""
        times_s = self._times_s(motion)
        moments = [motion.at(time_s) for time_s in times_s]
        offset_mm = self._into_view(motion)
        painter = self._painter_for(motion)
        frames = [self._frame(painter, hands, offset_mm) for hands in moments]
        encoded = io.BytesIO()
        if len(frames) == 1:
            frames[0].save(encoded, "WEBP", quality=_QUALITY)
        else:
            lasting_ms = [round(1000 / self._fps)] * (len(frames) - 1) + [_PAUSE_MS]
            frames[0].save(
                encoded, "WEBP", quality=_QUALITY, save_all=True, append_images=frames[1:], duration=lasting_ms,
                loop=0,
            )  # fmt: skip
        return encoded.getvalue()

    def _times_s(self, motion: SignMotion) -> list[float]:
        if motion.held:
            return [motion.steps_s[-1]]
        count = max(2, round(motion.duration_s * self._fps) + 1)
        return [float(time_s) for time_s in np.linspace(0.0, motion.duration_s, count)]

    def _painter_for(self, motion: SignMotion) -> Painter:
        """The last one if it paints the same bones: getting one ready takes longer than painting."""
        from gesture_app.virtual_hand.painting.picture import Painter  # OpenCV comes along

        if self._painter is None or self._painted_build is not motion.build:
            self._painter = Painter(self._camera, self._look, motion.build)
            self._painted_build = motion.build
        return self._painter

    def _into_view(self, motion: SignMotion) -> Numbers:
        """How far to move the scene, (3,), so that all of the sign is seen, as large as can be."""
        points = np.concatenate(
            [landmarks_of(poses, motion.build, side).reshape(-1, 3) for side, poses in motion.poses.items()]
        )
        low, high = points.min(axis=0), points.max(axis=0)
        wide_mm = max(_LEAST_MM, float((high - low)[:2].max()))
        away_mm = wide_mm / _FILLED * self._camera.focal_px / self._camera.height
        middle = (low + high) / 2
        return np.array([-middle[0], -middle[1], -away_mm - high[2]])

    @staticmethod
    def _frame(painter: Painter, hands: Mapping[Side, HandPose], offset_mm: Numbers) -> Image:
        from PIL import Image

        moved = {
            side: replace(pose, position_mm=pose.position_mm + offset_mm) for side, pose in hands.items()
        }
        blue_green_red = painter.cutout(moved)
        return Image.fromarray(np.ascontiguousarray(blue_green_red[..., [2, 1, 0, 3]]), "RGBA")
