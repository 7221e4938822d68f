"""Models without training: a random encoder, and prototypes where takes of each label lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from gesture_app.hands.features import HAND_SIZE, RELATION_SIZE, FeatureSpec
from gesture_app.hands.labelled import LabelledSequence
from gesture_app.learning.checkpoint import Checkpoint, weight_shapes
from gesture_app.learning.classifier import Classifier
from gesture_app.learning.model_card import GestureTiming, ModelCard, NetworkSizes


def made_model(*labels: str, name: str = "made", seed: int = 0) -> Checkpoint:
    """Weights drawn at random; the same seed gives the same encoder, whatever the labels."""
    spec = FeatureSpec()
    sizes = NetworkSizes(
        features=spec.size, labels=len(labels), hand=16, projected=16, hidden=16, embedding=16
    )
    rng = np.random.default_rng(seed)
    weights = {
        key: (rng.normal(0, 0.3, shape) if "encoder" in key else np.random.default_rng(1).normal(size=shape))
        for key, shape in weight_shapes(sizes).items()
    }
    weights["encoder.scale"] = np.abs(weights["encoder.scale"]) + 0.5
    # What says whether something is there is not standardised; see `Pretrainer.standardise`.
    flags = [HAND_SIZE - 2, HAND_SIZE - 1, HAND_SIZE + RELATION_SIZE - 1]
    weights["encoder.mean"][flags], weights["encoder.scale"][flags] = 0, 1
    card = ModelCard(
        name=name, created="2026-11-20T14:05:00+00:00", labels=list(labels), features=spec, sizes=sizes,
        temperature=1.0, threshold=0.5,
        timings={label: GestureTiming(usual_s=1.0, longest_s=2.0, still=True) for label in labels},
        radius=dict.fromkeys(labels, 2.0),
    )  # fmt: skip
    return Checkpoint({key: array.astype(np.float32) for key, array in weights.items()}, card)


def model_of(samples: Sequence[LabelledSequence], name: str = "made", seed: int = 0) -> Checkpoint:
    """A model whose prototypes are the mean embeddings of these takes."""
    by_label = defaultdict(list)
    model = made_model(*dict.fromkeys(sample.label for sample in samples), name=name, seed=seed)
    classifier = Classifier(model)
    for sample in samples:
        by_label[sample.label].append(classifier.embed(sample.sequence))
    prototypes = np.stack([np.mean(by_label[label], axis=0) for label in model.card.labels])
    return Checkpoint({**model.weights, "head.weight": prototypes.astype(np.float32)}, model.card)


def renamed(model: Checkpoint, **changes: object) -> Checkpoint:
    """The same weights with another card."""
    return Checkpoint(model.weights, replace(model.card, **changes))
