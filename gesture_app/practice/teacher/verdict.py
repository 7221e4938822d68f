"""What the teacher tells: of one instant, and of one attempt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.build import Side

Parameter = Literal["visibility", "handshape", "orientation", "location", "movement", "tempo"]
Part = Literal[
    "thumb", "index", "middle", "ring", "little", "fingers",
    "palm", "hand", "other hand",
    "path", "direction", "size", "repetition", "speed",
]  # fmt: skip

CoachingState = Literal["no hand", "watching", "almost", "holding", "accepted"]
"""`watching`: something is to be changed or the movement has not ended; `almost`: nothing is far off; `holding`: right,
and to be kept until `progress` is 1; `accepted`: the attempt was right."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing to change.

    Attributes:
        part: what it is about.
        side: the hand it is about.
        sentence: what to do, to the learner: "Straighten your ring finger."
        severity: 1 = just beyond what is accepted.
        landmarks: those to mark in the picture; empty where there is nothing to mark.
    """

    parameter: Parameter
    part: Part
    side: Side
    sentence: str
    severity: float
    landmarks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """On one attempt.

    Attributes:
        right: whether it is accepted.
        corrections: what to change, the most important first; also of what is accepted, where it could be better.
        fit: 0…1, how near it is to the reference.
        looks_like: the name of another sign that it is nearer to; empty: none.
    """

    right: bool
    corrections: tuple[Correction, ...]
    fit: float
    looks_like: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Coaching:
    """What is to be shown of one instant.

    Attributes:
        progress: 0…1, how much of the hold, or of the movement, is done.
        correction: the one thing to change now; it stays long enough to be read.
        ghost: float32 (2, 21, 3) as `HandFrame.image`, the reference fitted to the learner's hand, its size and its
            place; NaN where no hand is to be shown.
        verdict: on the attempt that has just ended, told once.
    """

    state: CoachingState
    progress: float
    fit: float
    correction: Correction | None
    ghost: NDArray[np.float32]
    verdict: Verdict | None = None
