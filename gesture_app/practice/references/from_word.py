"""A word as the virtual hand spells it, at a pace of one's choice."""

from __future__ import annotations

import numpy as np

from gesture_app.practice.references.motion import SignMotion
from gesture_app.virtual_hand.acting.manner import Manner
from gesture_app.virtual_hand.acting.performance import Performance, perform
from gesture_app.virtual_hand.body.build import average_build
from gesture_app.virtual_hand.signs.script import word

_FPS = 60.0
_BEFORE_S, _AFTER_S = 0.15, 0.35
"""The hand is seen a little before the first letter, and keeps the last one."""


def motion_of_word(letters: str, letters_per_s: float) -> SignMotion:
    """Letters and digits one after the other; those that are drawn in the air take their time in proportion.

    Args:
        letters: A–Z and 0–9.
        letters_per_s: the mean over the whole word.

    Raises:
        CannotSpell: there is something else in the word.
    """
    usual = _spelled(letters, 1.0)
    tempo = letters_per_s * _lasting_s(usual) / len(letters)
    performance = _spelled(letters, tempo)
    start_s, end_s = performance.spans[0].start_s - _BEFORE_S, performance.spans[0].end_s
    lasting_s = end_s - start_s + _AFTER_S
    times_s = np.linspace(0.0, lasting_s, round(lasting_s * _FPS) + 1)
    hands = performance.at(np.minimum(start_s + times_s, end_s))
    steps_s = tuple((span.start_s + span.end_s) / 2 - start_s for span in performance.spans[1:])
    return SignMotion(times_s, hands.poses, average_build(), False, steps_s)


def _spelled(letters: str, tempo: float) -> Performance:
    manner = Manner(tempo=tempo, variation=0.0, tremor=0.0)
    return perform([word(letters)], manner, np.random.default_rng(0))  # nothing is left to chance


def _lasting_s(performance: Performance) -> float:
    return performance.spans[0].end_s - performance.spans[0].start_s
