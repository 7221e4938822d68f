"""How a hand goes: its path evenly in time, compared with how people make a movement, in shape, size and pace apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.landmarks import FINGERTIPS
from gesture_app.practice.teacher.measuring import FOCAL_HEIGHTS, Hands, Track
from gesture_app.practice.teacher.tolerance import Tolerance, tolerance, tolerance_of

Numbers = NDArray[np.float64]
Frames = NDArray[np.intp]

PHASES = 12
"""Moments of a movement that are compared."""
RATE_HZ = 30.0
SEEN_WELL = [0, 1, 3, 4]
"""Of what moves: what lies in the picture; depth is mostly noise."""
PLACE, TIPS, PINCH = slice(0, 3), slice(3, 6), slice(6, 7)
"""What moves, in palm lengths in the scene's axes: the hand; its fingertips seen from the palm; thumb from index."""

_PLACE_FLOOR, _DEPTH_FLOOR, _TIPS_FLOOR, _PINCH_FLOOR = 0.08, 0.3, 0.12, 0.1
_FLOORS = np.array([_PLACE_FLOOR] * 2 + [_DEPTH_FLOOR] + [_TIPS_FLOOR] * 3 + [_PINCH_FLOOR])
_FLOOR_SHARE = 0.12
"""People do not move as evenly as virtual ones: this much of the movement's own size may be off in any case."""
_SIZES = (0.2, 3.0)
_SIZE_FLOOR, _PACE_FLOOR = 0.08, 0.08
_QUANTILE = 0.98
_SHRUNK = 0.5
_BEGINS, _ENDS = (0.0, 0.06, 0.0), (1.0, 1.0, 0.94)
_NOISE_PALMS_S, _AT_REST_PALMS_S, _HARDLY_PALMS_S = 0.25, 0.05, 0.01
_SEEN = np.array([1.0, 1.0, 0.3, 1.0, 1.0, 0.3])
"""How much counts of what is gone: depth is mostly noise."""
_SMOOTH = 3
_FEW_SHARE, _USUAL_SIZE, _USUAL_PACE = 0.25, 0.2, 0.25
_STILL_PALMS, _KEPT_S = 0.25, 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """A hand on an even grid of times: what can be cut into windows.

    Attributes:
        start_s: of the grid. going: (T, 7) see `PLACE`, `TIPS`, `PINCH`. hands: (T), smoothed.
        speed: (T,), of hand and fingertips, palm lengths a second.
        gone: (T,), how far they have gone; rising even at rest, but hardly.
        spent: (T + 1, 4), sums up to each frame over the speed in the picture: itself, squared, and times when it was,
            and that squared.
    """

    start_s: float
    going: Numbers
    hands: Hands
    speed: Numbers
    gone: Numbers
    spent: Numbers

    def __len__(self) -> int:
        return len(self.going)

    def windows(self, first: Frames, last: Frames) -> Numbers:
        """The path between frames (W) of the grid, (W, PHASES, 7), each about its own mean; rests count for nothing."""
        at = self._when(first, last, np.linspace(0, 1, PHASES))
        before = np.minimum(at.astype(np.intp), len(self) - 1)
        after = np.minimum(before + 1, len(self) - 1)
        path = self.going[before] + (at - before)[..., None] * (self.going[after] - self.going[before])
        return np.asarray(path - path.mean(axis=1, keepdims=True))

    def lasting_s(self, first: Frames, last: Frames) -> Numbers:
        """How long the movement between frames (W) takes, (W), wherever about it the window begins and ends.

        From how speed in the picture is spread over time: if all of the way were gone at one speed, and how far from
        their middle moment the parts of the way are gone.
        """
        sums = self.spent[last + 1] - self.spent[first]
        way, fast, when, when_squared = sums.T
        evenly = way**2 / np.maximum(fast, 1e-9)
        around = np.sqrt(np.maximum(when_squared / way - (when / way) ** 2, 0.0))
        return np.asarray(np.maximum(np.sqrt(evenly * around), 0.5) / RATE_HZ)

    def _when(self, first: Frames, last: Frames, shares: Numbers) -> Numbers:
        """In which frame (W, S) of windows (W) these shares of the way are gone."""
        wanted = self.gone[first][:, None] + (self.gone[last] - self.gone[first])[:, None] * shares
        found = np.interp(wanted.ravel(), self.gone, np.arange(len(self)))
        return np.asarray(found.reshape(wanted.shape))


