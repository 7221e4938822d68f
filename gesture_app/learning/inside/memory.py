"""How long a recurrent network remembers: the gradient that reaches back through time.

In a plain RNN it passes through the same matrix and a tanh at every step, and so vanishes (or explodes)
with the number of steps (Hochreiter 1991; Bengio, Simard & Frasconi 1994); an LSTM's memory is handed on by a sum,
times a forget gate that can stay open.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from gesture_app.learning.inside.cells import LstmStepper, run_rnn

AT_ONCE = 64
"""Rows of the Jacobian found in one go."""


def memory_kept(recurrent: nn.RNNBase, entering: Tensor) -> tuple[NDArray[np.float32], ...]:
    """For each layer, how much of a small change of its memory at each step is left at the last one, (T,).

    The memory is the cell state of an LSTM, the hidden state of a plain RNN. The figure is the root mean
    square over all directions of the change, ‖∂m_T/∂m_t‖ ÷ √H (Frobenius), so that it is 1 at the last step.

    Args:
        entering: (1, T, entering), what the lowest layer reads.
    """
    entering = entering.detach().requires_grad_()  # whatever the weights are, there is a graph to go back in
    with torch.enable_grad():
        if isinstance(recurrent, nn.LSTM):
            steps = LstmStepper(recurrent).run(entering)
            memories = [[layer.cell for layer in step] for step in steps]
        elif isinstance(recurrent, nn.RNN):
            memories = [list(step) for step in run_rnn(recurrent, entering)]
        else:
            raise ValueError(f"no equations for {type(recurrent).__name__}")
    return tuple(_kept([step[layer] for step in memories]) for layer in range(recurrent.num_layers))


def _kept(memory: Sequence[Tensor]) -> NDArray[np.float32]:
    """From one layer's memory at each step, (1, H) with their graph."""
    last = memory[-1][0]
    squared = torch.zeros(len(memory), dtype=torch.float64)
    for rows in torch.split(torch.eye(len(last), dtype=last.dtype), AT_ONCE):
        gradients = torch.autograd.grad(last, memory, rows, retain_graph=True, is_grads_batched=True)
        squared += torch.stack([gradient.double().square().sum() for gradient in gradients])
    kept: NDArray[np.float32] = (squared / len(last)).sqrt().float().numpy()
    return kept
