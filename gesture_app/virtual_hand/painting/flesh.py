"""The flesh around the bones of a hand at rest, as fields that are negative inside; used to sculpt the mesh.

The widths and depths are near those tables of body measures give for average adults; nothing was scanned. The
profiles between them are shaped by eye: knuckles are full, shafts waisted, each phalanx has its own pad.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.build import Build
from gesture_app.virtual_hand.body.kinematics import Bones
from gesture_app.virtual_hand.painting.limbs import Limb, Lump

Numbers = NDArray[np.float64]


def finger(bones: Bones, number: int, thickness: float) -> Limb:
    """A finger, 1 = index … 4 = little, from inside the palm to its tip."""
    one, two, three = _lengths(bones, number)
    dip, tip = one + two, one + two + three
    profile = [  # along, width, back, front
        (-14.0, 8.6, 6.5, 8.0),
        (-4.0, 9.4, 8.4, 9.8),
        (0.30 * one, 9.7, 8.5, 10.4),
        (0.62 * one, 9.2, 8.0, 9.9),
        (one - 4.5, 9.35, 8.5, 8.8),
        (one + 0.5, 9.6, 8.8, 8.3),
        (one + 5.0, 9.2, 8.2, 8.5),
        (one + 0.5 * two, 8.7, 7.3, 8.9),
        (dip - 3.0, 8.4, 7.1, 7.9),
        (dip + 1.0, 8.35, 6.9, 7.55),
        (dip + 0.32 * three, 8.2, 6.2, 8.0),
        (tip - 7.0, 7.6, 5.2, 7.7),
    ]
    return _limb(bones, number, profile, thickness, tip_mm=10.5)


def thumb(bones: Bones) -> Limb:
    """The thumb from its base to its tip."""
    one, two, three = _lengths(bones, 0)
    knuckle, joint, tip = one, one + two, one + two + three
    profile = [
        (-4.0, 9.5, 10.0, 10.0),
        (0.5 * one, 10.0, 9.5, 11.0),
        (knuckle - 8.0, 10.6, 9.3, 10.8),
        (knuckle, 11.2, 10.2, 10.2),
        (knuckle + 0.5 * two, 9.9, 8.6, 9.7),
        (joint - 4.0, 10.2, 9.0, 9.2),
        (joint + 1.0, 10.5, 8.6, 8.5),
        (joint + 0.35 * three, 10.4, 7.2, 9.2),
        (tip - 9.0, 9.6, 5.9, 8.8),
    ]
    return _limb(bones, 0, profile, 1.0, tip_mm=13.0)


def ray(build: Build, number: int) -> Limb:
    """The part of the palm around a metacarpal, 1 = index … 4 = little."""
    knuckle = build.knuckles_mm[number - 1]
    base = np.array([(9.0, 4.0, 0.0), (2.0, 4.0, -1.0), (-6.0, 3.0, -1.0), (-14.0, 2.0, 0.0)])[number - 1]
    along = (knuckle - base) / np.linalg.norm(knuckle - base)
    across = np.cross(along, (0.0, 0.0, 1.0))
    across /= np.linalg.norm(across)
    length = float(np.linalg.norm(knuckle - base))
    thick = (1.0, 1.0, 0.97, 0.9)[number - 1]
    profile = np.array(
        [
            (0.0, 8.5, 11.5, 11.0),
            (0.3 * length, 9.0, 9.8, 11.0),
            (0.6 * length, 9.8, 8.6, 11.6),
            (0.86 * length, 10.6, 8.6, 12.6),
            (length, 10.6, 10.2, 12.6),
            (length + 3.0, 10.2, 9.6, 12.2),
        ]
    )
    return Limb(
        base,
        np.stack([across, along, np.cross(across, along)], axis=1),
        profile[:, 0],
        profile[:, 1] * thick,
        profile[:, 2] * thick,
        profile[:, 3] * thick,
        tip_mm=13.0,
        square=2.3,
    )


def forearm() -> Limb:
    """From inside the wrist down towards the elbow."""
    profile = np.array(
        [
            (-34.0, 22.0, 9.0, 11.0),
            (-12.0, 28.0, 15.5, 17.0),
            (10.0, 29.0, 18.6, 20.0),
            (34.0, 28.6, 19.2, 20.6),
            (75.0, 30.5, 21.8, 22.8),
            (130.0, 35.0, 27.0, 28.0),
            (200.0, 41.0, 34.0, 35.0),
            (330.0, 46.0, 41.0, 42.0),
            (480.0, 50.0, 46.0, 47.0),
        ]
    )
    along, width, back, front = profile.T
    axes = np.array([(-1.0, 0.0, 0.0), (0.0, -1.0, 0.0), (0.0, 0.0, 1.0)])
    return Limb(np.array([0.5, 0.0, -0.5]), axes, along, width, back, front, tip_mm=5.0, square=2.2)


def palm_lumps(bones: Bones) -> list[Lump]:
    """Heel of the hand, its ulnar edge, the ball of the little finger's side, and the pads under the fingers."""
    lumps = [
        Lump(np.array([-19.0, 27.0, 6.0]), _towards((-0.22, 1.0, 0.0)), np.array([13.0, 30.0, 14.5])),
        Lump(np.array([1.0, 14.0, 2.5]), np.eye(3), np.array([22.0, 20.0, 13.5])),
    ]
    for left, right in ((1, 2), (2, 3), (3, 4)):
        middle = (_on_finger(bones, left, 0.27) + _on_finger(bones, right, 0.27)) / 2 + (0, -1.0, 3.0)
        gap = _on_finger(bones, left, 0.27) - _on_finger(bones, right, 0.27)
        across = float(np.linalg.norm(gap)) / 2
        lumps.append(Lump(middle, np.eye(3), np.array([across, 8.0, 6.0])))
    return lumps


