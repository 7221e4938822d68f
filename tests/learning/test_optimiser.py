"""Our AdamW on one cycle takes the very steps that torch's takes, and does not bring torch's compiler along."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import nn

from gesture_app.learning.optimiser import AdamW, OneCycle

TESTS = Path(__file__).parents[1]


def network() -> nn.Sequential:
    torch.manual_seed(3)
    return nn.Sequential(nn.Linear(6, 9), nn.Tanh(), nn.Linear(9, 4))


def losses(net: nn.Sequential, step: int) -> torch.Tensor:
    """Of the first layer alone now and then: a parameter without a gradient is left alone."""
    seen = torch.randn(8, 6, generator=torch.Generator().manual_seed(step))
    own = net[0](seen) if step % 5 == 3 else net(seen)
    return (own**2).mean() + own.sin().sum()


@pytest.mark.parametrize(("steps", "warm_up"), [(3, 0.15), (40, 0.15), (90, 0.3)])
def test_it_takes_the_steps_that_torch_takes_to_the_last_bit(steps: int, warm_up: float) -> None:
    ours, theirs = network(), network()
    rates = [3e-3, 1e-2]
    optimiser = AdamW([list(net.parameters()) for net in (ours[0], ours[2])], 1e-2, 0.02)
    schedule = OneCycle(optimiser, rates, steps + 1, warm_up)
    groups = [{"params": list(net.parameters())} for net in (theirs[0], theirs[2])]
    reference = torch.optim.AdamW(groups, lr=1e-2, weight_decay=0.02)
    cycle = torch.optim.lr_scheduler.OneCycleLR(reference, rates, total_steps=steps + 1, pct_start=warm_up)
    for step in range(steps):
        for net, each, turn in ((ours, optimiser, schedule), (theirs, reference, cycle)):
            each.zero_grad()
            losses(net, step).backward()  # type: ignore[no-untyped-call]
            each.step()
            turn.step()
    for own, other in zip(ours.parameters(), theirs.parameters(), strict=True):
        assert torch.equal(own, other)


def test_a_training_does_not_import_torchs_compiler() -> None:
    script = (
        f"import sys, threading; sys.path.insert(0, {str(TESTS)!r})\n"
        "from made_gestures import takes_of\n"
        "from gesture_app.learning.training import TrainingPlan, train\n"
        "list(train(takes_of('open', 'fist', count=2), TrainingPlan(epochs=1), threading.Event()))\n"
        "print(sorted({'torch._dynamo', 'sympy'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
