"""Many sequences of hands side by side, for work on all of them at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import HandSequence

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Batch:
    """Many sequences side by side, padded at their ends; fields as of `HandSequence` with one more dimension.

    Attributes:
        image, world: (N, T, 2, 21, 3), NaN where no hand is.
        present: (N, T, 2).
        time_s: (N, T), rising also in the padding.
        lengths: (N,), frames of each that count.
        aspect: of all pictures.
    """

    image: NDArray[np.float32]
    world: NDArray[np.float32]
    present: Flags
    score: NDArray[np.float32]
    time_s: Numbers
    lengths: NDArray[np.intp]
    aspect: float

    def sequences(self) -> list[HandSequence]:
        """Each by itself, without its padding."""
        return [
            HandSequence(
                self.image[row, :stop], self.world[row, :stop], self.present[row, :stop],
                self.score[row, :stop], self.time_s[row, :stop], self.aspect,
            )
            for row, stop in enumerate(self.lengths.tolist())
        ]  # fmt: skip

    @classmethod
    def of(cls, sequence: HandSequence) -> Batch:
        """A single one."""
        one = sequence
        lengths = np.array([len(one)])
        return cls(
            one.image[None],
            one.world[None],
            one.present[None],
            one.score[None],
            one.time_s[None],
            lengths,
            one.aspect,
        )
