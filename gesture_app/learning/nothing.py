"""What a person's hands do when they mean nothing, taught to a finished model: more directions of nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.classifier import Classifier

REST = "rest.weight"
"""A row for each direction of nothing; see `GestureNetwork.compare`."""

LENIENCY = "leniency"

MOST_TAKES = 40
"""Of the newest takes of nothing; each has directions of its own, as what is nothing looks like many things."""


def taught_nothing(
    checkpoint: Checkpoint, takes: Sequence[LabelledSequence], *, firmly: bool = True
) -> Checkpoint:
    """The model with each take (oldest first) as one more thing that is no gesture; takes without a hand add nothing.

    What resembles a take of nothing more than any gesture is believed to be nothing from then on; the gestures' own
    prototypes and radii stay as they are.

    Args:
        firmly: a take of nothing counts as much as a gesture's prototype; else as much as what the encoder knew to be
            nothing. Of 24 words of two signers that the Everyday model took for gestures, each taught as nothing: 0
            did so again, and 12 did no harm to 120 performances of virtual people; not firmly, 1 and 17.
    """
    classifier = Classifier(checkpoint)
    found: dict[str, NDArray[np.float32]] = {}
    for take in takes[-MOST_TAKES:]:
        embedding = classifier.embed(take.sequence)
        if embedding is not None:
            found[take.name] = embedding
    if not found:
        return checkpoint
    # Leniency is meant for what was learned among virtual hands; so many equal directions make up for it.
    rows = math.ceil(math.exp(float(checkpoint.weights[LENIENCY][0]))) if firmly else 1
    own = np.repeat(np.stack(list(found.values())), rows, axis=0)
    rest = np.concatenate([_unit(checkpoint.weights[REST]), own]).astype(np.float32)
    known = checkpoint.card.takes
    card = msgspec.structs.replace(
        checkpoint.card,
        sizes=msgspec.structs.replace(checkpoint.card.sizes, rest=len(rest)),
        takes={**known, NONE: [*known.get(NONE, []), *found]},
    )
    return Checkpoint({**checkpoint.weights, REST: rest}, card)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True), np.float32)
