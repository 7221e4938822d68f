"""The pages by name, for whoever has to show them before they are there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One page of the window.

    Attributes:
        name: what the program calls it.
        title: what people call it.
        icon: see `gesture_app.ui.icons`.
    """

    name: str
    title: str
    icon: str


LIVE = Place("live", "Live", "live")
RECORD = Place("record", "Record", "record")
TRAIN = Place("train", "Train", "train")
PRACTICE = Place("practice", "Practice", "practice")
ACTIONS = Place("actions", "Actions", "actions")
SETTINGS = Place("settings", "Settings", "settings")
INSIDE = Place("inside", "Look inside", "inside")

ON_RAIL = (LIVE, RECORD, TRAIN, PRACTICE, ACTIONS, SETTINGS)
"""In the rail's order; the others are opened from these."""
