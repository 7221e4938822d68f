"""What a session asks for."""

from __future__ import annotations

from dataclasses import dataclass

from gesture_app.practice.lessons.attempt import Skill


@dataclass(frozen=True, slots=True)
class DueCard:
    """A card to be practised in one skill.

    Attributes:
        card: its id.
        new: whether it has never been practised in this skill.
    """

    card: str
    skill: Skill
    new: bool
