"""Batches of training examples: moments of takes, changed at random, as features."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from gesture_app.hands.features import FeatureSpec, compute_on_grid
from gesture_app.learning.augmentation import augment
from gesture_app.learning.bank import TakeBank
from gesture_app.learning.impostors import with_impostors
from gesture_app.learning.timeline import Moments, random_moments, whole_takes

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Examples:
    """N examples for the network.

    Attributes:
        features: float32 (N, T, features), NaN for what is unknown.
        length: int64 (N,), steps that count.
        target: float32 (N, labels + 1), shares of each label; the last is "too little of anything".
    """

    features: Tensor
    length: Tensor
    target: Tensor


def varied_examples(
    bank: TakeBank, rows: Rows, labels: int, spec: FeatureSpec, rng: np.random.Generator
) -> Examples:
    """The takes as other people, cameras and live windows would show them."""
    moments = with_impostors(random_moments(bank, rows, rng), bank.labels[rows], rng)
    points, seen = augment(moments.points, moments.seen, moments.length, rng)
    features = compute_on_grid(points, seen, spec)
    return _examples(features, moments, bank.labels[rows], labels)


def plain_examples(bank: TakeBank, rows: Rows, labels: int, spec: FeatureSpec) -> Examples:
    """The takes as they are."""
    moments = whole_takes(bank, rows)
    features = compute_on_grid(moments.points, moments.seen, spec)
    return _examples(features, moments, bank.labels[rows], labels)


def _examples(features: NDArray[np.float32], moments: Moments, shown: Rows, labels: int) -> Examples:
    target = np.zeros((len(shown), labels + 1), np.float32)
    target[np.arange(len(shown)), shown] = moments.completeness
    target[:, -1] = 1 - moments.completeness
    return Examples(
        torch.from_numpy(features),
        torch.from_numpy(moments.length.astype(np.int64)),
        torch.from_numpy(target),
    )
