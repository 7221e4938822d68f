"""From landmarks to joint angles: the hand that lies nearest to them, for one hand or many at once.

Analytic: the palm's turn from wrist and knuckles, the angles of thumb and fingers from their bones in the palm's
axes, the limits of the joints; then two steps of Gauss-Newton with the whole hand.

Within a tenth of a degree on landmarks of the virtual hand. On MediaPipe's picture landmarks of real people (27,000
hands of 7 people, depth corrected) the hand's landmarks lie, in three dimensions and on average, 7.3 % of the palm's
length from those given with one build a person (`measured_build`; 5.2 to 10.4 % from person to person), 3.8 % with
each hand's own bones (`builds_as_seen`); on its world landmarks (192 hands of 4 people) 4.9 % and 2.7 %. That is how
near the landmarks are, not the angles: what the tracker itself gets wrong comes on top, and through it the joint
angles are 10 to 14° off on average.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.geometry import in_picture_heights
from gesture_app.hands.landmarks import INDEX_MCP, PINKY_MCP, WRIST
from gesture_app.virtual_hand.body.alignment import alignment
from gesture_app.virtual_hand.body.build import Build, Side, average_build
from gesture_app.virtual_hand.body.joint_angles import finger_angles, thumb_angles
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.limits import clamped
from gesture_app.virtual_hand.body.measured_build import PALM, palm_points, resized
from gesture_app.virtual_hand.body.pose import MIRROR, HandPose, mirrored
from gesture_app.virtual_hand.body.refinement import bones_and_landmarks, nearer

Numbers = NDArray[np.float64]

_TO_SCENE_AXES = np.array([1.0, -1.0, -1.0])
MEDIAPIPE_DEPTH = 0.6
"""As much of the true depth MediaPipe tells in a picture: exp of `tracker_noise().depth`, and what makes the bones of
real hands most alike from frame to frame."""

_STEPS = 2
"""More bring the landmarks hardly nearer."""
_FARTHEST, _SMALLEST = 1e9, 1e-9
_THINNEST = 0.02
"""The palm's area over the square of its length, below which it faces nowhere; real palms have 0.2 to 0.7."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Hands found in landmarks; the leading dimensions are those of the landmarks.

    Attributes:
        pose: its `landmarks_of(pose, build, side)` are near to the landmarks, its joints within their limits; the
            wrist is as if straight, no landmark tells. NaN where unknown.
        build: the bones, in the landmarks' own unit.
        error: (…), mean distance of the 21 landmarks of that hand from those given, over the palm's length (wrist
            to middle knuckle of `build`). NaN where unknown.
        known: (…), False where the landmarks are no hand: not finite, all in one place, a palm without width.
    """

    pose: HandPose
    build: Build
    error: Numbers
    known: NDArray[np.bool_]


def fit_hand(points: NDArray[np.floating], side: Side = "right", build: Build | None = None) -> Fit | None:
    """The hand in 21 landmarks (21, 3); None where they are no hand. See `fit_hands`."""
    fit = fit_hands(points, side, build)
    return fit if fit.known else None


def fit_hands(points: NDArray[np.floating], side: Side = "right", build: Build | None = None) -> Fit:
    """The hands in many sets of landmarks.

    Args:
        points: (…, 21, 3) in the scene's axes (x right, y up, z to the camera) and any unit; see `from_image` and
            `from_world`. Not finite where absent.
        side: which hand they are of.
        build: the person's bones (see `measured_build`), with leading dimensions that broadcast to those of the
            points; their size does not matter, only their proportions. The average hand's if not given.
    """
    build = average_build() if build is None else build
    seen = np.asarray(points, np.float64)
    known = _is_hand(seen)
    right = _right_hands(seen, known, side)
    wrists = right[..., :1, :].copy()
    right -= wrists
    rest = palm_points(build)
    turn, size, shift = alignment(rest, right[..., PALM, :])
    flat = _angles(right, turn, size * build.palm_mm, _noise(rest, right, turn, size))
    bones, shape = bones_and_landmarks(flat, build)
    for _ in range(_STEPS):
        flat = nearer(flat, build, bones, shape, (right - shift) @ turn / size[..., None, None])
        bones, shape = bones_and_landmarks(flat, build)
        turn, size, shift = alignment(shape, right)
    placed = shape * size[..., None, None] @ np.swapaxes(turn, -1, -2) + shift
    palm = size * build.palm_mm
    error = np.asarray(np.sqrt(((placed - right) ** 2).sum(axis=-1)).mean(axis=-1) / palm)
    pose = HandPose((shift + wrists)[..., 0, :], turn, flat.fingers_deg, flat.thumb_deg, flat.wrist_deg)
    pose = mirrored(pose) if side == "left" else pose
    return _unknown_as_nan(Fit(pose, resized(build, size), error, known))


def from_image(image: NDArray[np.float32], aspect: float, depth: float = 1.0) -> Numbers:
    """Landmarks of a picture (…, 21, 3), as in `HandFrame.image`, in the scene's axes and picture heights.

    Args:
        depth: what the source tells of the true depth; see `MEDIAPIPE_DEPTH`.
    """
    scaled = in_picture_heights(np.asarray(image, np.float64), aspect)
    return np.asarray(scaled * (_TO_SCENE_AXES / (1, 1, depth)))


def from_world(world_m: NDArray[np.float32]) -> Numbers:
    """World landmarks (…, 21, 3), as in `HandFrame.world`, in the scene's axes, millimetres."""
    return np.asarray(np.asarray(world_m, np.float64) * _TO_SCENE_AXES * 1000.0)


