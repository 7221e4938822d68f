"""What came of learning from a correction, in sentences for the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gesture_app.learning.no_worse import Comparison

BACK = "The model is as it was before that correction, and the take is in the bin."


def told(comparison: Comparison) -> str:
    """What trying showed, for the user."""
    if comparison.no_worse and comparison.asked == 0:
        return "It was learned from. There are too few other takes to see whether it does harm anywhere."
    held_out = f"of {comparison.asked} takes held out"
    figures = f"{held_out}, {comparison.after} are recognised with it and {comparison.before} without"
    if comparison.no_worse:
        return f"It was learned from: {figures}."
    worse = f", and {_listed(comparison.worse)} less often" if comparison.worse else ""
    return f"It was not learned from, as it would do harm: {figures}{worse}. The take is kept; the model is as it was."


def unknown(label: str) -> str:
    """The model in use has no such gesture."""
    return (
        f"The model in use does not know “{label}”, so there is nothing it could learn from this. The take is kept: "
        "train a model with it."
    )


def _listed(gestures: tuple[str, ...]) -> str:
    names = [f"“{gesture}”" for gesture in gestures]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
