"""Batches of training examples: moments of takes, changed at random, as features."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from gesture_app.hands.features import FeatureSpec, compute_on_grid
from gesture_app.learning.augmentation import augment
from gesture_app.learning.bank import TakeBank
from gesture_app.learning.draws import Draws, DrawsOfShare
from gesture_app.learning.impostors import with_impostors
from gesture_app.learning.timeline import Moments, random_moments, whole_takes

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Examples:
    """A batch of N examples for the network, or a share of it.

    Attributes:
        features: float32 (own, T, features), NaN for what is unknown.
        length: int64 (N,), steps that count.
        target: float32 (N, labels + 1), shares of each label; the last is "too little of anything".
        own: which of the examples have features here: all, or this process's share.
    """

    features: Tensor
    length: Tensor
    target: Tensor
    own: slice = field(default_factory=lambda: slice(None))


def varied_examples(
    bank: TakeBank,
    rows: Rows,
    labels: int,
    spec: FeatureSpec,
    rng: np.random.Generator,
    own: slice | None = None,
) -> Examples:
    """The takes as other people, cameras and live windows would show them.

    Args:
        own: the share to make; None: all.
    """
    moments = with_impostors(random_moments(bank, rows, rng), bank.labels[rows], rng)
    draws: Draws = rng if own is None else DrawsOfShare(rng, own, len(rows))
    own = own or slice(None)
    points, seen = augment(moments.points[own], moments.seen[own], moments.length[own], draws)
    features = compute_on_grid(points, seen, spec)
    return _examples(features, moments, bank.labels[rows], labels, own)


def plain_examples(bank: TakeBank, rows: Rows, labels: int, spec: FeatureSpec) -> Examples:
    """The takes as they are."""
    moments = whole_takes(bank, rows)
    features = compute_on_grid(moments.points, moments.seen, spec)
    return _examples(features, moments, bank.labels[rows], labels, slice(None))


def _examples(
    features: NDArray[np.float32], moments: Moments, shown: Rows, labels: int, own: slice
) -> Examples:
    target = np.zeros((len(shown), labels + 1), np.float32)
    target[np.arange(len(shown)), shown] = moments.completeness
    target[:, -1] = 1 - moments.completeness
    return Examples(
        torch.from_numpy(features),
        torch.from_numpy(moments.length.astype(np.int64)),
        torch.from_numpy(target),
        own,
    )
