"""What the window can watch, as choices for people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gesture_app.ui.wording import shown_name

PICK_VIDEO = "video:?"
"""Choice that asks for a file."""

PICK_SCRIPT = "virtual:?"
"""Choice that asks for gestures or a word."""

_VIRTUAL = (
    ("virtual", "Virtual hand"),
    ("virtual:alphabet", "Virtual hand: alphabet"),
    ("virtual:digits", "Virtual hand: digits"),
    ("virtual:everyday", "Virtual hand: everyday gestures"),
)

VIDEO_FILTER = "Videos (*.mp4 *.avi *.mov *.mkv *.webm *.m4v);;All files (*)"


def source_choices(cameras: Sequence[tuple[str, str]], in_use: str) -> list[tuple[str, str]]:
    """Pairs of what the settings call a source and what people call it; the one in use is among them."""
    choices = [("camera", "First camera"), *cameras, ("takes", "Recorded takes"), *_VIRTUAL]
    if in_use not in {source for source, _ in choices}:
        choices.append((in_use, _name_of(in_use)))
    return [*choices, (PICK_SCRIPT, "Virtual hand: a word, gestures…"), (PICK_VIDEO, "Video file…")]


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