def course_of(track: Track) -> Course:
    """A hand that was seen, evenly at `RATE_HZ`; where it was lost for a moment it is taken to move evenly."""
    times = np.arange(track.time_s[0], track.time_s[-1] + 1e-6, 1 / RATE_HZ)
    index = np.clip(np.searchsorted(track.time_s, times) - 1, 0, max(len(track) - 2, 0))
    after = np.minimum(index + 1, len(track) - 1)
    gap = np.maximum(track.time_s[after] - track.time_s[index], 1e-6)
    share = np.clip((times - track.time_s[index]) / gap, 0, 1)

    def even(values: Numbers) -> Numbers:
        weight = share.reshape(-1, *[1] * (values.ndim - 1))
        return smoothed(values[index] + weight * (values[after] - values[index]))

    hands = track.hands
    size = np.median(hands.size)
    depth = -FOCAL_HEIGHTS / np.maximum(even(hands.size), 1e-6)
    place = even(hands.middle) / size
    place[:, 2] = depth
    shape, turn = even(hands.shape), hands.turn[np.where(share > 0.5, after, index)]
    tips = even(
        (hands.shape[:, FINGERTIPS[1:]].mean(axis=1)[:, None] @ np.swapaxes(hands.turn, -1, -2))[:, 0]
    )
    pinch = np.linalg.norm(shape[:, 4] - shape[:, 8], axis=-1)
    going = np.concatenate([place, tips, pinch[:, None]], axis=1)
    seen = going[:, :6] * _SEEN
    speed = np.linalg.norm(np.gradient(seen, axis=0), axis=1) * RATE_HZ if len(going) > 1 else np.zeros(1)
    smooth = Hands(shape, turn, even(hands.size), even(hands.middle))
    gone = np.cumsum(np.maximum(speed - _NOISE_PALMS_S, 0.0) + _AT_REST_PALMS_S) / RATE_HZ
    return Course(float(times[0]), going, smooth, speed, gone, _spent(going))


def _spent(going: Numbers) -> Numbers:
    """See `Course.spent`."""
    frames = np.arange(len(going), dtype=np.float64)
    changes = np.gradient(going[:, SEEN_WELL], axis=0) if len(going) > 1 else np.zeros((1, len(SEEN_WELL)))
    speed = np.linalg.norm(changes, axis=1) * RATE_HZ
    moved = np.maximum(speed - _NOISE_PALMS_S, 0.0) + _HARDLY_PALMS_S
    each = np.stack([moved, moved**2, moved * frames, moved * frames**2], axis=1)
    return np.concatenate([np.zeros((1, 4)), np.cumsum(each, axis=0)])


def smoothed(values: Numbers) -> Numbers:
    """A running median of three and a mean of `_SMOOTH` over the first axis: no single frame counts."""
    if len(values) < _SMOOTH:
        return values
    padded = np.concatenate([values[:1], values, values[-1:]])
    calm = np.median(np.stack([padded[:-2], padded[1:-1], padded[2:]]), axis=0)
    half = _SMOOTH // 2
    padded = np.concatenate([calm[:1]] * half + [calm] + [calm[-1:]] * half)
    return np.asarray(sum(padded[shift : shift + len(values)] for shift in range(_SMOOTH)) / _SMOOTH)


@dataclass(frozen=True, slots=True, eq=False)
class PathTolerance:
    """How people go, and how much that may be otherwise.

    Attributes:
        mean: (PHASES, 7). weight: (PHASES, 7), of what is measured, in how large a path is.
        whitening: (PHASES · 7, PHASES · 7), makes what people differ by even.
        limit: root mean square, then, at which the severity is 1.
        size: of the log of how large it is beside `mean`.
        pace: of the log of its duration in seconds.
    """

    mean: Numbers
    weight: Numbers
    whitening: Numbers
    limit: float
    size: Tolerance
    pace: Tolerance

    def scales(self, paths: Numbers, mean: Numbers | None = None) -> Numbers:
        """How large paths (…, PHASES, 7) are beside the mean, (…), within reason."""
        mean = self.mean if mean is None else mean
        across = (paths * self.weight * mean).sum(axis=(-2, -1))
        return np.asarray(np.clip(across / (self.weight * mean**2).sum(), *_SIZES))

    def severity(self, paths: Numbers, mean: Numbers | None = None) -> Numbers:
        """How far the shape of paths (…, PHASES, 7), whatever their size, is off, (…)."""
        mean = self.mean if mean is None else mean
        scale = self.scales(paths, mean)[..., None, None]
        apart = (paths - scale * mean) / np.maximum(scale, 1.0)
        white = apart.reshape(*apart.shape[:-2], -1) @ self.whitening
        return np.asarray(np.sqrt((white**2).mean(axis=-1)) / self.limit)


