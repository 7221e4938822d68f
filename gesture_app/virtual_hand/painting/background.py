"""What stands behind the hands: out of focus, drawn once for a look."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.painting.look import Background, Light
from gesture_app.virtual_hand.painting.untyped_cv import cv

Floats = NDArray[np.float32]


@lru_cache(maxsize=8)
def background(what: Background, light: Light, width: int, height: int) -> NDArray[np.uint8]:
    """The picture without hands, (height, width, 3) BGR.

    Raises:
        KeyError: there is no background of this kind.
    """
    rng = np.random.default_rng(what.seed)
    picture = np.empty((height, width, 3), np.float32)
    picture[:] = what.colour[::-1]
    _KINDS[what.kind](picture, rng)
    picture *= _falloff(light, width, height)[..., None]
    picture += rng.normal(0, 1.2, (height, width, 1)).astype(np.float32)
    done = np.clip(picture, 0, 255).astype(np.uint8)
    done.flags.writeable = False
    return done


def _falloff(light: Light, width: int, height: int) -> Floats:
    """Brighter where the light comes from, darker in the corners."""
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(1, -1, height, dtype=np.float32)[:, None]
    side = np.clip(np.array(light.towards[:2]), -1, 1)
    return np.asarray(
        (0.70 + 0.22 * light.room) * (1 + 0.12 * (x * side[0] + y * side[1])) * (1 - 0.13 * (x * x + y * y)),
        np.float32,
    )


def _wall(picture: Floats, rng: np.random.Generator) -> None:
    """Plaster, hardly structured."""
    height, width = picture.shape[:2]
    blotches = rng.normal(0, 2.2, (8, 10)).astype(np.float32)
    picture += cv.resize(blotches, (width, height), interpolation=cv.INTER_CUBIC)[..., None]


def _gradient(picture: Floats, rng: np.random.Generator) -> None:
    """A studio's paper, from one colour to a darker one."""
    height = picture.shape[0]
    to = np.float32(rng.uniform(0.45, 0.75))
    picture *= np.linspace(1.1, to, height, dtype=np.float32)[:, None, None]


def _window(picture: Floats, rng: np.random.Generator) -> None:
    """A bright window with its frame at one side."""
    height, width = picture.shape[:2]
    left = float(rng.choice([0.62, 0.02])) * width
    top, right, bottom = 0.04 * height, left + 0.36 * width, 0.72 * height
    picture *= 0.82
    panes = ((left, (left + right) / 2 - 0.01 * width), ((left + right) / 2 + 0.01 * width, right))
    _box(
        picture,
        left - 0.015 * width,
        top - 0.02 * height,
        right + 0.015 * width,
        bottom + 0.02 * height,
        (205, 208, 208),
    )
    for start, end in panes:
        _box(picture, start, top, end, bottom, (282, 276, 262))
        _box(picture, start, top + 0.45 * (bottom - top), end, bottom, (236, 244, 232))
    _box(picture, 0, 0.86 * height, width, height, (96, 110, 122))
    _blur(picture, 0.012)


def _shelf(picture: Floats, rng: np.random.Generator) -> None:
    """Rows of books."""
    height, width = picture.shape[:2]
    rows = 4
    for row in range(rows):
        floor = (row + 0.97) * height / rows
        x = -10.0
        while x < width:
            breadth = float(rng.uniform(0.012, 0.035)) * width
            tall = float(rng.uniform(0.55, 0.85)) * height / rows
            if rng.random() < 0.86:
                tone = rng.uniform(40, 140) + rng.normal(0, 15, 3)
                _box(picture, x, floor - tall, x + breadth, floor, tuple(np.clip(tone, 25, 225)))
            x += breadth + 1
        _box(picture, 0, floor, width, floor + 0.03 * height, (70, 96, 128))
    _blur(picture, 0.021)


def _room(picture: Floats, rng: np.random.Generator) -> None:
    """A living room far out of focus."""
    height, width = picture.shape[:2]
    _box(picture, 0, 0.74 * height, width, height, tuple(rng.uniform(60, 120) + rng.normal(0, 12, 3)))
    for _ in range(7):
        x, y = rng.uniform(-0.1, 0.9) * width, rng.uniform(0.1, 0.7) * height
        w, h = rng.uniform(0.08, 0.35) * width, rng.uniform(0.1, 0.4) * height
        _box(
            picture, x, y, x + w, y + h, tuple(np.clip(rng.uniform(50, 190) + rng.normal(0, 16, 3), 20, 230))
        )
    lamp = (int(rng.uniform(0.05, 0.95) * width), int(rng.uniform(0.1, 0.4) * height))
    cv.circle(picture, lamp, int(0.05 * width), (170, 215, 245), -1)
    _blur(picture, 0.03)


def _clutter(picture: Floats, rng: np.random.Generator) -> None:
    """A messy workplace: many small things of all colours."""
    height, width = picture.shape[:2]
    for _ in range(70):
        x, y = int(rng.uniform(0, width)), int(rng.uniform(0.1, 1.0) * height)
        size = rng.uniform(0.02, 0.12, 2) * width
        tone = tuple(float(v) for v in np.clip(rng.uniform(30, 215) + rng.normal(0, 14, 3), 10, 240))
        if rng.random() < 0.3:
            cv.ellipse(picture, ((x, y), (size[0], size[1]), float(rng.uniform(0, 180))), tone, -1)
        else:
            corners = cv.boxPoints(((x, y), (size[0], size[1]), float(rng.normal(0, 12)))).astype(np.int32)
            cv.fillConvexPoly(picture, corners, tone)
    _blur(picture, 0.02)


def _box(
    picture: Floats, left: float, top: float, right: float, bottom: float, colour_bgr: tuple[float, ...]
) -> None:
    cv.rectangle(
        picture, (round(left), round(top)), (round(right), round(bottom)), tuple(map(float, colour_bgr)), -1
    )


def _blur(picture: Floats, share_of_width: float) -> None:
    cv.GaussianBlur(picture, (0, 0), share_of_width * picture.shape[1], picture)


_KINDS = {
    "wall": _wall,
    "gradient": _gradient,
    "window": _window,
    "shelf": _shelf,
    "room": _room,
    "clutter": _clutter,
}
