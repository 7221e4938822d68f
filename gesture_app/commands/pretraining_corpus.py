"""What the encoder learns from in one round of pre-training: performances of the virtual hand, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from types import TracebackType

import numpy as np

from gesture_app.hands.features import FeatureSpec
from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.learning.bank import TakeBank, fill_bank
from gesture_app.learning.pretraining import Corpus
from gesture_app.virtual_hand.signs.catalogue import gestures
from gesture_app.virtual_hand.signs.gesture import Gesture
from gesture_app.virtual_hand.signs.made_up import made_up_gesture
from gesture_app.virtual_hand.signs.varied import varied
from gesture_app.virtual_hand.tracked.sequences import generate
from gesture_app.virtual_hand.tracked.sitting import Variety

BUILT_IN_SETS = ("letters", "digits", "everyday")

SIGNS, TAKES_OF_A_SIGN = 640, 8
WAYS = 48
"""How many people's ways of making each built-in gesture."""

_NEIGHBOURS = 3  # at most so many signs that differ from another one in a single part
_SIGNS_SEEN = Variety(left_handed=0.0, none_share=0.1, tilt_deg=(18.0, 15.0, 10.0))
_BUILT_IN_SEEN = Variety(left_handed=0.3, none_share=0.15)


def built_in_labels() -> list[list[str]]:
    """The names of the built-in gestures, by set."""
    return [list(gestures(each)) for each in BUILT_IN_SETS]


def make_corpus(seed: int, number: int) -> Corpus:
    """The sequences of a round; the same for the same numbers."""
    rng = np.random.default_rng([seed, number, 4])
    signs = _made_up(rng)
    samples = [*_of_signs(signs, rng), *_built_in(rng)]
    shown = [sample for sample in samples if sample.sequence.seen.any()]
    names = sorted({sample.label for sample in shown})
    held = {each.name for each in (*signs, *gestures().values()) if each.kind == "held"}
    return Corpus(_with_known(held, fill_bank(shown, names, FeatureSpec()), names), tuple(names))


def _with_known(held: Collection[str], bank: TakeBank, names: Sequence[str]) -> TakeBank:
    """Whether hands are held still is known here; measured, the ways there and back and the tracker's noise mislead.

    What is taken for a movement by mistake is none as long as it is seen in part; what is taken for held, all of it.
    """
    still = np.array([name in held for name in names])[bank.labels]
    none = np.array([name == NONE for name in names])[bank.labels]
    return replace(bank, still=np.where(none, bank.still, still))


def _made_up(rng: np.random.Generator) -> list[Gesture]:
    signs: list[Gesture] = []
    while len(signs) < SIGNS:
        first = made_up_gesture(rng, f"sign {len(signs)}")
        signs.append(first)
        for _ in range(rng.integers(0, _NEIGHBOURS + 1)):
            signs.append(made_up_gesture(rng, f"sign {len(signs)}", like=first))
    return signs


def _of_signs(signs: Sequence[Gesture], rng: np.random.Generator) -> list[LabelledSequence]:
    count = round(len(signs) * TAKES_OF_A_SIGN / (1 - _SIGNS_SEEN.none_share))
    return list(generate(signs, count, rng, _SIGNS_SEEN))


def _built_in(rng: np.random.Generator) -> list[LabelledSequence]:
    ways = [varied(name, rng) for names in built_in_labels() for name in names for _ in range(WAYS)]
    return list(generate(ways, round(len(ways) / (1 - _BUILT_IN_SEEN.none_share)), rng, _BUILT_IN_SEEN))


class CorpusAhead:
    """Makes the next round's sequences in a process of its own while this round's are learned from."""

    def __init__(self, seed: int, rounds: int) -> None:
        self._seed, self._rounds = seed, rounds
        self._next: tuple[int, Future[Corpus]] | None = None
        # Not a fork: torch's threads would not survive it.
        self._maker = ProcessPoolExecutor(1, mp_context=get_context("spawn"))

    def __enter__(self) -> CorpusAhead:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._maker.shutdown(wait=True, cancel_futures=True)

    def __call__(self, number: int) -> Corpus:
        """The sequences of this round."""
        if self._next is None or self._next[0] != number:
            self._next = (number, self._ask_for(number))
        corpus = self._next[1].result()
        self._next = (number + 1, self._ask_for(number + 1)) if number + 1 < self._rounds else None
        return corpus

    def _ask_for(self, number: int) -> Future[Corpus]:
        return self._maker.submit(make_corpus, self._seed, number)
