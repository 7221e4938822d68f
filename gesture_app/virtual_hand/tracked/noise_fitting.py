"""Find the figures of a tracker's noise from what it told of hands that are known exactly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import HandSequence
from gesture_app.virtual_hand.tracked.circumstances import Influence
from gesture_app.virtual_hand.tracked.rate_fitting import RIDGE, fitted_rate
from gesture_app.virtual_hand.tracked.sights import Sights, sights_of, sizes_of
from gesture_app.virtual_hand.tracked.tracker_noise import Error, NoiseModel, likeness

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

_FACTORS = (0.3, 3.0)
_LAGS, _ROUNDS = (1, 2, 3, 5, 8), 30
_JUMPS = 0.03
"""As many of the greatest changes are jumps, not trembling."""
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
        TooLittle: fewer than a hundred sights of hands.
        ValueError: the sequences are not of the same frames.
    """
    takes = [take for pair in zip(true, seen, strict=True) for take in sights_of(*pair)]
    if sum(int(take.found.sum()) for take in takes) < 100:
        raise TooLittle("A tracker's noise needs a hundred sights of hands or more.")
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
        error=_wandering(parts, takes),
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


def _depth(takes: Sequence[Sights]) -> tuple[float, float]:
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


def _depth_factor(take: Sights) -> tuple[float, float] | None:
    """Seen over true depth, and how much it is to be trusted; None where the hand is too flat."""
    true, seen = take.true[take.found, :, 2], take.seen[take.found, :, 2]
    size = sizes_of(take.true[take.found])[:, None]
    true, seen = (each - each.mean(axis=1, keepdims=True) for each in (true / size, seen / size))
    if len(true) < 3 or true.std() < _FLATTEST:
        return None
    square = float((true * true).sum())
    return float(np.clip((true * seen).sum() / square, *_FACTORS)), square


def _own_depth(take: Sights, depth: float, spread: float) -> float:
    """The logarithm of a take's own factor, as far as it tells it."""
    factor = _depth_factor(take) if take.found.any() else None
    return (
        depth if factor is None else float(np.clip(np.log(factor[0]), depth - 2 * spread, depth + 2 * spread))
    )


def _error(take: Sights, depth: float) -> Numbers:
    """Where the landmarks were seen from where they are, palm sizes, (sights, 21, 3)."""
    true, seen = take.true[take.found].copy(), take.seen[take.found]
    size = sizes_of(true)[:, None, None]
    true[..., 2] *= depth
    errors = (seen - true) / size
    # Depths count from the wrist: what the wrist itself errs shows in all the others.
    errors[..., 2] -= errors[..., 2].mean(axis=-1, keepdims=True)
    return np.asarray(errors)


def _bias(errors: Numbers, axes: Numbers) -> tuple[Numbers, Numbers]:
    """The bias (21, 3) in the hand's axes, and what is left of the errors (sights, 21, 3)."""
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


def _wandering(rest: Sequence[Numbers], takes: Sequence[Sights]) -> Error:
    """What is left when bias and depth are taken away, of each take (sights, 21, 3)."""
    around = [take.around[take.found] for take in takes]
    worse = _worse(np.concatenate(rest), np.concatenate(around))
    rest = [each / worse.of(where)[:, None, None] for each, where in zip(rest, around, strict=True)]
    everything = np.concatenate(rest)
    # By the mean size, not the mean square: trackers err grossly now and then.
    sigma = np.maximum(np.abs(everything).mean(axis=0) * np.sqrt(np.pi / 2), 1e-6)
    sigma = np.stack([np.sqrt((sigma[:, 0] ** 2 + sigma[:, 1] ** 2) / 2)] * 2 + [sigma[:, 2]], axis=-1)
    units = [np.clip(each / sigma, -4, 4) for each in rest]
    along, across = _neighbours(np.concatenate(units))
    new, still, moving = _forgetting(units, takes)
    # What is new in every frame is each landmark's own.
    along, across = (float(np.clip(each / (1 - new), 0.0, 0.98)) for each in (along, across))
    common = (1 - new) * likeness(along, across).mean()
    sigma[:, 2] /= np.sqrt(1 - common)  # what depths have in common does not show
    return Error(
        flat=np.round(sigma[:, 0], 4).tolist(),
        deep=np.round(sigma[:, 2], 4).tolist(),
        along=round(along, 3),
        across=round(across, 3),
        new=round(float(new), 4),
        still=round(float(still), 4),
        moving=round(float(moving), 4),
        worse=worse,
    )


