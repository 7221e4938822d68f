"""What was measured of a gesture before it may act, and what it promises."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Seconds = Annotated[float, msgspec.Meta(ge=0)]

Verdict = Literal["fit", "accident", "missed", "unmeasured"]
"""`accident`: it would fire by itself; `missed`: it is seldom recognised; neither is armed."""


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """A rate with what the time of watching allows to say: exact Poisson bounds (Garwood 1936) at 95 %."""

    per_hour: float
    low: float
    high: float


class Thresholds(msgspec.Struct, frozen=True, kw_only=True):
    """When this gesture is told; see `gesture_app.recognition.spotter.Tuning`."""

    threshold: Annotated[float, msgspec.Meta(gt=0, lt=1)]
    patience: Annotated[float, msgspec.Meta(gt=0, le=20)]
    reach: Annotated[float, msgspec.Meta(gt=0, le=2)] = 2.0
    """How far from what was shown on the prompts it may lie; see `gesture_app.recognition.likeness`."""
    shown: bytes = b""
    """What was shown, as `likeness.as_bytes` packs it; empty: nothing is compared."""
    moved: tuple[Annotated[float, msgspec.Meta(ge=0, le=100)], ...] = ()
    """How far the hand must have moved of late; see `gesture_app.recognition.extents`."""


class PromiseCard(msgspec.Struct, frozen=True, kw_only=True):
    """Of one gesture of one profile with one model."""

    gesture: str
    verdict: Verdict
    false_fires: int = 0
    """While nothing was meant."""
    watched_s: Seconds = 0.0
    """Of ordinary life."""
    rate: Rate | None = None
    """False fires an hour; None: nothing was watched."""
    prompted: int = 0
    fired_once: int = 0
    fired_twice: int = 0
    """On a prompt, more than once: too many."""
    others: int = 0
    """On its prompts, another gesture fired."""
    delay_s: float | None = None
    """Median, from when the hand began the gesture, as far as can be told, to the firing."""
    thresholds: Thresholds | None = None
    advice: tuple[str, ...] = ()
    """Sentences that say what to do, the most useful first; empty where it is fit."""