def thenar_lumps(bones: Bones, build: Build) -> list[Lump]:
    """The ball of the thumb and the web between thumb and index finger."""
    base, knuckle = bones.starts_mm[0, 0], bones.ends_mm[0, 0]
    along = (knuckle - base) / np.linalg.norm(knuckle - base)
    index = build.knuckles_mm[0]
    ball = base + 0.42 * (knuckle - base) + (-7.5, -1.0, 3.5)
    web = 0.42 * (base + 0.80 * (knuckle - base)) + 0.58 * (0.60 * index) + (0.0, 1.0, 0.0)
    across = (base + 0.80 * (knuckle - base)) - 0.60 * index
    return [
        Lump(ball, _towards(along), np.array([14.5, 27.0, 14.0])),
        Lump(base - np.array([8.0, 2.0, -1.0]), np.eye(3), np.array([13.0, 15.0, 14.0])),
        Lump(web, _towards(across), np.array([14.0, 0.56 * float(np.linalg.norm(across)), 8.0])),
    ]


def _limb(
    bones: Bones, number: int, profile: Sequence[tuple[float, ...]], thickness: float, tip_mm: float
) -> Limb:
    along, *widths = np.array(profile).T
    width, back, front = (widths_mm * thickness for widths_mm in widths)
    return Limb(
        bones.starts_mm[number, 0], bones.axes[number, 0], along, width, back, front, tip_mm, square=2.25
    )


def _lengths(bones: Bones, number: int) -> tuple[float, float, float]:
    one, two, three = np.linalg.norm(bones.ends_mm[number] - bones.starts_mm[number], axis=-1)
    return float(one), float(two), float(three)


def _on_finger(bones: Bones, number: int, share: float) -> Numbers:
    """A point on the first bone of a finger."""
    return np.asarray(
        bones.starts_mm[number, 0] + share * (bones.ends_mm[number, 0] - bones.starts_mm[number, 0])
    )


def _towards(direction: Sequence[float] | Numbers) -> Numbers:
    """Axes (3, 3) whose second column points there, the third as much to the front as can be."""
    along = np.asarray(direction, float) / np.linalg.norm(direction)
    across = np.cross(along, (0.0, 0.0, 1.0))
    across /= np.linalg.norm(across)
    return np.stack([across, along, np.cross(across, along)], axis=1)
