"""A sheet of skin while it is drawn: strokes, creases, spots and grain, in millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.painting.chart import LEFT_MM, TOP_MM, seen_squarely, sheet_size
from gesture_app.virtual_hand.painting.steps import smooth_step
from gesture_app.virtual_hand.painting.untyped_cv import cv

Numbers = NDArray[np.float64]
Floats = NDArray[np.float32]
Line = Sequence[tuple[float, float]]

PER_MM = 4.0


@dataclass(frozen=True)
class Sheet:
    """One side of the hand, texel by texel; all (rows, columns).

    Attributes:
        height_mm: how far the skin stands out.
        blush: how much blood shines through, about 0…1.
        light: by how much the skin is lighter (1 = as usual).
        nail: how much of a nail's plate there is, 0…1.
        nail_pale: where a nail is pale: its half-moon and its free edge.
        faces: 0…1, how squarely the sheet sees the skin; 0 where there is none.
    """

    height_mm: Floats
    blush: Floats
    light: Floats
    nail: Floats
    nail_pale: Floats
    faces: Floats


class Drawing:
    """A sheet being drawn."""

    def __init__(self, palm_side: bool) -> None:
        self.faces = seen_squarely(PER_MM, palm_side)
        self.shape = sheet_size(PER_MM)
        self.height = np.zeros(self.shape, np.float32)
        self.blush = np.zeros(self.shape, np.float32)
        self.light = np.ones(self.shape, np.float32)
        self.nail = np.zeros(self.shape, np.float32)
        self.nail_pale = np.zeros(self.shape, np.float32)
        rows, columns = self.shape
        self.x_mm = (LEFT_MM + (np.arange(columns, dtype=np.float32) + 0.5) / PER_MM)[None, :]
        self.y_mm = (TOP_MM - (np.arange(rows, dtype=np.float32) + 0.5) / PER_MM)[:, None]

    def stroke(self, points_mm: Line | Numbers, breadth_mm: float) -> Floats:
        """A line that thins out at its ends, 1 in its middle; `breadth_mm` is its standard deviation."""
        curve = _curve(np.asarray(points_mm, float))
        pixels = np.stack([(curve[:, 0] - LEFT_MM) * PER_MM, (TOP_MM - curve[:, 1]) * PER_MM], axis=1)
        picture = np.zeros(self.shape, np.float32)
        fixed = np.round(pixels * 16).astype(int)
        for i in range(len(fixed) - 1):
            strength = min(1.0, 5 * (i + 1) / len(fixed), 5 * (len(fixed) - i) / len(fixed))
            cv.line(picture, tuple(fixed[i]), tuple(fixed[i + 1]), strength, 1, cv.LINE_8, 4)
        sigma = breadth_mm * PER_MM
        drawn: Floats = cv.GaussianBlur(picture, (0, 0), sigma) * np.float32(sigma * 2.0)
        return drawn

    def crease(self, points_mm: Line | Numbers, depth_mm: float, breadth_mm: float = 0.5) -> None:
        """A fold of the skin, darker at its bottom, with slightly raised banks."""
        fold = self.stroke(points_mm, breadth_mm)
        banks = cv.GaussianBlur(fold, (0, 0), 1.6 * PER_MM)
        self.height += depth_mm * (0.9 * banks - fold)
        self.light *= 1 - np.float32(min(0.26 * depth_mm, 0.24)) * np.clip(fold, 0, 1.2)
        self.blush += np.float32(0.30 * depth_mm) * np.clip(fold, 0, 1.2)

    def spot(self, centre_mm: Numbers, radii_mm: tuple[float, float], along: Numbers | None = None) -> Floats:
        """A soft oval, 1 in its middle; its second radius lies along the direction `along` (2,)."""
        x, y = self.x_mm - np.float32(centre_mm[0]), self.y_mm - np.float32(centre_mm[1])
        if along is not None:
            x, y = x * along[1] - y * along[0], x * along[0] + y * along[1]
        return np.exp(-((x / radii_mm[0]) ** 2 + (y / radii_mm[1]) ** 2)).astype(np.float32)

    def finished(self) -> Sheet:
        """What was drawn, with the skin's grain, fading out where there is no skin."""
        shows = smooth_step(0.04, 0.24, self.faces)
        grain = _grain(self.shape)
        return Sheet(
            (self.height + grain * (1 - 0.9 * self.nail)) * shows,
            np.clip(self.blush, 0, 1.5) * shows,
            1 + (self.light - 1) * shows,
            self.nail,
            self.nail_pale,
            self.faces,
        )


def _curve(points: Numbers) -> Numbers:
    """A smooth curve through points (n, 2): Catmull–Rom."""
    padded = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    t = np.linspace(0, 1, 12, endpoint=False)[:, None]
    pieces = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False)
    ]
    return np.concatenate([*pieces, points[-1:]])


@cache
def noise(shape: tuple[int, int], size_mm: float, seed: int) -> Floats:
    """Smooth noise of this grain, standard deviation 1."""
    sigma = size_mm * PER_MM
    step = max(1, int(sigma / 2))
    small = (shape[0] // step + 2, shape[1] // step + 2)
    picture = np.random.default_rng(seed).standard_normal(small).astype(np.float32)
    picture = cv.GaussianBlur(picture, (0, 0), sigma / step)
    picture = cv.resize(picture, (shape[1], shape[0]), interpolation=cv.INTER_CUBIC)
    even: Floats = (picture - picture.mean()) / picture.std()
    return even


def _grain(shape: tuple[int, int]) -> Floats:
    """The fine relief of skin, millimetres."""
    fine = np.abs(noise(shape, 0.38, 1)) - np.abs(noise(shape, 0.55, 2))
    return np.asarray(0.028 * fine + 0.04 * noise(shape, 1.6, 3), np.float32)
