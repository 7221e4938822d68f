"""Words spelled letter by letter, and the pace at which words are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from gesture_app.practice.lessons.attempt import Skill
from gesture_app.practice.lessons.words import LEVELS, signs_of
from gesture_app.virtual_hand.signs.catalogue import gesture

_FIRST_PACE, _SLOWEST, _FASTEST = 1.0, 0.5, 6.0
_FASTER, _SLOWER = 1.1, 0.8
"""Two words in three are read rightly where these two balance: hard enough to learn from, easy enough to enjoy."""
_LEVEL_UP, _LEVEL_DOWN = 0.2, 0.4


@dataclass(frozen=True, slots=True)
class Letter:
    """One sign of a word.

    Attributes:
        sign: the virtual hand's gesture: "A", "5".
        doubled: whether it is the same as the one before; the hand has to show that it is made again.
        moves: whether it is drawn in the air.
    """

    sign: str
    doubled: bool
    moves: bool

    @property
    def card(self) -> str:
        """The id of its card in the built-in decks."""
        return f"{gesture(self.sign).set}/{self.sign}"

    @property
    def hint(self) -> str:
        """What to know about making it, after the one before; empty: nothing in particular."""
        if self.doubled and not self.moves:
            return (
                f"{self.sign} once more: slide your hand a little to the side, or let go and make it again."
            )
        return f"{self.sign} is drawn in the air." if self.moves else ""


class Spelling:
    """One word made with the hand: which letter is next, how long it takes, and what goes wrong.

    Time is told in seconds of any clock that does not go back; it runs from the first letter that is made, so that a
    single letter takes none.
    """

    def __init__(self, word: str) -> None:
        """Raises ValueError: there is nothing in the word that can be spelled."""
        signs = signs_of(word)
        if not signs:
            raise ValueError(f"“{word}” has no letter that can be spelled.")
        before = ("", *signs[:-1])
        self.word = word
        self.letters = tuple(
            Letter(sign, sign == last, gesture(sign).kind == "moving")
            for sign, last in zip(signs, before, strict=True)
        )
        self.done = 0
        self._wrong: set[int] = set()
        self._helped: set[int] = set()
        self._begun_s: float | None = None
        self._now_s = 0.0

    @property
    def current(self) -> Letter | None:
        """What is to be made now; None: the word is complete."""
        return self.letters[self.done] if self.done < len(self.letters) else None

    def made(self, now_s: float) -> None:
        """The current letter was accepted, or given up: on to the next."""
        if self.current is not None:
            self._begun_s = now_s if self._begun_s is None else self._begun_s
            self._now_s = now_s
            self.done += 1

    def missed(self) -> None:
        """The current letter was made wrongly; it counts once, however often."""
        self._wrong.add(self.done)

    def help(self) -> None:
        """The current letter was shown; it counts as wrong."""
        self._helped.add(self.done)

    @property
    def mistakes(self) -> int:
        """Letters that were wrong at first, or shown."""
        return len(self._wrong | self._helped)

    @property
    def helped(self) -> bool:
        return bool(self._helped)

    @property
    def seconds(self) -> float:
        """From the first letter to the last one made."""
        return 0.0 if self._begun_s is None else self._now_s - self._begun_s


class SpelledWord(Protocol):
    """A word of the learner's record."""

    @property
    def skill(self) -> Skill: ...

    @property
    def mistakes(self) -> int: ...


def reading_pace(record: Iterable[SpelledWord]) -> float:
    """Letters a second for the next word: faster after each that was read, slower after each that was not.

    Args:
        record: all words so far, oldest first; those made with the hand do not count.
    """
    pace = _FIRST_PACE
    for word in record:
        if word.skill == "read":
            pace = min(max(pace * (_SLOWER if word.mistakes else _FASTER), _SLOWEST), _FASTEST)
    return pace


def level_for(record: Iterable[SpelledWord], skill: Skill) -> int:
    """How hard the next word is, see `words.words_of_level`: rises with what went well."""
    level = 0.0
    for word in record:
        if word.skill == skill:
            level = min(max(level + (-_LEVEL_DOWN if word.mistakes else _LEVEL_UP), 0.0), LEVELS - 1.0)
    return int(level + 1e-9)
