"""The option `--either-hand`: which gestures may be made with the other hand as well."""

from __future__ import annotations

from collections.abc import Sequence

import click

from gesture_app.commands.output import fail
from gesture_app.hands.labelled import NONE, LabelledSequence

ALL = "all"

either_hand_option = click.option(
    "--either-hand", "either_hand", metavar="all|A,B,…",
    help="Gestures that may be made with the other hand as well, as a mirror shows them.",
)  # fmt: skip


def either_hand_of(text: str | None, samples: Sequence[LabelledSequence]) -> frozenset[str]:
    """The gestures meant; names that no take has end the command."""
    gestures = {sample.label for sample in samples} - {NONE}
    if text is None or text.strip().casefold() == ALL:
        return frozenset() if text is None else frozenset(gestures)
    named = {part.strip() for part in text.split(",") if part.strip()}
    for unknown in sorted(named - gestures):
        fail(
            f"There is no gesture '{unknown}' to make with either hand. There are: {', '.join(sorted(gestures))}."
        )
    return frozenset(named)