def path_tolerance(courses: Sequence[Course], slack: float) -> PathTolerance:
    """From how people go, each from the movement's beginning to its end."""
    durations_s = np.concatenate(
        [each.lasting_s(np.array([0]), np.array([len(each) - 1])) for each in courses]
    )
    paths = np.concatenate([each.windows(*_begun_and_ended(len(each))) for each in courses])
    mean = paths.mean(axis=0)
    own = np.sqrt((mean**2).mean(axis=0))  # how much each goes
    floor = np.broadcast_to(np.hypot(_FLOORS, _FLOOR_SHARE * own), mean.shape)
    weight = 1 / (paths.var(axis=0) + floor**2)
    scale = np.clip((paths * weight * mean).sum(axis=(1, 2)) / (weight * mean**2).sum(), *_SIZES)
    apart = (paths - scale[:, None, None] * mean) / np.maximum(scale, 1.0)[:, None, None]
    own_spread = np.cov(apart.reshape(len(paths), -1).T)
    spread = (1 - _SHRUNK) * own_spread + _SHRUNK * np.diag(np.diag(own_spread)) + np.diag(floor.ravel() ** 2)
    size = tolerance_of(np.log(scale)[:, None], _SIZE_FLOOR, slack)
    pace = tolerance_of(np.log(durations_s)[:, None], _PACE_FLOOR, slack)
    found = PathTolerance(mean, weight, _whitening(spread), 1.0, size, pace)
    return replace(found, limit=slack * float(np.quantile(found.severity(paths), _QUANTILE)))


def tolerance_of_few(courses: Sequence[Course], slack: float) -> PathTolerance:
    """From a take or several of one person, with tolerances as movements have in general."""
    durations_s = np.concatenate(
        [each.lasting_s(np.array([0]), np.array([len(each) - 1])) for each in courses]
    )
    paths = np.concatenate([each.windows(np.array([0]), np.array([len(each) - 1])) for each in courses])
    mean = paths.mean(axis=0)
    own = np.sqrt((mean**2).mean(axis=0))
    spread = np.broadcast_to(np.hypot(2 * _FLOORS, _FEW_SHARE * own), mean.shape)
    size = tolerance(np.zeros(1), np.array([[_USUAL_SIZE**2 + _SIZE_FLOOR**2]]), slack)
    middle = np.log(durations_s).mean(keepdims=True)
    pace = tolerance(middle, np.array([[_USUAL_PACE**2 + _PACE_FLOOR**2]]), slack)
    return PathTolerance(mean, 1 / spread**2, np.diag(1 / spread.ravel()), slack, size, pace)


def _begun_and_ended(frames: int) -> tuple[Frames, Frames]:
    """First and last frames of windows that begin a little too late or end a little too soon."""
    first, last = (np.round(np.array(each) * (frames - 1)).astype(np.intp) for each in (_BEGINS, _ENDS))
    return first, last


def _whitening(covariance: Numbers) -> Numbers:
    return np.asarray(np.linalg.inv(np.linalg.cholesky(covariance)).T)


def moving_part(track: Track) -> Track:
    """Without the ends at which the hand keeps still."""
    course = course_of(track)
    reach = (
        np.abs(course.going - course.going[0]).max(axis=1),
        np.abs(course.going - course.going[-1]).max(axis=1),
    )
    begun = int(np.argmax(reach[0] > _STILL_PALMS)) if (reach[0] > _STILL_PALMS).any() else 0
    ended = len(course) - 1 - int(np.argmax(reach[1][::-1] > _STILL_PALMS))
    around = _KEPT_S * RATE_HZ
    first, last = max(begun - around, 0) / RATE_HZ, min(ended + around, len(course) - 1) / RATE_HZ
    return track.between(course.start_s + first, course.start_s + last)
