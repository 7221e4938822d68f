"""Attempts as a lesson makes them."""

from __future__ import annotations

from datetime import UTC, datetime

from gesture_app.practice.lessons.attempt import Attempt, Mode, Skill

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def made(
    card: str = "letters/A", skill: Skill = "produce", mode: Mode | None = None, **changed: object
) -> Attempt:
    values: dict[str, object] = {"right": True, "seconds": 3.0, **changed}
    return Attempt(card=card, skill=skill, mode=mode or skill, **values)  # type: ignore[arg-type]
