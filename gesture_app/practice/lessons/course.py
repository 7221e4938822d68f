"""What comes next in a session: each card in its turn, and once more what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from gesture_app.practice.lessons.attempt import Attempt, Mode, Skill

Way = Literal["all", "learn", "produce", "read"]
"""What a session is made of: everything that is due, or one mode alone."""

_LATER = 3
"""So many other exercises come before what went wrong is asked again: it shall not simply be repeated at once."""
_FEW, _SOME = 5, 10
"""So many signs are learned, or practised, beyond what is due."""
_MOST_TIMES = 3
"""No more than so often in a session: tomorrow is another day."""


class Asked(Protocol):
    """What the schedule wants practised."""

    @property
    def card(self) -> str: ...

    @property
    def skill(self) -> Skill: ...

    @property
    def new(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Exercise:
    """One question of a session.

    Attributes:
        mode: how it is asked: shown and imitated, made from memory, or read.
        again: how often it was asked before in this session.
    """

    card: str
    skill: Skill
    mode: Mode
    new: bool = False
    again: int = 0


def exercises_of(asked: Iterable[Asked], way: Way) -> tuple[Exercise, ...]:
    """How the cards that are due are asked.

    New signs are shown before they are asked for, and read last, when all of them have been made once. Only new ones
    are there to be learned.
    """
    due = list(asked)
    if way == "learn":
        new = dict.fromkeys(each.card for each in due if each.new)
        return tuple(Exercise(card, "produce", "learn", new=True) for card in new)
    exercises = [_exercise(each, way) for each in due if way in ("all", each.skill)]
    return tuple(sorted(exercises, key=lambda exercise: exercise.new and exercise.skill == "read"))


def _exercise(asked: Asked, way: Way) -> Exercise:
    shown = asked.skill == "produce" and asked.new and way == "all"
    return Exercise(asked.card, asked.skill, "learn" if shown else asked.skill, asked.new)


def more_of(cards: Sequence[str], strength: Mapping[str, float], way: Way) -> tuple[Exercise, ...]:
    """Exercises beyond what is due: the weakest cards first, and those that are new last, but first to be learned.

    Args:
        cards: ids, in the order they are learned in.
        strength: 0…1 of each card that was practised before.
    """
    known = sorted((card for card in cards if strength.get(card, 0.0) > 0), key=lambda card: strength[card])
    new = [card for card in cards if card not in known]
    if way == "learn":
        return tuple(Exercise(card, "produce", "learn", card in new) for card in [*new, *known][:_FEW])
    skill: Skill = "read" if way == "read" else "produce"
    return tuple(Exercise(card, skill, skill, card in new) for card in [*known, *new][:_SOME])


class Course:
    """The exercises of one session, in order.

    Args:
        from_memory: whether a sign that was imitated is asked for from memory a little later.
    """

    def __init__(self, exercises: Iterable[Exercise], *, from_memory: bool = False) -> None:
        self._ahead = list(exercises)
        self._from_memory = from_memory
        self._attempts: list[Attempt] = []

    @property
    def current(self) -> Exercise | None:
        """What is asked now; None: the session is over."""
        return self._ahead[0] if self._ahead else None

    @property
    def from_memory(self) -> bool:
        """Whether a sign that was imitated is asked for from memory a little later."""
        return self._from_memory

    @property
    def asks_again(self) -> bool:
        """Whether the current exercise comes once more in this session if it goes wrong."""
        return self.current is not None and self.current.again + 1 < _MOST_TIMES

    @property
    def done(self) -> int:
        """Exercises that are behind the learner."""
        return len(self._attempts)

    @property
    def total(self) -> int:
        """Exercises in all, as far as it is known by now."""
        to_come = sum(exercise.mode == "learn" for exercise in self._ahead) if self._from_memory else 0
        return self.done + len(self._ahead) + to_come

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """What happened, in order."""
        return tuple(self._attempts)

    def go_on(self, attempt: Attempt, *, once_more: bool) -> None:
        """The current exercise is over; ask it again later if it did not go well.

        Raises:
            ValueError: the attempt is not at the current exercise.
        """
        exercise = self.current
        if exercise is None or attempt.card != exercise.card:
            raise ValueError(f"{attempt.card} is not what was asked")
        del self._ahead[0]
        self._attempts.append(attempt)
        if once_more and exercise.again + 1 < _MOST_TIMES:
            self._later(replace(exercise, again=exercise.again + 1))
        elif exercise.mode == "learn" and self._from_memory and not once_more:
            self._later(replace(exercise, mode="produce", again=0))

    def leave_out(self) -> None:
        """The current exercise cannot be done; go on without it."""
        del self._ahead[:1]

    def _later(self, exercise: Exercise) -> None:
        self._ahead.insert(_LATER, exercise)


@dataclass(frozen=True, slots=True)
class Balance:
    """What a session came to; a card counts once for each skill.

    Attributes:
        practised: how many.
        at_once: how many of them were right at their first try, without help and without a correction.
        look_again: ids of those that were not, with what was corrected most often as "parameter:part" or empty.
    """

    practised: int
    at_once: int
    look_again: tuple[tuple[str, str], ...]


def balance_of(attempts: Iterable[Attempt]) -> Balance:
    """Sum up a session. What was shown in order to be learned counts once it is made."""
    by_card: dict[tuple[str, Skill], list[Attempt]] = {}
    for attempt in attempts:
        by_card.setdefault((attempt.card, attempt.skill), []).append(attempt)
    look_again = {
        card: _most_often(tries) for (card, _), tries in by_card.items() if not _all_went_well(tries)
    }
    at_once = sum(_all_went_well(tries) for tries in by_card.values())
    return Balance(len(by_card), at_once, tuple(look_again.items()))


def _all_went_well(tries: Iterable[Attempt]) -> bool:
    return all(
        each.right and not each.corrections and (not each.helped or each.mode == "learn") for each in tries
    )


def _most_often(tries: Iterable[Attempt]) -> str:
    told = [correction for attempt in tries for correction in attempt.corrections]
    return max(dict.fromkeys(told), key=told.count, default="")
