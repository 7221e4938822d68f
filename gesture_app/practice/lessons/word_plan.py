"""Which word is spelled next: from the graded list or the user's own, never the same again and again."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from gesture_app.practice.lessons.attempt import Skill
from gesture_app.practice.lessons.spelling import SpelledWord, level_for, reading_pace
from gesture_app.practice.lessons.words import next_word, words_of_level

_JUST_HAD = 8


@dataclass(frozen=True, slots=True)
class SpellingChoice:
    """What the learner wants to spell.

    Attributes:
        skill: make words with the hand, or read them from the hand.
        level: of the graded words; None: as hard as goes well.
        own: the user's own words, which then come instead.
    """

    skill: Skill
    level: int | None = None
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpelledNow:
    """A word that was spelled just now."""

    skill: Skill
    mistakes: int


class WordPlan:
    """The learner's record of words, and what follows from it."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._record: list[SpelledWord] = []
        self._had: deque[str] = deque(maxlen=_JUST_HAD)

    def set_record(self, record: Iterable[SpelledWord]) -> None:
        """All words so far, oldest first."""
        self._record = list(record)

    def add(self, skill: Skill, mistakes: int) -> None:
        """One more word is done."""
        self._record.append(SpelledNow(skill, mistakes))

    @property
    def pace(self) -> float:
        """Letters a second at which the next word is shown."""
        return reading_pace(self._record)

    def word(self, choice: SpellingChoice) -> str:
        """The next one."""
        words: Sequence[str] = choice.own
        if not words:
            level = level_for(self._record, choice.skill) if choice.level is None else choice.level
            words = words_of_level(level)
        chosen = next_word(words, self._rng, self._had)
        self._had.append(chosen)
        return chosen
