"""A piece of advice, as it is kept in a model's card and shown to people."""

from __future__ import annotations

from typing import Literal

import msgspec

from gesture_app.hands.labelled import NONE

Kind = Literal["outlier", "confused", "persons", "sessions", "evidence", "more takes"]
"""The most useful kind first: what can be put right at once, what is mistaken for what, what differs between
people and sittings, how little is known, and whether more takes would help."""

KINDS: tuple[Kind, ...] = ("outlier", "confused", "persons", "sessions", "evidence", "more takes")


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """What to do, why, and the figure behind it."""

    kind: Kind
    sentence: str
    figure: str
    """What the sentence rests on, in a few characters: `3 of 8`, `71%`."""
    takes: list[str] = []
    """Names of the takes it is about, the most telling first."""
    gestures: list[str] = []


def called(gesture: str) -> str:
    """A gesture's name in a sentence."""
    return "“Not a gesture”" if gesture == NONE else f"“{gesture}”"


def percent(share: float) -> str:
    """`84%`; what is not quite everything is never called 100%."""
    return "over 99%" if 0.995 <= share < 1 else f"{share:.0%}"


def count_of_takes(number: int) -> str:
    """`1 take`, `5 takes`."""
    return "1 take" if number == 1 else f"{number} takes"
