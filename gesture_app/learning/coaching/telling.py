"""Differences between takes in words: which part, when, and how much of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gesture_app.hands.frame import SIDES
from gesture_app.learning.coaching.advice import percent
from gesture_app.learning.coaching.comparison import Difference
from gesture_app.learning.coaching.parts import THIRDS, Numbers
from gesture_app.learning.coaching.takes import usual_seconds, with_two_hands

MOMENT_S = 0.3
"""What is shorter than this is a picture; it has no beginning and no end."""
NEARLY = 0.8
"""Beside the part that differs most, another is told if it differs this much of it."""
ACROSS = 2.0
"""A way that is so many times as long in one direction as in the other goes in that direction."""


def largest(found: Sequence[Difference], one: str, other: str, takes: Sequence[Numbers]) -> str:
    """What differs most, in words; two parts where the second differs nearly as much as the first.

    Args:
        found: differences, the largest first; at least one.
        one, other: what to call the two, in the order of the differences.
        takes: those that were compared; they tell how long takes are and whether it must be said which hand is meant.
    """
    seconds, two = usual_seconds(takes), with_two_hands(takes)
    told = [each for each in found[:2] if each.separation >= NEARLY * found[0].separation]
    return " and ".join(f"{part_and_time(each, seconds, two)} ({amounts(each, one, other)})" for each in told)


def part_and_time(difference: Difference, seconds: float, two_hands: bool) -> str:
    """`the bend of the left ring finger in the last 0.6 s`.

    Args:
        seconds: how long the takes usually are.
        two_hands: whether it must be said which hand is meant.
    """
    return f"{part_words(difference, two_hands)}{when(difference.thirds, seconds)}"


def part_words(difference: Difference, two_hands: bool) -> str:
    """`the bend of the left ring finger`."""
    needed = difference.hand is not None and (two_hands or difference.part.key == "seen")
    return difference.part.words.format(hand=f"{SIDES[difference.hand or 0]} " if needed else "")


def when(thirds: tuple[int, ...], seconds: float) -> str:
    """` in the first 0.4 s`; nothing where it is so throughout."""
    if len(thirds) == THIRDS or seconds < MOMENT_S:
        return ""
    third_s = f"{seconds / THIRDS:.1f} s"
    return (f" in the first {third_s}", " in the middle", f" in the last {third_s}")[thirds[0]]


def amounts(difference: Difference, one: str, other: str) -> str:
    """How much it is in each: `about 20° in “get”, 85° in “water”`.

    Args:
        one, other: what to call the two, in the order of the difference.
    """
    key = difference.part.key
    first, second = difference.one, difference.other
    if key == "seen":
        return f"{percent(first[0])} of the time in {one}, {percent(second[0])} in {other}"
    if key == "duration":
        return f"{np.exp(first[0]):.1f} s in {one}, {np.exp(second[0]):.1f} s in {other}"
    if key in ("travel", "stir"):
        return f"{first[0]:.1f} palm lengths a second in {one}, {second[0]:.1f} in {other}"
    if key.startswith(("bend", "gap")):
        more = one if first[0] > second[0] else other
        word = "more bent" if key.startswith("bend") else "wider"
        return f"about {abs(first[0] - second[0]):.0f}° {word} in {more}"
    if key in ("pointing", "facing"):
        return f"about {_angle_deg(first, second):.0f}° apart"
    if key == "nearness":
        nearer = one if first[0] > second[0] else other
        return f"{nearer} is {percent(abs(np.expm1(first[0] - second[0])))} nearer there"
    if key == "thumb":
        return f"about {np.linalg.norm(first - second):.1f} palm lengths apart"
    return f"{one} is about {np.linalg.norm(first - second):.1f} palm lengths {_direction(first - second)}"


def _angle_deg(one: Numbers, other: Numbers) -> float:
    cosine = one @ other / max(float(np.linalg.norm(one) * np.linalg.norm(other)), 1e-9)
    return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))


def _direction(way: Numbers) -> str:
    """In the un-mirrored picture: its right is the person's left, its y points down."""
    sideways, down = float(way[0]), float(way[1])
    parts = []
    if abs(down) * ACROSS >= abs(sideways):
        parts.append("lower" if down > 0 else "higher")
    if abs(sideways) * ACROSS >= abs(down):
        parts.append("further to the person’s left" if sideways > 0 else "further to the person’s right")
    return " and ".join(parts)
