"""Which of the user's gestures are signs that a ready-made model knows, whatever the user calls them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gesture_app.hands.labelled import NONE
from gesture_app.virtual_hand.signs.catalogue import gesture_meant

if TYPE_CHECKING:
    from gesture_app.learning.model_card import ModelCard


def own_signs(gestures: Iterable[str], card: ModelCard) -> dict[str, str]:
    """The model's label for each of these gestures that it knows; `none` alone makes no model one's own."""
    found = {}
    for name in gestures:
        meant = gesture_meant(name)
        label = name if name in card.labels or meant is None else meant.name
        if label in card.labels:
            found[name] = label
    return found if set(found) - {NONE} else {}
