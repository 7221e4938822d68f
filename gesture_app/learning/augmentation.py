"""Other people, other cameras, other days: landmarks changed as they would have changed.

The set that won the 250-sign landmark contest (Google – Isolated Sign Language Recognition, 2023):
affine changes, finger-tree rotation, masks over time and hands; with bone lengths of other people and the
tracker's noise beside them. Everything works on whole batches.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.geometry import bones_of, palm_size
from gesture_app.hands.landmarks import FINGERS
from gesture_app.learning.bone_chain import FINGER_OF_BONE, RANK_IN_FINGER, hand_of
from gesture_app.learning.draws import Draws

Array = NDArray[np.float32]


def other_hands(points: Array, rng: Draws) -> Array:
    """Hands of another person (bone lengths) who bends the fingers a little otherwise, (N, T, 2, 21, 3)."""
    count = len(points)
    wrist = points[..., :1, :]
    bones = bones_of(points)
    lengths = np.exp(rng.normal(0, 0.06, (count, 1, 1, 20, 1)) + rng.normal(0, 0.04, (count, 1, 1, 1, 1)))
    joint = rng.integers(0, 4, (count, 2, len(FINGERS)))  # everything beyond this joint turns with it
    turn = rotations(rng.normal(0, 0.12, (count, 2, len(FINGERS), 3)))
    beyond = joint[..., FINGER_OF_BONE] <= RANK_IN_FINGER  # (N, 2, 20)
    per_bone = np.where(beyond[..., None, None], turn[:, :, FINGER_OF_BONE], np.eye(3))
    # As one product a bone over all times: (N, 2, 20, T, 3) @ (N, 2, 20, 3, 3).
    over_time = (bones * lengths.astype(np.float32)).transpose(0, 2, 3, 1, 4)
    turned = over_time @ per_bone.astype(np.float32).swapaxes(-1, -2)
    return hand_of(wrist, turned.transpose(0, 3, 1, 2, 4))


def rotations(angles: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rotation matrices of rotation vectors in radians, (…, 3) → (…, 3, 3), by Rodrigues' formula."""
    size = np.linalg.norm(angles, axis=-1)[..., None, None]
    x, y, z = np.moveaxis(angles, -1, 0)
    zero = np.zeros_like(x)
    cross = np.stack([zero, -z, y, z, zero, -x, -y, x, zero], axis=-1).reshape(*x.shape, 3, 3)
    first = np.sinc(size / np.pi)
    second = 0.5 * np.sinc(size / (2 * np.pi)) ** 2
    turned: NDArray[np.float64] = np.eye(3) + first * cross + second * (cross @ cross)
    return turned


def other_cameras(points: Array, rng: Draws) -> Array:
    """The same hands from elsewhere: turned, tilted, nearer or farther, sheared, shifted."""
    count = len(points)
    tilt = rotations(rng.normal(0, 1, (count, 3)) * np.array([0.12, 0.12, 0.0]))
    wrist = points[..., :1, :]
    # Tilt about each wrist: the picture knows no depth of the wrist itself.
    points = wrist + _turned(points - wrist, tilt)
    angle = rng.normal(0, 0.12, count)
    shear = rng.uniform(-0.15, 0.15, (count, 2))
    scale = np.exp(rng.normal(0, 0.15, count))
    stretch = np.exp(rng.normal(0, 0.05, count))  # a picture's width that was told wrongly
    turn = np.stack([np.cos(angle), -np.sin(angle), np.sin(angle), np.cos(angle)], -1).reshape(count, 2, 2)
    slant = np.stack([stretch, shear[:, 0], shear[:, 1], 1 / stretch], axis=-1).reshape(count, 2, 2)
    plane = turn @ slant * scale[:, None, None]
    shift = rng.normal(0, 0.12, (count, 1, 1, 1, 2)).astype(np.float32)
    flat = _turned(points[..., :2], plane) + shift
    depth = points[..., 2:] * (scale * np.exp(rng.normal(0, 0.1, count)))[:, None, None, None, None]
    seen_from: Array = np.concatenate([flat, depth.astype(np.float32)], axis=-1)
    return seen_from


def _turned(points: Array, matrices: NDArray[np.float64]) -> Array:
    """Each example's points (N, …, D) multiplied by its matrix (N, D, D)."""
    flat = points.reshape(len(points), -1, points.shape[-1])
    turned: Array = (flat @ matrices.astype(np.float32).swapaxes(-1, -2)).reshape(points.shape)
    return turned


def tracker_noise(points: Array, rng: Draws) -> Array:
    """Landmarks as uncertain as a tracker's: some trembling, more of it in depth."""
    with np.errstate(invalid="ignore"):
        size = palm_size(points)[..., None, None]
    strength = rng.uniform(0, 0.02, (len(points), 1, 1, 1, 1)).astype(np.float32)
    noise = rng.standard_normal(points.shape, np.float32) * np.array([1, 1, 2], np.float32)
    return points + noise * strength * size


def lost_hands(seen: NDArray[np.bool_], length: NDArray[np.intp], rng: Draws) -> NDArray[np.bool_]:
    """Some frames without a hand, and one of two hands lost altogether now and then, (N, T, 2)."""
    count, steps, _ = seen.shape
    step = np.arange(steps)[None, :, None]
    longest = np.maximum(length[:, None, None] * 0.2, 1)
    begin = rng.uniform(0, 1, (count, 1, 2)) * length[:, None, None]
    blink = (step >= begin) & (step < begin + rng.uniform(0, 1, (count, 1, 2)) * longest)
    blinked = seen & ~(blink & (rng.random((count, 1, 2)) < 0.3))
    shown = np.asarray(seen.any(axis=1), np.bool_)  # (N, 2)
    both = shown[:, 0] & shown[:, 1]
    rarely = both & (rng.random(count) < 0.06)
    gone = rarely[:, None] & (np.arange(2) == rng.integers(0, 2, (count, 1)))
    left = blinked & ~gone[:, None, :]
    return np.where(left.any(axis=(1, 2))[:, None, None], left, seen)


def augment(
    points: Array, seen: NDArray[np.bool_], length: NDArray[np.intp], rng: Draws
) -> tuple[Array, NDArray[np.bool_]]:
    """One random change of every kind for every example.

    Args:
        points: (N, T, 2, 21, 3).
        seen: (N, T, 2).
        length: (N,), steps that count.

    Returns:
        points and seen, of the same shapes; NaN where a hand is not seen.
    """
    points = tracker_noise(other_cameras(other_hands(points, rng), rng), rng)
    seen = lost_hands(seen, length, rng)
    return np.where(seen[..., None, None], points, np.nan).astype(np.float32, copy=False), seen
