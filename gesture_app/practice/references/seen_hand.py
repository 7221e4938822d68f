"""One hand of a recording as the virtual hand: its joints, its turn and its place in front of the camera.

A single camera does not tell how far away a hand is, nor how large. Taken for granted here: the average palm, and the
angle of view of a usual webcam. Where the hand then is follows from its place and its size in the picture.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import HandSequence
from gesture_app.hands.geometry import in_picture_heights
from gesture_app.practice.references.smoothing import at_even_times, smoothed
from gesture_app.virtual_hand.body.build import Build, Side, average_build
from gesture_app.virtual_hand.body.camera import Camera
from gesture_app.virtual_hand.body.inverse import MEDIAPIPE_DEPTH, Fit, fit_hands, from_image, from_world
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.measured_build import measured_build, resized
from gesture_app.virtual_hand.body.pose import MIRROR, HandPose

Numbers = NDArray[np.float64]

SLOTS: tuple[Side, Side] = ("left", "right")
"""Whose hand each slot of a frame holds."""

_FOCAL_HEIGHTS = Camera().focal_px / Camera().height
_DISTANCE_WIDTH_S = 0.2
"""The size of a hand in the picture trembles more than anything else, and says least."""
_STRAY_PALMS = 0.35
_NEIGHBOURS = 2
_POOR_PALMS = 0.2
"""Landmarks that lie farther from any hand than this; good ones come to a third of it."""
_FULLY_TRUSTED = 15.0
"""Frames after which a person's measured bones count as much as the average's."""
_BONES_FROM, _BONES_TO = 0.8, 1.25


@dataclass(frozen=True, slots=True)
class SeenHand:
    """One hand in the frames in which it was seen well.

    Attributes:
        times_s: (T,).
        poses: with leading (T,), in mm in the scene.
    """

    side: Side
    times_s: Numbers
    poses: HandPose


def shape_points(sequence: HandSequence, slot: int) -> Numbers:
    """Landmarks (T, 21, 3) of one hand in the scene's axes, of no certain size or place; NaN where it was not seen.

    World landmarks where the recording has them: they are nearer to the truth, above all in depth. Now and then a
    tracker takes front for back, as with a cube that is drawn: what is a hand only then is turned over.
    """
    if _has_world(sequence, slot):
        points = from_world(sequence.world[:, slot])
    else:
        points = from_image(sequence.image[:, slot], sequence.aspect, MEDIAPIPE_DEPTH)
    poor = np.flatnonzero(fit_hands(points, SLOTS[slot]).error > _POOR_PALMS)  # False for NaN
    turned_over = points[poor] * (1.0, 1.0, -1.0)
    better = fit_hands(turned_over, SLOTS[slot]).error < _POOR_PALMS
    points[poor[better]] = turned_over[better]
    return points


def _has_world(sequence: HandSequence, slot: int) -> bool:
    return bool(np.isfinite(sequence.world[sequence.present[:, slot], slot]).all())


def person_build(sequence: HandSequence, slots: tuple[int, ...]) -> Build:
    """The signer's bones at the average size. Few frames prove little: the fewer there are, the nearer it is to the
    average hand, and without any it is that."""
    seen = []
    for slot in slots:
        points = shape_points(sequence, slot)
        known = points[fit_hands(points, SLOTS[slot]).known]
        seen.append(known * MIRROR if SLOTS[slot] == "left" else known)
    points, usual = np.concatenate(seen), average_build()
    if not len(points):
        return usual
    measured = measured_build(points)
    measured = resized(measured, np.asarray(usual.palm_mm / measured.palm_mm))
    return _between(usual, measured, len(points) / (len(points) + _FULLY_TRUSTED))


def seen_hand(sequence: HandSequence, slot: int, build: Build) -> SeenHand | None:
    """One hand of a recording; None where it cannot be made out.

    Args:
        build: the signer's bones in mm.
    """
    side, points = SLOTS[slot], shape_points(sequence, slot)
    fit = fit_hands(points, side, build)
    shapes = _shapes(fit.pose, build, side)
    kept = _without_strays(_good(fit), shapes / build.palm_mm)
    if not len(kept):
        return None
    times_s, picture = sequence.time_s[kept], _from_middle(sequence, slot)[kept]
    distances_mm = _distances_mm(times_s, picture, shapes[kept])
    pose, shapes = fit.pose[kept], shapes[kept]
    if not _has_world(sequence, slot):
        depths_mm = points[kept, :, 2] * (distances_mm / _FOCAL_HEIGHTS)[:, None]
        pose = fit_hands(_unprojected(picture, depths_mm, distances_mm), side, build).pose
        shapes = _shapes(pose, build, side)
    middles = np.append(picture.mean(axis=1), np.full((len(kept), 1), -_FOCAL_HEIGHTS), axis=1)
    middles *= (distances_mm / _FOCAL_HEIGHTS)[:, None]
    return SeenHand(side, times_s, replace(pose, position_mm=middles - shapes.mean(axis=1)))


def _good(fit: Fit) -> NDArray[np.intp]:
    """The frames whose landmarks are a hand's; all in which there is one, where it is not so in most of them."""
    good = fit.known & (fit.error < _POOR_PALMS)
    return np.flatnonzero(good if 2 * good.sum() > fit.known.sum() else fit.known)


