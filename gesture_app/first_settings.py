"""The few settings that the first instant needs, read without what it takes to read all of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gesture_app.settings import Theme


class FirstSettings(NamedTuple):
    """How the window looks; see `gesture_app.settings.Settings`."""

    theme: Theme = "system"
    text_size: int = 100


def first_settings(file: Path) -> FirstSettings:
    """What is saved; where anything is odd, the defaults: what is wrong is told when all settings are read."""
    try:
        saved = json.loads(file.read_bytes())
        theme, text_size = saved.get("theme", "system"), saved.get("text_size", 100)
    except (OSError, ValueError, AttributeError, RecursionError):
        return FirstSettings()
    if theme not in ("light", "dark", "system") or text_size not in range(100, 201):
        return FirstSettings()
    return FirstSettings(theme, text_size)
