"""One try at a card, and what it is worth."""

from __future__ import annotations

from typing import Literal

import msgspec

Mode = Literal["learn", "produce", "read", "spell", "free"]
Skill = Literal["produce", "read"]
"""Each card is learned twice: to make the sign, and to understand it."""
Grade = Literal["again", "hard", "good", "easy"]


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """What happened with a card.

    Attributes:
        card: its id.
        right: whether it was made, or read, in the end.
        seconds: from the question to the answer.
        corrections: as "parameter:part", in the order they were told ("handshape:ring").
        helped: whether the reference was shown, or a letter given away.
        answer: what a reader named; empty otherwise.
        again_after: how many failed tries came before.
    """

    card: str
    skill: Skill
    mode: Mode
    right: bool
    seconds: float
    corrections: tuple[str, ...] = ()
    helped: bool = False
    answer: str = ""
    again_after: int = 0
