"""AdamW on one cycle, as torch has them to the last bit: torch's own bring its compiler along.

That is 800 modules, 75 MB and a second while somebody waits for a training, a third of it in one piece, in which no
other thread can draw the picture.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn

SLOWEST, LAST = 25.0, 1e4
"""The cycle begins at the highest rate ÷ the first, and ends at the rate it began with ÷ the second."""

MOST_MOMENTUM, LEAST_MOMENTUM = 0.95, 0.85
"""Much while the rate is low, little while it is high."""

_BETA2, _EPSILON = 0.999, 1e-8


class AdamW:
    """Adam with decoupled weight decay (Loshchilov & Hutter 2019).

    Attributes:
        rates: the learning rate of each group, as it is now.
        beta1: how much of the mean gradient stays from step to step.
    """

    def __init__(self, groups: Sequence[Sequence[nn.Parameter]], rate: float, weight_decay: float) -> None:
        self.rates = [rate for _ in groups]
        self.beta1 = 0.9
        self._groups = [[_Moments(parameter) for parameter in group] for group in groups]
        self._weight_decay = weight_decay

    def zero_grad(self) -> None:
        for group in self._groups:
            for each in group:
                each.parameter.grad = None

    @torch.no_grad()
    def step(self) -> None:
        """Take a step with the gradients there are."""
        for rate, group in zip(self.rates, self._groups, strict=True):
            for each in group:
                if each.parameter.grad is not None:
                    each.parameter.mul_(1 - rate * self._weight_decay)
                    each.step(each.parameter.grad, rate, self.beta1)


class _Moments:
    """A parameter with the running means of its gradient and of the gradient's square."""

    def __init__(self, parameter: nn.Parameter) -> None:
        self.parameter = parameter
        self._mean, self._square = torch.zeros_like(parameter), torch.zeros_like(parameter)
        self._steps = 0

    def step(self, gradient: Tensor, rate: float, beta1: float) -> None:
        self._steps += 1
        self._mean.lerp_(gradient, 1 - beta1)
        self._square.mul_(_BETA2).addcmul_(gradient, gradient, value=1 - _BETA2)
        # Both means begin at 0 and are too small at first.
        spread = (self._square.sqrt() / (1 - _BETA2**self._steps) ** 0.5).add_(_EPSILON)
        self.parameter.addcdiv_(self._mean, spread, value=-rate / (1 - beta1**self._steps))


class OneCycle:
    """The rate rises for a share of the steps, then falls to next to nothing (Smith & Topin 2018)."""

    def __init__(self, optimiser: AdamW, rates: Sequence[float], steps: int, warm_up: float) -> None:
        """`rates`: the highest of each group. `warm_up`: the share of the steps in which they rise."""
        self._optimiser = optimiser
        self._highest = rates
        self._top, self._end = warm_up * steps - 1, steps - 1
        self._step = 0
        self._set()

    def step(self) -> None:
        self._step += 1
        self._set()

    def _set(self) -> None:
        rising = self._step <= self._top
        done = self._step / self._top if rising else (self._step - self._top) / (self._end - self._top)
        for group, highest in enumerate(self._highest):
            first = highest / SLOWEST
            begin, end = (first, highest) if rising else (highest, first / LAST)
            self._optimiser.rates[group] = _between(begin, end, done)
        low, high = LEAST_MOMENTUM, MOST_MOMENTUM
        self._optimiser.beta1 = _between(high, low, done) if rising else _between(low, high, done)


def _between(begin: float, end: float, done: float) -> float:
    """Half a cosine from one to the other."""
    return end + (begin - end) / 2.0 * (math.cos(math.pi * done) + 1)
