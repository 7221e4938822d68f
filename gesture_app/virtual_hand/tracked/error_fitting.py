"""Fit how far landmarks err, what makes it worse, and how fast an error is forgotten."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.tracked.circumstances import Influence
from gesture_app.virtual_hand.tracked.noise_model import Error, Gross, likeness
from gesture_app.virtual_hand.tracked.rate_fitting import RIDGE
from gesture_app.virtual_hand.tracked.sightings import Sightings

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

_LAGS, _ROUNDS = (1, 2, 3, 5, 8), 30
_GROSS = 2.5
"""So many times the median error of a hand, and more, is gross."""
_JUMPS = 0.03
"""As many of the greatest changes are jumps, not trembling."""


def fitted_error(rest: Sequence[Numbers], takes: Sequence[Sightings]) -> Error:
    """How landmarks err, from what is left of the errors of each take when bias and depth are taken away.

    Args:
        rest: (sightings, 21, 3) of each take, palm sizes; of those frames in which the hand was found.
        takes: as many.
    """
    around = [take.around[take.found] for take in takes]
    worse = _worse(np.concatenate(rest), np.concatenate(around))
    rest = [each / worse.of(where)[:, None, None] for each, where in zip(rest, around, strict=True)]
    gross, when = _gross(rest, takes)
    rest = [each / np.where(at, gross.times, 1.0)[:, None, None] for each, at in zip(rest, when, strict=True)]
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
        gross=gross,
    )


def _gross(rest: Sequence[Numbers], takes: Sequence[Sightings]) -> tuple[Gross, list[Flags]]:
    """What gross errors do, and in which sightings of each take there is one."""
    sizes = [np.sqrt((each**2).mean(axis=(1, 2))) for each in rest]
    everything = np.concatenate(sizes)
    usual = np.median(everything)
    when = [size > _GROSS * usual for size in sizes]
    if not any(at.any() for at in when):
        return Gross(), when
    before, after, gaps_s = [], [], []
    for take, at in zip(takes, when, strict=True):
        frames = np.flatnonzero(take.found)
        following = np.diff(frames) == 1
        before.append(at[:-1][following])
        after.append(at[1:][following])
        gaps_s.append(np.diff(take.time_s[frames])[following])
    was, now, gap_s = np.concatenate(before), np.concatenate(after), float(np.mean(np.concatenate(gaps_s)))
    begins, ends = now[~was].mean(), (~now[was]).mean() if was.any() else 0.9
    rates = (-np.log1p(-min(float(share), 0.99)) / gap_s for share in (begins, ends))
    times = np.sqrt((everything[everything > _GROSS * usual] ** 2).mean()) / usual
    return Gross(*(round(float(value), 3) for value in (*rates, times))), when


def _worse(rest: Numbers, around: Numbers) -> Influence:
    """What circumstances do to errors (sightings, 21, 3): a linear fit of the logarithm of their size."""
    size = np.log(np.maximum(np.sqrt((rest**2).mean(axis=(1, 2))), 1e-9))
    weights = np.linalg.solve(around.T @ around + np.diag(RIDGE), around.T @ size)
    return Influence(0.0, *(round(float(value), 3) for value in weights[1:]))


def _neighbours(units: Numbers) -> tuple[float, float]:
    """Correlation of errors (sightings, 21, 3) of neighbouring landmarks of a finger, and of neighbouring fingers."""
    fingers = units[:, 1:, :2].reshape(-1, 5, 4, 2)
    square = (fingers**2).mean()
    along = (fingers[:, :, 1:] * fingers[:, :, :-1]).mean() / square
    across = (fingers[:, 1:] * fingers[:, :-1]).mean() / square
    return float(along), float(across)


def _forgetting(units: Sequence[Numbers], takes: Sequence[Sightings]) -> Numbers:
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


def _changes(errors: Numbers, take: Sightings, lag: int) -> tuple[Numbers, Numbers]:
    """Between sightings `lag` frames apart: seconds and palms moved (n, 2), and how much the errors changed (n,)."""
    frames = np.flatnonzero(take.found)
    first = np.flatnonzero(frames[lag:] - frames[:-lag] == lag)
    travelled = np.cumsum(take.around[1:, 1] * np.diff(take.time_s), axis=0)
    clock = np.column_stack([take.time_s, np.concatenate([[0.0], travelled])])[frames]
    changed = ((errors[first + lag] - errors[first]) ** 2).mean(axis=(1, 2)) / 2
    return clock[first + lag] - clock[first], changed
