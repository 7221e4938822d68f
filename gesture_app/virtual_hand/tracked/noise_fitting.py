"""Find the figures of a tracker's noise from what it told of hands that are known exactly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import HandSequence
from gesture_app.virtual_hand.tracked.circumstances import Influence
from gesture_app.virtual_hand.tracked.error_fitting import fitted_error
from gesture_app.virtual_hand.tracked.noise_model import NoiseModel
from gesture_app.virtual_hand.tracked.rate_fitting import fitted_rate
from gesture_app.virtual_hand.tracked.sightings import Sightings, sightings_of, sizes_of

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

_FACTORS = (0.3, 3.0)
_FLATTEST = 0.15
"""Standard deviation of the true depth, in palm sizes, of a hand that is too flat to tell the depth's factor."""
_TRIMMED, _BIAS_ROUNDS = 0.01, 6


class TooLittle(ValueError):
    """What was seen is too little to find a tracker's noise."""


def fit_noise(true: Sequence[HandSequence], seen: Sequence[HandSequence], source: str = "") -> NoiseModel:
    """The noise with which a tracker saw `true` as `seen`.

    Args:
        true: with the exact landmarks of every hand in the picture, 20 frames a second or more.
        seen: of the same frames, as the tracker told.
        source: to be noted in the model.

    Raises:
        TooLittle: fewer than a hundred sightings of hands.
        ValueError: the sequences are not of the same frames.
    """
    takes = [take for pair in zip(true, seen, strict=True) for take in sightings_of(*pair)]
    if sum(int(take.found.sum()) for take in takes) < 100:
        raise TooLittle("A tracker's noise needs a hundred sightings of hands or more.")
    depth, depth_spread = _depth([take for take in takes if take.found.any()])
    errors = [_error(take, np.exp(_own_depth(take, depth, depth_spread))) for take in takes]
    bias, rest = _bias(np.concatenate(errors), np.concatenate([take.axes[take.found] for take in takes]))
    parts = np.split(rest, np.cumsum([len(each) for each in errors])[:-1])
    sizes = np.concatenate([np.log(take.world_times[take.found]) for take in takes])
    sizes = sizes[np.isfinite(sizes)]
    scores = np.concatenate([take.score[take.found] for take in takes])
    logits = np.log(np.clip(scores, 0.01, 0.999) / (1 - np.clip(scores, 0.01, 0.999)))
    at_first, to_wrong, to_right = _mistaken(takes)
    return NoiseModel(
        source=source,
        bias=np.round(bias, 4).tolist(),
        error=fitted_error(parts, takes),
        depth=round(depth, 4),
        depth_spread=round(depth_spread, 4),
        world_size=round(float(np.mean(sizes)), 4) if len(sizes) else 0.0,
        world_spread=round(float(np.std(sizes)), 4) if len(sizes) else 0.0,
        lost=_rate(takes, seen_before=True),
        found=_rate(takes, seen_before=False),
        wrong_at_first=round(at_first, 4),
        to_wrong=round(to_wrong, 4),
        to_right=round(to_right, 4),
        sure=round(float(logits.mean()), 4),
        sure_spread=round(float(logits.std()), 4),
    )


def _depth(takes: Sequence[Sightings]) -> tuple[float, float]:
    """Mean and standard deviation between takes of the logarithm of depth ÷ true depth; deep takes count more."""
    told = [each for each in map(_depth_factor, takes) if each is not None]
    if not told:
        return 0.0, 0.0
    logs, weights = np.log([factor for factor, _ in told]), np.array([weight for _, weight in told])
    # Medians: a hand that is taken for the other one is seen inside out.
    middle = _weighted_median(logs, weights)
    return middle, float(1.4826 * _weighted_median(np.abs(logs - middle), weights))


def _weighted_median(values: Numbers, weights: Numbers) -> float:
    order = np.argsort(values)
    share = np.cumsum(weights[order]) / weights.sum()
    return float(values[order][np.searchsorted(share, 0.5)])


