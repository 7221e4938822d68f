"""A network while it learns: batches in, better weights out."""

from __future__ import annotations

import threading
import time
import warnings
from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from gesture_app.hands.features import FeatureSpec
from gesture_app.learning.bank import TakeBank
from gesture_app.learning.checkpoint import Weights
from gesture_app.learning.examples import Examples, plain_examples, varied_examples
from gesture_app.learning.model_card import NetworkSizes
from gesture_app.learning.network import GestureNetwork

DROPOUT = 0.5
LABEL_SMOOTHING = 0.1
MIXUP = 0.3
WEIGHT_DECAY = 0.02
SMALLEST_SCALE = 0.02
"""Features that hardly vary in the takes (the motion of a hand held still) would otherwise explode live."""

ASK_AT_ONCE = 128


class TrainingCancelled(Exception):
    """The caller asked training to stop."""


class Learner:
    """Owns the network, its optimiser and the random numbers; one seed gives one result."""

    def __init__(self, sizes: NetworkSizes, spec: FeatureSpec, seed: int) -> None:
        torch.manual_seed(seed)
        self.sizes, self.spec = sizes, spec
        self._rng = np.random.default_rng(seed)
        self._network = GestureNetwork(sizes, DROPOUT)

    def standardise(self, bank: TakeBank) -> None:
        """Measure the features' means and spreads on varied examples of the takes."""
        rows = self._rng.integers(0, len(bank), 256)
        examples = varied_examples(bank, rows, self.sizes.labels, self.spec, self._rng)
        counts = torch.arange(examples.features.shape[1])[None, :] < examples.length[:, None]
        features = examples.features[counts].numpy()
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Mean of empty slice|Degrees of freedom", RuntimeWarning)
            mean, spread = np.nanmean(features, axis=0), np.nanstd(features, axis=0)
        encoder = self._network.encoder
        encoder.mean.copy_(torch.from_numpy(np.nan_to_num(mean, nan=0.0)))
        encoder.scale.copy_(torch.from_numpy(np.maximum(np.nan_to_num(spread, nan=1.0), SMALLEST_SCALE)))

    def start(self, learning_rate: float, steps: int, warm_up: float) -> None:
        """Begin a run of so many steps: the rate rises for the share `warm_up` of them, then falls to 0."""
        self._optimiser = torch.optim.AdamW(
            self._network.parameters(), lr=learning_rate, weight_decay=WEIGHT_DECAY
        )
        self._schedule = torch.optim.lr_scheduler.OneCycleLR(
            self._optimiser, learning_rate, total_steps=steps + 1, pct_start=warm_up
        )

    def epoch(
        self, bank: TakeBank, steps: int, batch: int, cancelled: threading.Event
    ) -> tuple[float, float]:
        """Learn from so many batches of varied examples; returns mean loss and share of right answers.

        Raises:
            TrainingCancelled: between two batches.
        """
        self._network.train()
        shuffles = -(-steps * batch // len(bank))
        order = np.concatenate([self._rng.permutation(len(bank)) for _ in range(shuffles)])
        loss_sum, right = 0.0, 0.0
        for step in range(steps):
            if cancelled.is_set():
                raise TrainingCancelled
            rows = order[step * batch : (step + 1) * batch]
            examples = varied_examples(bank, rows, self.sizes.labels, self.spec, self._rng)
            loss, share = self._learn(examples)
            loss_sum += loss
            right += share
            time.sleep(0)  # whoever draws the picture goes first
        return loss_sum / steps, right / steps

    def _learn(self, examples: Examples) -> tuple[float, float]:
        embedding = self._network.encoder(examples.features, examples.length)
        # Mixup of embeddings (Verma et al. 2019): straight lines between gestures, fewer sure mistakes.
        share = float(self._rng.beta(MIXUP, MIXUP))
        partner = torch.from_numpy(self._rng.permutation(len(embedding)))
        target = share * examples.target + (1 - share) * examples.target[partner]
        logits = self._network.tell(share * embedding + (1 - share) * embedding[partner])
        loss = smoothed_loss(logits, target)
        self._optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no type for it
        torch.nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
        self._optimiser.step()
        self._schedule.step()
        right = (logits.argmax(dim=1) == target.argmax(dim=1)).float().mean()
        return loss.item(), right.item()

    def ask(self, bank: TakeBank) -> NDArray[np.float32]:
        """Logits for whole takes as they are, (takes, labels + 1)."""
        rows = np.arange(len(bank))
        parts = [rows[begin : begin + ASK_AT_ONCE] for begin in range(0, len(rows), ASK_AT_ONCE)]
        return np.concatenate(
            [self._answer(plain_examples(bank, part, self.sizes.labels, self.spec)) for part in parts]
        )

    def judge(self, bank: TakeBank) -> tuple[float, float]:
        """Loss and share of right answers on whole takes as they are."""
        logits = self.ask(bank)
        target = np.zeros_like(logits)
        target[np.arange(len(bank)), bank.labels] = 1
        loss = smoothed_loss(torch.from_numpy(logits), torch.from_numpy(target))
        right = logits[:, :-1].argmax(axis=1) == bank.labels
        return loss.item(), float(right.mean())

    def ask_about_parts(self, bank: TakeBank, count: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Logits for varied examples and how complete each is: what a live window will look like."""
        rows = self._rng.integers(0, len(bank), count)
        examples = varied_examples(bank, rows, self.sizes.labels, self.spec, self._rng)
        return self._answer(examples), 1 - examples.target[:, -1].numpy()

    def _answer(self, examples: Examples) -> NDArray[np.float32]:
        self._network.eval()
        with torch.no_grad():
            answer: NDArray[np.float32] = self._network(examples.features, examples.length).numpy()
        return answer

    def weights(self) -> Weights:
        """A copy of the network's weights."""
        return {name: tensor.numpy(force=True).copy() for name, tensor in self._network.state_dict().items()}

    def load(self, weights: Mapping[str, NDArray[np.float32]]) -> None:
        self._network.load_state_dict({name: torch.from_numpy(array) for name, array in weights.items()})


def smoothed_loss(logits: Tensor, target: Tensor) -> Tensor:
    """Cross-entropy with shares as targets and label smoothing (Szegedy et al. 2016)."""
    smoothed = target * (1 - LABEL_SMOOTHING) + LABEL_SMOOTHING / target.shape[1]
    return -(smoothed * logits.log_softmax(dim=1)).sum(dim=1).mean()
