"""What is watched, told from what the settings call it."""

from __future__ import annotations


def is_virtual(source: str) -> bool:
    """Whether the virtual hand is what a source shows."""
    return source.partition(":")[0] == "virtual"


def is_camera(source: str) -> bool:
    """Whether a camera is on while a source is watched."""
    return source.partition(":")[0] == "camera"
