"""How things are called in the window."""

from __future__ import annotations

from datetime import date

from gesture_app.hands.labelled import NONE


def shown_name(gesture: str) -> str:
    """A gesture's name for people; the class of no gesture has one of its own."""
    return "Not a gesture" if gesture == NONE else gesture


def count_of(number: int, thing: str) -> str:
    """`1 take`, `5 takes`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def seconds(duration_s: float) -> str:
    """`1.4 s`."""
    return f"{duration_s:.1f} s"


def time_left(left_s: float) -> str:
    """A wait in words that do not jump about: `about 10 seconds left`, `about 2 minutes left`."""
    if left_s < 3:
        return "almost done"
    if left_s < 20:
        return f"about {round(left_s)} seconds left"
    if left_s < 55:
        return f"about {round(left_s / 5) * 5} seconds left"
    return f"about {count_of(max(1, round(left_s / 60)), 'minute')} left"


def sureness(confidence: float) -> str:
    """How sure the program is, in words."""
    if confidence >= 0.9:
        return "Very sure"
    if confidence >= 0.7:
        return "Quite sure"
    return "Not very sure"


def share(part: float) -> str:
    """A share of 0…1, as exactly as it is small: `87%`, `4.2%`, `0.03%`, `1 in 2,000,000`."""
    if part >= 0.1 or part <= 0:
        return f"{part:.0%}"
    if part >= 0.01:
        return f"{part:.1%}"
    if part >= 0.0001:
        return f"{part:.2%}"
    return f"1 in {float(f'{1 / part:.1g}'):,.0f}"


def minutes(duration_s: float) -> str:
    """How long something took, for people: `less than a minute`, `1 minute`, `25 minutes`, `2 hours`."""
    if duration_s < 60:
        return "less than a minute"
    if duration_s < 90 * 60:
        return count_of(round(duration_s / 60), "minute")
    return count_of(round(duration_s / 3600), "hour")


def days_told(days: float) -> str:
    """A span as exactly as one thinks of it: `a few hours`, `5 days`, `3 weeks`, `8 months`, `2 years`."""
    if days < 0.75:
        return "a few hours"
    if days < 14:
        return count_of(round(days), "day")
    if days < 60:
        return count_of(round(days / 7), "week")
    if days < 700:
        return count_of(round(days / 30.4), "month")
    return count_of(round(days / 365), "year")


def day_told(day: date, today: date) -> str:
    """`Today`, `Yesterday`, `Tomorrow`, or `Tuesday 17 November`."""
    near = {0: "Today", -1: "Yesterday", 1: "Tomorrow"}.get((day - today).days)
    return near or f"{day:%A} {day.day} {day:%B}"
