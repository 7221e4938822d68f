"""What a measurement leaves behind: hands in ordinary life and on prompts, as landmarks, whatever model is in use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gesture_app.hands import HandSequence


@dataclass(frozen=True, slots=True)
class PromptedHands:
    """One prompt: the hands from a little before it to a little after it, and the gesture that was asked for."""

    gesture: str
    hands: HandSequence


@dataclass(frozen=True, slots=True)
class Measurement:
    """One person's life and prompts.

    Attributes:
        life: stretches in which nothing was meant; more than one where the camera began anew.
        life_at: when it was watched, aware UTC; None: it was not, and `life` is empty.
    """

    life: tuple[HandSequence, ...]
    prompts: tuple[PromptedHands, ...]
    life_at: datetime | None

    @property
    def gestures(self) -> frozenset[str]:
        """Those that were asked for."""
        return frozenset(prompt.gesture for prompt in self.prompts)
