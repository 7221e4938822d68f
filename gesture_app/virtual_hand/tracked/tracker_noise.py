"""What a hand tracker makes of hands that are known exactly: its errors, its lapses, its doubts.

The figures are those of MediaPipe on pictures of the virtual hand (`data/tracker_noise.toml`; `noise_fitting` finds
them). Errors are measured in palm sizes. Landmarks err by

- a *bias* each, the same in the hand's own axes at all times;
- the *depth*, which comes out flatter or deeper than it is, by a factor that differs from take to take;
- an error that wanders as the hand moves, much the same for landmarks that are near to each other in the hand;
- a tremble from frame to frame;
- now and then, for a moment, all of this several times as much.

Hands are lost and found again at rates that depend on their speed, on how edge-on and how bent they are, and on
how much of them lies outside of the picture; now and then one is taken for the other hand.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.geometry import in_picture_heights, palm_size
from gesture_app.virtual_hand.tracked.batch import Batch
from gesture_app.virtual_hand.tracked.circumstances import circumstances, own_axes
from gesture_app.virtual_hand.tracked.noise_model import Error, Gross, NoiseModel, likeness

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


def as_tracked(true: Batch, noise: NoiseModel, rng: np.random.Generator) -> Batch:
    """What the tracker would have told of hands whose landmarks are exact."""
    around = circumstances(true)
    errors = _errors(true, noise.error, around, rng)
    image, world = _image(true, noise, errors, rng), _world(true, noise, errors, rng)
    seen, wrong = _lapses(true, noise, around, rng)
    score = _logistic(rng.normal(noise.sure, noise.sure_spread, seen.shape)).astype(np.float32)
    image[~seen], world[~seen], score[~seen] = np.nan, np.nan, 0.0
    swapped = wrong & seen & ~seen[..., ::-1]  # into the other hand's place, where that is free
    for each in (image, world, score, seen):
        _swap(each, swapped | swapped[..., ::-1])
    return replace(true, image=image, world=world, present=seen, score=score)


def wandering(error: Error, time_s: Numbers, speed: Numbers, rng: np.random.Generator) -> NDArray[np.float32]:
    """Errors of the landmarks of N hands, palm sizes, (N, T, 21, 3), before they are made worse.

    Args:
        time_s: (N, T). speed: (N, T), palm sizes a second.
    """
    hands, frames = time_s.shape
    gaps_s = np.diff(time_s, axis=1, prepend=time_s[:, :1])
    kept = np.exp(-gaps_s * (error.still + error.moving * speed)).astype(np.float32)
    fresh = np.sqrt(np.maximum(1 - kept**2, 0))
    drawn = rng.standard_normal((frames, hands, 3, 21), np.float32)
    for frame in range(1, frames):
        drawn[frame] *= fresh[:, frame, None, None]
        drawn[frame] += kept[:, frame, None, None] * drawn[frame - 1]
    mixing = np.linalg.cholesky(likeness(error.along, error.across) + 1e-6 * np.eye(21))
    errors = np.swapaxes(drawn @ (np.sqrt(1 - error.new) * mixing.T).astype(np.float32), -1, -2)
    errors = errors + np.float32(np.sqrt(error.new)) * rng.standard_normal(errors.shape, np.float32)
    errors *= np.stack([error.flat, error.flat, error.deep], axis=-1).astype(np.float32)
    return np.swapaxes(errors, 0, 1)


def _errors(true: Batch, error: Error, around: Numbers, rng: np.random.Generator) -> NDArray[np.float32]:
    """(N, T, 2, 21, 3), zero for hands that never show."""
    errors = np.zeros(true.image.shape, np.float32)
    for side in (0, 1):
        shown = true.present[:, :, side].any(axis=1)
        worse = error.worse.of(around[shown, :, side]).astype(np.float32)[..., None, None]
        times_s = true.time_s[shown]
        worse *= _gross_times(error.gross, times_s, rng)[..., None, None]
        errors[shown, :, side] = worse * wandering(error, times_s, around[shown, :, side, 1], rng)
    return errors


def _gross_times(gross: Gross, time_s: Numbers, rng: np.random.Generator) -> NDArray[np.float32]:
    """How many times as large the errors of N hands are, (N, T)."""
    times = np.ones(time_s.shape, np.float32)
    if gross.begins > 0:
        gaps_s = np.diff(time_s, axis=1, prepend=time_s[:, :1])
        begins, ends = (-np.expm1(-gaps_s * rate) for rate in (gross.begins, gross.ends))
        chance = rng.random(time_s.shape)
        under_way = chance[:, 0] < gross.begins / (gross.begins + gross.ends)
        for frame in range(time_s.shape[1]):
            if frame:
                now = chance[:, frame]
                under_way = np.where(under_way, now >= ends[:, frame], now < begins[:, frame])
            times[under_way, frame] = gross.times
    return times


def _image(
    true: Batch, noise: NoiseModel, errors: NDArray[np.float32], rng: np.random.Generator
) -> NDArray[np.float32]:
    points = in_picture_heights(true.image, true.aspect)
    bias = np.asarray(noise.bias, np.float32) @ np.swapaxes(own_axes(points), -1, -2)
    size = palm_size(points)[..., None, None]
    points[..., 2] *= np.exp(rng.normal(noise.depth, noise.depth_spread, (len(points), 1, 1, 1)))
    points += size * (bias + errors)
    points[..., 2] -= points[..., :1, 2]
    return np.asarray(points / np.array([true.aspect, 1.0, true.aspect], np.float32))


def _world(
    true: Batch, noise: NoiseModel, errors: NDArray[np.float32], rng: np.random.Generator
) -> NDArray[np.float32]:
    """World landmarks come from the same eyes: the same errors, about a hand of whatever size the tracker thinks."""
    size = palm_size(true.world)[..., None, None]
    times = np.exp(rng.normal(noise.world_size, noise.world_spread, (len(errors), 1, 1, 1, 1)))
    points = (true.world + size * errors) * times.astype(np.float32)
    return np.asarray(points - points.mean(axis=-2, keepdims=True))


def _swap(values: NDArray[np.generic], swapped: Flags) -> None:
    """Exchange left and right hands (N, T, 2, …) where it says so."""
    other = values[:, :, ::-1][swapped]  # a copy
    values[swapped] = other


def _logistic(values: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-values)))


def _lapses(true: Batch, noise: NoiseModel, around: Numbers, rng: np.random.Generator) -> tuple[Flags, Flags]:
    """Which hands are seen, and which of those are taken for the other one, (N, T, 2) each."""
    gaps_s = np.diff(true.time_s, axis=1, prepend=true.time_s[:, :1] - 0.04)[:, :, None]
    lost, found = noise.lost.within(around, gaps_s), noise.found.within(around, gaps_s)
    rate = np.array([noise.to_right, noise.to_wrong])
    turned = -np.expm1(-gaps_s[..., None] * rate)  # (N, T, 1, 2)
    chance = rng.random((3, *true.present.shape))
    seen, wrong = np.zeros_like(true.present), np.zeros_like(true.present)
    # Sequences are cut from a life that went on before: who is in the picture has been found, if it could be.
    before = chance[2, :, 0] < found[:, 0] / np.maximum(found[:, 0] + lost[:, 0], 1e-12)
    before &= true.present[:, 0]
    taken = chance[1, :, 0] < noise.wrong_at_first
    for frame in range(true.present.shape[1]):
        now = true.present[:, frame] & np.where(
            before, chance[0, :, frame] >= lost[:, frame], chance[0, :, frame] < found[:, frame]
        )
        change = np.where(taken, turned[:, frame, :, 0], turned[:, frame, :, 1])
        at_first = chance[1, :, frame] < noise.wrong_at_first
        taken = np.where(before | (frame == 0), taken ^ (chance[2, :, frame] < change), at_first)
        seen[:, frame], wrong[:, frame] = now, taken
        before = now
    return seen, wrong
