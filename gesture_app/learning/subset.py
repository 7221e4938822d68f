"""Models that know some of the gestures of others: one question, only the candidates in question.

The ready-made models share one encoder, and a label's prototype is a direction that knows nothing of other labels. So
prototypes of several models put together make a model.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.model_card import CheckpointError, ModelCard, model_name

_ENCODER = "encoder."
PROTOTYPES = "head.weight"
"""A row for each label."""


def with_labels(checkpoints: Sequence[Checkpoint], labels: Sequence[str]) -> Checkpoint:
    """A model of these labels, in this order, each as the first of the checkpoints has it that knows it.

    What belongs to no label (the directions of nothing, temperature, threshold) is the first checkpoint's that gives
    any of the labels.

    Raises:
        CheckpointError: a label that none of them knows, or encoders that differ.
    """
    givers = [_giver(checkpoints, label) for label in labels]
    used = list(dict.fromkeys(givers))
    first = checkpoints[min(used)]
    for other in used:
        _check_encoder(first, checkpoints[other])
    own = [
        checkpoints[giver].weights[PROTOTYPES][checkpoints[giver].card.labels.index(label)]
        for giver, label in zip(givers, labels, strict=True)
    ]
    cards = [checkpoints[giver].card for giver in givers]
    return Checkpoint({**first.weights, PROTOTYPES: np.stack(own)}, _card(first.card, cards, labels))


def _giver(checkpoints: Sequence[Checkpoint], label: str) -> int:
    for number, checkpoint in enumerate(checkpoints):
        if label in checkpoint.card.labels:
            return number
    raise CheckpointError(f"No ready-made model knows '{label}'.")


def _check_encoder(one: Checkpoint, other: Checkpoint) -> None:
    if one.card.features != other.card.features or not all(
        np.array_equal(array, other.weights.get(name, np.empty(0)))
        for name, array in one.weights.items()
        if name.startswith(_ENCODER)
    ):
        raise CheckpointError(
            f"The models {one.card.name} and {other.card.name} look at hands in different ways and cannot be "
            "put together. Install the program again."
        )


def _card(first: ModelCard, cards: Sequence[ModelCard], labels: Sequence[str]) -> ModelCard:
    """The first card with what the others say about their labels."""
    owners = list(zip(labels, cards, strict=True))
    return msgspec.structs.replace(
        first,
        name=model_name(labels),
        labels=list(labels),
        sizes=msgspec.structs.replace(first.sizes, labels=len(labels)),
        timings={label: card.timings[label] for label, card in owners},
        radius={label: card.radius[label] for label, card in owners},
        takes={label: card.takes[label] for label, card in owners if label in card.takes},
        report=None,
    )
