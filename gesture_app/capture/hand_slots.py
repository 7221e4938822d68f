"""Decide which detected hand is the person's left one and which the right one, and stay with it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import LEFT, RIGHT
from gesture_app.hands.geometry import in_picture_heights, palm_size

SAME_HAND = 0.35
"""Mean distance of the landmarks, in palm sizes, below which two detections are one hand."""

_FOLLOW = 1.5
"""How far, in palm sizes, a hand may have moved since it was seen last and still be the same."""

_AS_SURE = 0.2
"""Two beliefs this close are equally good."""

_FORGET_S = 0.5
_LEAST_WEIGHT = 0.15
"""Weight of one more look at a hand's side: about five in a row change a settled mind. The first looks count
as a plain mean, since a hand that enters the picture fingers first is often called by the wrong side."""


@dataclass(frozen=True, slots=True)
class FoundHand:
    """A hand as the detector reports it.

    Attributes:
        right: the detector's belief that it is a right hand, 0…1.
        image, world: float32 (21, 3), see `HandFrame`.
    """

    right: float
    image: NDArray[np.float32]
    world: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Followed:
    """A hand that is followed from frame to frame."""

    points: NDArray[np.float32]  # (21, 2) in picture heights
    size: float
    right: float  # settled belief
    looks: int
    time_s: float
    slot: int | None = None  # where it was put last


class HandSlots:
    """Puts detected hands into slots.

    The detector judges every frame afresh, and now and then calls a hand by the wrong side for a frame;
    a hand that is followed keeps its side until several frames in a row say otherwise.
    """

    def __init__(self) -> None:
        self._followed: list[_Followed] = []

    def assign(
        self, found: list[FoundHand], time_s: float, aspect: float
    ) -> tuple[FoundHand | None, FoundHand | None]:
        """The left and the right hand among what was found in one frame.

        Args:
            time_s: of the frame; what was followed is forgotten when it goes back.
            aspect: width ÷ height of the picture.
        """
        # Also without what lies ahead of this frame: the source has begun anew.
        self._followed = [old for old in self._followed if 0 <= time_s - old.time_s < _FORGET_S]
        seen = [(hand, self._follow(hand, time_s, aspect)) for hand in found]
        seen.sort(key=lambda pair: -abs(pair[1].right - 0.5))  # the surest chooses first
        kept: list[tuple[FoundHand, _Followed]] = []
        for hand, now in seen:
            if not any(_is_same_hand(now, other) for _, other in kept):
                kept.append((hand, now))
        kept = kept[:2]
        slots: list[FoundHand | None] = [None, None]
        followed = []
        for (hand, now), side in zip(kept, _sides([now for _, now in kept]), strict=True):
            slots[side] = hand
            followed.append(replace(now, slot=side))
        unseen = [old for old in self._followed if not any(_distance(old, now) < _FOLLOW for now in followed)]
        self._followed = followed + unseen
        return slots[LEFT], slots[RIGHT]

    def _follow(self, hand: FoundHand, time_s: float, aspect: float) -> _Followed:
        now = _look_at(hand, time_s, aspect)
        before = min(self._followed, key=lambda old: _distance(old, now), default=None)
        if before is None or _distance(before, now) > _FOLLOW:
            return now
        looks = before.looks + 1
        weight = max(_LEAST_WEIGHT, 1 / looks)
        settled = before.right + weight * (hand.right - before.right)
        return _Followed(now.points, now.size, settled, looks, time_s, before.slot)


def _sides(hands: list[_Followed]) -> list[int]:
    """A side for each of at most two hands, the surest first."""
    sides = [RIGHT if hand.right >= 0.5 else LEFT for hand in hands]
    if len(sides) == 2 and sides[0] == sides[1]:  # both are called the same: a person has one of each
        called, other = sides[0], RIGHT if sides[0] == LEFT else LEFT
        # Two hands as sure as each other would take turns: who had the side before keeps it.
        as_sure = abs(hands[0].right - hands[1].right) < _AS_SURE
        second_had_it = hands[1].slot == called and hands[0].slot == other
        sides = [other, called] if as_sure and second_had_it else [called, other]
    return sides


def apart(one: FoundHand, other: FoundHand, aspect: float) -> float:
    """Mean distance of the landmarks of two hands of one picture, in sizes of the larger palm."""
    return _distance(_look_at(one, 0.0, aspect), _look_at(other, 0.0, aspect))


def _look_at(hand: FoundHand, time_s: float, aspect: float) -> _Followed:
    """A hand as if it were seen for the first time."""
    scaled = in_picture_heights(hand.image, aspect)[:, :2]
    return _Followed(scaled, max(float(palm_size(scaled)), 1e-6), hand.right, 1, time_s)


def _distance(one: _Followed, other: _Followed) -> float:
    """Mean distance of the landmarks in sizes of the larger palm."""
    between = np.linalg.norm(one.points - other.points, axis=1).mean()
    return float(between) / max(one.size, other.size)


def _is_same_hand(one: _Followed, other: _Followed) -> bool:
    """One hand found twice. Two hands laid together lie as close, but are called left and right."""
    return (one.right >= 0.5) == (other.right >= 0.5) and _distance(one, other) < SAME_HAND
