"""What getting the tracker's model can say: how far it is, and why it failed."""

from __future__ import annotations

from dataclasses import dataclass

_REMEDY = "Connect to the internet once, or pass a hand_landmarker.task with --landmarker FILE."


class TrackerModelError(Exception):
    """The tracker's model is missing or cannot be used: what happened and what to do."""

    def __init__(self, sentence: str, remedy: str = _REMEDY) -> None:
        super().__init__(f"{sentence} {remedy}")
        self.sentence = sentence
        self.remedy = remedy


class FetchCancelledError(TrackerModelError):
    """The user stopped it."""

    def __init__(self) -> None:
        super().__init__(
            "Fetching the tracker's model was cancelled.", "Hands are found once it has been fetched."
        )


@dataclass(frozen=True, slots=True)
class FetchProgress:
    """How far fetching is.

    Attributes:
        step: what is being done, for people.
        total_bytes: None while it is not known.
    """

    step: str
    done_bytes: int = 0
    total_bytes: int | None = None
