"""How much of a memory is left: the Jacobian through time, held to changes made by hand."""

from __future__ import annotations

import math

import pytest
import torch
from torch import nn

from gesture_app.learning.inside.cells import LstmStepper
from gesture_app.learning.inside.memory import memory_kept


def test_a_memory_that_is_never_forgotten_is_kept_whole() -> None:
    lstm = nn.LSTM(3, 5, batch_first=True)
    for weights in lstm.parameters():
        nn.init.zeros_(weights)
    with torch.no_grad():
        lstm.bias_ih_l0[5:10] = 50.0  # forget gates wide open
    (kept,) = memory_kept(lstm, torch.randn(1, 30, 3))
    assert kept == pytest.approx(1.0)


def test_a_forget_gate_half_open_halves_the_memory_at_each_step() -> None:
    lstm = nn.LSTM(3, 5, batch_first=True)
    for weights in lstm.parameters():
        nn.init.zeros_(weights)
    (kept,) = memory_kept(lstm, torch.randn(1, 12, 3))
    assert kept == pytest.approx([0.5**left for left in range(11, -1, -1)], rel=1e-5)


def test_a_plain_network_loses_its_memory_by_its_weights() -> None:
    rnn = nn.RNN(3, 4, batch_first=True)
    for weights in rnn.parameters():
        nn.init.zeros_(weights)
    with torch.no_grad():
        rnn.weight_hh_l0.copy_(0.7 * torch.eye(4))
    (kept,) = memory_kept(rnn, torch.zeros(1, 10, 3))
    assert kept == pytest.approx([0.7**left for left in range(9, -1, -1)], rel=1e-5)


@pytest.mark.parametrize("layer", [0, 1])
def test_what_is_kept_is_what_a_small_change_leaves_behind(layer: int) -> None:
    torch.manual_seed(1)
    lstm = nn.LSTM(3, 6, 2, batch_first=True).double()
    read = torch.randn(1, 9, 3, dtype=torch.float64)
    kept = memory_kept(lstm, read)[layer]
    stepper, at, size = LstmStepper(lstm), 4, 1e-6
    with torch.no_grad():
        steps = stepper.run(read)

        def last_memory(change: torch.Tensor) -> torch.Tensor:
            state = [(each.hidden, each.cell) for each in steps[at]]
            cell = state[layer][1] + change
            state[layer] = steps[at][layer].output * torch.tanh(cell), cell
            # The layers above would have changed with it, but no layer's memory depends on those above it.
            return stepper.run(read[:, at + 1 :], state)[-1][layer].cell[0]

        before = last_memory(torch.zeros(1, 6, dtype=torch.float64))
        rows = [(last_memory(size * way[None]) - before) / size for way in torch.eye(6, dtype=torch.float64)]
    assert kept[at] == pytest.approx(float(torch.stack(rows).norm()) / math.sqrt(6), rel=1e-4)
    assert kept[-1] == pytest.approx(1.0)
