"""Gestures begun and not made: broken off on the way, hardly formed, let go at once, or ending as something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.signs.gesture import Gesture, Key
from gesture_app.virtual_hand.signs.handshapes import handshape

Numbers = NDArray[np.float64]

HALF_MADE = "half-made"
"""The set of gestures they belong to."""

_MADE, _MADE_OF_REPEATED = (0.25, 0.55), (0.12, 0.35)
"""How much of a movement there is at most; of one that repeats itself, a single time is little already."""

_FORMED = (0.2, 0.6)
_LET_GO_S, _LINGER_S = (0.0, 0.12), (0.1, 0.5)
_ENDS_OTHERWISE = 0.4
_ELSEWHERE_PALMS = np.array([0.5, 0.5, 0.2])


def half_made(gesture: Gesture, rng: np.random.Generator) -> Gesture:
    """The beginning of a gesture, called as the gesture is; it never becomes the gesture."""
    if gesture.kind == "held":
        keys, hold_s = _hardly_held(gesture.keys[0], rng)
    else:
        keys = _broken_off(gesture, rng)
        hold_s = float(rng.uniform(*_LINGER_S))
    if rng.random() < _ENDS_OTHERWISE:
        keys, hold_s = [*keys, _otherwise(keys[-1], rng)], 0.2
    return replace(gesture, set=HALF_MADE, keys=tuple(keys), repeat=1, hold_s=hold_s, wander=None)


def _hardly_held(key: Key, rng: np.random.Generator) -> tuple[list[Key], float]:
    """Either the shape, let go at once; or fingers on their way to it, which stay there a little."""
    if rng.random() < 0.5:
        return [key], float(rng.uniform(*_LET_GO_S))
    return [_towards(key, float(rng.uniform(*_FORMED)))], float(rng.uniform(*_LINGER_S))


def _towards(key: Key, share: float) -> Key:
    """Fingers so much of the way from rest to the key's shape."""
    shape, relaxed = handshape(key.shape), handshape("relaxed")
    way = np.concatenate(
        [(shape.fingers_deg - relaxed.fingers_deg).ravel(), shape.thumb_deg - relaxed.thumb_deg]
    )
    own = np.zeros(21) if key.otherwise_deg is None else key.otherwise_deg
    return replace(key, shape="relaxed", otherwise_deg=share * (way + own))


def _broken_off(gesture: Gesture, rng: np.random.Generator) -> list[Key]:
    keys = [*gesture.keys[:1], *(gesture.keys[1:] * gesture.repeat)]
    share = float(rng.uniform(*(_MADE if gesture.repeat == 1 else _MADE_OF_REPEATED)))
    return _until(keys, share * sum(key.seconds for key in keys[1:]))


def _until(keys: Sequence[Key], seconds: float) -> list[Key]:
    """The keys up to a moment, the last one on the way to the next."""
    found = [keys[0]]
    for key in keys[1:]:
        if key.seconds >= seconds:
            share = seconds / key.seconds
            return [*found, _between(found[-1], key, share)]
        found.append(key)
        seconds -= key.seconds
    return found


def _between(before: Key, after: Key, share: float) -> Key:
    return replace(
        after if share > 0.5 else before,
        place=before.place + share * (after.place - before.place),
        turn_deg=before.turn_deg + share * (after.turn_deg - before.turn_deg),
        seconds=max(share * after.seconds, 0.05),
    )


def _otherwise(key: Key, rng: np.random.Generator) -> Key:
    """The hand goes on to somewhere else and is at ease there."""
    place = key.place + _ELSEWHERE_PALMS * np.clip(rng.normal(size=3), -2, 2)
    return replace(key, place=place, shape="relaxed", otherwise_deg=None, seconds=0.35, stop=True)
