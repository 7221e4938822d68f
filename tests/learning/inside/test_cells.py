"""The step we show is the published LSTM, and the one torch runs."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import nn

from gesture_app.learning.inside.cells import LstmStepper, run_rnn

Array = NDArray[np.float64]
CLOSE = 1e-5


def made(
    kind: type[nn.RNNBase], layers: int, entering: int = 7, hidden: int = 11, seed: int = 0
) -> nn.RNNBase:
    torch.manual_seed(seed)
    network = kind(entering, hidden, layers, batch_first=True)
    for weights in network.parameters():
        nn.init.normal_(weights, std=0.5)  # gates that open and close, unlike a new network's
    return network


def sigmoid(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))


def published(lstm: nn.LSTM, layer: int, x: Array, h: Array, c: Array) -> dict[str, Array]:
    """One step of one layer for one example: Gers, Schmidhuber & Cummins (2000), a gate at a time."""
    size = lstm.hidden_size
    weights = {name: tensor.detach().numpy().astype(np.float64) for name, tensor in lstm.named_parameters()}

    def net(place: int) -> Array:
        rows = slice(place * size, (place + 1) * size)  # torch's order: input, forget, candidate, output
        w, u = weights[f"weight_ih_l{layer}"][rows], weights[f"weight_hh_l{layer}"][rows]
        b = weights[f"bias_ih_l{layer}"][rows] + weights[f"bias_hh_l{layer}"][rows]
        return np.array([w[unit] @ x + u[unit] @ h + b[unit] for unit in range(size)])

    i, f, g, o = sigmoid(net(0)), sigmoid(net(1)), np.tanh(net(2)), sigmoid(net(3))
    cell = f * c + i * g
    return {"input": i, "forget": f, "candidate": g, "output": o, "cell": cell, "hidden": o * np.tanh(cell)}


@pytest.mark.parametrize("layers", [1, 2])
def test_every_gate_and_state_is_as_published(layers: int) -> None:
    lstm = made(nn.LSTM, layers)
    assert isinstance(lstm, nn.LSTM)
    sequences = torch.randn(3, 40, 7)
    with torch.no_grad():
        steps = LstmStepper(lstm).run(sequences)
    for row in range(3):
        states = [(np.zeros(11), np.zeros(11)) for _ in range(layers)]
        for time in range(40):
            below = sequences[row, time].numpy().astype(np.float64)
            for layer in range(layers):
                wanted = published(lstm, layer, below, *states[layer])
                for name, values in wanted.items():
                    ours = getattr(steps[time][layer], name)[row].numpy()
                    np.testing.assert_allclose(ours, values, atol=CLOSE, err_msg=f"{name} at {time}")
                states[layer] = wanted["hidden"], wanted["cell"]
                below = wanted["hidden"]


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize(("batch", "length"), [(1, 1), (5, 30), (2, 400)])
def test_steps_are_torchs_own(layers: int, batch: int, length: int) -> None:
    lstm = made(nn.LSTM, layers, seed=length)
    assert isinstance(lstm, nn.LSTM)
    sequences = torch.randn(batch, length, 7)
    with torch.no_grad():
        states, (last_hidden, last_cell) = lstm(sequences)
        steps = LstmStepper(lstm).run(sequences)
    ours = torch.stack([step[-1].hidden for step in steps], dim=1)
    assert (ours - states).abs().max() < CLOSE
    for layer in range(layers):
        assert (steps[-1][layer].hidden - last_hidden[layer]).abs().max() < CLOSE
        assert (steps[-1][layer].cell - last_cell[layer]).abs().max() < CLOSE


@pytest.mark.parametrize("layers", [1, 2])
def test_steps_go_on_from_a_given_state_as_torch_does(layers: int) -> None:
    lstm = made(nn.LSTM, layers)
    assert isinstance(lstm, nn.LSTM)
    sequences = torch.randn(4, 20, 7)
    hidden, cell = torch.randn(layers, 4, 11), 3 * torch.randn(layers, 4, 11)
    with torch.no_grad():
        states, _ = lstm(sequences, (hidden, cell))
        steps = LstmStepper(lstm).run(sequences, list(zip(hidden, cell, strict=True)))
    assert (torch.stack([step[-1].hidden for step in steps], dim=1) - states).abs().max() < CLOSE


def test_frame_by_frame_is_the_same_as_all_at_once() -> None:
    lstm = made(nn.LSTM, 2)
    assert isinstance(lstm, nn.LSTM)
    sequences = torch.randn(1, 60, 7)
    stepper = LstmStepper(lstm)
    with torch.no_grad():
        at_once = stepper.run(sequences)
        state = stepper.begin(sequences[:, 0])
        for time in range(60):
            steps = stepper.step(sequences[:, time], state)
            state = [(each.hidden, each.cell) for each in steps]
            assert torch.equal(steps[-1].hidden, at_once[time][-1].hidden)


@pytest.mark.parametrize("layers", [1, 2])
def test_the_plain_network_is_torchs_own(layers: int) -> None:
    rnn = made(nn.RNN, layers)
    assert isinstance(rnn, nn.RNN)
    sequences = torch.randn(3, 50, 7)
    with torch.no_grad():
        states, _ = rnn(sequences)
        ours = torch.stack([step[-1] for step in run_rnn(rnn, sequences)], dim=1)
    assert (ours - states).abs().max() < CLOSE


def test_a_network_without_biases_has_none() -> None:
    lstm = nn.LSTM(7, 11, batch_first=True, bias=False)
    sequences = torch.randn(2, 9, 7)
    with torch.no_grad():
        ours = torch.stack([step[0].hidden for step in LstmStepper(lstm).run(sequences)], dim=1)
        assert (ours - lstm(sequences)[0]).abs().max() < CLOSE


def test_networks_with_other_equations_are_refused() -> None:
    with pytest.raises(ValueError, match="forwards"):
        LstmStepper(nn.LSTM(7, 11, bidirectional=True))
    with pytest.raises(ValueError, match="plain"):
        LstmStepper(nn.LSTM(7, 11, proj_size=3))
    with pytest.raises(ValueError, match="tanh"):
        run_rnn(nn.RNN(7, 11, nonlinearity="relu"), torch.zeros(1, 3, 7))
