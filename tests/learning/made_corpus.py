"""A handful of sequences of the virtual hand to pre-train on, made once."""

from __future__ import annotations

from functools import cache

import numpy as np

from gesture_app.hands.features import FeatureSpec
from gesture_app.learning.bank import fill_bank
from gesture_app.learning.pretraining import Corpus
from gesture_app.virtual_hand.signs.catalogue import gesture
from gesture_app.virtual_hand.signs.made_up import made_up_gesture
from gesture_app.virtual_hand.tracked.sequences import generate
from gesture_app.virtual_hand.tracked.sitting import Variety

SETS = {"shapes": ("A", "B"), "others": ("fist", "wave", "swipe left")}
SIGNS, TAKES = 6, 4

_SEEN = Variety(left_handed=0.0, none_share=0.15, frames_s=(15.0, 30.0), distance_mm=(400.0, 600.0))


@cache
def small_corpus(number: int) -> Corpus:
    """The sequences of round `number`: made-up signs, five built-in gestures, and idle hands."""
    rng = np.random.default_rng([7, number])
    signs = [made_up_gesture(rng, f"sign {each}") for each in range(SIGNS)]
    built_in = [gesture(name) for own in SETS.values() for name in own]
    wanted = [*signs, *built_in]
    samples = generate(wanted, round(len(wanted) * TAKES / (1 - _SEEN.none_share)), rng, _SEEN)
    shown = [sample for sample in samples if sample.sequence.seen.any()]
    names = sorted({sample.label for sample in shown})
    return Corpus(fill_bank(shown, names, FeatureSpec()), tuple(names))
