"""What practice tells the window: frozen, so that it can cross threads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from gesture_app.practice.decks.card import Deck
from gesture_app.practice.lessons.attempt import Grade, Skill
from gesture_app.practice.lessons.session import DueCard

if TYPE_CHECKING:
    from gesture_app.practice.journal.review import Spelled
    from gesture_app.practice.journal.schedule import Counts
    from gesture_app.practice.progress.progress import Progress
    from gesture_app.practice.references.motion import SignMotion
    from gesture_app.practice.teacher.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Decks:
    """All decks with how they stand; sent after every change of either."""

    decks: tuple[Deck, ...]
    counts: Mapping[str, Counts]
    problems: tuple[str, ...]
    """Sentences about what could not be read."""
    deleted: tuple[Deck, ...] = ()
    """What lies in the bin and can be restored."""


@dataclass(frozen=True, slots=True)
class DueCards:
    """What a session with this deck consists of, in order; empty: nothing is due."""

    deck: str
    due: tuple[DueCard, ...]


@dataclass(frozen=True, slots=True)
class SignReady:
    """How a card's sign is shown, for a right hand; None where a sentence says why not."""

    card: str
    motion: SignMotion | None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class AttemptJudged:
    """The teacher's verdict on an attempt that has just ended; the newest `LiveResult` may have come after it."""

    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An attempt was written down.

    Attributes:
        review: its number, by which it can be overruled.
        grade: what it was worth.
        next_due: when the card comes back.
    """

    review: int
    card: str
    skill: Skill
    grade: Grade
    next_due: datetime


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The words that the user wants to spell."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProgressReady:
    progress: Progress
    spelled: tuple[Spelled, ...]
    """All words spelled or read so far, oldest first."""


PracticeMessage = Decks | DueCards | SignReady | AttemptJudged | Reviewed | OwnWords | ProgressReady
