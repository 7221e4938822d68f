"""Promises as they come from a measurement, for tests of what shows them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from gesture_app.actions.promise.statistics import poisson_rate
from gesture_app.actions.promise_card import PromiseCard
from gesture_app.pipeline.acting.messages import Promises, TrendDay

MEASURED = datetime(2026, 11, 10, 12, tzinfo=UTC)

FIT = PromiseCard(
    gesture="thumbs up",
    verdict="fit",
    watched_s=120,
    rate=poisson_rate(0, 120),
    prompted=5,
    fired_once=5,
    delay_s=0.42,
)
ACCIDENT = PromiseCard(
    gesture="fist", verdict="accident", false_fires=2, watched_s=120, rate=poisson_rate(2, 120), prompted=5,
    fired_once=5, delay_s=0.4, advice=("Record takes of “not a gesture”.", "Or hold it."),
)  # fmt: skip
MISSED = PromiseCard(
    gesture="wave", verdict="missed", watched_s=120, rate=poisson_rate(0, 120), prompted=5, fired_once=1,
    fired_twice=1, others=2, delay_s=0.9, advice=("Record more takes of it.",),
)  # fmt: skip
UNMEASURED = PromiseCard(gesture="swipe left", verdict="unmeasured")


def a_day(days_later: int, armed_s: float, fired: int = 3, called_false: int = 0) -> TrendDay:
    """So many days after the measurement."""
    return TrendDay(MEASURED.astimezone() + timedelta(days=days_later), armed_s, fired, called_false)


def promises(*cards: PromiseCard, trend: tuple[TrendDay, ...] = (), measured: bool = True) -> Promises:
    """As they would be told: the rate in use counts from the day of the measurement."""
    since = [day for day in trend if day.day >= MEASURED.astimezone()]
    in_use = poisson_rate(sum(day.called_false for day in since), sum(day.armed_s for day in since))
    return Promises("talk", cards, MEASURED if measured else None, trend, in_use)
