"""All takes to learn from, on the grid of the features and in one piece, ready to be sliced at random."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.features import FeatureSpec
from gesture_app.hands.geometry import steps_in_palms
from gesture_app.hands.grid import bridge, to_grid
from gesture_app.hands.labelled import LabelledSequence

STILL_PALMS_PER_S = 1.0
"""A take whose landmarks mostly move slower than this shows its gesture in every frame."""


@dataclass(frozen=True, slots=True)
class TakeBank:
    """N takes, end to end.

    Attributes:
        points: float32 (frames, 2, 21, 3), see `HandGrid`.
        seen: bool (frames, 2).
        start, length: int (N,), where each take lies in `points`.
        labels: int (N,), index into the label set.
        still: bool (N,), takes of a hand held still: any part of them shows the gesture.
    """

    points: NDArray[np.float32]
    seen: NDArray[np.bool_]
    start: NDArray[np.intp]
    length: NDArray[np.intp]
    labels: NDArray[np.intp]
    still: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.start)

    def part(self, takes: Sequence[int]) -> TakeBank:
        """Some of the takes, by their number; the landmarks are shared, not copied."""
        rows = np.asarray(takes, np.intp)
        return replace(
            self, start=self.start[rows], length=self.length[rows], labels=self.labels[rows],
            still=self.still[rows],
        )  # fmt: skip


def fill_bank(samples: Sequence[LabelledSequence], labels: Sequence[str], spec: FeatureSpec) -> TakeBank:
    """Put takes into a bank, in their order.

    Raises:
        ValueError: a take without any hand, which has nothing to teach.
    """
    index = {label: number for number, label in enumerate(labels)}
    grids = [to_grid(sample.sequence, spec.rate_hz) for sample in samples]
    length = np.array([len(grid) for grid in grids], np.intp)
    if not length.all():
        raise ValueError("a take without a hand cannot be learned from")
    return TakeBank(
        points=np.concatenate([grid.points for grid in grids]),
        seen=np.concatenate([grid.seen for grid in grids]),
        start=np.cumsum(length) - length,
        length=length,
        labels=np.array([index[sample.label] for sample in samples], np.intp),
        still=np.array([held_still(grid.points, grid.seen, spec) for grid in grids]),
    )


def held_still(points: NDArray[np.float32], seen: NDArray[np.bool_], spec: FeatureSpec) -> bool:
    """Whether the hands stay where and as they are for most of the frames (T, 2, 21, 3)."""
    if len(points) < 3:
        return True
    bridged, held = bridge(points[None], seen[None], spec.bridge_steps)
    speed = steps_in_palms(bridged[0]) * spec.rate_hz
    known = held[0, 1:] & held[0, :-1] & np.isfinite(speed)
    fastest = np.where(known, speed, 0).max(axis=1)
    return bool(np.median(fastest) < STILL_PALMS_PER_S and np.quantile(fastest, 0.9) < 2 * STILL_PALMS_PER_S)
