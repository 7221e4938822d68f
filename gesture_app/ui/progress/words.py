"""How well a sign is known, in words."""

from __future__ import annotations

from datetime import date

from gesture_app.practice.journal.days import practice_day
from gesture_app.practice.lessons.attempt import Skill
from gesture_app.practice.progress.mistakes import TypicalMistake
from gesture_app.practice.progress.strength import CardProgress, SkillStrength
from gesture_app.ui.wording import day_told, days_told

WELL_KNOWN = 0.6
"""Of a strength: two weeks in both skills, or two months in making alone."""

SKILL_WORDS: dict[Skill, str] = {"produce": "Making it", "read": "Reading it"}


def known(strength: float) -> str:
    """A strength of 0…1 in a word or two."""
    if strength <= 0:
        return "not begun"
    if strength < WELL_KNOWN / 2:
        return "fresh"
    return "growing" if strength < WELL_KNOWN else "well known"


def mistake_told(mistake: TypicalMistake) -> str:
    """`Shape of the ring finger, in 4 of 9 tries`."""
    return f"{mistake.words[:1].upper()}{mistake.words[1:]}, in {mistake.times} of {mistake.tries} tries"


def lasting(strength: SkillStrength | None, today: date) -> str:
    """How long one skill lasts and when it is asked for again."""
    if strength is None:
        return "Not begun yet"
    back = practice_day(strength.next_due)
    when = "due today" if back <= today else f"back: {day_told(back, today)}"
    return f"Lasts {days_told(strength.lasts_days)} · {when}"


def sentence_of(card: CardProgress) -> str:
    """A card in one sentence."""
    parts = [f"{card.name}: {known(card.strength)}"]
    if card.mistake is not None:
        parts.append(f"often corrected: {card.mistake.words}")
    if card.confused_with:
        parts.append(f"often read as {card.confused_with}")
    return "; ".join(parts)
