"""A sequence with its label and where it comes from: what learning and evaluating work on."""

from __future__ import annotations

from dataclasses import dataclass

from gesture_app.hands.sequence import HandSequence

NONE = "none"
"""The class of everything that is no gesture: idle hands, face-touching, talking hands."""

NONE_NAMES = frozenset({NONE, "-"})
"""Names under which datasets keep that class (FORMATS: idle classes are named `-` or `none`)."""


@dataclass(frozen=True, slots=True)
class LabelledSequence:
    """One performance of a gesture, or of none.

    Attributes:
        label: the gesture's name, `NONE` for no gesture.
        person, session: who made it and in which sitting; empty = unknown.
        split: `train`, `validation`, `test`, or empty.
        name: what to call this recording in a message.
    """

    sequence: HandSequence
    label: str
    person: str = ""
    session: str = ""
    split: str = ""
    name: str = ""
