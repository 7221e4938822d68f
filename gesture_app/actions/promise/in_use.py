"""How the promise keeps: day by day, for how long a profile acted, what fired, and what was called false."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated

import msgspec

from gesture_app.actions.promise.statistics import poisson_rate
from gesture_app.actions.promise_card import Rate, Seconds

Count = Annotated[int, msgspec.Meta(ge=0)]


class InUse(msgspec.Struct, frozen=True, kw_only=True):
    """What happened on one day under one promise.

    Attributes:
        day: where the user was.
        promised: when life was watched for the promise that was in force, ISO 8601.
        called_false: firings that the user called "not a gesture".
    """

    day: date
    promised: str
    armed_s: Seconds = 0.0
    fired: Count = 0
    called_false: Count = 0

    def plus(self, armed_s: float, fired: int, called_false: int) -> InUse:
        return InUse(
            day=self.day,
            promised=self.promised,
            armed_s=self.armed_s + armed_s,
            fired=self.fired + fired,
            called_false=self.called_false + called_false,
        )


def noted(
    days: Iterable[InUse],
    now: datetime,
    promised: datetime,
    armed_s: float,
    fired: int,
    called_false: int,
) -> tuple[InUse, ...]:
    """The days with one more note, in order of time.

    Args:
        now: aware; the day is the one that it is where the user is.
        promised: when life was watched for the promise in force.
    """
    by_key = {(each.day, each.promised): each for each in days}
    key = (now.astimezone().date(), promise_key(promised))
    before = by_key.get(key) or InUse(day=key[0], promised=key[1])
    by_key[key] = before.plus(armed_s, fired, called_false)
    return tuple(by_key[each] for each in sorted(by_key))


def promise_key(promised: datetime) -> str:
    """How a promise is named in what is kept: by when life was watched for it."""
    return promised.isoformat()


def by_day(days: Iterable[InUse]) -> tuple[InUse, ...]:
    """One entry a day, whatever promise was in force; that of the last one stays."""
    whole: dict[date, InUse] = {}
    for each in days:
        before = whole.get(each.day)
        if before is not None:
            each = each.plus(before.armed_s, before.fired, before.called_false)
        whole[each.day] = each
    return tuple(whole.values())


def rate_in_use(days: Iterable[InUse], promised: datetime) -> Rate | None:
    """Firings called false an hour under one promise; None: nothing was armed under it."""
    own = [each for each in days if each.promised == promise_key(promised)]
    return poisson_rate(sum(each.called_false for each in own), sum(each.armed_s for each in own))