def _shapes(pose: HandPose, build: Build, side: Side) -> Numbers:
    """Landmarks (T, 21, 3) in mm, turned as in the scene, the wrist at the origin; NaN where unknown."""
    return landmarks_of(replace(pose, position_mm=np.zeros_like(pose.position_mm)), build, side)


def _from_middle(sequence: HandSequence, slot: int) -> Numbers:
    """Landmarks (T, 21, 2) from the middle of the picture in its heights, y up."""
    points = in_picture_heights(sequence.image[:, slot], sequence.aspect)[..., :2].astype(np.float64)
    return np.asarray((points - (sequence.aspect / 2, 0.5)) * (1, -1))


def _distances_mm(times_s: Numbers, picture: Numbers, shapes: Numbers) -> Numbers:
    """How far away the hand is (T,), from how large it is in the picture."""
    flat = shapes[..., :2] - shapes[..., :2].mean(axis=1, keepdims=True)
    seen = picture - picture.mean(axis=1, keepdims=True)
    sizes = (flat * seen).sum(axis=(1, 2)) / (flat * flat).sum(axis=(1, 2))  # heights a mm
    usual = float(np.median(sizes))
    logs = np.log(np.clip(sizes, usual / 3, usual * 3))[:, None]
    if len(times_s) < 3:
        return np.asarray(_FOCAL_HEIGHTS / np.exp(logs[:, 0]))
    step_s = float(np.median(np.diff(times_s)))
    even_s = np.arange(times_s[0], times_s[-1] + step_s, step_s)
    calm = smoothed(at_even_times(times_s, logs, even_s), step_s, _DISTANCE_WIDTH_S)
    return np.asarray(_FOCAL_HEIGHTS / np.exp(at_even_times(even_s, calm, times_s)[:, 0]))


def _unprojected(picture: Numbers, depths_mm: Numbers, distances_mm: Numbers) -> Numbers:
    """Landmarks (T, 21, 3) in the scene, mm: where a camera must have seen what it saw at these depths."""
    z = depths_mm - depths_mm.mean(axis=1, keepdims=True) - distances_mm[:, None]
    flat = picture * (-z / _FOCAL_HEIGHTS)[..., None]
    return np.concatenate([flat, z[..., None]], axis=-1)


def _without_strays(frames: NDArray[np.intp], shapes: Numbers) -> NDArray[np.intp]:
    """The frames in which the hand is not wholly unlike just before and after: the tracker was mistaken there."""
    if len(frames) <= 2 * _NEIGHBOURS:
        return frames
    places = np.arange(len(frames))[:, None] + np.arange(-_NEIGHBOURS, _NEIGHBOURS + 1)
    around = shapes[frames][np.clip(places, 0, len(frames) - 1)]  # (T, neighbours, 21, 3)
    apart = np.linalg.norm(shapes[frames] - np.median(around, axis=1), axis=-1).mean(axis=-1)
    return np.asarray(frames[apart < _STRAY_PALMS])


def _between(usual: Build, measured: Build, share: float) -> Build:
    """`share` of the way from one build to the other, no bone beyond what people have."""

    def mixed(one: Numbers, other: Numbers) -> Numbers:
        return np.asarray(one + share * (other - one))

    def sound(one: Numbers, other: Numbers) -> Numbers:
        return mixed(one, np.clip(other, _BONES_FROM * one, _BONES_TO * one))

    return Build(
        mixed(usual.knuckles_mm, measured.knuckles_mm),
        sound(usual.phalanges_mm, measured.phalanges_mm),
        mixed(usual.thumb_base_mm, measured.thumb_base_mm),
        sound(usual.thumb_bones_mm, measured.thumb_bones_mm),
        usual.girth,
    )
