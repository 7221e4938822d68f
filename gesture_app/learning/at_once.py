"""A model of all takes there are, ready a moment after each: prototypes, and nothing is worked out twice."""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import torch
from msgspec.structs import replace
from numpy.typing import NDArray

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.hands.sequence import HandSequence
from gesture_app.learning.bank import fill_bank
from gesture_app.learning.calibration import DEFAULT_TEMPERATURE, DEFAULT_THRESHOLD
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.describing import WHOLE, timing_of
from gesture_app.learning.examples import Examples, plain_examples, varied_examples
from gesture_app.learning.holdout import fingerprint
from gesture_app.learning.known_takes import Known, Wanted, maker_of, read_known, write_known
from gesture_app.learning.learner import TrainingCancelled
from gesture_app.learning.mirroring import mirrored, on_either_side
from gesture_app.learning.model_card import ModelCard
from gesture_app.learning.network import GestureNetwork, build_network
from gesture_app.learning.radius import radii
from gesture_app.learning.ready_made import pretrained
from gesture_app.learning.refusal import TrainingRefused
from gesture_app.learning.subset import PROTOTYPES
from gesture_app.version import VERSION

NAME = "Your takes"

FIRST_TAKES, FIRST_VARIANTS, MORE_VARIANTS = 3, 24, 4
"""How often a take is varied, to see how far performances of its gesture may lie from the prototype: a gesture's
first takes more often, as there is little else to tell it. (Single takes of eight words: mean radius 0.24 with 24
variants, 0.28 with 256, and chance moves either by 0.1.)"""


@dataclass(frozen=True, slots=True)
class TakeThere:
    """A take that can be learned from.

    Attributes:
        identity: the same for the same landmarks, whatever the take is called or labelled.
        name: as the model's card lists it.
        read: its landmarks, called only where they are not known yet; None: they cannot be read.
    """

    identity: str
    label: str
    name: str
    read: Callable[[], HandSequence | None]


