"""One step of an LSTM and of a plain RNN, written out as published, with the weights of torch's own layers.

The LSTM is Hochreiter & Schmidhuber's ("Long Short-Term Memory", 1997) with the forget gate of Gers,
Schmidhuber & Cummins ("Learning to Forget", 2000); the plain RNN is Elman's ("Finding Structure in Time", 1990):

    i = σ(W_i x + U_i h + b_i)      how much of the new is let in
    f = σ(W_f x + U_f h + b_f)      how much of the memory is kept
    g = tanh(W_g x + U_g h + b_g)   the new
    o = σ(W_o x + U_o h + b_o)      how much of the memory is shown
    c' = f ∘ c + i ∘ g              the memory, or cell state
    h' = o ∘ tanh(c')               what the next step and the next layer see

    h' = tanh(W x + U h + b)        all there is in a plain RNN
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

LstmState = Sequence[tuple[Tensor, Tensor]]
"""For each layer, from the lowest: hidden and cell state, both (N, H)."""


@dataclass(frozen=True, slots=True)
class LstmStep:
    """One layer after one step; all (N, H)."""

    forget: Tensor
    input: Tensor
    output: Tensor
    candidate: Tensor
    """What would be written into the memory if the input gate were open."""
    cell: Tensor
    hidden: Tensor


@dataclass(frozen=True, slots=True)
class _Weights:
    """Of one layer: W (gates x H, entering), U (gates x H, H), b (gates x H,)."""

    entering: Tensor
    hidden: Tensor
    bias: Tensor

    def apply(self, entering: Tensor, hidden: Tensor) -> Tensor:
        return entering @ self.entering.T + hidden @ self.hidden.T + self.bias


class LstmStepper:
    """Runs a `torch.nn.LSTM` step by step and shows its gates; differentiable."""

    def __init__(self, lstm: nn.LSTM) -> None:
        """Raises `ValueError` for an LSTM that reads backwards as well, or projects its output."""
        if lstm.bidirectional or lstm.proj_size:
            raise ValueError("only a plain LSTM that reads forwards can be taken step by step")
        self._layers = _weights(lstm)
        self._hidden = lstm.hidden_size

    def begin(self, entering: Tensor) -> LstmState:
        """The state before the first step: zeros for a batch like `entering`, (N, …)."""
        nothing = entering.new_zeros(len(entering), self._hidden)
        return [(nothing, nothing)] * len(self._layers)

    def step(self, entering: Tensor, state: LstmState) -> tuple[LstmStep, ...]:
        """All layers, from the lowest, after reading (N, entering) in this state."""
        steps: list[LstmStep] = []
        for weights, (hidden, cell) in zip(self._layers, state, strict=True):
            done = _lstm_step(weights.apply(entering, hidden), cell)
            steps.append(done)
            entering = done.hidden
        return tuple(steps)

    def run(self, entering: Tensor, state: LstmState | None = None) -> list[tuple[LstmStep, ...]]:
        """The steps over (N, T, entering)."""
        now = self.begin(entering) if state is None else state
        taken = []
        for moment in entering.unbind(dim=1):
            steps = self.step(moment, now)
            now = [(each.hidden, each.cell) for each in steps]
            taken.append(steps)
        return taken


def run_rnn(rnn: nn.RNN, entering: Tensor) -> list[tuple[Tensor, ...]]:
    """Hidden states (N, H) of a plain tanh RNN's layers, from the lowest, over (N, T, entering).

    Raises:
        ValueError: it reads backwards as well, or is no tanh RNN.
    """
    if rnn.bidirectional or rnn.nonlinearity != "tanh":
        raise ValueError("only a plain tanh RNN that reads forwards can be taken step by step")
    layers = _weights(rnn)
    now = [entering.new_zeros(len(entering), rnn.hidden_size)] * len(layers)
    taken = []
    for moment in entering.unbind(dim=1):
        below = moment
        for number, weights in enumerate(layers):
            below = torch.tanh(weights.apply(below, now[number]))
            now[number] = below
        taken.append(tuple(now))
    return taken


def _lstm_step(driven: Tensor, cell: Tensor) -> LstmStep:
    """From W x + U h + b of the four gates, in torch's order, (N, 4H), and the memory so far."""
    let_in, keep, new, show = driven.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(let_in), torch.sigmoid(keep), torch.tanh(new), torch.sigmoid(show)
    memory = f * cell + i * g
    return LstmStep(forget=f, input=i, output=o, candidate=g, cell=memory, hidden=o * torch.tanh(memory))


def _weights(layers: nn.RNNBase) -> list[_Weights]:
    found = []
    for number in range(layers.num_layers):
        entering = getattr(layers, f"weight_ih_l{number}")
        # Torch keeps two biases of which only the sum matters.
        bias = entering.new_zeros(len(entering))
        if layers.bias:
            bias = getattr(layers, f"bias_ih_l{number}") + getattr(layers, f"bias_hh_l{number}")
        found.append(_Weights(entering, getattr(layers, f"weight_hh_l{number}"), bias))
    return found
