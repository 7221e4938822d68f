"""Look inside a model while it reads a take."""

from __future__ import annotations

import math

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from gesture_app.hands.features import compute
from gesture_app.hands.sequence import HandSequence
from gesture_app.learning.calibration import beliefs
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.inside.attribution import contributions
from gesture_app.learning.inside.cells import LstmStep, LstmStepper
from gesture_app.learning.inside.insight import Insight, LayerInsight
from gesture_app.learning.inside.memory import memory_kept
from gesture_app.learning.network import GestureNetwork, build_network

ENDINGS_AT_ONCE = 32


def look_inside(checkpoint: Checkpoint, sequence: HandSequence) -> Insight | None:
    """What the model's network does while it reads a take; None where no hand is seen."""
    card = checkpoint.card
    features = torch.from_numpy(compute(sequence, card.features))  # (T, features)
    if len(features) == 0:
        return None
    network = build_network(card.sizes, checkpoint.weights)
    said = _said_so_far(network, features)
    believed = beliefs(said, card.temperature, card.labels).astype(np.float32)
    winner = int(believed[-1].argmax())
    read = entering(network, features)
    nothing = entering(network, torch.full_like(features[:1], math.nan))[0, 0]

    first_s = sequence.time_s[int(np.argmax(sequence.seen))] - sequence.time_s[0]
    step_s = 1 / card.features.rate_hz
    return Insight(
        times_s=first_s + np.arange(len(features)) * step_s,
        step_s=step_s,
        layers=_layers(network.encoder.lstm, read),
        labels=tuple(card.labels),
        beliefs=believed,
        winner=winner,
        contribution=contributions(lambda varied: logits(network, varied)[:, winner], read[0], nothing),
    )


def entering(network: GestureNetwork, features: Tensor) -> Tensor:
    """What the lowest recurrent layer reads of a take, (T, features) → (1, T, projected)."""
    with torch.no_grad():
        return network.encoder.inputs(features[None])


def logits(network: GestureNetwork, read: Tensor) -> Tensor:
    """What the network says of takes whose every step counts, from what its lowest layer reads of them.

    Args:
        read: (N, T, projected), see `entering`.

    Returns:
        (N, labels + 1).
    """
    states, _ = network.encoder.lstm(read)
    counts = torch.ones(read.shape[:2], dtype=torch.bool)
    return network.tell(network.encoder.sum_up(states, counts))


def _said_so_far(network: GestureNetwork, features: Tensor) -> NDArray[np.float32]:
    """Logits after each step as if the take ended there, (T, labels + 1): features never look ahead."""
    said = []
    with torch.no_grad():
        for lengths in torch.split(torch.arange(1, len(features) + 1), ENDINGS_AT_ONCE):
            beginning = features[: int(lengths[-1])]
            said.append(network(beginning.expand(len(lengths), -1, -1), lengths))
    logits: NDArray[np.float32] = torch.cat(said).numpy()
    return logits


def _layers(lstm: nn.LSTM, read: Tensor) -> tuple[LayerInsight, ...]:
    with torch.no_grad():
        steps = LstmStepper(lstm).run(read)
    return tuple(
        _layer([step[number] for step in steps], kept) for number, kept in enumerate(memory_kept(lstm, read))
    )


def _layer(steps: list[LstmStep], kept: NDArray[np.float32]) -> LayerInsight:
    def over_time(name: str) -> NDArray[np.float32]:
        values: NDArray[np.float32] = torch.cat([getattr(step, name) for step in steps]).numpy()
        return values

    return LayerInsight(
        forget=over_time("forget"), input=over_time("input"), output=over_time("output"),
        cell=over_time("cell"), hidden=over_time("hidden"), kept=kept,
    )  # fmt: skip
