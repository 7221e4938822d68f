"""How far from its prototype a gesture may lie: what is farther resembles it, and is another one that nobody taught."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Embeddings = NDArray[np.float32]

LEAST = 0.2
"""The smallest radius, as 1 - cosine: takes made in a row lie closer together than those of another day."""

SLACK = 1.3
"""The radius is so many times as far as nearly all of a gesture's own performances lie."""

_NEARLY_ALL = 0.95
WIDEST = 2.0


def distances(embeddings: Embeddings, prototypes: Embeddings) -> NDArray[np.float64]:
    """1 - cosine of unit vectors, (N, D) and (K, D) → (N, K)."""
    return np.asarray(1 - embeddings.astype(np.float64) @ prototypes.astype(np.float64).T)


def radii(embeddings: Embeddings, labels: NDArray[np.intp], prototypes: Embeddings) -> NDArray[np.float64]:
    """Each prototype's radius, (K,).

    Args:
        embeddings: (N, D), performances that are whole, as varied as they will be; or as live, those held out.
        labels: (N,), whose they are; a prototype without any gets the median of the others' radii.
    """
    own = distances(embeddings, prototypes)[np.arange(len(labels)), labels]
    found = np.full(len(prototypes), np.nan)
    for label in np.unique(labels):
        found[label] = max(SLACK * np.quantile(own[labels == label], _NEARLY_ALL), LEAST)
    usual = np.nanmedian(found) if np.isfinite(found).any() else WIDEST
    return np.minimum(np.where(np.isnan(found), usual, found), WIDEST)
