"""A ready-made model made the user's own: a take of a sign moves its prototype to how the user makes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.classifier import Classifier
from gesture_app.learning.model_card import ModelCard
from gesture_app.learning.nothing import taught_nothing
from gesture_app.learning.radius import SLACK, WIDEST, distances
from gesture_app.learning.refusal import TrainingRefused
from gesture_app.learning.subset import PROTOTYPES
from gesture_app.version import VERSION

WORTH_TAKES = 2.0
"""How many of the user's takes the built-in prototype weighs as much as."""

ALONG = 0.6
"""The other signs go so much of the way that those of the takes go on average: part of what is the user's own is the
same in all signs (bones, camera, habits). If they stayed, the few that moved would draw the others' takes to
themselves: on one person's letters, one take each of eight signs, 82 % of all takes are recognised with it and 79 %
without; 96 % of takes of the eight either way."""
_SURE_AFTER = 2.0
"""Signs with takes that it takes to believe half of that average."""


def personalise(base: Checkpoint, samples: Sequence[LabelledSequence]) -> Checkpoint:
    """A model of all labels of `base`, those of the takes as the takes show them; ready in a moment.

    Each prototype moves towards the mean embedding of its takes: a third of the way after one, five sevenths after
    five; those without takes go along a little, see `ALONG`. Takes of other labels, of none and without a hand are
    passed over.

    Raises:
        TrainingRefused: no take shows a sign that the model knows.
    """
    classifier = Classifier(base)
    seen: dict[str, list[NDArray[np.float32]]] = defaultdict(list)
    takes: dict[str, list[str]] = defaultdict(list)
    for sample in samples:
        known = sample.label in base.card.labels and sample.label != NONE
        embedding = classifier.embed(sample.sequence) if known else None
        if embedding is not None:
            seen[sample.label].append(embedding)
            takes[sample.label].append(sample.name)
    if not seen:
        raise TrainingRefused(
            "No take shows a sign of this model. Record one, or rename a gesture after the sign."
        )
    built_in = _unit(base.weights[PROTOTYPES])
    prototypes = built_in + _shared_way(built_in, base.card, seen)
    radius = dict(base.card.radius)
    for label, own in seen.items():
        row = base.card.labels.index(label)
        prototypes[row] = _unit(WORTH_TAKES * built_in[row] + len(own) * _unit(np.mean(own, axis=0)))
        farthest = float(distances(np.stack(own), prototypes[row : row + 1]).max())
        radius[label] = min(
            max(radius[label], SLACK * farthest), WIDEST
        )  # also the take that is least like it
    return Checkpoint({**base.weights, PROTOTYPES: _unit(prototypes)}, _card(base.card, takes, radius))


def made_own(base: Checkpoint, samples: Sequence[LabelledSequence], *, firmly: bool = True) -> Checkpoint:
    """As `personalise`, and takes of nothing are learned as well, see `taught_nothing`; those alone will do.

    Raises:
        TrainingRefused: there are takes of signs, and none of them shows a hand.
    """
    signs = [sample for sample in samples if sample.label != NONE]
    own = (
        personalise(base, signs)
        if signs
        else Checkpoint(base.weights, _card(base.card, {}, base.card.radius))
    )
    return taught_nothing(own, [sample for sample in samples if sample.label == NONE], firmly=firmly)


def own_name(ready_made: str) -> str:
    """What somebody's own version of a ready-made model is called."""
    return f"My {ready_made[:1].lower()}{ready_made[1:]}"


def _shared_way(
    built_in: NDArray[np.float32], card: ModelCard, seen: dict[str, list[NDArray[np.float32]]]
) -> NDArray[np.float32]:
    """How far each prototype goes along, (labels, embedding); what is no gesture stays."""
    ways = [_unit(np.mean(own, axis=0)) - built_in[card.labels.index(label)] for label, own in seen.items()]
    believed = len(ways) / (len(ways) + _SURE_AFTER)
    goes = np.array([[label != NONE] for label in card.labels], np.float32)
    return np.asarray(ALONG * believed * goes * np.mean(ways, axis=0), np.float32)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True), np.float32)


def _card(base: ModelCard, takes: dict[str, list[str]], radius: dict[str, float]) -> ModelCard:
    return msgspec.structs.replace(
        base,
        name=own_name(base.name),
        created=datetime.now(UTC).isoformat(timespec="microseconds"),
        radius=radius,
        way="prototypes",
        takes=dict(takes),
        report=None,
        advice=[],
        program_version=VERSION,
    )
