"""From a measurement to the promise: a card for each gesture of a profile, and the thresholds it is told with."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from statistics import median

from msgspec.structs import replace

from gesture_app.actions.binding import Profile
from gesture_app.actions.promise.measurement import Measurement
from gesture_app.actions.promise.statistics import poisson_rate
from gesture_app.actions.promise_card import PromiseCard, Thresholds, Verdict
from gesture_app.hands.labelled import NONE
from gesture_app.learning.model_card import ModelCard
from gesture_app.pipeline.acting.advising import Trouble, advice, why_unmeasured
from gesture_app.pipeline.acting.choosing import Setting, best_of, settings_of, stricter
from gesture_app.pipeline.acting.remembering import Measured, remember_measurement
from gesture_app.pipeline.acting.replaying import Replayed, replay
from gesture_app.pipeline.vision import Recogniser

LEAST_PROMPTS = 3
LEAST_HANDS_S = 5.0
"""Life in which no hand was in sight proves nothing."""

OFTEN_ENOUGH = 0.8
"""Of the prompts it must fire exactly once on: 4 of 5."""

HOLDS_S = (0.5, 1.0)
"""Tried for gestures that would fire by accident."""

_ROUNDS = 4


def reckon(
    measurement: Measurement,
    recogniser: Recogniser,
    card: ModelCard,
    profile: Profile,
    cancelled: threading.Event | None = None,
) -> tuple[PromiseCard, ...]:
    """The promise of a profile with another model, from landmarks that were kept.

    Raises:
        ReckoningCancelled: `cancelled` was set.
    """
    return promise_cards(card, remember_measurement(measurement, recogniser, cancelled), profile)


def promise_cards(card: ModelCard, measured: Measured, profile: Profile) -> tuple[PromiseCard, ...]:
    """A card for each gesture of the profile, in its order.

    Args:
        card: of the model whose predictions were measured.
    """
    troubles = {gesture: _why_unmeasured(gesture, card, measured) for gesture in profile.gestures}
    asked = [gesture for gesture, trouble in troubles.items() if trouble is None]
    settings = settings_of(measured, card, asked)
    thresholds, replayed = _settle(measured, card, profile, settings)
    cards = {gesture: _card(gesture, measured, replayed, thresholds[gesture]) for gesture in asked}
    held = _if_held(cards, measured, card, profile, thresholds)
    return tuple(
        PromiseCard(gesture=gesture, verdict="unmeasured", advice=why_unmeasured(gesture, trouble))
        if trouble is not None
        else replace(
            cards[gesture], advice=advice(cards[gesture], replayed, card.timings[gesture], held.get(gesture))
        )
        for gesture, trouble in troubles.items()
    )


def _why_unmeasured(gesture: str, card: ModelCard, measured: Measured) -> Trouble | None:
    if gesture == NONE or gesture not in card.labels:
        return "unknown"
    if not measured.life:
        return "no life"
    if measured.hands_s < LEAST_HANDS_S:
        return "no hands"
    prompted = sum(prompt.gesture == gesture for prompt in measured.prompts)
    return "no prompts" if prompted < LEAST_PROMPTS else None


def _settle(
    measured: Measured, card: ModelCard, profile: Profile, settings: Mapping[str, Sequence[Setting]]
) -> tuple[dict[str, Thresholds], Replayed]:
    """Choose for each gesture by itself, then see how they do together and be stricter where one still fires.

    Gestures compete: what was told by another one before may be told by this one once the other is stricter.
    """
    prompted = {gesture: sum(p.gesture == gesture for p in measured.prompts) for gesture in settings}
    at = {gesture: best_of(each, OFTEN_ENOUGH * prompted[gesture]) for gesture, each in settings.items()}
    for _ in range(_ROUNDS):
        thresholds = {gesture: setting.thresholds for gesture, setting in at.items()}
        replayed = replay(measured, card, profile, thresholds)
        tighter = {
            gesture: next_one
            for gesture, setting in at.items()
            if (replayed.in_life[gesture] or replayed.instead(gesture))
            and (next_one := stricter(settings[gesture], setting, OFTEN_ENOUGH * prompted[gesture]))
        }
        if not tighter:
            break
        at |= tighter
    return thresholds, replayed


def _card(gesture: str, measured: Measured, replayed: Replayed, thresholds: Thresholds) -> PromiseCard:
    outcomes = replayed.of(gesture)
    once = sum(len(outcome.own) == 1 for outcome in outcomes)
    false_fires = replayed.in_life[gesture]
    verdict: Verdict = (
        "accident" if false_fires else "fit" if once >= OFTEN_ENOUGH * len(outcomes) else "missed"
    )
    delays = [outcome.own[0].time_s - outcome.own[0].start_s for outcome in outcomes if outcome.own]
    return PromiseCard(
        gesture=gesture,
        verdict=verdict,
        false_fires=false_fires,
        watched_s=measured.watched_s,
        rate=poisson_rate(false_fires, measured.watched_s),
        prompted=len(outcomes),
        fired_once=once,
        fired_twice=sum(len(outcome.own) > 1 for outcome in outcomes),
        others=sum(bool(outcome.others) for outcome in outcomes),
        delay_s=median(delays) if delays else None,
        thresholds=thresholds,
    )


def _if_held(
    cards: Mapping[str, PromiseCard],
    measured: Measured,
    card: ModelCard,
    profile: Profile,
    thresholds: Mapping[str, Thresholds],
) -> dict[str, tuple[float, PromiseCard]]:
    """For gestures that would fire by accident: the shortest time to hold that helps, and what it would give."""
    found: dict[str, tuple[float, PromiseCard]] = {}
    for hold_s in HOLDS_S:
        wanted = {name for name, each in cards.items() if each.verdict == "accident" and name not in found}
        if not wanted:
            break
        replayed = replay(measured, card, _held(profile, wanted, hold_s), thresholds)
        after = {name: _card(name, measured, replayed, thresholds[name]) for name in wanted}
        found |= {name: (hold_s, each) for name, each in after.items() if each.verdict == "fit"}
    return found


def _held(profile: Profile, gestures: set[str], hold_s: float) -> Profile:
    bindings = tuple(
        replace(each, hold_s=max(each.hold_s, hold_s)) if each.gesture in gestures else each
        for each in profile.bindings
    )
    return replace(profile, bindings=bindings)