def _depth_factor(take: Sightings) -> tuple[float, float] | None:
    """Seen over true depth, and how much it is to be trusted; None where the hand is too flat."""
    true, seen = take.true[take.found, :, 2], take.seen[take.found, :, 2]
    size = sizes_of(take.true[take.found])[:, None]
    true, seen = (each - each.mean(axis=1, keepdims=True) for each in (true / size, seen / size))
    if len(true) < 3 or true.std() < _FLATTEST:
        return None
    square = float((true * true).sum())
    return float(np.clip((true * seen).sum() / square, *_FACTORS)), square


def _own_depth(take: Sightings, depth: float, spread: float) -> float:
    """The logarithm of a take's own factor, as far as it tells it."""
    factor = _depth_factor(take) if take.found.any() else None
    return (
        depth if factor is None else float(np.clip(np.log(factor[0]), depth - 2 * spread, depth + 2 * spread))
    )


def _error(take: Sightings, depth: float) -> Numbers:
    """Where the landmarks were seen from where they are, palm sizes, (sightings, 21, 3)."""
    true, seen = take.true[take.found].copy(), take.seen[take.found]
    size = sizes_of(true)[:, None, None]
    true[..., 2] *= depth
    errors = (seen - true) / size
    # Depths count from the wrist: what the wrist itself errs shows in all the others.
    errors[..., 2] -= errors[..., 2].mean(axis=-1, keepdims=True)
    return np.asarray(errors)


def _bias(errors: Numbers, axes: Numbers) -> tuple[Numbers, Numbers]:
    """The bias (21, 3) in the hand's axes, and what is left of the errors (sightings, 21, 3)."""
    bias, rest = np.zeros((21, 3)), errors
    for _ in range(_BIAS_ROUNDS):
        bias = bias + _trimmed_mean(rest @ axes)
        expected = bias @ np.swapaxes(axes, -1, -2)
        expected[..., 2] -= expected[..., 2].mean(axis=-1, keepdims=True)  # as of the errors
        rest = errors - expected
    return bias, rest


def _trimmed_mean(values: Numbers) -> Numbers:
    low, high = np.quantile(values, [_TRIMMED, 1 - _TRIMMED], axis=0)
    return np.asarray(np.clip(values, low, high).mean(axis=0))


def _mistaken(takes: Sequence[Sightings]) -> tuple[float, float, float]:
    """Share of first sightings taken for the other hand, and the rates a second of changing to wrong and to right."""
    firsts = wrong_firsts = 0
    changes, seconds = np.zeros(2), np.zeros(2)
    for take in takes:
        followed = take.found[1:] & take.found[:-1]
        first = take.found & ~np.concatenate([[False], take.found[:-1]])
        firsts, wrong_firsts = firsts + int(first.sum()), wrong_firsts + int((first & take.wrong).sum())
        gaps_s = np.diff(take.time_s)
        for state in (0, 1):
            at = followed & (take.wrong[:-1] == bool(state))
            seconds[state] += gaps_s[at].sum()
            changes[state] += (take.wrong[1:] != take.wrong[:-1])[at].sum()
    # Half a change back, so that a hand that is taken for the other one is not so for ever.
    to_wrong, to_right = (changes + np.array([0.0, 0.5])) / np.maximum(seconds, 0.1)
    return wrong_firsts / max(1, firsts), float(to_wrong), float(to_right)


def _rate(takes: Sequence[Sightings], *, seen_before: bool) -> Influence:
    """The rate at which seen hands are lost, or hands not seen are found."""
    kept = [take.there[1:] & take.there[:-1] & (take.found[:-1] == seen_before) for take in takes]
    return fitted_rate(
        np.concatenate([take.around[1:][at] for take, at in zip(takes, kept, strict=True)]),
        np.concatenate([np.diff(take.time_s)[at] for take, at in zip(takes, kept, strict=True)]),
        np.concatenate([(take.found[1:] != seen_before)[at] for take, at in zip(takes, kept, strict=True)]),
    )
