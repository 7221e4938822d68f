"""One time that a gesture does something: decided, carried out, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from gesture_app.actions.action import Action
from gesture_app.actions.binding import Hands

Phase = Literal["start", "held", "end", "try"]
"""`try`: a person pressed the button to see what it does."""

Outcome = Literal["done", "failed", "ended", "limited"]
"""`ended`: it hung or took too long and was stopped; `limited`: too many at once, so it was not done."""


class ActionFailed(Exception):
    """An action could not be done; the message is one sentence for the user that says what to do."""


class ActionEnded(ActionFailed):
    """An action hung or took too long and was stopped."""


@dataclass(frozen=True, slots=True)
class Firing:
    """A decision that something is to be done.

    Attributes:
        number: counts the firings of this run of the program from 1.
        confidence: 0…1, of the gesture.
        hands: those that were in sight when it was decided.
        time_s: of the frame that decided it, on the source's clock.
        arrived_s: when that frame arrived, on `time.monotonic`.
    """

    number: int
    binding: str
    gesture: str
    action: Action
    phase: Phase
    confidence: float
    hands: Hands
    time_s: float
    arrived_s: float


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a firing.

    Attributes:
        at: when it was done, aware UTC.
        delay_s: from the frame's arrival to the moment the action left.
        sentence: what failed and what to do; empty where it was done.
    """

    firing: Firing
    outcome: Outcome
    at: datetime
    delay_s: float
    sentence: str = ""


Do = Callable[[Firing], None]
"""Carries out one firing on a worker thread. Raises `ActionFailed` with a sentence."""


class End(Protocol):
    """Where actions go: a keyboard, a socket, a screen. Opened at the first use, not before."""

    def do(self, firing: Firing) -> None:
        """Carry it out; raises `ActionFailed`."""

    def close(self) -> None:
        """Let go of everything; may be called twice."""
