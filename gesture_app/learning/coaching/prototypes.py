"""Recognising takes by other takes: no training, a few milliseconds, and no take is asked about itself."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]
Labels = NDArray[np.intp]


def unit(vectors: Rows) -> Rows:
    """Rows of length one; rows of zeros stay."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)


def prototypes(embeddings: Rows, labels: Labels, count: int) -> tuple[Rows, NDArray[np.int64]]:
    """Sums of each label's embeddings (count, D), and how many there are of each (count,)."""
    sums = np.zeros((count, embeddings.shape[1]), np.float32)
    np.add.at(sums, labels, embeddings)
    return sums, np.bincount(labels, minlength=count)


def likeness(embeddings: Rows, sums: Rows, counts: NDArray[np.int64]) -> Rows:
    """Cosines to each label's prototype (N, count); −inf for labels without takes."""
    cosines = embeddings @ unit(sums).T
    cosines[:, counts == 0] = -np.inf
    return np.asarray(cosines, np.float32)


def likeness_to_others(embeddings: Rows, labels: Labels, count: int) -> Rows:
    """As `likeness`, to prototypes of all takes but the one that is asked about."""
    sums, counts = prototypes(embeddings, labels, count)
    cosines = likeness(embeddings, sums, counts)
    own = (embeddings * unit(sums[labels] - embeddings)).sum(axis=1)
    cosines[np.arange(len(labels)), labels] = np.where(counts[labels] > 1, own, -np.inf)
    return cosines
