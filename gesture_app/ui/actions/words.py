"""How gestures that act are told in words."""

from __future__ import annotations

from datetime import datetime

from gesture_app.ui.widgets.glyph import Tint

UNKNOWN = "unknown"
"""Of a gesture that the model in use does not know."""

VERDICTS: dict[str, tuple[str, str, Tint, str]] = {
    "fit": ("Fit", "good", "good", "It was measured and may act."),
    "accident": (
        "Would fire by accident",
        "poor",
        "poor",
        "It fired while nothing was meant, so it is not armed. Its promise says what to do.",
    ),
    "missed": (
        "Seldom recognised",
        "usable",
        "usable",
        "It was missed too often, so it is not armed. Its promise says what to do.",
    ),
    "unmeasured": ("Not measured yet", "measure", "muted", "It is not armed before it has been measured."),
    UNKNOWN: (
        "Unknown to the model",
        "usable",
        "usable",
        "The model in use does not know this gesture. Record and train it, or choose another model.",
    ),
}
"""Name, icon, tint, and what follows from it, by verdict."""

HANDS: dict[str, str] = {
    "any": "Either hand",
    "left": "Left hand only",
    "right": "Right hand only",
    "both": "Both hands",
}


def clock_told(at: datetime, now: datetime) -> str:
    """A moment of today by the clock, an earlier one with its day; both are aware."""
    here, today = at.astimezone(), now.astimezone().date()
    return f"{here:%H:%M:%S}" if here.date() == today else f"{here.day} {here:%B}, {here:%H:%M}"


def key_told(keys: str) -> str:
    """`ctrl+alt+p` as it stands on keyboards: `Ctrl+Alt+P`."""
    return "+".join(key[:1].upper() + key[1:].replace("_", " ") for key in keys.split("+"))