class TakesAtOnce:
    """Keeps what each take tells for as long as the take is there. Belongs to one thread.

    It draws no random numbers of torch's: a training under way on another thread stays repeatable.

    Args:
        memory: the file in which `keep` writes down what takes tell, for the next start; None: nowhere.

    Raises:
        CheckpointError: the encoder that comes with the program cannot be used.
    """

    def __init__(self, memory: Path | None = None) -> None:
        torch.set_num_threads(1)  # of the whole process: see TrainingPlan.threads
        self._pretrained = pretrained()
        self._network: GestureNetwork = build_network(self._pretrained.card.sizes, self._pretrained.weights)
        self._memory, self._maker = memory, maker_of(self._pretrained)
        self._known: dict[Wanted, Known | None] = {}
        if memory is not None:
            self._known |= read_known(memory, self._maker, self._pretrained.card.sizes.embedding)
        self._kept = set(self._known)  # what the memory holds

    def rehearse(self) -> None:
        """Look at a hand that nobody made, as the first look takes longer than those that follow."""
        nobody = HandSequence(
            np.full((2, 2, 21, 3), 0.5, np.float32), np.zeros((2, 2, 21, 3), np.float32),
            np.ones((2, 2), bool), np.ones((2, 2), np.float32), np.array([0.0, 1.0]), 1.0,
        )  # fmt: skip
        self._look_at(nobody, FIRST_VARIANTS)

    def keep(self) -> None:
        """Write down what takes tell, if that has changed since. Whoever waits for the model has it by then."""
        if self._memory is not None and self._kept != set(self._known):
            write_known(self._memory, self._maker, self._known)
            self._kept = set(self._known)

    def model(
        self,
        takes: Sequence[TakeThere],
        either_hand: Collection[str],
        cancelled: threading.Event,
        *,
        forget: bool = True,
    ) -> Checkpoint:
        """Prototypes of the takes; one take of one gesture is enough. Takes without a hand are passed over.

        Args:
            takes: oldest first.
            either_hand: gestures that may be made with the other hand as well.
            forget: what other takes tell, as they are gone; not where some are held out for a while.

        Raises:
            TrainingRefused: no take of a gesture shows a hand.
            TrainingCancelled: `cancelled` was set, looked at between two takes.
        """
        known: dict[Wanted, Known | None] = {}
        told: dict[str, dict[bytes, Known]] = defaultdict(dict)
        names: dict[str, list[str]] = defaultdict(list)
        sides = on_either_side({take.label for take in takes}, either_hand)
        before: Counter[str] = Counter()
        for take in takes:
            variants = FIRST_VARIANTS if before[take.label] < FIRST_TAKES else MORE_VARIANTS
            before[take.label] += 1
            wanted = [
                Wanted(take.identity, in_mirror, variants)
                for in_mirror in ((False, True) if take.label in sides else (False,))
            ]
            if cancelled.is_set():
                raise TrainingCancelled
            known |= self._learned(take, wanted)
            found = [each for want in wanted if (each := known[want]) is not None]
            told[take.label].update({each.content: each for each in found})
            names[take.label] += [take.name] if found else []
        self._known = known if forget else self._known | known
        own = {label: list(each.values()) for label, each in sorted(told.items()) if each}
        if not set(own) - {NONE}:
            raise TrainingRefused(
                "No take of a gesture shows a hand. Record one with the hand in the picture."
            )
        return self._model(own, {label: names[label] for label in own}, sorted(sides & set(own) - {NONE}))

    def _learned(self, take: TakeThere, wanted: Sequence[Wanted]) -> dict[Wanted, Known | None]:
        new = [want for want in wanted if want not in self._known]
        sequence = take.read() if new else None
        found = {want: self._known[want] for want in wanted if want not in new}
        for want in new:
            shown = mirrored(sequence) if sequence is not None and want.in_mirror else sequence
            found[want] = (
                None if shown is None or not shown.seen.any() else self._look_at(shown, want.variants)
            )
            time.sleep(0)  # whoever draws the picture goes first
        return found

    def _look_at(self, sequence: HandSequence, variants: int) -> Known:
        content, spec = fingerprint(sequence), self._pretrained.card.features
        bank = fill_bank([LabelledSequence(sequence, "")], [""], spec)
        rng = np.random.default_rng(int.from_bytes(content, "big"))  # the same take: the same variants
        plain = plain_examples(bank, np.zeros(1, np.intp), 1, spec)
        varied = varied_examples(bank, np.zeros(variants, np.intp), 1, spec, rng)
        whole = varied.target[:, 0].numpy() > WHOLE
        embeddings = np.concatenate([self._embed(plain), self._embed(varied)[whole]])
        return Known(embeddings, int(bank.length[0]), bool(bank.still[0]), content)

    def _embed(self, examples: Examples) -> NDArray[np.float32]:
        with torch.inference_mode():
            found: NDArray[np.float32] = self._network.encoder(examples.features, examples.length).numpy()
        return found

    def _model(
        self, known: dict[str, list[Known]], names: dict[str, list[str]], either_hand: list[str]
    ) -> Checkpoint:
        labels, spec = list(known), self._pretrained.card.features
        means = np.stack([np.sum([take.embeddings[0] for take in own], axis=0) for own in known.values()])
        prototypes = (means / np.linalg.norm(means, axis=1, keepdims=True)).astype(np.float32)
        embeddings = np.concatenate([take.embeddings for own in known.values() for take in own])
        of = [row for row, own in enumerate(known.values()) for take in own for _ in take.embeddings]
        radius = radii(embeddings, np.array(of, np.intp), prototypes)
        timings = {
            label: timing_of([take.steps for take in own], [take.still for take in own], spec.rate_hz)
            for label, own in known.items()
        }
        card = ModelCard(
            name=NAME,
            created=datetime.now(UTC).isoformat(timespec="microseconds"),
            labels=labels,
            features=spec,
            sizes=replace(self._pretrained.card.sizes, labels=len(labels)),
            temperature=DEFAULT_TEMPERATURE,
            threshold=DEFAULT_THRESHOLD,
            radius={label: float(radius[row]) for row, label in enumerate(labels)},
            timings=timings,
            way="prototypes",
            takes=names,
            either_hand=either_hand,
            program_version=VERSION,
        )
        return Checkpoint({**self._pretrained.weights, PROTOTYPES: prototypes}, card)
