"""The same network twice, once with an LSTM and once with a plain RNN, trained alike from nothing.

A trained model cannot fairly be set beside a plain RNN that has learned less, or otherwise; so both are
trained here, on the same takes, in the same order, with the same random changes, for the same number of steps.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec
import numpy as np
import torch
from torch import nn

from gesture_app.hands.features import FeatureSpec, compute
from gesture_app.hands.labelled import LabelledSequence
from gesture_app.hands.sequence import HandSequence
from gesture_app.learning.bank import TakeBank, fill_bank
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.examples import plain_examples, varied_examples
from gesture_app.learning.holdout import hold_out, usable_takes
from gesture_app.learning.inside.insight import TwinInsight
from gesture_app.learning.inside.looking import entering
from gesture_app.learning.inside.memory import memory_kept
from gesture_app.learning.learner import DROPOUT, WEIGHT_DECAY, TrainingCancelled, smoothed_loss
from gesture_app.learning.model_card import NetworkSizes
from gesture_app.learning.network import GestureNetwork

Teacher = Literal["takes", "virtual hand"]

STEPS = 150
BATCH = 32
LEARNING_RATE = 2e-3
WARM_UP = 0.15


@dataclass(frozen=True, slots=True)
class Twins:
    """Both networks after training; see `TwinInsight` for the figures."""

    lstm: GestureNetwork
    rnn: GestureNetwork
    lstm_right: int
    rnn_right: int
    asked: int
    learned: int
    spec: FeatureSpec
    taught_by: Teacher

    def look(self, sequence: HandSequence) -> TwinInsight | None:
        """How long each of them remembers while reading a take; None where no hand is seen."""
        features = torch.from_numpy(compute(sequence, self.spec))
        if len(features) == 0:
            return None
        lstm, rnn = (
            memory_kept(network.encoder.lstm, entering(network, features))
            for network in (self.lstm, self.rnn)
        )
        return TwinInsight(
            lstm, rnn, self.lstm_right, self.rnn_right, self.asked, self.learned, self.taught_by
        )


def train_twins(
    samples: Sequence[LabelledSequence],
    model: Checkpoint,
    taught_by: Teacher,
    cancelled: threading.Event,
    seed: int = 0,
    steps: int = STEPS,
) -> Generator[float, None, Twins]:
    """Train both on takes that can be trained on (see `check_trainable`), a fifth of them held out.

    Args:
        model: to compare with: its sizes and its features are theirs, its weights are not.
        steps: of learning, for each.

    Yields:
        the share of the work that is done, 0…1.

    Raises:
        TrainingCancelled: `cancelled` was set.
    """
    usable = usable_takes(samples)
    split = hold_out(usable, seed)
    labels = sorted({sample.label for sample in usable})
    sizes = msgspec.structs.replace(model.card.sizes, labels=len(labels))
    spec = model.card.features
    bank = fill_bank(usable, labels, spec)
    learn, ask = bank.part(split.learn), bank.part(split.ask)
    trained: list[tuple[GestureNetwork, int]] = []
    yield 0.0
    for number, plain in enumerate((False, True)):
        school = _School(_new_network(model, sizes, plain, seed), sizes, spec, seed)
        for done in school.learn(learn, steps, cancelled):
            yield (number + done) / 2
        trained.append((school.network, school.right(ask)))
    (lstm, lstm_right), (rnn, rnn_right) = trained
    return Twins(lstm, rnn, lstm_right, rnn_right, len(ask), len(learn), spec, taught_by)


def _new_network(model: Checkpoint, sizes: NetworkSizes, plain: bool, seed: int) -> GestureNetwork:
    """A network that has learned nothing; it reads features on the model's scale."""
    torch.manual_seed(seed)
    network = GestureNetwork(sizes, DROPOUT)
    encoder = network.encoder
    encoder.mean.copy_(torch.from_numpy(model.weights["encoder.mean"]))
    encoder.scale.copy_(torch.from_numpy(model.weights["encoder.scale"]))
    if plain:
        encoder.add_module("lstm", nn.RNN(sizes.projected, sizes.hidden, sizes.layers, batch_first=True))
    else:
        _open_forget_gates(encoder.lstm)
    return network


def _open_forget_gates(lstm: nn.LSTM) -> None:
    """Let a new network keep what it hears (Jozefowicz, Zaremba & Sutskever 2015); at ½, as torch leaves them, they
    halve the memory at each step, and in so short a training would still nearly do so at its end."""
    with torch.no_grad():
        for layer in range(lstm.num_layers):
            getattr(lstm, f"bias_ih_l{layer}")[lstm.hidden_size : 2 * lstm.hidden_size] = 1.0


class _School:
    """One network, taught."""

    def __init__(self, network: GestureNetwork, sizes: NetworkSizes, spec: FeatureSpec, seed: int) -> None:
        self.network, self._sizes, self._spec = network, sizes, spec
        self._rng = np.random.default_rng(seed)

    def learn(self, bank: TakeBank, steps: int, cancelled: threading.Event) -> Iterator[float]:
        """Yields the share of the steps that are done."""
        optimiser = torch.optim.AdamW(self.network.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
        rate = torch.optim.lr_scheduler.OneCycleLR(
            optimiser, LEARNING_RATE, total_steps=steps + 1, pct_start=WARM_UP
        )
        self.network.train()
        for step in range(steps):
            if cancelled.is_set():
                raise TrainingCancelled
            rows = self._rng.integers(0, len(bank), BATCH)
            examples = varied_examples(bank, rows, self._sizes.labels, self._spec, self._rng)
            loss = smoothed_loss(self.network(examples.features, examples.length), examples.target)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch has no type for it
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            optimiser.step()
            rate.step()
            yield (step + 1) / steps
            time.sleep(0)  # whoever draws the picture goes first
        self.network.eval()
        self.network.requires_grad_(requires_grad=False)

    def right(self, bank: TakeBank) -> int:
        """How many takes it recognises."""
        if not len(bank):
            return 0
        examples = plain_examples(bank, np.arange(len(bank)), self._sizes.labels, self._spec)
        with torch.no_grad():
            said = self.network(examples.features, examples.length)[:, :-1].argmax(dim=1)
        return int((said.numpy() == bank.labels).sum())
