"""Batches for pre-training: made-up signs several times each, built-in gestures, and hands that mean nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from gesture_app.hands.features import FeatureSpec, compute_on_grid
from gesture_app.learning.bank import TakeBank
from gesture_app.learning.impostors import with_impostors
from gesture_app.learning.timeline import Moments, random_moments

Rows = NDArray[np.intp]

SIGNS, TAKES_OF_A_SIGN, OTHERS = 40, 4, 96
"""How many made-up signs a batch holds, how often each, and how many built-in gestures and idle hands."""

LONGEST = 48
"""Grid steps of a sequence that are shown at most (2.4 s)."""

_LEFT_HANDED, _FLAT, _PICTURES = 0.3, 0.12, 0.25
_DEPTH_SPREAD = 0.25


@dataclass(frozen=True, slots=True)
class Batch:
    """N examples, the made-up signs' first.

    Attributes:
        features: float32 (N, T, features), NaN for what is unknown.
        length: int64 (N,).
        label: int64 (N,), index into the bank's labels.
        completeness: float32 (N,), how much of it is there; see `Moments`.
        signs: how many of the examples are made-up signs.
    """

    features: Tensor
    length: Tensor
    label: Tensor
    completeness: Tensor
    signs: int


class Deck:
    """Which takes of a bank show what, dealt in batches.

    Args:
        signs: labels of the made-up signs, as indices.
    """

    def __init__(self, bank: TakeBank, signs: Rows) -> None:
        of_sign = np.isin(bank.labels, signs)
        order = np.flatnonzero(of_sign)[np.argsort(bank.labels[of_sign], kind="stable")]
        edges = np.flatnonzero(np.diff(bank.labels[order])) + 1
        self._takes = [rows for rows in np.split(order, edges) if len(rows) > 1]
        self._others = np.flatnonzero(~of_sign)

    def deal(self, rng: np.random.Generator) -> tuple[Rows, Rows, NDArray[np.bool_]]:
        """Rows of signs, rows of others, and which of all of them are made with the other hand.

        A sign is made with the same hand throughout, so that signs that differ in the hand only are told apart.
        Built-in gestures are never mirrored here: some keep their direction in either hand, and who performs them
        with the left one knows how.
        """
        chosen = rng.choice(len(self._takes), min(SIGNS, len(self._takes)), replace=False)
        signs = np.concatenate([rng.choice(self._takes[sign], TAKES_OF_A_SIGN) for sign in chosen])
        others = rng.choice(self._others, OTHERS)
        by_left = np.repeat(rng.random(len(chosen)) < _LEFT_HANDED, TAKES_OF_A_SIGN)
        return signs, others, np.concatenate([by_left, np.zeros(OTHERS, bool)])


def deal_batch(bank: TakeBank, deck: Deck, spec: FeatureSpec, rng: np.random.Generator) -> Batch:
    """A batch in which every example is seen in another way."""
    signs, others, by_left = deck.deal(rng)
    rows = np.concatenate([signs, others])
    moments = _some_as_pictures(random_moments(bank, rows, rng, LONGEST), bank.still[rows], rng)
    moments = with_impostors(moments, bank.labels[rows], rng)
    points, seen = mirrored(moments.points, moments.seen, by_left)
    features = compute_on_grid(_other_depths(points, rng), seen, spec)
    return Batch(
        torch.from_numpy(features),
        torch.from_numpy(moments.length.astype(np.int64)),
        torch.from_numpy(bank.labels[rows].astype(np.int64)),
        torch.from_numpy(moments.completeness),
        len(signs),
    )


def mirrored(
    points: NDArray[np.float32], seen: NDArray[np.bool_], which: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Examples (N, T, 2, 21, 3) of which those chosen (N,) are made with the other hand."""
    points, seen = points.copy(), seen.copy()
    points[which] = points[which][:, :, ::-1] * np.array([-1, 1, 1], np.float32)
    seen[which] = seen[which][:, :, ::-1]
    return points, seen


def _some_as_pictures(moments: Moments, still: NDArray[np.bool_], rng: np.random.Generator) -> Moments:
    """Some hands that are held still are seen for a frame or a few, from their end."""
    short = np.minimum(rng.integers(1, 5, len(still)), moments.length)
    begin = moments.length - short
    chosen = np.flatnonzero(still & (rng.random(len(still)) < _PICTURES) & (moments.completeness >= 1))
    points, seen, length = moments.points.copy(), moments.seen.copy(), moments.length.copy()
    for row in chosen:
        part = slice(begin[row], moments.length[row])
        if moments.seen[row, part].any():  # a hand that blinked just then would leave nothing
            seen[row] = False
            seen[row, : short[row]], points[row, : short[row]] = (
                moments.seen[row, part],
                moments.points[row, part],
            )
            length[row] = short[row]
    return replace(moments, points=points, seen=seen, length=length)


def _other_depths(points: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    """Depth is what trackers know least: flatter or deeper than it is, and for some not known at all."""
    count = len(points)
    times = np.exp(rng.normal(0, _DEPTH_SPREAD, count))
    times[rng.random(count) < _FLAT] = 0
    deep = points.copy()
    deep[..., 2] *= times[:, None, None, None].astype(np.float32)
    return deep
