"""Attempts of people who never lived, right and with planted mistakes, as the tracker tells of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from gesture_app.hands import HandSequence
from gesture_app.hands.labelled import LabelledSequence
from gesture_app.virtual_hand.signs.catalogue import gesture
from gesture_app.virtual_hand.signs.gesture import Gesture
from gesture_app.virtual_hand.signs.mistakes import mistake_named, with_mistake
from gesture_app.virtual_hand.signs.varied import varied
from gesture_app.virtual_hand.tracked.noise_model import tracker_noise
from gesture_app.virtual_hand.tracked.sequences import generate
from gesture_app.virtual_hand.tracked.sitting import Variety, looked_at, random_sitting
from gesture_app.virtual_hand.tracked.tracker_noise import as_tracked


def sign(text: str, rng: np.random.Generator | None = None) -> Gesture:
    """`A`, or `A!ring` with a mistake; as somebody makes it if there is a generator, as the reference is if not."""
    name, _, mistake = text.partition("!")
    made = gesture(name) if rng is None else varied(name, rng)
    if made.repeat == 2:
        made = replace(made, repeat=3)  # people make it once more or once less: twice at least
    return replace(with_mistake(made, mistake_named(made, mistake)) if mistake else made, name=text)


def attempts(
    texts: Sequence[str], seed: int, *, left_handed: float = 0.15, margin_s: float = 0.4
) -> list[LabelledSequence]:
    """One attempt at each, by people of all kinds, labelled with the text.

    Args:
        margin_s: as much of the ways there and back may be seen.
    """
    rng = np.random.default_rng(seed)
    items = [sign(text, rng) for text in texts]
    like = Variety(none_share=0.0, per_person=8, left_handed=left_handed, margin_s=(0.0, margin_s))
    return list(generate(items, len(items), rng, like))


def stream(texts: Sequence[str], seed: int, *, left_handed: bool = False) -> HandSequence:
    """One person makes these one after another, as the reference shows them, at 30 frames a second."""
    rng = np.random.default_rng(seed)
    like = Variety(left_handed=float(left_handed), frames_s=(30.0, 30.0), distance_mm=(400.0, 500.0))
    items = [replace(sign(text), hold_s=max(sign(text).hold_s, _HOLD_S)) for text in texts]
    sitting = random_sitting(items, 0, rng, like)
    times_s = np.arange(0, sitting.performance.duration_s, 1 / 30)[None]
    exact = looked_at(sitting, times_s, np.array([times_s.shape[1]]))
    return as_tracked(exact, tracker_noise(), rng).sequences()[0]


_HOLD_S = 2.0
