"""The last moments of a running stream, as long as gestures take: one window for gestures that take about as long."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.feature_steps import FeatureSteps
from gesture_app.hands.frame import HandFrame
from gesture_app.hands.grid import GridSteps
from gesture_app.learning.classifier import Classifier

SHORTEST_WINDOW_S, LONGEST_WINDOW_S = 0.6, 4.0

SLACK = 1.2
"""The window is this much longer than a gesture usually takes; people are slower at times."""

MOST_WINDOWS = 3
ALIKE = 1.5
"""Gestures whose windows differ by less than this share one."""

BEGINS_A_WINDOW = 4
"""So many windows of one length are under way at once. The one that is asked about is longer or shorter than it
should be by at most half of what lies between two of them: an eighth of its length."""


def windows_for(usual_s: Mapping[str, float]) -> dict[float, frozenset[str]]:
    """Windows, in seconds, and the gestures that are looked for in each, by how long these usually take."""
    fitting = {
        label: float(np.clip(SLACK * seconds, SHORTEST_WINDOW_S, LONGEST_WINDOW_S))
        for label, seconds in usual_s.items()
    }
    if not fitting:
        return {SHORTEST_WINDOW_S: frozenset()}
    alike = max(ALIKE, (max(fitting.values()) / min(fitting.values())) ** (1 / MOST_WINDOWS))
    groups: list[list[str]] = []
    for label in sorted(fitting, key=lambda each: fitting[each]):
        if not groups or fitting[label] > alike * fitting[groups[-1][0]] + 1e-9:
            groups.append([])
        groups[-1].append(label)
    return {fitting[group[-1]]: frozenset(group) for group in groups}


class _Length:
    """Windows of one length: when they begin, and how long they are of use; in steps."""

    def __init__(self, window_s: float, rate_hz: float) -> None:
        self.steps = max(1, round(window_s * rate_hz))
        self.apart = max(1, round(self.steps / BEGINS_A_WINDOW))
        self.useful = self.steps + self.apart // 2
        self._next = 0

    def begins(self, step: int, seen: bool) -> bool:
        """Whether one begins with this step: in time, and with a hand."""
        if step < self._next or not seen:
            return False
        self._next = step + self.apart
        return True


class LiveWindows:
    """Follows a stream from its first hand on; asked, it says where the window of each length lies among all gestures.

    Windows begin one after the other and are all carried on together, so that what was seen once is never read again.
    """

    def __init__(self, classifier: Classifier, windows_s: Mapping[float, frozenset[str]]) -> None:
        spec = classifier.card.features
        self._grid = GridSteps(spec.rate_hz)
        self._features = FeatureSteps(spec)
        self._memories = classifier.memories()
        self._lengths = [_Length(window_s, spec.rate_hz) for window_s in windows_s]
        self._step = -1
        self._useful_until = np.empty(0, np.int64)  # (windows,), the last step at which a length asks for it

    def see(self, hands: HandFrame) -> bool:
        """Follow the stream on; the first frame shows a hand. True where there is more to say than before."""
        grid = self._grid.see(hands)
        for points, seen in zip(grid.points, grid.seen, strict=True):
            self._take(points, seen)
        return bool(len(grid))

    def embeddings(self) -> NDArray[np.float32]:
        """Where the window of each length lies, (lengths, embedding), each of length 1."""
        return self._memories.embed(np.array([self._row(length) for length in self._lengths]))

    def begun(self, length: int) -> int:
        """The step with which the window of a length, by its place among them, began."""
        return int(self._features.begun[self._row(self._lengths[length])])

    @property
    def under_way(self) -> int:
        """How many windows are carried on."""
        return len(self._features.begun)

    def _row(self, length: _Length) -> int:
        """The window that is nearest to this length."""
        ages = self._step + 1 - self._features.begun
        return int(np.abs(ages - length.steps).argmin())

    def _take(self, points: NDArray[np.float32], seen: NDArray[np.bool_]) -> None:
        self._step += 1
        wanted = [length for length in self._lengths if length.begins(self._step, bool(seen.any()))]
        if wanted:
            self._forget()
            self._features.begin()
            self._memories.begin()
            until = self._step + max(length.useful for length in wanted)
            self._useful_until = np.append(self._useful_until, until)
        self._memories.step(self._features.step(points, seen))

    def _forget(self) -> None:
        """Let go of the windows that no length will ask for again."""
        kept = self._useful_until >= self._step
        if not kept.all():
            self._features.keep(kept)
            self._memories.keep(kept)
            self._useful_until = self._useful_until[kept]
