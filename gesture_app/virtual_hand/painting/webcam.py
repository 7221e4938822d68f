"""What a webcam makes of the painted hands: motion blur, softness, noise, exposure, compression."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.build import Side, average_build
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.pose import HandPose
from gesture_app.virtual_hand.painting.picture import Painter
from gesture_app.virtual_hand.painting.untyped_cv import cv

Pixels = NDArray[np.uint8]
Numbers = NDArray[np.float64]

_PER_PICTURE_PX, _MOST_PICTURES = 14.0, 3
_SMEARS_FROM_PX, _LONGEST_SMEAR_PX = 1.5, 25.0
_NOISE_TILE = 96


class Webcam:
    """Looks at what a painter paints, with the shortcomings of the painter's look."""

    def __init__(self, painter: Painter) -> None:
        self._painter = painter
        self._flaws = painter.look.webcam
        camera = painter.camera
        tile = (camera.height + _NOISE_TILE, camera.width + _NOISE_TILE)
        # Noise costs time: it is made once, a little blurred as webcams' is, and shifted for each frame.
        noise = np.random.default_rng(4).standard_normal((*tile, 3)).astype(np.float32)
        noise = 0.75 * noise + 0.5 * noise.mean(axis=2, keepdims=True)
        noise = cv.GaussianBlur(noise, (0, 0), 0.6)
        noise *= self._flaws.noise / max(float(noise.std()), 1e-6)
        self._noise = noise.astype(np.float32)

    def frame(
        self, hands_during_exposure: Sequence[Mapping[Side, HandPose]], rng: np.random.Generator
    ) -> Pixels:
        """One frame, (height, width, 3) BGR.

        Args:
            hands_during_exposure: the hands at one or more instants, evenly over the time the shutter is open; as
                many of them are painted as the movement asks for.

        Raises:
            ValueError: no instant is given.
        """
        if not hands_during_exposure:
            raise ValueError("A frame needs the hands of at least one instant.")
        moved_px = self._moved_px(hands_during_exposure[0], hands_during_exposure[-1])
        fastest = int(np.linalg.norm(moved_px, axis=1).argmax())
        instants = _chosen(hands_during_exposure, float(np.linalg.norm(moved_px[fastest])))
        picture = _mean([self._painter.picture(hands, quick=len(instants) > 1) for hands in instants])
        # Hands that come together go opposite ways, and are blurred alike.
        same_way_px = moved_px * np.where(moved_px @ moved_px[fastest] < 0, -1, 1)[:, None]
        picture = _smeared(picture, np.median(same_way_px, axis=0) / len(instants))
        if self._flaws.softness_px > 0:
            picture = cv.GaussianBlur(picture, (0, 0), self._flaws.softness_px)
        down, across = rng.integers(0, _NOISE_TILE, 2)
        height, width = picture.shape[:2]
        noise = self._noise[down : down + height, across : across + width]
        picture = cv.addWeighted(picture, self._flaws.exposure, noise, 1.0, 0.0, dtype=cv.CV_8U)
        return _compressed(picture, self._flaws.jpeg)

    def _moved_px(self, before: Mapping[Side, HandPose], after: Mapping[Side, HandPose]) -> Numbers:
        """How far each landmark moved in the picture, (n, 2), of the hands there at both times.

        Where there are none, one landmark that rests.
        """
        build, camera = average_build(), self._painter.camera
        moved = [
            camera.project(landmarks_of(after[side], build, side))
            - camera.project(landmarks_of(before[side], build, side))
            for side in before.keys() & after.keys()
        ]
        return np.concatenate(moved) if moved else np.zeros((1, 2))


def _chosen(
    instants: Sequence[Mapping[Side, HandPose]], fastest_px: float
) -> Sequence[Mapping[Side, HandPose]]:
    """Only the middle one of hands that rest, more of them the faster they are."""
    count = min(len(instants), _MOST_PICTURES, 1 + int(fastest_px / _PER_PICTURE_PX))
    middles = (np.arange(count) + 0.5) / count * len(instants)
    return [instants[int(middle)] for middle in middles]


def _smeared(picture: Pixels, way_px: Numbers) -> Pixels:
    """Blurred along the way (2,) that most of the hand goes between two of the pictures painted."""
    length = float(np.linalg.norm(way_px))
    if length < _SMEARS_FROM_PX:
        return picture
    way_px = way_px * min(1.0, _LONGEST_SMEAR_PX / length)
    reach = int(np.ceil(np.abs(way_px).max() / 2))
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    ends = [tuple(np.round((reach + sign * way_px / 2) * 16).astype(int).tolist()) for sign in (-1, 1)]
    cv.line(kernel, ends[0], ends[1], 1.0, 1, cv.LINE_8, 4)
    smeared: Pixels = cv.filter2D(picture, -1, kernel / kernel.sum(), borderType=cv.BORDER_REPLICATE)
    return smeared


def _mean(pictures: Sequence[Pixels]) -> Pixels:
    if len(pictures) == 1:
        return pictures[0]
    total = np.zeros(pictures[0].shape, np.float32)
    for picture in pictures:
        cv.accumulate(picture, total)
    mean: Pixels = cv.convertScaleAbs(total, alpha=1 / len(pictures))
    return mean


def _compressed(picture: Pixels, quality: int | None) -> Pixels:
    """As it comes out of a JPEG of this quality; unchanged with None."""
    if quality is None:
        return picture
    _, data = cv.imencode(".jpg", picture, [cv.IMWRITE_JPEG_QUALITY, quality])
    seen: Pixels = cv.imdecode(data, cv.IMREAD_COLOR)
    return seen
