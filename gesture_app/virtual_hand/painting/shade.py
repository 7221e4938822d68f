"""Light on skin: from normals, albedo, shadow and hollows to colours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.painting.look import Light
from gesture_app.virtual_hand.painting.untyped_cv import cv

Floats = NDArray[np.float32]

# All colours are blue, green, red. How far light creeps round into the shade: skin lets red through the farthest.
_WRAP = np.array([0.10, 0.15, 0.30], np.float32)
# What hollows get back from the skin around them.
_BETWEEN = np.array([0.03, 0.04, 0.09], np.float32)
_KEY, _ROOM, _SHINE = 0.80, 0.40, 0.075
# The room's light on what faces neither up nor forward.
_SIDEWAYS = 0.92
# The relief's slopes are no steeper, so that the edge of a finger before another is no cliff.
_STEEPEST = 0.9
_SHOULDER = 0.34
_ONE = 1.0


@dataclass(frozen=True)
class Lamps:
    """The look's light; colours are BGR.

    Attributes:
        towards: (3,), unit vector to the main light.
        key: (3, 2), the main light's colour as a line over the cosine of its angle.
        room: (3,), the colour of the light from everywhere.
        between: (3, 1), colour of what the hand throws back into its own hollows.
        half: (3,), half-way between the light and the camera.
        shine: (3, 1), colour of the main light's reflections.
    """

    towards: Floats
    key: Floats
    room: Floats
    between: Floats
    half: Floats
    shine: Floats


def lamps(light: Light) -> Lamps:
    """The lamps of a look."""
    towards = np.asarray(light.towards, np.float32)
    towards = towards / np.linalg.norm(towards)
    warm = np.float32(light.warmth)
    colour = np.float32(light.strength) * np.array(
        [1 - 0.20 * warm, 1 - 0.03 * warm, 1 + 0.10 * warm], np.float32
    )
    sky = np.array([1 + 0.10 * warm, 1.0, 1 - 0.08 * warm], np.float32)
    scale = np.float32(_KEY) * colour / (1 + _WRAP)
    half = towards + np.array([0, 0, 1], np.float32)
    return Lamps(
        towards,
        np.stack([scale, scale * _WRAP], axis=1).astype(np.float32),
        (np.float32(_ROOM * light.room) * sky).astype(np.float32),
        (np.float32(light.room) * _BETWEEN[:, None]).astype(np.float32),
        (half / np.linalg.norm(half)).astype(np.float32),
        (np.float32(_SHINE) * colour[:, None]).astype(np.float32),
    )


def roughened(
    normals: Floats, height_mm: Floats, depth_mm: Floats, focal: float
) -> tuple[Floats, Floats, Floats]:
    """x, y and z (rows, columns) of the unit normals after the relief; `normals` (rows, columns, 3) come as 0…1.

    Args:
        focal: the focal length in samples: a sample spans depth / focal millimetres.
    """
    steep = cv.divide(np.float32(focal), depth_mm)
    planes = cv.split(normals)
    slanted = []
    for axis, sign in ((0, -1.0), (1, 1.0)):
        slope = cv.Sobel(height_mm, cv.CV_32F, 1 - axis, axis, ksize=3, scale=0.125 * sign)
        cv.multiply(slope, steep, slope)
        np.clip(slope, -_STEEPEST, _STEEPEST, out=slope)
        slanted.append(cv.scaleAdd(planes[axis], 2.0, slope))
    x, y = (cv.subtract(plane, _ONE, plane) for plane in slanted)
    z = cv.addWeighted(planes[2], 2.0, planes[2], 0.0, -1.0)
    length = cv.magnitude(cv.magnitude(x, y), z)
    for plane in (x, y, z):
        cv.divide(plane, length, plane)
    return x, y, z


def lit(
    albedo: NDArray[np.uint8],
    gloss: Floats,
    normals: tuple[Floats, Floats, Floats],
    lit_share: Floats,
    open_share: Floats,
    by: Lamps,
) -> Floats:
    """Colours as the screen wants them, (rows, columns, 3) BGR 0…1.

    Args:
        albedo: (rows, columns, 3); gloss: (rows, columns).
        lit_share: (rows, columns, 3), how much of the main light comes there in blue, green and red, 0…1.
        open_share: (rows, columns), how much of the room's light comes there.
    """
    key = cv.max(cv.transform(_along(normals, by.towards), by.key), 0.0)
    cv.multiply(key, lit_share, key)
    # From above more than from below, some more from the screen in front, and back from what the main light hits.
    room = _along(normals, (-0.06 * float(by.towards[0]), 0.22, 0.16))
    cv.add(room, _SIDEWAYS, room)
    cv.multiply(room, open_share, room)
    light = cv.add(key, cv.transform(room, by.room[:, None]))
    # In hollows light goes from skin to skin, and gets warmer each time.
    between = cv.max(cv.subtract(_ONE, open_share), 0.0)
    cv.add(light, cv.transform(between, by.between), light)
    # Albedo is stored as screens show it; its square is about its share of light.
    colour = cv.multiply(albedo, albedo, scale=1 / 255**2, dtype=cv.CV_32F)
    cv.multiply(colour, light, colour)
    shine = _shine(_along(normals, by.half))
    cv.multiply(shine, gloss, shine)
    cv.multiply(shine, cv.extractChannel(lit_share, 0), shine)
    cv.add(colour, cv.transform(shine, by.shine), colour)
    # Bright places are compressed rather than cut off.
    shoulder = cv.addWeighted(colour, _SHOULDER, colour, 0.0, 1 - _SHOULDER / 2.4)
    shown: Floats = cv.sqrt(cv.divide(colour, shoulder))
    return shown


def _along(normals: tuple[Floats, Floats, Floats], direction: Floats | tuple[float, float, float]) -> Floats:
    """The normals' share of a direction, (rows, columns)."""
    x, y, z = normals
    flat = cv.addWeighted(x, float(direction[0]), y, float(direction[1]), 0.0)
    share: Floats = cv.addWeighted(flat, 1.0, z, float(direction[2]), 0.0)
    return share


def _shine(cosine: Floats) -> Floats:
    """A broad gleam and a small bright one within it."""
    broad = cv.max(cosine, 0.0)
    for _ in range(3):
        cv.multiply(broad, broad, broad)
    sharp = cv.multiply(broad, broad)
    cv.multiply(sharp, sharp, sharp)
    gleam: Floats = cv.addWeighted(broad, 0.35, sharp, 0.65, 0.0)
    return gleam
