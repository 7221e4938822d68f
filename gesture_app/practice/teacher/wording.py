"""What to change, in a learner's words: their own left and right, one sentence, no blame."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.landmarks import FINGERS
from gesture_app.virtual_hand.body.build import Side

Numbers = NDArray[np.float64]

_LIKELY_STRAIGHT_DEG, _CLEARLY_DEG = 70.0, 25.0
_TOUCHING_PALMS = 0.32
_MIXED = 0.45
"""Share of a direction beside its greatest one from which two words are said."""

_DEPTH_KNOWN = (1.0, 1.0, 0.6)
"""How far a hand comes nearer is known less well than where it goes in the picture."""
_SAID_FIRST = (1.0, 1.2, 0.9)
"""Up and down before left and right, and these before near and far, where they are much the same."""
_WAYS = (("to your left", "to your right"), ("up", "down"), ("towards the camera", "towards yourself"))
_LOOKS = (("to your left", "to your right"), ("up", "down"), ("to the camera", "to yourself"))


def towards(direction: Numbers, side: Side, *, looking: bool = False) -> str:
    """A direction (3,) of a right hand's in the scene in words: "up", "down and to your left".

    Args:
        side: the hand it is said of; a left one goes the other way.
        looking: of a palm rather than of a movement.
    """
    own = direction * (-1.0 if side == "left" else 1.0, 1.0, 1.0)
    sizes = np.abs(own)
    said = [
        (_LOOKS if looking else _WAYS)[axis][int(own[axis] < 0)]
        for axis in np.argsort(-sizes * _SAID_FIRST)
        if sizes[axis] >= _MIXED * sizes.max()
    ]
    return " and ".join(said[:2])


def bend_deg(hand: Numbers, finger: str) -> tuple[float, float]:
    """How far a finger of a hand (21, 3) is bent at the knuckle, and beyond it, in degrees."""
    joints = list(FINGERS[finger])
    bones = np.diff(hand[joints], axis=0)
    knuckle = float(np.degrees(np.arctan2(bones[0, 2], bones[0, 1])))
    outer = sum(_angle_deg(bones[joint], bones[joint + 1]) for joint in range(2))
    return (knuckle + 90.0) % 360.0 - 90.0, outer


def finger_sentence(finger: str, hand: Numbers, wanted: Numbers) -> str:
    """What to do with index, middle, ring or little finger.

    Args:
        hand: (21, 3), the learner's, in the palm's frame. wanted: (21, 3), the reference.
    """
    (knuckle, outer), (to_knuckle, to_outer) = bend_deg(hand, finger), bend_deg(wanted, finger)
    too_far, bent, wanted_bent = (
        knuckle + outer - to_knuckle - to_outer,
        knuckle + outer,
        to_knuckle + to_outer,
    )
    name = f"your {finger} finger"
    if abs(too_far) < _CLEARLY_DEG:
        return _sideways(finger, hand, wanted)
    if too_far > 0:
        return f"Straighten {name}." if wanted_bent < _LIKELY_STRAIGHT_DEG else f"Bend {name} a little less."
    if to_outer - outer < _CLEARLY_DEG:
        return f"Bend {name} at the knuckle."
    if to_knuckle < _CLEARLY_DEG < to_outer:
        return f"Bend {name} at its two outer joints, not at the knuckle."
    return f"Bend {name}." if bent < _LIKELY_STRAIGHT_DEG else f"Bend {name} more."


def thumb_sentence(hand: Numbers, wanted: Numbers) -> str:
    """Where to put the thumb."""
    tip = wanted[FINGERS["thumb"][-1]]
    for finger in ("index", "middle", "ring", "little"):
        if np.linalg.norm(tip - wanted[FINGERS[finger][-1]]) < _TOUCHING_PALMS and _is_open(wanted, finger):
            return f"Let the tip of your thumb touch the tip of your {finger} finger."
    place = _thumb_place(tip, wanted)
    return place if place != _thumb_place(hand[FINGERS["thumb"][-1]], hand) else _shift_thumb(hand, wanted)


def palm_sentence(turn: Numbers, wanted: Numbers, side: Side) -> str:
    """How to turn the hand: turns (3, 3) as of a right hand."""
    palm_off, fingers_off = (_angle_deg(turn[:, axis], wanted[:, axis]) for axis in (2, 1))
    if palm_off >= fingers_off:
        return f"Turn your palm {towards(wanted[:, 2], side, looking=True)}."
    return f"Turn your hand so that your fingers point {towards(wanted[:, 1], side)}."


def _sideways(finger: str, hand: Numbers, wanted: Numbers) -> str:
    names = ("index", "middle", "ring", "little")
    beside = "middle" if finger == "index" else names[names.index(finger) - 1]
    if (
        finger == "middle"
        and not _both_straight(wanted, "index", "middle")
        and _both_straight(wanted, "middle", "ring")
    ):
        beside = "ring"
    gaps = [
        (each[FINGERS[names[min(names.index(finger), names.index(beside))]][-1]]
         - each[FINGERS[names[max(names.index(finger), names.index(beside))]][-1]])[0]
        for each in (hand, wanted)
    ]  # fmt: skip
    first, second = sorted((finger, beside), key=names.index)
    both = f"your {first} and {second} fingers"
    if gaps[1] < -0.05:
        return f"Cross {both}."
    if gaps[0] > gaps[1]:
        return f"Bring {both} together."
    return f"Spread {both} apart."


def _both_straight(hand: Numbers, *fingers: str) -> bool:
    return all(sum(bend_deg(hand, finger)) < _LIKELY_STRAIGHT_DEG for finger in fingers)


def _is_open(hand: Numbers, finger: str) -> bool:
    """Whether the finger meets the thumb, rather than being held down by it."""
    return bend_deg(hand, finger)[1] < 125.0


def _thumb_place(tip: Numbers, hand: Numbers) -> str:
    """Where a thumb's tip is among the fingers of its hand, as something to do."""
    index_knuckle = hand[FINGERS["index"][0]]
    bent = [finger for finger in ("index", "middle", "ring") if sum(bend_deg(hand, finger)) > 150.0]
    if tip[0] - index_knuckle[0] > 0.3:
        return "Stretch your thumb out to the side."
    if not bent:
        return (
            "Lay your thumb across your palm."
            if tip[1] < 1.0
            else "Hold your thumb beside your index finger."
        )
    if tip[0] - index_knuckle[0] > -0.02 and tip[2] < 0.55:
        return "Put your thumb beside your index finger."
    middles = {finger: hand[FINGERS[finger][1]] for finger in bent}
    front = max(float(point[2]) for point in middles.values())
    if tip[2] < front - 0.05 and "index" in bent:
        return "Tuck your thumb under your fingers."
    return f"Lay your thumb across your bent {'fingers' if len(bent) == 3 else bent[0] + ' finger'}."


