"""How things of practice are called in the window."""

from __future__ import annotations

from datetime import datetime

from gesture_app.practice.lessons.attempt import Grade, Mode

WAYS: tuple[tuple[Mode, str, str, str, str], ...] = (
    ("learn", "imitate", "Learn", "See a sign and copy it until it is right.", "L"),
    ("produce", "memory", "From memory", "You are told a name; you make its sign.", "M"),
    ("read", "live", "Read", "The hand signs; you say what it is.", "R"),
    ("spell", "spell", "Spell", "Words, letter by letter: make them, or read them faster and faster.", "W"),
    ("free", "free", "Free practice", "Choose any sign. No grades, nothing is written down.", "F"),
)
"""Each mode with its icon, name, sentence and key."""

GRADES: tuple[tuple[Grade, str, str], ...] = (
    ("again", "Again", "I did not know it"),
    ("hard", "Hard", "I knew it with trouble"),
    ("good", "Good", "I knew it"),
    ("easy", "Easy", "I knew it at once"),
)
"""Each with its word and what it means."""

_PARAMETERS = {
    "handshape": "handshape",
    "orientation": "how the palm is turned",
    "location": "place",
    "movement": "movement",
    "tempo": "pace",
}
_PARTS = {
    "thumb": "the thumb",
    "index": "the index finger",
    "middle": "the middle finger",
    "ring": "the ring finger",
    "little": "the little finger",
    "fingers": "the fingers",
    "palm": "the palm",
    "hand": "the hand",
    "other hand": "the other hand",
    "path": "the path",
    "direction": "the direction",
    "size": "the size of the movement",
    "repetition": "how often it is repeated",
    "speed": "the pace",
}


def told_part(correction: str) -> str:
    """What a correction as "parameter:part" was about: `handshape:ring` is “the ring finger”."""
    part = correction.partition(":")[2]
    return _PARTS.get(part, part)


def parameters(names: list[str]) -> str:
    """`Handshape and place`."""
    listed = [_PARAMETERS.get(name, name) for name in names]
    return listing(listed).capitalize()


def listing(words: list[str]) -> str:
    """`one, two and three`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def when_due(due: datetime, now: datetime) -> str:
    """When a card comes back, counted in days of the user's own time: `in 10 minutes`, `tomorrow`, `in 3 weeks`."""
    seconds = (due - now).total_seconds()
    if seconds < 60:
        return "in a moment"
    days = (due.astimezone().date() - now.astimezone().date()).days
    if days == 0:
        minutes = round(seconds / 60)
        return f"in {minutes} minutes" if minutes < 60 else f"today at {due.astimezone():%H:%M}"
    if days == 1:
        return "tomorrow"
    if days < 14:
        return f"in {days} days"
    if days < 60:
        return f"in {round(days / 7)} weeks"
    return f"in {round(days / 30.4)} months" if days < 700 else f"in {days / 365:.0f} years"
