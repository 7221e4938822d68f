"""Days of practice: they begin at 4 o'clock, so that an evening that becomes late is still one day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAY_BEGINS = time(4)


def practice_day(moment: datetime, zone: tzinfo | None = None) -> date:
    """The day that a moment belongs to.

    Args:
        moment: aware.
        zone: where the learner is; None: what the system says.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment} does not say its time zone.")
    local = moment.astimezone(zone)
    return local.date() if local.time() >= DAY_BEGINS else local.date() - timedelta(days=1)


def beginning_of(day: date, zone: tzinfo | None = None) -> datetime:
    """The first moment of a day of practice, UTC."""
    return datetime.combine(day, DAY_BEGINS, zone).astimezone(UTC)
