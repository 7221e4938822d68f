"""What each frame contributed to a decision: the network's gradient, gathered on the way from knowing nothing.

The bare gradient tells what a small change would do, and is nearly zero where the network is sure;
gradient times input does not add up to anything. Integrated gradients (Sundararajan, Taly & Yan,
"Axiomatic Attribution for Deep Networks", 2017) do: the contributions of all frames sum up to how far the take
moved the logit from where it stands when nothing is known of any frame.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

STEPS = 48
"""Points on the way at which the gradient is taken."""
AT_ONCE = 16


def contributions(logit: Callable[[Tensor], Tensor], read: Tensor, nothing: Tensor) -> NDArray[np.float32]:
    """What each step adds to a logit, (T,), in units of the logit; against it where negative.

    Args:
        logit: (N, T, width) → (N,).
        read: (T, width), what the network reads at each step.
        nothing: (width,), what it reads where nothing is known.
    """
    way = read - nothing
    total = torch.zeros_like(read)
    shares = (torch.arange(STEPS, dtype=read.dtype) + 0.5) / STEPS  # midpoints: exact for quadratics
    for part in torch.split(shares, AT_ONCE):
        here = (nothing + part[:, None, None] * way).requires_grad_()
        with torch.enable_grad():
            (gradient,) = torch.autograd.grad(logit(here).sum(), here)
        total += gradient.sum(dim=0)
    added: NDArray[np.float32] = (total / STEPS * way).sum(dim=1).detach().numpy()
    return added
