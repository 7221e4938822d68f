"""What the network remembers of windows that began at different times, carried on a step at a time.

Asked anew about each window, an LSTM reads again what it has read before. Its memory of a window is all that it
needs to read on; so every window keeps its own, and a step of the stream is one step for all of them at once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gesture_app.learning.inference import EncoderInference, State


class Memories:
    """The encoder's memories, one a window, in the order in which the windows began."""

    def __init__(self, encoder: EncoderInference) -> None:
        self._encoder = encoder
        self._states = encoder.states(0)
        self._sum = np.zeros_like(self._states[0].hidden)
        self._steps = np.zeros(0, np.float32)

    def begin(self) -> None:
        """Another window begins with the next step."""
        new = self._encoder.states(1)
        self._states = [
            State(np.concatenate([old.hidden, one.hidden]), np.concatenate([old.cell, one.cell]))
            for old, one in zip(self._states, new, strict=True)
        ]
        self._sum = np.concatenate([self._sum, np.zeros_like(new[0].hidden)])
        self._steps = np.append(self._steps, np.float32(0))

    def keep(self, kept: NDArray[np.bool_]) -> None:
        """Forget the windows (windows,) that are not kept."""
        self._states = [State(state.hidden[kept], state.cell[kept]) for state in self._states]
        self._sum, self._steps = self._sum[kept], self._steps[kept]

    def step(self, features: NDArray[np.float32]) -> None:
        """Read the features of one more step as each window sees it, (windows, features)."""
        self._sum += self._encoder.step(self._encoder.read(features), self._states)
        self._steps += 1

    def embed(self, rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """Where these windows (K,) lie among all gestures after the last step, (K, embedding) of length 1."""
        average = self._sum[rows] / self._steps[rows, None]
        return self._encoder.embed(self._states[-1].hidden[rows], average)