def _worse(rest: Numbers, around: Numbers) -> Influence:
    """What circumstances do to errors (sights, 21, 3): a linear fit of the logarithm of their size."""
    size = np.log(np.maximum(np.sqrt((rest**2).mean(axis=(1, 2))), 1e-9))
    weights = np.linalg.solve(around.T @ around + np.diag(RIDGE), around.T @ size)
    return Influence(0.0, *(round(float(value), 3) for value in weights[1:]))


def _neighbours(units: Numbers) -> tuple[float, float]:
    """Correlation of errors (sights, 21, 3) of neighbouring landmarks of a finger, and of neighbouring fingers."""
    fingers = units[:, 1:, :2].reshape(-1, 5, 4, 2)
    square = (fingers**2).mean()
    along = (fingers[:, :, 1:] * fingers[:, :, :-1]).mean() / square
    across = (fingers[:, 1:] * fingers[:, :-1]).mean() / square
    return float(along), float(across)


def _forgetting(units: Sequence[Numbers], takes: Sequence[Sights]) -> Numbers:
    """How much of errors is new in every frame, and how fast the rest is forgotten: a second, and a palm moved.

    Half the mean square of what changes between two frames is `new + (1 - new) (1 - exp(-(still s + moving palms)))`.
    """
    spans = [_changes(errors, take, lag) for errors, take in zip(units, takes, strict=True) for lag in _LAGS]
    around, changed = (np.concatenate(each) for each in zip(*spans, strict=True))
    changed = np.minimum(changed, np.quantile(changed, 1 - _JUMPS))
    found = np.array([0.05, 0.2, 0.2])
    for _ in range(_ROUNDS):
        kept = np.exp(-around @ found[1:])
        slopes = np.column_stack([kept, (1 - found[0]) * kept[:, None] * around])
        wrong = changed - (1 - (1 - found[0]) * kept)
        step = np.linalg.solve(slopes.T @ slopes + 1e-6 * np.eye(3), slopes.T @ wrong)
        found = np.clip(found + step, (0.0, 0.01, 0.0), (0.9, 20.0, 20.0))
    return np.asarray(found)


def _changes(errors: Numbers, take: Sights, lag: int) -> tuple[Numbers, Numbers]:
    """Between sights `lag` frames apart: seconds and palms moved (n, 2), and how much the errors changed (n,)."""
    frames = np.flatnonzero(take.found)
    first = np.flatnonzero(frames[lag:] - frames[:-lag] == lag)
    travelled = np.cumsum(take.around[1:, 1] * np.diff(take.time_s), axis=0)
    clock = np.column_stack([take.time_s, np.concatenate([[0.0], travelled])])[frames]
    changed = ((errors[first + lag] - errors[first]) ** 2).mean(axis=(1, 2)) / 2
    return clock[first + lag] - clock[first], changed


def _mistaken(takes: Sequence[Sights]) -> tuple[float, float, float]:
    """Share of first sights taken for the other hand, and the rates a second of changing to wrong and to right."""
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


def _rate(takes: Sequence[Sights], *, seen_before: bool) -> Influence:
    """The rate at which seen hands are lost, or hands not seen are found."""
    kept = [take.there[1:] & take.there[:-1] & (take.found[:-1] == seen_before) for take in takes]
    return fitted_rate(
        np.concatenate([take.around[1:][at] for take, at in zip(takes, kept, strict=True)]),
        np.concatenate([np.diff(take.time_s)[at] for take, at in zip(takes, kept, strict=True)]),
        np.concatenate([(take.found[1:] != seen_before)[at] for take, at in zip(takes, kept, strict=True)]),
    )
