"""The trained encoder, asked without torch: what `network.Encoder` says, in numpy.

Importing torch takes 1.3 to 2.9 s and some 200 MB, of which recognising needs a few products of small matrices; and for
so few numbers torch takes longer to be called than to reckon. Training needs all of torch; what it has learned does
not. Both say the same but for rounding (tests compare them).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.features import HAND_SIZE, RELATION_SIZE
from gesture_app.learning.checkpoint import Weights
from gesture_app.learning.model_card import NetworkSizes

CLIP = 5.0
"""Standardised features beyond this are errors of the tracker."""

Array = NDArray[np.float32]

_HALF = np.float32(0.5)

_quietly = np.errstate(over="ignore", invalid="ignore", divide="ignore")
"""Weights of a damaged file may be huge: what comes of them is nothing, as with torch, not a warning in every frame."""


class _Dense(NamedTuple):
    """A layer: rows @ weight + bias."""

    weight: Array
    bias: Array

    def __call__(self, rows: Array) -> Array:
        return np.asarray(rows @ self.weight + self.bias)


@dataclass(slots=True)
class State:
    """What one layer of the LSTM remembers of each window, (windows, hidden) each."""

    hidden: Array
    cell: Array


class EncoderInference:
    """Reads features and carries states on from step to step; holds no state itself."""

    def __init__(self, weights: Weights, sizes: NetworkSizes) -> None:
        """`weights`: as in a checkpoint, see `checkpoint.weight_shapes`."""
        own = {
            name.removeprefix("encoder."): array
            for name, array in weights.items()
            if name.startswith("encoder.")
        }
        self._mean, self._scale = (
            np.concatenate([values[:HAND_SIZE], values]) for values in (own["mean"], own["scale"])
        )
        self._hand, self._project, self._embed = (
            _Dense(np.ascontiguousarray(own[f"{name}.weight"].T), own[f"{name}.bias"])
            for name in ("hand", "project", "embed")
        )
        self._layers = [_gates(own, layer) for layer in range(sizes.layers)]
        self._hidden = sizes.hidden

    def states(self, windows: int) -> list[State]:
        """Of windows that have seen nothing yet, one for each layer."""
        shape = (windows, self._hidden)
        return [State(np.zeros(shape, np.float32), np.zeros(shape, np.float32)) for _ in self._layers]

    @_quietly
    def read(self, features: Array) -> Array:
        """Features (rows, features) with NaN for what is unknown → what the LSTM reads, (rows, projected)."""
        known = (features - self._mean) / self._scale
        np.clip(known, -CLIP, CLIP, out=known)
        known[np.isnan(known)] = 0.0
        hands = known[:, :-RELATION_SIZE].reshape(-1, HAND_SIZE)
        described = gelu(self._hand(hands))
        described *= hands[:, -1:] > 0  # nothing where the hand is not there
        both = np.concatenate([described.reshape(len(known), -1), known[:, -RELATION_SIZE:]], axis=1)
        return gelu(self._project(both))

    @_quietly
    def step(self, read: Array, states: list[State]) -> Array:
        """Carry the states on by one step of each window, (windows, projected); the hidden state of the last layer."""
        for gates, state in zip(self._layers, states, strict=True):
            read = gates.step(np.concatenate([read, state.hidden], axis=1), state)
        return read

    @_quietly
    def embed(self, last: Array, average: Array) -> Array:
        """What the LSTM says at the end and on average, (N, hidden) each → (N, embedding) of length 1."""
        found = self._embed(np.concatenate([last, average], axis=1))
        length = np.sqrt((found * found).sum(axis=1, keepdims=True))
        return np.asarray(found / np.maximum(length, np.float32(1e-12)))

    def embed_take(self, features: Array) -> Array:
        """All features of one take (T, features), T at least 1 → (embedding,) of length 1."""
        states, total = self.states(1), np.zeros((1, self._hidden), np.float32)
        read = self.read(features)
        for row in range(len(read)):
            last = self.step(read[row : row + 1], states)
            total += last
        return np.asarray(self.embed(last, total / np.float32(len(read)))[0])


class _Gates(NamedTuple):
    """One layer of the LSTM: its four gates as one product, the three that open and close before the one that adds.

    The logistic function is a tanh of half its argument, made half as high: with the halves already in the weights,
    which changes no bit of them, one tanh does for all four.
    """

    weight: Array  # (below + hidden, 4 · hidden)
    bias: Array

    def step(self, joined: Array, state: State) -> Array:
        """What comes from below beside the hidden state, (windows, below + hidden) → the hidden state that follows."""
        size = state.cell.shape[1]
        gates = joined @ self.weight
        gates += self.bias
        np.tanh(gates, out=gates)
        opened = gates[:, : 3 * size]
        opened *= _HALF
        opened += _HALF
        state.cell = opened[:, size : 2 * size] * state.cell
        state.cell += opened[:, :size] * gates[:, 3 * size :]
        state.hidden = opened[:, 2 * size :] * np.tanh(state.cell)
        return state.hidden


def _gates(own: dict[str, Array], layer: int) -> _Gates:
    """From torch's weights, whose gates are: input, forget, cell, output."""
    biases = own[f"lstm.bias_ih_l{layer}"] + own[f"lstm.bias_hh_l{layer}"]
    rows = np.concatenate(
        [own[f"lstm.weight_ih_l{layer}"], own[f"lstm.weight_hh_l{layer}"], biases[:, None]], axis=1
    )
    enters, forgets, adds, shows = np.split(rows, 4)
    ordered = np.concatenate([_HALF * enters, _HALF * forgets, _HALF * shows, adds])
    return _Gates(np.ascontiguousarray(ordered[:, :-1].T), ordered[:, -1].copy())


def gelu(rows: Array) -> Array:
    """x · Φ(x), the Gaussian error linear unit, off by at most 2e-7 for each unit of x.

    Φ by the error function of Abramowitz and Stegun 1964, 7.1.26.
    """
    size = np.abs(rows)
    size *= np.float32(np.sqrt(0.5))
    share = np.float32(1) / (np.float32(1) + np.float32(0.3275911) * size)
    tail = share * np.float32(1.061405429)
    for factor in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail += np.float32(factor)
        tail *= share
    size *= size
    np.negative(size, out=size)
    tail *= np.exp(size, out=size)  # 1 - erf(|x| / √2)
    tail *= _HALF
    return np.asarray(np.where(rows < 0, rows * tail, rows - rows * tail))
