"""The encoder while it is pre-trained: told made-up signs apart, and taught the built-in gestures.

Signs are told apart as they will be later, by prototypes (Snell et al. 2017, "Prototypical Networks for Few-shot
Learning"): each example is compared with the mean of the other examples of its sign, and with those of the other signs
in the batch. Built-in gestures have prototypes of their own, learned here; each is asked among its own set only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from gesture_app.hands.features import HAND_SIZE, HAND_SIZES, RELATION_SIZE, FeatureSpec
from gesture_app.hands.labelled import NONE
from gesture_app.learning.bank import TakeBank
from gesture_app.learning.model_card import NetworkSizes
from gesture_app.learning.network import GestureNetwork, by_hand
from gesture_app.learning.pretraining_examples import Batch, Deck, deal_batch

DROPOUT = 0.1
LABEL_SMOOTHING = 0.05
WEIGHT_DECAY = 0.02
BLINKERS = 0.2
"""How often a kind of features is withheld from an example: none of them may become indispensable."""

WARM_UP = 0.1
"""Share of the steps in which the learning rate rises."""

FEWEST_STEPS = 10
"""The rate rises and falls over as many at least: fewer cannot be divided by."""

SMALLEST_SCALE = 0.02
_SUPPORT = 0.6  # share of a sign's examples that make up its prototype in a batch: sometimes a single one
_NEVER = -1e4


@dataclass(frozen=True, slots=True)
class StepResult:
    """Loss of both tasks and their share of right answers among what is complete."""

    loss: float
    signs_right: float
    built_in_right: float


class Pretrainer:
    """Owns the network and its optimiser.

    Args:
        sets: the labels of the built-in gestures by set; all of them, in this order, and `NONE` are the network's
            labels.
    """

    def __init__(
        self,
        sizes: NetworkSizes,
        spec: FeatureSpec,
        sets: Sequence[Sequence[str]],
        steps: int,
        rate: float,
        seed: int,
    ) -> None:
        torch.manual_seed(seed)
        self.spec = spec
        self.labels = [*(label for each in sets for label in each), NONE]
        self.network = GestureNetwork(sizes, DROPOUT)
        self.optimiser = torch.optim.AdamW(self.network.parameters(), rate, weight_decay=WEIGHT_DECAY)
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimiser, rate, total_steps=max(steps, FEWEST_STEPS) + 1, pct_start=WARM_UP
        )
        of_set = torch.repeat_interleave(torch.arange(len(sets)), torch.tensor([len(each) for each in sets]))
        # (gestures, labels + 1): what each is not compared with; all of them with nothing.
        self._elsewhere = nn.functional.pad(of_set[:, None] != of_set[None, :], (0, 2))

    def standardise(self, examples: Sequence[tuple[Tensor, Tensor]]) -> None:
        """Measure the features' means and spreads, those of both hands together.

        Args:
            examples: features (N, T, features) and how many steps of each count (N,).
        """
        steps = torch.cat([
            features[torch.arange(features.shape[1])[None, :] < length[:, None]] for features, length in examples
        ])  # fmt: skip
        left, right, relation = by_hand(steps)
        either = torch.cat([left, right])
        hands = either[either[:, -1] > 0].numpy()
        both = relation[relation[:, -1] > 0].numpy()
        mean = np.concatenate([np.nanmean(hands, axis=0), np.nanmean(both, axis=0)])
        spread = np.concatenate([np.nanstd(hands, axis=0), np.nanstd(both, axis=0)])
        for flag in (HAND_SIZE - 2, HAND_SIZE - 1, HAND_SIZE + RELATION_SIZE - 1):
            mean[flag], spread[flag] = (
                0,
                1,
            )  # they say whether something is there: what is not must remain zero
        encoder = self.network.encoder
        encoder.mean.copy_(torch.from_numpy(mean))
        encoder.scale.copy_(torch.from_numpy(np.maximum(spread, SMALLEST_SCALE)))

    def step(self, bank: TakeBank, deck: Deck, names: Sequence[str], rng: np.random.Generator) -> StepResult:
        """Learn from one batch.

        Args:
            names: the bank's labels.
        """
        batch = deal_batch(bank, deck, self.spec, rng)
        self.network.train()
        embedding = embed_with_blinkers(
            self.network, batch.features, batch.length, draw_blinkers(len(batch.length), BLINKERS)
        )
        none = torch.tensor([names[label] == NONE for label in batch.label.tolist()])
        signs, signs_right = self._tell_signs_apart(embedding, batch, none)
        others, others_right = self._name_built_in(embedding[batch.signs :], batch, names)
        loss = signs + others
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no type for it
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        return StepResult(loss.item(), signs_right, others_right)

    def _tell_signs_apart(self, embedding: Tensor, batch: Batch, none: Tensor) -> tuple[Tensor, float]:
        """And from idle hands, which are none of them."""
        shown, complete = embedding[: batch.signs], batch.completeness[: batch.signs]
        classes, own = torch.unique(batch.label[: batch.signs], return_inverse=True)
        member = nn.functional.one_hot(own, len(classes)).float()  # (N, classes)
        weight = complete * (torch.rand(len(own)) < _SUPPORT).float() + 1e-3 * complete + 1e-6
        sums = (member * weight[:, None]).T @ shown
        # Nobody is compared with a prototype that they are part of.
        without_me = nn.functional.normalize(sums[own] - weight[:, None] * shown, dim=-1)
        mine = self.network.sharpness.exp() * (shown * without_me).sum(dim=-1, keepdim=True)
        logits = self.network.compare(shown, sums)
        logits = torch.cat([torch.where(member.bool(), mine, logits[:, :-1]), logits[:, -1:]], dim=1)
        idle = self.network.compare(embedding[none], sums)
        nothing = torch.zeros(len(idle))
        loss = _loss(
            torch.cat([logits, idle]), torch.cat([own, nothing.long()]), torch.cat([complete, nothing])
        )
        return loss, _right(logits, own, complete)

    def _name_built_in(self, embedding: Tensor, batch: Batch, names: Sequence[str]) -> tuple[Tensor, float]:
        """Each in its own set; idle hands in any of them."""
        index = {name: row for row, name in enumerate(self.labels)}
        own = torch.tensor([index[names[label]] for label in batch.label[batch.signs :].tolist()])
        complete = batch.completeness[batch.signs :]
        somewhere = torch.where(
            own < len(self._elsewhere), own, torch.randint(len(self._elsewhere), own.shape)
        )
        logits = self.network.tell(embedding).masked_fill(self._elsewhere[somewhere], _NEVER)
        return _loss(logits, own, complete), _right(logits, own, complete)


def draw_blinkers(count: int, share: float) -> Tensor:
    """Which kinds of features each example shows, bool (count, kinds); about this share of them is withheld."""
    shown = torch.rand(count, len(HAND_SIZES)) >= share
    shown[:, -1] = True  # whether the hand is there
    return shown


def embed_with_blinkers(network: GestureNetwork, features: Tensor, length: Tensor, shown: Tensor) -> Tensor:
    """Embeddings (N, D) of examples that show these kinds of features (N, kinds) and no others."""
    encoder = network.encoder
    kinds = torch.repeat_interleave(torch.arange(len(HAND_SIZES)), torch.tensor(list(HAND_SIZES.values())))
    hand = shown[:, kinds]
    both = torch.ones(len(features), RELATION_SIZE, dtype=torch.bool)
    mask = torch.cat([hand, hand, both], dim=1)
    counts = torch.arange(features.shape[1])[None, :] < length[:, None]
    known = encoder.standardised(features[counts]) * torch.repeat_interleave(mask, length, dim=0)
    return encoder.sum_up(encoder.remember(known, counts), counts)


def _loss(logits: Tensor, own: Tensor, complete: Tensor) -> Tensor:
    """Cross-entropy against the label as far as it is there, and nothing (the last) as far as it is not."""
    target = torch.zeros_like(logits)
    target[torch.arange(len(own)), own] = complete
    target[:, -1] += 1 - complete
    asked = logits > _NEVER / 2
    smooth = LABEL_SMOOTHING * asked / asked.sum(dim=1, keepdim=True)
    shares = logits.log_softmax(dim=1).clamp(min=_NEVER)
    return -(((1 - LABEL_SMOOTHING) * target + smooth) * shares * asked).sum(dim=1).mean()


def _right(logits: Tensor, own: Tensor, complete: Tensor) -> float:
    whole = complete > 0.9
    return (logits[whole].argmax(dim=1) == own[whole]).float().mean().item()
