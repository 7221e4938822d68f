"""What was measured of gestures, in sentences that say no more than the time of watching proves."""

from __future__ import annotations

from datetime import datetime

from gesture_app.actions.promise_card import PromiseCard
from gesture_app.pipeline.acting.messages import Promises
from gesture_app.ui.wording import count_of

CERTAINTY = "With 95% certainty; a longer time of watching, or of use, narrows it."


def rate_told(per_hour: float) -> str:
    """A rate as exactly as it is worth telling: `90`, `4.5`, `0.3`, `0.04`."""
    if per_hour >= 10:
        return f"{per_hour:.0f}"
    return f"{per_hour:.1f}" if per_hour >= 0.95 else f"{per_hour:.1g}"


def span_told(span_s: float) -> str:
    """`40 seconds`, `2 minutes`, `2 hours`."""
    if span_s < 90:
        return count_of(round(span_s), "second")
    if span_s < 90 * 60:
        return count_of(round(span_s / 60), "minute")
    return count_of(round(span_s / 3600), "hour")


def fires_told(card: PromiseCard) -> tuple[str, str]:
    """False fires in a word or two, and what they prove."""
    if card.rate is None or not card.watched_s:
        return "–", "not watched yet"
    span = span_told(card.watched_s)
    if not card.false_fires:
        return "None", f"in {span}: fewer than {rate_told(card.rate.high)} an hour"
    low, high = rate_told(card.rate.low), rate_told(card.rate.high)
    return str(card.false_fires), f"in {span}: {low} to {high} an hour"


def hits_told(card: PromiseCard) -> tuple[str, str]:
    """How many prompts were answered by exactly one firing, and what became of the others."""
    if not card.prompted:
        return "–", "not asked for yet"
    missed = max(card.prompted - card.fired_once - card.fired_twice, 0)
    parts = [f"{missed} missed"] if missed else []
    parts += [f"{card.fired_twice} fired twice"] if card.fired_twice else []
    parts += [f"another fired on {card.others}"] if card.others else []
    told = " · ".join(parts) or "prompts, each once"
    return f"{card.fired_once} of {card.prompted}", told


def delay_told(card: PromiseCard) -> tuple[str, str]:
    """From the beginning of the gesture to the firing."""
    if card.delay_s is None:
        return "–", "no firing to measure"
    return f"{card.delay_s:.1f} s", "from its beginning to its action"


def card_sentence(card: PromiseCard) -> str:
    """All of a card, for those who hear the window rather than see it."""
    fires, proof = fires_told(card)
    hits, others = hits_told(card)
    parts = [f"False fires: {fires} {proof}", f"recognised: {hits} {others}"]
    if card.delay_s is not None:
        parts.append(f"delay: {card.delay_s:.1f} seconds")
    return f"{card.gesture}. {'; '.join(parts)}. {' '.join(card.advice)}".strip()


def summary(promises: Promises) -> str:
    """How many of the gestures may act, and when that was measured."""
    fit = sum(card.verdict == "fit" for card in promises.cards)
    told = f"{fit} of {count_of(len(promises.cards), 'gesture')} may act."
    return told if promises.measured is None else f"{told} Measured on {when_told(promises.measured)}."


def when_told(at: datetime) -> str:
    """`17 November 2026, 14:05`, in local time; `at` is aware."""
    here = at.astimezone()
    return f"{here.day} {here:%B %Y, %H:%M}"


NOT_ARMED = "Not armed since. Once it is, every firing that you call “not a gesture” counts here."


def use_told(promises: Promises) -> str:
    """How the promise held in use since it was measured, as far as mistakes were told."""
    rate, measured = promises.in_use, promises.measured
    if rate is None or measured is None:
        return NOT_ARMED
    days = [day for day in promises.trend if day.day.date() >= measured.astimezone().date()]
    used = f"In {span_told(sum(day.armed_s for day in days))} of use since then"
    if not rate.low:
        return f"{used} nothing was called a mistake: fewer than {rate_told(rate.high)} an hour."
    mistakes = count_of(sum(day.called_false for day in days), "firing")
    between = f"{rate_told(rate.low)} to {rate_told(rate.high)}"
    return f"{used} {mistakes} called a mistake: {between} false fires an hour."
