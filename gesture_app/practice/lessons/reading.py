"""Questions that are answered by reading: plausible answers to choose from, and typed answers compared kindly."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from gesture_app.practice.decks.card import Card
from gesture_app.virtual_hand.body.build import average_build
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.pose import HandPose, turned
from gesture_app.virtual_hand.signs.catalogue import gesture
from gesture_app.virtual_hand.signs.handshapes import handshape

Numbers = NDArray[np.float64]

CHOICES = 4
_POOL = 3
"""So many times as many signs as are offered are plausible; chance takes from them, so that answers differ."""
_MOMENTS = 5
_SAME_PALMS = 0.01
"""Signs nearer than this cannot be told apart (O and 0): offering both would be unfair."""
_OTHERWISE_HELD, _OTHERWISE_MOVED = 0.25, 0.25
"""How much the same shape held or moved otherwise counts: H is easily taken for U, one swipe for the other."""
_UNKNOWN_PALMS = 1.0


def choices(
    card: Card, cards: Sequence[Card], rng: np.random.Generator, count: int = CHOICES
) -> tuple[Card, ...]:
    """The right card among others of its deck that are easily taken for it, in any order.

    Args:
        count: how many to offer; fewer if the deck has fewer.
    """
    others = [other for other in cards if not same_name(other.name, card) and not _the_same(card, other)]
    others.sort(key=lambda other: _unlike_palms(card, other))
    plausible = others[: _POOL * (count - 1)]
    chances = 1 / np.arange(1, len(plausible) + 1)
    number = min(count - 1, len(plausible))
    drawn = rng.choice(len(plausible), number, replace=False, p=chances / chances.sum()) if number else ()
    offered = [card, *(plausible[int(index)] for index in drawn)]
    return tuple(offered[index] for index in rng.permutation(len(offered)))


def same_name(answer: str, card: Card) -> bool:
    """Whether a typed answer names the sign: case, spaces, accents and punctuation do not matter, and another usual
    name of the virtual hand's gesture is as good."""
    names = [card.name]
    if card.gesture:
        names += [card.gesture, *gesture(card.gesture).aliases]
    plain = _plain(answer)
    return bool(plain) and plain in map(_plain, names)


def _plain(text: str) -> str:
    """Letters and digits only. What is made of other signs alone stays as it is."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum()) or text.strip()


def _the_same(one: Card, other: Card) -> bool:
    by_recording = one.take or other.take or not (one.gesture and other.gesture)
    return not by_recording and _unlike_palms(one, other) < _SAME_PALMS


def _unlike_palms(one: Card, other: Card) -> float:
    """How unlike two signs look, palm lengths: their shapes, and a little how they are turned and where they move."""
    if not (one.gesture and other.gesture):
        return _UNKNOWN_PALMS
    shape, turn, path = (
        float(np.linalg.norm(first - second, axis=-1).mean())
        for first, second in zip(_look(one.gesture), _look(other.gesture), strict=True)
    )
    return shape + _OTHERWISE_HELD * min(turn, 1.0) + _OTHERWISE_MOVED * min(path, 1.0)


@cache
def _look(name: str) -> tuple[Numbers, Numbers, Numbers]:
    """A gesture at some moments: landmarks in the hand's own axes (moments, 21, 3), its axes (moments, 3, 3), and its
    places (moments, 3), in palm lengths."""
    sign, build = gesture(name), average_build()
    numbers = np.linspace(0, len(sign.keys) - 1, _MOMENTS).round().astype(int)
    keys = [sign.keys[number] for number in numbers]
    shapes = [handshape(key.shape) for key in keys]
    points = [
        landmarks_of(HandPose(np.zeros(3), np.eye(3), shape.fingers_deg, shape.thumb_deg, np.zeros(2)), build)
        for shape in shapes
    ]
    turns = [turned(*key.turn_deg) @ key.base for key in keys]
    return np.stack(points) / build.palm_mm, np.stack(turns), np.stack([key.place for key in keys])
