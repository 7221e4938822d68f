"""What the network remembers of windows that began at different times, carried on a step at a time.

Asked anew about each window, an LSTM reads again what it has read before. Its memory of a window is all that it
needs to read on; so every window keeps its own, and a step of the stream is one step for all of them at once.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import gelu, linear

from gesture_app.hands.features import HAND_SIZE, RELATION_SIZE
from gesture_app.learning.network import CLIP, Encoder


class Memories:
    """The encoder's memories, one a window, in the order in which the windows began."""

    def __init__(self, encoder: Encoder) -> None:
        # Taken out of their modules: at one step a call, looking them up would cost more than some of the reckoning.
        self._hand, self._project, self._embed = (
            _dense(layer) for layer in (encoder.hand, encoder.project, encoder.embed)
        )
        self._mean, self._scale = (
            torch.cat([values[:HAND_SIZE], values]).numpy() for values in (encoder.mean, encoder.scale)
        )
        self._layers = [
            tuple(getattr(encoder.lstm, f"{name}_l{layer}") for name in _LSTM)
            for layer in range(encoder.lstm.num_layers)
        ]
        size = encoder.lstm.hidden_size
        self._states = [(torch.zeros(0, size), torch.zeros(0, size)) for _ in self._layers]
        self._sum = torch.zeros(0, size)
        self._steps = np.zeros(0, np.float32)

    def begin(self) -> None:
        """Another window begins with the next step."""
        with torch.inference_mode():
            self._states = [(_one_more(hidden), _one_more(cell)) for hidden, cell in self._states]
            self._sum = _one_more(self._sum)
        self._steps = np.append(self._steps, np.float32(0))

    def keep(self, kept: NDArray[np.bool_]) -> None:
        """Forget the windows (windows,) that are not kept."""
        rows = torch.from_numpy(np.flatnonzero(kept))
        with torch.inference_mode():
            self._states = [(hidden[rows], cell[rows]) for hidden, cell in self._states]
            self._sum = self._sum[rows]
        self._steps = self._steps[kept]

    def step(self, features: NDArray[np.float32]) -> None:
        """Read the features of one more step as each window sees it, (windows, features)."""
        with torch.inference_mode():
            read = self._read(self._standardised(features))
            for layer, weights in enumerate(self._layers):
                self._states[layer] = torch.lstm_cell(read, self._states[layer], *weights)
                read = self._states[layer][0]
            self._sum = self._sum + read
        self._steps += 1

    def embed(self, rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """Where these windows (K,) lie among all gestures after the last step, (K, embedding) of length 1."""
        last = self._states[-1][0].numpy()[rows]
        average = self._sum.numpy()[rows] / self._steps[rows, None]
        weight, bias = self._embed
        found = np.concatenate([last, average], axis=1) @ weight.numpy().T + bias.numpy()
        length = np.sqrt((found * found).sum(axis=1, keepdims=True))
        return np.asarray(found / np.maximum(length, np.float32(1e-12)))

    def _standardised(self, features: NDArray[np.float32]) -> Tensor:
        """As `Encoder.standardised`."""
        known = (features - self._mean) / self._scale
        np.clip(known, -CLIP, CLIP, out=known)
        known[np.isnan(known)] = 0.0
        return torch.from_numpy(known)

    def _read(self, known: Tensor) -> Tensor:
        """As `Encoder.read`, without picking out the hands that are there: of so few rows that costs more."""
        hands = known[:, :-RELATION_SIZE].reshape(-1, HAND_SIZE)
        described = gelu(linear(hands, *self._hand)) * (hands[:, -1:] > 0)
        both = torch.cat([described.reshape(len(known), -1), known[:, -RELATION_SIZE:]], dim=1)
        return gelu(linear(both, *self._project))


class _Dense(NamedTuple):
    weight: Tensor
    bias: Tensor


_LSTM = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


def _dense(layer: nn.Linear) -> _Dense:
    return _Dense(layer.weight, layer.bias)


def _one_more(rows: Tensor) -> Tensor:
    return nn.functional.pad(rows, (0, 0, 0, 1))
