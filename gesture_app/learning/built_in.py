"""The models that come with the program, put together from what pre-training learned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import msgspec
import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.features import FeatureSpec
from gesture_app.hands.labelled import NONE
from gesture_app.learning.bank import TakeBank
from gesture_app.learning.calibration import DEFAULT_THRESHOLD, fit_temperature
from gesture_app.learning.checkpoint import Checkpoint, Weights
from gesture_app.learning.describing import own_radii, timing
from gesture_app.learning.learner import LENIENCY, Learner
from gesture_app.learning.model_card import ModelCard, NetworkSizes
from gesture_app.learning.pretraining import Corpus
from gesture_app.learning.radius import WIDEST
from gesture_app.learning.subset import with_labels
from gesture_app.version import VERSION


def built_in_models(
    weights: Weights, sets: Mapping[str, Sequence[str]], unseen: Corpus, seed: int, steps: int
) -> tuple[Checkpoint, dict[str, Checkpoint]]:
    """The encoder with everything it knows, and a model of each set with `NONE`.

    Args:
        weights: what pre-training returned.
        sets: the labels by set, as pre-training was given them.
        unseen: sequences it has not learned from. They tell how sure it may be and how far performances vary.
    """
    labels = [*(label for each in sets.values() for label in each), NONE]
    weights = {**weights, "leniency": np.array([LENIENCY], np.float32)}
    spec = FeatureSpec()
    bank = _relabelled(unseen, labels)
    card = ModelCard(
        name="Pre-trained encoder",
        created=datetime.now(UTC).isoformat(timespec="microseconds"),
        labels=labels,
        features=spec,
        sizes=NetworkSizes(features=spec.size, labels=len(labels)),
        temperature=1.0,
        threshold=DEFAULT_THRESHOLD,
        radius=dict.fromkeys(labels, WIDEST),
        timings={label: timing(bank, row, spec.rate_hz) for row, label in enumerate(labels)},
        seed=seed,
        epochs=steps,
        program_version=VERSION,
    )
    everything = Checkpoint(weights, card)
    models = {name: _model(everything, [*own, NONE], bank, seed) for name, own in sets.items()}
    found = {label: radius for model in models.values() for label, radius in model.card.radius.items()}
    return replace(everything, card=msgspec.structs.replace(card, radius=found)), models


def _relabelled(corpus: Corpus, labels: Sequence[str]) -> TakeBank:
    """The sequences of these labels, numbered in their order."""
    index = {label: row for row, label in enumerate(labels)}
    number = np.array([index.get(name, -1) for name in corpus.names])[corpus.bank.labels]
    chosen = np.flatnonzero(number >= 0)
    return replace(corpus.bank.part(chosen.tolist()), labels=number[chosen].astype(np.intp))


def _model(everything: Checkpoint, labels: Sequence[str], bank: TakeBank, seed: int) -> Checkpoint:
    """A model of some labels, with its temperature and radii."""
    checkpoint = with_labels([everything], labels)
    rows: dict[int, int] = {everything.card.labels.index(label): row for row, label in enumerate(labels)}
    chosen = np.flatnonzero(np.isin(bank.labels, list(rows)))
    own: NDArray[np.intp] = np.array([rows[label] for label in bank.labels[chosen].tolist()], np.intp)
    part = replace(bank.part(chosen.tolist()), labels=own)
    learner = Learner(checkpoint, len(labels), seed)
    learner.load(checkpoint.weights)
    radius = own_radii(learner, part, len(labels))
    card = msgspec.structs.replace(
        checkpoint.card,
        temperature=fit_temperature(learner.compare(learner.embed(part)), own),
        radius={label: float(radius[row]) for row, label in enumerate(labels)},
    )
    return replace(checkpoint, card=card)
