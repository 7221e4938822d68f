"""Moments as the black box would remember them: beliefs, evidence, tellings and firings where a test wants them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime

import numpy as np

from gesture_app.actions.action import PressKeys
from gesture_app.actions.firing import Firing, Phase, Result
from gesture_app.hands import HandSequence
from gesture_app.pipeline.acting.messages import Glimpse, Moment
from gesture_app.recognition.prediction import Prediction
from made_hands import hand_frame, no_hand

FPS = 30.0

Course = Callable[[float], float]
"""Seconds → a number."""


def prediction(time_s: float, ranked: Mapping[str, float], *, complete: bool = False) -> Prediction:
    """Beliefs in any order; none of them: no hand."""
    best = tuple(sorted(ranked.items(), key=lambda each: -each[1]))
    label, confidence = best[0] if best else (None, 0.0)
    return Prediction(time_s, label, confidence, best, bool(best), complete=complete)


def result(number: int, gesture: str = "wave", phase: Phase = "start") -> Result:
    firing = Firing(
        number, "b", gesture, PressKeys(keys=("ctrl", "t")), phase, 0.9, "right", time_s=0.0, arrived_s=0.0
    )
    return Result(firing, "done", datetime(2026, 11, 21, 12, tzinfo=UTC), 0.02)


def moment(
    seconds: float = 6.0,
    belief: Course = lambda _: 0.02,
    evidence: Course = lambda _: 0.0,
    *,
    gesture: str = "wave",
    told_s: Collection[float] = (),
    fired: Mapping[float, int] | None = None,
    nearest: tuple[tuple[str, float, float], ...] = (),
    hand: Callable[[float], bool] = lambda _: True,
    thresholds: tuple[tuple[str, float, float], ...] = (),
    phase: Phase = "start",
    marked: int = 0,
    start_s: float = 100.0,
) -> Moment:
    """A hand that is held still, and what was believed of it; times count from the moment's first frame."""
    times_s = np.arange(round(seconds * FPS)) / FPS

    def at(wanted_s: float) -> int:
        return int(np.abs(times_s - wanted_s).argmin())

    told = {at(each) for each in told_s}
    numbers = {at(each): number for each, number in (fired or {}).items()}
    frames, glimpses = [], []
    for index, time_s in enumerate(times_s.tolist()):
        shown = hand(time_s)
        frames.append(hand_frame(start_s + time_s) if shown else no_hand(start_s + time_s))
        ranked = {gesture: belief(time_s), "fist": 1 - belief(time_s)} if shown else {}
        glimpses.append(
            Glimpse(
                prediction(start_s + time_s, ranked),
                nearest if shown else (),
                ((gesture, evidence(time_s)),),
                (gesture,) if index in told else (),
                (numbers[index],) if index in numbers else (),
            )
        )
    return Moment(
        id=f"moment of {marked}",
        sequence=HandSequence.from_frames(frames),
        glimpses=tuple(glimpses),
        results=tuple(result(number, gesture, phase) for number in (fired or {}).values()),
        thresholds=thresholds,
        marked=marked,
    )


def waved(**changes: object) -> Moment:
    """A wave from 2.0 s to 3.0 s, told at 2.4 s, that fired as number 7."""
    settings: dict[str, object] = {
        "belief": lambda time_s: 0.93 if 2.0 <= time_s <= 3.0 else 0.02,
        "evidence": lambda time_s: max(0.0, min((time_s - 2.0) / 0.4, 1.0)) if time_s <= 3.0 else 0.0,
        "told_s": (2.4,),
        "fired": {2.4: 7},
        "nearest": (("wave", 0.12, 0.31), ("fist", 0.6, 0.3)),
        "marked": 7,
    }
    return moment(**{**settings, **changes})  # type: ignore[arg-type]
