"""A network while it learns from somebody's takes: prototypes at once, then batches in and better weights out."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping

import msgspec
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from gesture_app.learning.bank import TakeBank
from gesture_app.learning.checkpoint import Checkpoint, Weights
from gesture_app.learning.examples import Examples, plain_examples, varied_examples
from gesture_app.learning.lesson import Lesson
from gesture_app.learning.network import GestureNetwork
from gesture_app.learning.optimiser import AdamW, OneCycle
from gesture_app.learning.pretrainer import draw_blinkers
from gesture_app.learning.processes import ALONE, Team

DROPOUT = 0.3
BLINKERS = 0.15
LABEL_SMOOTHING = 0.1
MIXUP = 0.3
WEIGHT_DECAY = 0.02
ENCODER_RATE = 0.3
"""The encoder knows much already: it learns at this share of the rate."""

LENIENCY = 1.2
"""The encoder learned what is nothing among virtual hands; real ones lie farther from prototypes. Measured on the words
of two signers, learned from one take each: without it, a fifth of them are taken for nothing."""

ASK_AT_ONCE = 128


class TrainingCancelled(Exception):
    """The caller asked training to stop."""


class Learner:
    """Owns the network, its optimiser and the random numbers; one seed gives one result.

    Args:
        pretrained: whose encoder, and what it knows of hands that mean nothing, is begun with.
        labels: how many.
        team: the processes that learn this together. Each has a learner of its own, and they are all alike: they draw
            the same random numbers, and each works on its share of every batch.
    """

    def __init__(self, pretrained: Checkpoint, labels: int, seed: int, team: Team = ALONE) -> None:
        torch.manual_seed(seed)
        self.sizes = msgspec.structs.replace(pretrained.card.sizes, labels=labels)
        self.spec = pretrained.card.features
        self._rng = np.random.default_rng(seed)
        self._network = GestureNetwork(self.sizes, DROPOUT)
        known = {name: array for name, array in pretrained.weights.items() if not name.startswith("head.")}
        self._network.load_state_dict(
            {name: torch.from_numpy(array.copy()) for name, array in known.items()}, strict=False
        )
        self._team = team
        self._lesson = team.learning(Lesson(self._network, team))

    def imprint(self, bank: TakeBank) -> None:
        """Each label's prototype becomes the mean embedding of its takes; every label has one at least."""
        embeddings = self.embed(bank)
        prototypes = np.zeros((self.sizes.labels, embeddings.shape[1]), np.float32)
        np.add.at(prototypes, bank.labels, embeddings)
        with torch.no_grad():
            self._network.leniency.fill_(LENIENCY)
            self._network.head.weight.copy_(nn.functional.normalize(torch.from_numpy(prototypes), dim=-1))

    def start(self, learning_rate: float, steps: int, warm_up: float) -> None:
        """Begin a run of so many steps: the rate rises for the share `warm_up` of them, then falls to 0."""
        encoder = list(self._network.encoder.parameters())
        rest = [*self._network.head.parameters(), *self._network.rest.parameters(), self._network.sharpness]
        rates = [ENCODER_RATE * learning_rate, learning_rate]
        self._optimiser = AdamW([encoder, rest], learning_rate, WEIGHT_DECAY)
        self._schedule = OneCycle(self._optimiser, rates, steps + 1, warm_up)

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
        own = None if self._team.alone else self._team.share(batch)
        found = np.zeros(2)
        for step in range(steps):
            if cancelled.is_set():
                raise TrainingCancelled
            rows = order[step * batch : (step + 1) * batch]
            examples = varied_examples(bank, rows, self.sizes.labels, self.spec, self._rng, own)
            found += self._learn(examples)
            time.sleep(0)  # whoever draws the picture goes first
        loss, right = (self._team.summed(found) / steps).tolist()
        return loss, right

    def _learn(self, examples: Examples) -> tuple[float, float]:
        """This process's part of the batch's mean loss and share of right answers."""
        # Mixup of embeddings: straight lines between gestures, fewer sure mistakes.
        share = float(self._rng.beta(MIXUP, MIXUP))
        partner = torch.from_numpy(self._rng.permutation(len(examples.length)))
        target = (share * examples.target + (1 - share) * examples.target[partner])[examples.own]
        shown = draw_blinkers(len(examples.length), BLINKERS)
        logits = self._lesson(examples, shown, share, partner)
        part = len(target) / len(partner)
        loss = smoothed_loss(logits, target) * part
        self._optimiser.zero_grad()
        # Processes' gradients are averaged, those of the parts of a mean must be summed.
        (loss * self._team.count).backward()  # type: ignore[no-untyped-call]  # torch has no type for it
        nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
        self._optimiser.step()
        self._schedule.step()
        right = (logits.argmax(dim=1) == target.argmax(dim=1)).float().mean()
        return loss.item(), right.item()

    def embed(self, bank: TakeBank) -> NDArray[np.float32]:
        """Embeddings of whole takes as they are, (takes, embedding)."""
        self._network.eval()
        order = bank.length.argsort(kind="stable")  # short takes need not wait for long ones
        parts = [order[begin : begin + ASK_AT_ONCE] for begin in range(0, len(bank), ASK_AT_ONCE)]
        found = np.zeros((len(bank), self.sizes.embedding), np.float32)
        with torch.no_grad():
            for part in parts[self._team.number :: self._team.count]:
                examples = plain_examples(bank, part, self.sizes.labels, self.spec)
                found[part] = self._network.encoder(examples.features, examples.length).numpy()
        return self._team.summed(found)

    def compare(self, embeddings: NDArray[np.float32]) -> NDArray[np.float32]:
        """Logits of embeddings, (N, embedding) → (N, labels + 1)."""
        self._network.eval()
        with torch.no_grad():
            logits: NDArray[np.float32] = self._network.tell(torch.from_numpy(embeddings)).numpy()
        return logits

    def judge(self, bank: TakeBank) -> tuple[float, float]:
        """Loss and share of right answers on whole takes as they are."""
        logits = self.compare(self.embed(bank))
        target = np.zeros_like(logits)
        target[np.arange(len(bank)), bank.labels] = 1
        loss = smoothed_loss(torch.from_numpy(logits), torch.from_numpy(target))
        right = logits[:, :-1].argmax(axis=1) == bank.labels
        mean_loss, share_right = self._team.of_first(loss.item(), float(right.mean()))
        return mean_loss, share_right

    def embed_parts(
        self, bank: TakeBank, count: int
    ) -> tuple[NDArray[np.float32], NDArray[np.intp], NDArray[np.float32]]:
        """Embeddings of varied examples, their labels, and how complete each is: what a live window will look like."""
        rows = self._rng.integers(0, len(bank), count)
        examples = varied_examples(bank, rows, self.sizes.labels, self.spec, self._rng)
        self._network.eval()
        with torch.no_grad():
            embeddings: NDArray[np.float32] = self._network.encoder(
                examples.features, examples.length
            ).numpy()
        return embeddings, bank.labels[rows], 1 - examples.target[:, -1].numpy()

    @property
    def prototypes(self) -> NDArray[np.float32]:
        """Each label's, of length 1, (labels, embedding)."""
        return nn.functional.normalize(self._network.head.weight.detach(), dim=-1).numpy()

    def weights(self) -> Weights:
        """A copy of the network's weights."""
        return {name: tensor.numpy(force=True).copy() for name, tensor in self._network.state_dict().items()}

    def load(self, weights: Mapping[str, NDArray[np.float32]]) -> None:
        self._network.load_state_dict({name: torch.from_numpy(array) for name, array in weights.items()})


def smoothed_loss(logits: Tensor, target: Tensor) -> Tensor:
    """Cross-entropy with shares as targets and label smoothing (Szegedy et al. 2016)."""
    smoothed = target * (1 - LABEL_SMOOTHING) + LABEL_SMOOTHING / target.shape[1]
    return -(smoothed * logits.log_softmax(dim=1)).sum(dim=1).mean()