def _shift_thumb(hand: Numbers, wanted: Numbers) -> str:
    tip = FINGERS["thumb"][-1]
    apart = wanted[tip] - hand[tip]
    axis = int(np.argmax(np.abs(apart)))
    ways = (
        ("Move your thumb outwards, away from your fingers.", "Move your thumb inwards, across your palm."),
        ("Move your thumb up, towards your fingertips.", "Move your thumb down, towards your wrist."),
        ("Move your thumb forward, away from your palm.", "Move your thumb back, closer to your palm."),
    )
    return ways[axis][int(apart[axis] < 0)]


def path_sentence(path: Numbers, side: Side, *, start: str = "Move your hand") -> str:
    """Where to go, from a path (T, 3) of the reference's: its strokes one after the other."""
    said: list[str] = []
    for stroke in strokes_of(path * _DEPTH_KNOWN):
        word = towards(stroke, side)
        if not said or said[-1] != word:
            said.append(word)
    return f"{start} {', then '.join(said[:4])}."


def strokes_of(path: Numbers) -> Sequence[Numbers]:
    """The straight parts of a path (T, 3), as vectors: cut where it turns most, while that matters."""
    cuts = [0, len(path) - 1]
    reach = float(np.ptp(path, axis=0).max())
    while len(cuts) < 5:
        off = [_farthest(path, start, end) for start, end in pairwise(cuts)]
        distance, at = max(off)
        if distance < 0.25 * reach:
            break
        cuts = sorted([*cuts, at])
    return [path[end] - path[start] for start, end in pairwise(cuts)]


def _farthest(path: Numbers, start: int, end: int) -> tuple[float, int]:
    """How far, and where, a part of a path is from the line between its ends."""
    if end - start < 2:
        return 0.0, start
    line = path[end] - path[start]
    length = float(np.linalg.norm(line))
    along = line / length if length > 1e-9 else np.zeros(3)
    from_start = path[start : end + 1] - path[start]
    off = np.linalg.norm(from_start - (from_start @ along)[:, None] * along, axis=1)
    return float(off.max()), start + int(off.argmax())


def _angle_deg(one: Numbers, other: Numbers) -> float:
    return float(np.degrees(np.arctan2(np.linalg.norm(np.cross(one, other)), one @ other)))
