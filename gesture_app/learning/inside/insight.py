"""What a look inside shows: plain arrays over time, ready to be drawn; needs no torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LayerInsight:
    """One layer of the LSTM over T steps and H units.

    Attributes:
        forget, input, output: gates, (T, H), 0 closed … 1 open.
        cell: the memory, (T, H), of either sign.
        hidden: what the layer shows of its memory, (T, H), −1…1.
        kept: (T,), see `memory_kept`.
    """

    forget: Floats
    input: Floats
    output: Floats
    cell: Floats
    hidden: Floats
    kept: Floats

    def order(self) -> NDArray[np.intp]:
        """The units by what they hold at their strongest, the most positive first, (H,).

        Units that do alike come to stand together, in the pictures of the gates as well; the order of the
        weights, or the time of the peak (which is mostly the end), leaves a picture of noise.
        """
        peak = np.abs(self.cell).argmax(axis=0)
        return np.argsort(-self.cell[peak, np.arange(self.cell.shape[1])], kind="stable")


@dataclass(frozen=True, slots=True)
class Insight:
    """How a network came to its belief about one take, over T steps of the features' grid.

    Attributes:
        times_s: (T,), from the take's first frame.
        step_s: from one step to the next.
        layers: from the lowest.
        labels: what it can recognise.
        beliefs: (T, labels), what it would say if the take ended here; what is missing to 1 is the belief
            in "too little of anything".
        winner: index of the label it believes in most at the end.
        contribution: (T,), what each step adds to the winner's logit, see `contributions`.
    """

    times_s: NDArray[np.float64]
    step_s: float
    layers: tuple[LayerInsight, ...]
    labels: tuple[str, ...]
    beliefs: Floats
    winner: int
    contribution: Floats

    def __len__(self) -> int:
        return len(self.times_s)

    @property
    def undecided(self) -> Floats:
        """The belief in "too little of anything", (T,)."""
        return np.asarray(np.clip(1 - self.beliefs.sum(axis=1), 0, 1), np.float32)

    def step_at(self, time_s: float) -> int:
        """The last step at or before a time; the first one before all."""
        return max(int(np.searchsorted(self.times_s, time_s + 1e-6, side="right")) - 1, 0)


@dataclass(frozen=True, slots=True)
class TwinInsight:
    """An LSTM and a plain RNN, trained alike from nothing, about the same take.

    Attributes:
        lstm_kept, rnn_kept: for each layer, (T,), see `memory_kept`.
        lstm_right, rnn_right: how many of the `asked` takes that were held out each one recognised.
        learned: how many takes both have learned from.
        taught_by: the user's own takes, or performances of the virtual hand.
    """

    lstm_kept: tuple[Floats, ...]
    rnn_kept: tuple[Floats, ...]
    lstm_right: int
    rnn_right: int
    asked: int
    learned: int
    taught_by: Literal["takes", "virtual hand"]


def kept_after(kept: Floats, step_s: float, seconds: float = 1.0) -> float | None:
    """How much of a change made so long before the end is left at the end; None for a shorter take."""
    steps = round(seconds / step_s)
    return float(kept[-1 - steps]) if steps < len(kept) else None
