"""What a measurement says while it goes on."""

from __future__ import annotations

from gesture_app.pipeline.acting.messages import MeasuringMoved
from gesture_app.ui.wording import count_of

EVERYDAY = (
    "Type something",
    "Take a sip of your drink",
    "Scratch your face, rub your eyes",
    "Put your hair right, or your glasses",
    "Talk to somebody, with your hands",
    "Point at something on the screen",
    "Pick up your phone, put it down",
    "Lean back and stretch",
    "Rest your chin on your hand",
    "Wave off a fly, look for something on the desk",
)
"""What hands do anyway; one of them is suggested at a time."""

WAITING = "Waiting for the picture"
"""Until the first frame has been looked at."""

_EACH_S = 12.0
"""So long a suggestion stands."""


def suggestion(left_s: float) -> str:
    """One of the everyday things, another one every few seconds."""
    return EVERYDAY[-int(left_s // _EACH_S) % len(EVERYDAY)]


def title(moved: MeasuringMoved) -> str:
    """What to do now, large."""
    if moved.phase == "life":
        return "Do what you always do"
    if moved.phase == "reckoning":
        return "Working it out"
    if moved.phase == "rest":
        return "Hands down"
    return "That was it" if moved.heard else "Now"


def sentence(moved: MeasuringMoved) -> str:
    """What the phase is about."""
    if moved.phase == "life":
        return "Make none of the gestures, but let the camera see your hands. Whatever fires now fires by accident."
    if moved.phase == "reckoning":
        return "Everything is played to the recogniser again, to find the thresholds at which nothing fires by itself."
    if moved.phase == "rest":
        return "This comes next. Wait until you are asked." if moved.gesture else "That was the last one."
    return (
        "It was recognised. Hands down again."
        if moved.heard
        else "Make this gesture, once, as you always do."
    )


def seen(moved: MeasuringMoved) -> tuple[str, bool]:
    """What the camera sees of the hands, and whether that is as it should be."""
    if moved.phase == "reckoning":
        return "No camera needed any more", True
    if moved.hands_seen:
        return "Hands in sight", True
    waits = moved.phase == "prompt" and not moved.heard
    return "No hand in sight: the time waits for it" if waits else "No hand in sight", not waits


def progress(moved: MeasuringMoved) -> str:
    """Where the whole stands."""
    if moved.phase == "life":
        return _fires(moved.fires)
    if moved.phase == "reckoning":
        return "Almost done"
    return f"{moved.number} of {count_of(moved.of, 'prompt')}"


def _fires(fires: int) -> str:
    if not fires:
        return "Nothing has fired so far"
    return f"Would have fired {count_of(fires, 'time')} so far; the thresholds will be set so that this ends"
