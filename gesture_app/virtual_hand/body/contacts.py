"""Where the fingers of a hand touch, and where they would run through each other.

Every phalanx, and every metacarpal of the palm, is taken as a capsule: all points within a radius of a segment. That
is flesh enough to tell touching from passing through; the picture has a finer skin.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.build import FINGERS, Build, average_build
from gesture_app.virtual_hand.body.kinematics import bones_of
from gesture_app.virtual_hand.body.pose import HandPose

Numbers = NDArray[np.float64]

DIGITS = ("thumb", *FINGERS)
THUMB, INDEX, MIDDLE, RING, LITTLE = range(5)

RADII_MM = np.array([(12, 9.5, 8.5), (8.5, 7.5, 6.8), (8.5, 7.5, 6.8), (8, 7, 6.5), (7, 6.2, 5.6)])
"""Half the thickness of thumb to little finger at each bone, from the wrist outwards, in the average hand."""

PALM_RADIUS_MM = 10.0
_PALM_BEGINS = 0.2  # where the metacarpals begin, as a share of the way from the wrist to the knuckle
_FLESH_BEYOND_TIP = 0.5  # how far the flesh reaches past the last landmark, as a share of the radius there

PARTS = (
    *(f"{digit} {bone}" for digit in DIGITS for bone in range(3)),
    *(f"palm below {finger}" for finger in FINGERS),
)
"""The names of the capsules: the three bones of each digit, then the four of the palm."""


class Capsules(NamedTuple):
    """The flesh of a hand in the hand's axes, in the order of `PARTS`.

    Attributes:
        starts_mm: (…, 19, 3).
        ends_mm: (…, 19, 3).
        radii_mm: (…, 19).
    """

    starts_mm: Numbers
    ends_mm: Numbers
    radii_mm: Numbers


def bone(digit: int, place: int) -> int:
    """Which of the `PARTS` is bone `place` (0 = innermost) of `digit` (0 = thumb)."""
    return digit * 3 + place


def palm(finger: int) -> int:
    """Which of the `PARTS` is the palm below `finger` (1 = index)."""
    return 15 + finger - 1


def capsules_of(pose: HandPose, build: Build) -> Capsules:
    """The capsules of hands; leading dimensions as `bones_of` has them."""
    bones = bones_of(pose, build)
    leading = bones.ends_mm.shape[:-3]
    size = build.girth * build.palm_mm / average_build().palm_mm
    radii = np.append(RADII_MM.ravel(), [PALM_RADIUS_MM] * 4) * np.broadcast_to(size, leading)[..., None]
    starts, ends = np.empty((*leading, 19, 3)), np.empty((*leading, 19, 3))
    starts[..., :15, :] = bones.starts_mm.reshape(*leading, 15, 3)
    ends[..., :15, :] = bones.ends_mm.reshape(*leading, 15, 3)
    tips = slice(2, 15, 3)
    back = (1 - _FLESH_BEYOND_TIP) * radii[..., tips, None]
    ends[..., tips, :] -= back * bones.axes[..., :, 2, :, 1]
    starts[..., 15:, :] = _PALM_BEGINS * build.knuckles_mm
    ends[..., 15:, :] = build.knuckles_mm
    return Capsules(starts, ends, radii)


def gaps_mm(capsules: Capsules, pairs: NDArray[np.intp]) -> Numbers:
    """The air between capsules, (…, n); negative where they run into each other.

    Args:
        pairs: (n, 2), of `PARTS`.
    """
    one, other = pairs[:, 0], pairs[:, 1]
    apart = segment_distances(
        capsules.starts_mm[..., one, :],
        capsules.ends_mm[..., one, :],
        capsules.starts_mm[..., other, :],
        capsules.ends_mm[..., other, :],
    )
    return np.asarray(apart - capsules.radii_mm[..., one] - capsules.radii_mm[..., other])


def gap_mm(pose: HandPose, build: Build, one: int, other: int) -> Numbers:
    """The air between two of the `PARTS`, (…)."""
    return gaps_mm(capsules_of(pose, build), np.array([(one, other)]))[..., 0]


def deepest_overlap(pose: HandPose, build: Build) -> tuple[float, str]:
    """How far two parts of one hand run into each other at most (mm, 0 = nowhere), and which two."""
    gaps = gaps_mm(capsules_of(pose, build), separate_pairs())
    worst = int(np.argmin(gaps))
    one, other = separate_pairs()[worst]
    return max(0.0, -float(gaps[worst])), f"{PARTS[one]} and {PARTS[other]}"


@cache
def separate_pairs() -> NDArray[np.intp]:
    """The pairs of `PARTS` that touch only if the pose makes them: (n, 2).

    Left out are bones of the same digit, the palm and what grows from it (the innermost bones), and the webs between
    neighbouring knuckles, which are one piece of flesh.
    """
    among_digits = [
        (bone(a, i), bone(b, j))
        for a in range(5)
        for b in range(a + 1, 5)
        for i in range(3)
        for j in range(3)
    ]
    with_palm = [(bone(a, i), palm(b)) for a in range(5) for i in (1, 2) for b in range(1, 5)]
    pairs = np.array(among_digits + with_palm, dtype=np.intp)
    pairs.flags.writeable = False
    return pairs


def segment_distances(a: Numbers, b: Numbers, c: Numbers, d: Numbers) -> Numbers:
    """The shortest distances between segments a–b and c–d, each (…, 3) → (…).

    Source: Ericson, Real-Time Collision Detection (2005), 5.1.9.
    """
    u, v, w = b - a, d - c, a - c
    uu, vv, uv = _dot(u, u), _dot(v, v), _dot(u, v)
    uw, vw = _dot(u, w), _dot(v, w)
    tiny = 1e-12
    across = uu * vv - uv * uv
    s = np.clip(
        np.where(across > tiny * uu * vv, (uv * vw - uw * vv) / np.where(across > 0, across, 1), 0), 0, 1
    )
    t = np.clip((uv * s + vw) / np.maximum(vv, tiny), 0, 1)
    s = np.clip((uv * t - uw) / np.maximum(uu, tiny), 0, 1)
    return np.asarray(np.linalg.norm(w + s[..., None] * u - t[..., None] * v, axis=-1))


def _dot(a: Numbers, b: Numbers) -> Numbers:
    return np.asarray(np.einsum("...i,...i->...", a, b))
