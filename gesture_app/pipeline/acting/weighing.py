"""How much evidence each gesture gathered in life and on prompts, at every threshold it might be given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.learning.model_card import ModelCard
from gesture_app.pipeline.acting.remembering import Remembered
from gesture_app.recognition.likeness import Likeness
from gesture_app.recognition.prediction import Prediction
from gesture_app.recognition.spotter import LONGEST_STEP_S, MOST_AT_ONCE, MOVEMENT_SHARE, log_odds

THRESHOLDS = (0.3, 0.5, 0.65, 0.8, 0.9, 0.95)

_NEUTRAL = np.array([log_odds(threshold) for threshold in THRESHOLDS])


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of one stretch, as the spotter would gather it if nothing were ever told.

    Attributes:
        amount: (frames, gestures, thresholds), log-odds times seconds, that would count at this frame.
        begun_s: (frames, gestures, thresholds), when it last began to rise from 0.
        time_s: (frames,).
    """

    amount: NDArray[np.float64]
    begun_s: NDArray[np.float64]
    time_s: NDArray[np.float64]


def evidence_of(
    stretch: Remembered,
    card: ModelCard,
    gestures: Sequence[str],
    likeness: Mapping[str, Likeness] | None = None,
) -> Evidence:
    """Walk a stretch as `Spotter` does, for all thresholds at once and without a limit to what is gathered."""
    shape = (len(stretch.frames), len(gestures), len(THRESHOLDS))
    counting, begun_s = np.zeros(shape), np.zeros(shape)
    gains, at_once = _gains(stretch, card, gestures, likeness or {})
    least_s = np.array([_least_s(card, gesture) for gesture in gestures])[:, None]
    amount, since_s = np.zeros(shape[1:]), np.zeros(shape[1:])
    free_s: float | None = None
    before_s = None
    for index, (frame, prediction) in enumerate(zip(stretch.frames, stretch.predictions, strict=True)):
        now_s = frame.time_s
        step_s = 0.0 if before_s is None else min(now_s - before_s, LONGEST_STEP_S)
        before_s = now_s
        if prediction.complete:
            counting[index], begun_s[index] = at_once[index], now_s - prediction.seen_s
            amount = np.zeros(shape[1:])
            free_s = now_s if prediction.hands_seen else None
            continue
        if prediction.hands_seen:
            free_s = now_s if free_s is None else free_s
            since_s = np.where(amount > 0, since_s, now_s)
            amount = np.maximum(amount + gains[index] * step_s, 0.0)
        had_s = 0.0 if free_s is None else now_s - free_s
        counting[index] = np.where(had_s >= least_s, amount, 0.0)
        begun_s[index] = since_s
    return Evidence(counting, begun_s, np.array([frame.time_s for frame in stretch.frames]))


def _least_s(card: ModelCard, gesture: str) -> float:
    timing = card.timings[gesture]
    return 0.0 if timing.still else MOVEMENT_SHARE * timing.usual_s


def _gains(
    stretch: Remembered, card: ModelCard, gestures: Sequence[str], likeness: Mapping[str, Likeness]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(frames, gestures, thresholds): what each moment says, and what hands that leave said in all."""
    odds = np.array([[log_odds(share) for share in _beliefs(each, gestures)] for each in stretch.predictions])
    gains = odds[:, :, None] - _NEUTRAL
    for row, gesture in enumerate(gestures):
        if gesture in likeness:
            most = _alike(stretch.predictions, gesture, likeness[gesture])
            gains[:, row] = np.minimum(gains[:, row], most[:, None])
    gains = np.clip(gains, -MOST_AT_ONCE, MOST_AT_ONCE)
    at_once = np.zeros_like(gains)
    for index, prediction in enumerate(stretch.predictions):
        if prediction.label is None:
            sure = odds[index] >= log_odds(card.threshold)
            gains[index, sure] = -np.abs(gains[index, sure])
        elif prediction.complete and prediction.label in gestures:
            own = gestures.index(prediction.label)
            at_once[index, own] = np.maximum(gains[index, own] * prediction.seen_s, 0.0)
    return gains, at_once


def _alike(predictions: Sequence[Prediction], gesture: str, likeness: Likeness) -> NDArray[np.float64]:
    """(frames,): what each moment says at most, by how like what was shown it is."""
    most = np.full(len(predictions), np.inf)
    rows = [row for row, each in enumerate(predictions) if gesture in each.lies]
    if rows:
        most[rows] = likeness.gains(np.stack([predictions[row].lies[gesture] for row in rows]))
    return most


def _beliefs(prediction: Prediction, gestures: Sequence[str]) -> list[float]:
    shares = dict(prediction.ranked)
    return [shares.get(gesture, 0.0) for gesture in gestures]
