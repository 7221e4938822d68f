"""Features of a running stream, step by step, for windows that began at different times.

What `features.compute` would say of each window is said here with the work of a single step: most features of a step
are the same in every window, and only what is told of its beginning (path, motion, usual size) is not.
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.features import (
    HAND_SIZE,
    HAND_SIZES,
    IS_LEFT,
    RELATION_SIZE,
    STATE_SIZE,
    STILL_SIZE,
    Array,
    FeatureSpec,
    as_right_hands,
    look_at,
    relation,
)

_PATH = slice(STILL_SIZE, STILL_SIZE + HAND_SIZES["path"])
_FAST = slice(_PATH.stop, _PATH.stop + STATE_SIZE)
_SLOW = slice(_FAST.stop, _FAST.stop + STATE_SIZE)
_IN_PALMS = [part.start + axis for part in (_PATH, _FAST, _SLOW) for axis in (0, 1)]
"""Ways across the picture, which are told in palms."""

_NEVER = -(10**9)


class _Step(NamedTuple):
    """One step of the grid, before any window is asked about.

    Attributes:
        state: (2, STATE_SIZE) of the left and the right hand; NaN where there is none.
        seen_last: (2,), the step at which each hand was seen last, where it is still taken to be there.
    """

    state: Array
    seen_last: NDArray[np.int64]


class FeatureSteps:
    """Takes in a stream's grid, a step at a time, and describes each step as any number of windows see it."""

    def __init__(self, spec: FeatureSpec) -> None:
        self._spec = spec
        self._before: deque[_Step] = deque(maxlen=spec.slow_steps + 1)
        self._points = np.full((2, 21, 3), np.nan, np.float32)
        self._seen_last = np.full(2, _NEVER, np.int64)
        self._step = -1
        self._begun = np.empty(0, np.int64)  # (windows,), at which step
        self._first = np.empty((0, 2, 3), np.float32)  # the state of each hand when it was first seen
        self._unseen = np.empty((0, 2), bool)
        self._sizes = np.empty((0, 2))  # sums over the steps so far
        self._counts = np.empty((0, 2), np.int64)

    @property
    def begun(self) -> NDArray[np.int64]:
        """(windows,), the step at which each began, in order."""
        return self._begun

    def begin(self) -> None:
        """Another window begins with the next step."""
        self._begun = np.append(self._begun, self._step + 1)
        self._first = np.concatenate([self._first, np.full((1, 2, 3), np.nan, np.float32)])
        self._unseen = np.concatenate([self._unseen, np.ones((1, 2), bool)])
        self._sizes = np.concatenate([self._sizes, np.zeros((1, 2))])
        self._counts = np.concatenate([self._counts, np.zeros((1, 2), np.int64)])

    def keep(self, kept: NDArray[np.bool_]) -> None:
        """Forget the windows (windows,) that are not kept."""
        self._begun, self._first = self._begun[kept], self._first[kept]
        self._unseen, self._sizes, self._counts = self._unseen[kept], self._sizes[kept], self._counts[kept]

    def step(self, points: Array, seen: NDArray[np.bool_]) -> Array:
        """The features of the next step as each window sees it, (windows, features).

        Args:
            points: (2, 21, 3) in picture heights from the picture's middle; NaN where not seen.
            seen: (2,).
        """
        self._step += 1
        self._points[seen], self._seen_last[seen] = points[seen], self._step
        held = self._seen_last >= self._step - self._spec.bridge_steps
        features = np.empty((len(self._begun), 2 * HAND_SIZE + RELATION_SIZE), np.float32)
        hands = features[:, : 2 * HAND_SIZE].reshape(-1, 2, HAND_SIZE)
        there = held & (self._seen_last >= self._begun[:, None])  # (windows, 2)
        if held.any():
            self._describe(hands, held, there)
        else:
            self._before.append(_nobody())
        hands[~there] = np.nan
        hands[:, :, -1] = there
        features[:, : 2 * HAND_SIZE] = hands.reshape(len(features), -1)
        self._relate(features, held, there)
        return features

    def _describe(self, hands: Array, held: NDArray[np.bool_], there: NDArray[np.bool_]) -> None:
        """Fill in the features of both hands, (windows, 2, HAND_SIZE)."""
        looks = look_at(as_right_hands(self._points[held], IS_LEFT[held]))
        now = _nobody()
        now.state[held], now.seen_last[held] = looks.state.T, self._seen_last[held]
        self._before.append(now)
        size = np.full(2, np.nan)
        size[held] = looks.size
        known = there & np.isfinite(size)
        self._sizes += np.where(known, size, 0.0)
        self._counts += known
        usual = (self._sizes / np.maximum(self._counts, 1)).astype(np.float32)[:, :, None]
        new = there & self._unseen
        if new.any():
            self._first[new] = np.broadcast_to(now.state[:, :3], self._first.shape)[new]
            self._unseen &= ~new
        for column, side in enumerate(np.flatnonzero(held).tolist()):
            hands[:, side, :STILL_SIZE] = looks.still[:, column]
            hands[:, side, -2] = looks.deep[column]
        hands[:, :, _PATH] = now.state[:, :3] - self._first
        hands[:, :, _FAST] = self._change(now, 1)
        hands[:, :, _SLOW] = self._change(now, self._spec.slow_steps)
        hands[:, :, _IN_PALMS] /= usual

    def _change(self, now: _Step, steps: int) -> Array:
        """Change of the state since so many steps ago, (windows, 2, STATE_SIZE); NaN if not seen then in a window."""
        if len(self._before) <= steps:
            return np.full((len(self._begun), 2, STATE_SIZE), np.nan, np.float32)
        then = self._before[-1 - steps]
        was_there = then.seen_last >= self._begun[:, None]
        return np.where(was_there[:, :, None], now.state - then.state, np.float32(np.nan))

    def _relate(self, features: Array, held: NDArray[np.bool_], there: NDArray[np.bool_]) -> None:
        both = there.all(axis=1)
        related = features[:, -RELATION_SIZE:]
        related[:] = relation(self._points[None, None], held[None, None])[0, 0] if both.any() else np.nan
        related[~both] = np.nan
        related[:, -1] = both


def _nobody() -> _Step:
    return _Step(np.full((2, STATE_SIZE), np.nan, np.float32), np.full(2, _NEVER, np.int64))
