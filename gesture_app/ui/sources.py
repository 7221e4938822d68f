"""What the window can watch, as choices for people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gesture_app.hands.labelled import NONE
from gesture_app.ui.wording import shown_name
from gesture_app.virtual_hand.signs.catalogue import gesture as virtual_gesture
from gesture_app.virtual_hand.signs.names import UnknownName

PICK_VIDEO = "video:?"
"""Choice that asks for a file."""

PICK_SCRIPT = "virtual:?"
"""Choice that asks for gestures or a word."""

_VIRTUAL = (
    ("virtual", "Virtual hand: a bit of everything"),
    ("virtual:alphabet", "Virtual hand: alphabet"),
    ("virtual:digits", "Virtual hand: digits"),
    ("virtual:everyday", "Virtual hand: everyday gestures"),
)

VIDEO_FILTER = "Videos (*.mp4 *.avi *.mov *.mkv *.webm *.m4v);;All files (*)"


def source_choices(
    cameras: Sequence[tuple[str, str]], in_use: str, *, camera_missing: bool = False
) -> list[tuple[str, str]]:
    """Pairs of what the settings call a source and what people call it; the one in use is among them.

    Args:
        camera_missing: no camera is connected, and the virtual hand stands in for it.
    """
    first = "First camera (none found)" if camera_missing and not cameras else "First camera"
    choices = [("camera", first), *cameras, ("takes", "Recorded takes"), *_VIRTUAL]
    if in_use not in {source for source, _ in choices}:
        choices.append((in_use, _name_of(in_use)))
    return [*choices, (PICK_SCRIPT, "Virtual hand: word or gestures…"), (PICK_VIDEO, "Video file…")]


def source_showing(gesture: str) -> str:
    """The source in which the virtual hand performs a gesture over and over; empty if it does not know it."""
    if gesture == NONE:
        return "virtual:idle"
    try:
        return f"virtual:{virtual_gesture(gesture).name}"
    except UnknownName:
        return ""


def _name_of(source: str) -> str:
    """What to call a source that is not among the cameras found."""
    kind, colon, rest = source.partition(":")
    if kind == "camera" and colon:
        return f"Camera {rest} (not connected)" if rest.isdigit() else f"{rest} (not connected)"
    if kind == "takes" and colon:
        return f"Recorded takes of {shown_name(rest)}"
    if kind == "virtual" and colon:
        return f"Virtual hand: {rest}"
    return Path(source.removeprefix("video:")).name
