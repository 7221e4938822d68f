"""What every source of hands looks like: frames, the protocol, and what can go wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import HandFrame

Pixels = NDArray[np.uint8]

Problem = Literal["absent", "busy", "denied", "lost", "no_frames", "black", "unreadable"]


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture, or the hands of one instant where the source knows them already.

    Attributes:
        index: counts from 0 and never repeats, not even when a source loops or is opened again.
        time_s: seconds on the source's own clock, strictly increasing.
        pixels: uint8 (height, width, 3), BGR, un-mirrored, never written to again; None for replayed takes.
        hands: given by sources that know the hands (replayed takes), else None.
        aspect: width ÷ height of the picture.
        caption: what the source says it shows (a replayed take's gesture).
    """

    index: int
    time_s: float
    pixels: Pixels | None
    hands: HandFrame | None
    aspect: float
    caption: str = ""


class SourceError(Exception):
    """A source cannot be opened or has stopped: what happened and what to do about it."""

    def __init__(self, problem: Problem, sentence: str, remedy: str) -> None:
        super().__init__(f"{sentence} {remedy}")
        self.problem: Problem = problem
        self.sentence = sentence
        self.remedy = remedy


class Source(Protocol):
    """Where frames come from. Opened, read and closed any number of times."""

    @property
    def name(self) -> str:
        """What people call it: "FaceTime HD Camera", "open_palm.mp4"."""

    @property
    def live(self) -> bool:
        """True for a camera: the newest frame matters, and reconnecting makes sense."""

    def open(self) -> None:
        """Get ready to read.

        Raises:
            SourceError: it is absent, busy, denied, unreadable…
        """

    def read(self) -> Frame | None:
        """Wait for the next frame; None at the end and after `close`.

        Raises:
            SourceError: it was lost or delivers nothing.
        """

    def close(self) -> None:
        """Let go of it. From any thread, any number of times; a waiting `read` returns at once."""
