"""What the window can watch, as choices for people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

PICK_VIDEO = "video:?"
"""Choice that asks for a file."""

VIDEO_FILTER = "Videos (*.mp4 *.avi *.mov *.mkv *.webm *.m4v);;All files (*)"


def source_choices(cameras: Sequence[tuple[str, str]], in_use: str) -> list[tuple[str, str]]:
    """Pairs of what the settings call a source and what people call it; the one in use is among them."""
    choices = [("camera", "First camera"), *cameras, ("takes", "Recorded takes")]
    if in_use not in {source for source, _ in choices}:
        choices.append((in_use, Path(in_use.removeprefix("video:")).name))
    return [*choices, (PICK_VIDEO, "Video file…")]
