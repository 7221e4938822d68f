"""How the model in use was made, so that it can be made again with corrections. Imports torch."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.learning.checkpoint import Checkpoint, load_checkpoint
from gesture_app.learning.holdout import hold_out
from gesture_app.learning.model_card import ModelCard
from gesture_app.learning.no_worse import Make, parts_of
from gesture_app.learning.personal import made_own, own_name
from gesture_app.learning.training import TrainingPlan, train
from gesture_app.pipeline.at_once import CORRECTED, PARTS
from gesture_app.pipeline.inside import known_to_virtual_hand, perform
from gesture_app.pipeline.models import ModelShelf
from gesture_app.pipeline.own_signs import own_signs
from gesture_app.takes.errors import TakeStoreError
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import TakeInfo

VIRTUAL_ASKED = 120
"""Performances of people who never lived that a ready-made model is asked about: few users have takes of its signs."""

_VIRTUAL_SEED = 20261121
"""Not one of those that the ready-made models were trained with, see `commands.pretrain`."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What `gesture_app.learning.no_worse.compare` needs.

    A model may be made in several ways, tried in this order until one does no harm.

    Attributes:
        samples: what the model has learned from, and all corrections.
        doubted: rows of the corrections that it has not learned from.
        parts: rows that are held out together.
        also: takes to ask about that nobody learns from.
    """

    samples: list[LabelledSequence]
    doubted: frozenset[int]
    parts: list[list[int]]
    ways: list[Make]
    also: list[LabelledSequence]

    @property
    def in_doubt(self) -> list[str]:
        """Ids of the corrections in doubt, oldest first."""
        return sorted(self.samples[row].name for row in self.doubted)


def recipe_of(
    file: Path,
    checkpoint: Checkpoint,
    shelf: ModelShelf,
    store: TakeStore,
    refused: Collection[str],
    give_way: Callable[[], None],
    cancelled: threading.Event,
) -> Recipe | None:
    """How to make this model again; None: there is no correction that it has not learned from.

    Args:
        refused: ids of corrections not to learn from.
        give_way: called between steps; raises what ends the making.
    """
    card = checkpoint.card
    base = checkpoint if shelf.is_ready_made(file) else _base_of(card, shelf)
    learned = {take for own in card.takes.values() for take in own}
    taken = [take for take in store.takes() if take.id not in refused]
    chosen = [take for take in taken if take.id in learned or take.source == CORRECTED]
    if base is None:
        samples = _read(store, chosen, {label: label for label in (*card.labels, NONE)})
    else:
        signs = own_signs([take.gesture for take in taken], base.card)
        samples = _read(store, chosen, {**signs, NONE: NONE})
    doubted = frozenset(row for row, sample in enumerate(samples) if sample.name not in learned)
    if not doubted:
        return None
    if base is None:
        return Recipe(
            samples, doubted, _last_ones(samples, doubted), [_trained(card, give_way, cancelled)], []
        )
    others = [take for take in taken if take not in chosen]
    return Recipe(
        samples,
        doubted,
        parts_of(samples, doubted, PARTS),
        [_made_own(base, give_way, firmly=True), _made_own(base, give_way, firmly=False)],
        [*_read(store, others, signs), *_virtual(base.card)],
    )


def _base_of(card: ModelCard, shelf: ModelShelf) -> Checkpoint | None:
    """The ready-made model of which this is somebody's own; None: it was trained on takes alone."""
    if card.way != "prototypes":
        return None
    for model in shelf.ready_made():
        if own_name(model.card.name) == card.name and model.card.labels == card.labels:
            return load_checkpoint(model.file)
    return None


def _read(store: TakeStore, takes: Sequence[TakeInfo], labels: Mapping[str, str]) -> list[LabelledSequence]:
    """The takes that can be read and whose gesture the model knows, as it calls them."""
    found = []
    for take in takes:
        if take.gesture in labels:
            try:
                sample = store.load(take.id).labelled()
            except TakeStoreError:  # damaged (the window says so), or deleted this moment
                continue
            found.append(replace(sample, label=labels[take.gesture]))
    return found


def _last_ones(samples: Sequence[LabelledSequence], doubted: Collection[int]) -> list[list[int]]:
    """One part, as a training would hold it out: to train twice for each of several takes too long."""
    trusted = [row for row, each in enumerate(samples) if row not in doubted and each.sequence.seen.any()]
    asked = hold_out([samples[row] for row in trusted], seed=0).ask
    return [[trusted[place] for place in asked]] if asked else []


def _trained(card: ModelCard, give_way: Callable[[], None], cancelled: threading.Event) -> Make:
    plan = TrainingPlan(seed=card.seed, name=card.name, either_hand=frozenset(card.either_hand))

    def make(samples: Sequence[LabelledSequence]) -> Checkpoint:
        training = train(samples, plan, cancelled)
        while True:
            give_way()
            try:
                next(training)
            except StopIteration as end:
                made: Checkpoint = end.value
                return made

    return make


def _made_own(base: Checkpoint, give_way: Callable[[], None], *, firmly: bool) -> Make:
    def make(samples: Sequence[LabelledSequence]) -> Checkpoint:
        give_way()
        return made_own(base, samples, firmly=firmly) if samples else base

    return make


def _virtual(card: ModelCard) -> list[LabelledSequence]:
    return perform(known_to_virtual_hand(card.labels), VIRTUAL_ASKED, _VIRTUAL_SEED, none=NONE in card.labels)
