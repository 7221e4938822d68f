"""Hands on an even grid of times, so that features do not depend on the camera's frame rate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.frame import HandFrame
from gesture_app.hands.geometry import in_picture_heights
from gesture_app.hands.sequence import HandSequence

TIME_SLACK_S = 1e-4
"""Timestamps are rounded somewhere on their way; a frame this late still counts for its grid time."""


@dataclass(frozen=True, slots=True)
class HandGrid:
    """Hands at even times, from the first frame with a hand to the last one.

    Attributes:
        points: float32 (T, 2, 21, 3) in picture heights from the picture's middle; NaN where a hand was
            not seen.
        seen: bool (T, 2).
    """

    points: NDArray[np.float32]
    seen: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.seen)


_NO_STEPS = HandGrid(np.empty((0, 2, 21, 3), np.float32), np.empty((0, 2), bool))


def to_grid(sequence: HandSequence, rate_hz: float) -> HandGrid:
    """Resample a sequence to `rate_hz`; empty where no frame shows a hand.

    Grid times start at the first frame with a hand. A grid time is there as soon as a frame at or after
    it is there, so the grid of a beginning is the beginning of the grid: nothing looks ahead.
    """
    shown = np.flatnonzero(sequence.seen)
    if len(shown) == 0:
        return _NO_STEPS
    part = sequence.slice(int(shown[0]), int(shown[-1]) + 1)
    since_start = part.time_s - part.time_s[0]
    ticks = np.arange(int((since_start[-1] + TIME_SLACK_S) * rate_hz) + 1) / rate_hz
    before = np.searchsorted(since_start, ticks + TIME_SLACK_S, side="right") - 1
    after = np.minimum(before + 1, len(part) - 1)
    gap = np.maximum(since_start[after] - since_start[before], TIME_SLACK_S)
    share = np.clip((ticks - since_start[before]) / gap, 0, 1).astype(np.float32)
    points = _from_the_middle(part.image, part.aspect)
    return HandGrid(*between(points, part.present, before, after, share))


class GridSteps:
    """The grid of a running stream, that begins with the first frame it is given: what `to_grid` says of all of it."""

    def __init__(self, rate_hz: float) -> None:
        self._rate_hz = rate_hz
        self._begin_s = 0.0
        self._before: HandFrame | None = None
        self._steps = 0

    def see(self, hands: HandFrame) -> HandGrid:
        """The steps, if any, that are there now that this frame is there, after those told before."""
        before = self._before
        if before is None:
            before, self._begin_s = hands, hands.time_s
        self._before = hands
        now_s, before_s = hands.time_s - self._begin_s, before.time_s - self._begin_s
        end = int((now_s + TIME_SLACK_S) * self._rate_hz) + 1
        if end <= self._steps:
            return _NO_STEPS
        ticks = np.arange(self._steps, end) / self._rate_hz
        self._steps = end
        on_time = ticks + TIME_SLACK_S >= now_s
        share = ((ticks - before_s) / max(now_s - before_s, TIME_SLACK_S)).clip(0, 1)
        share[on_time] = 0.0
        earlier, later = on_time.astype(np.intp), np.ones(len(ticks), np.intp)
        points = _from_the_middle(np.stack([before.image, hands.image]), hands.aspect)
        seen = np.stack([before.present, hands.present])
        if bytes(before.present) == bytes(hands.present):  # as nearly always: nothing comes or goes
            start, end_of_it = points[earlier], points[later]
            weight = share.astype(np.float32)[:, None, None, None]
            return HandGrid(start + weight * (end_of_it - start), seen[later])
        return HandGrid(*between(points, seen, earlier, later, share.astype(np.float32)))


def _from_the_middle(image: NDArray[np.float32], aspect: float) -> NDArray[np.float32]:
    """Landmarks in picture heights from the picture's middle."""
    return np.asarray(in_picture_heights(image, aspect) - np.array([aspect / 2, 0.5, 0], np.float32))


def between(
    points: NDArray[np.float32],
    seen: NDArray[np.bool_],
    before: NDArray[np.intp],
    after: NDArray[np.intp],
    share: NDArray[np.float32],
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Frames between pairs of frames, each hand by itself.

    A hand seen in both frames moves evenly from one to the other; a hand seen in one of them stays there
    for the nearer half and is absent for the other.

    Args:
        points: (frames, 2, 21, 3), NaN where absent.
        seen: (frames, 2).
        before, after: indices into frames, any shape.
        share: 0…1 of the way from `before` to `after`, same shape.

    Returns:
        points (*shape, 2, 21, 3), seen (*shape, 2).
    """
    seen_before, seen_after = seen[before], seen[after]
    far = share[..., None] > 0.5
    weight = np.where(seen_before & seen_after, share[..., None], far.astype(np.float32))
    start, end = points[before], points[after]
    mixed = start + weight[..., None, None] * (end - start)
    # NaN times a weight of 0 is NaN still: the one hand that is there must be picked, not mixed.
    only_before = seen_before & ~seen_after & ~far
    only_after = seen_after & ~seen_before & far
    mixed = np.where(only_before[..., None, None], start, mixed)
    mixed = np.where(only_after[..., None, None], end, mixed)
    return mixed, (seen_before & seen_after) | only_before | only_after


def bridge(
    points: NDArray[np.float32], seen: NDArray[np.bool_], frames: int
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Keep a lost hand where it was last seen for up to `frames` grid steps: trackers blink.

    Args:
        points: (takes, T, 2, 21, 3).
        seen: (takes, T, 2).

    Returns:
        points and which hands are there, seen or kept, of the same shapes.
    """
    steps = np.arange(seen.shape[1])[None, :, None]
    last = np.maximum.accumulate(np.where(seen, steps, -1), axis=1)
    held = (last >= 0) & (steps - last <= frames)
    source = np.where(held, last, steps)
    bridged = np.take_along_axis(points, source[..., None, None], axis=1)
    return bridged, held