def _is_hand(points: Numbers) -> NDArray[np.bool_]:
    finite = np.asarray((np.abs(points) < _FARTHEST).all(axis=(-2, -1)))  # False for NaN
    safe = np.where(finite[..., None, None], points, 0.0)
    index, little = (
        safe[..., INDEX_MCP, :] - safe[..., WRIST, :],
        safe[..., PINKY_MCP, :] - safe[..., WRIST, :],
    )
    along, across = (index * index).sum(axis=-1), (little * little).sum(axis=-1)
    both = (index * little).sum(axis=-1)
    longest = np.maximum(along, across)
    wide = along * across - both * both > (_THINNEST * longest) ** 2
    return np.asarray(finite & wide & (longest > _SMALLEST**2))


def _right_hands(points: Numbers, known: NDArray[np.bool_], side: Side) -> Numbers:
    """A copy with left hands mirrored and a hand in place of what is none, so that no step meets a NaN."""
    right = points * MIRROR if side == "left" else points.copy()
    if not known.all():
        right[~known] = _SOME_HAND
    return np.asarray(right)


def _noise(rest: Numbers, points: Numbers, turn: Numbers, size: Numbers) -> Numbers:
    """Variance of the landmarks (…) in squared palm lengths, from how badly the palm lies over its own points."""
    seen = points[..., PALM, :] @ turn / size[..., None, None]
    apart = seen - rest
    apart -= apart.mean(axis=-2, keepdims=True)
    return np.asarray((apart * apart).mean(axis=(-2, -1)) / (rest[..., 3, :] ** 2).sum(axis=-1))


def _angles(points: Numbers, turn: Numbers, palm: Numbers, noise: Numbers) -> HandPose:
    """The pose (…), neither turned nor placed, of a right hand that is turned like this."""
    own = points[..., 1:, :] @ turn / palm[..., None, None]
    chains = own.reshape(*own.shape[:-2], 5, 4, 3)
    bones = chains[..., 1:, :] - chains[..., :-1, :]
    leading = own.shape[:-2]
    pose = HandPose(
        np.zeros((*leading, 3)),
        np.broadcast_to(np.eye(3), (*leading, 3, 3)),
        finger_angles(bones[..., 1:, :, :], noise),
        thumb_angles(bones[..., 0, :, :], noise),
        np.zeros((*leading, 2)),
    )
    return clamped(pose)


def _unknown_as_nan(fit: Fit) -> Fit:
    if fit.known.all():
        return fit
    for array in (
        fit.pose.position_mm,
        fit.pose.rotation,
        fit.pose.fingers_deg,
        fit.pose.thumb_deg,
        fit.error,
    ):
        array[~fit.known] = np.nan
    return fit


def _some_hand() -> Numbers:
    none, zero = np.zeros(3), np.zeros(2)
    pose = HandPose(none, np.eye(3), np.zeros((4, 4)), np.array([45.0, 0, 0, 0, 0]), zero)
    return landmarks_of(pose, average_build())


_SOME_HAND = _some_hand()
