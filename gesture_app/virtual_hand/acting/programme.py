"""What the virtual hand performs, as people write it: `HELLO`, `wave,point`, `alphabet`, `wave*5`, or nothing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gesture_app.virtual_hand.acting.manner import Manner
from gesture_app.virtual_hand.acting.performance import Performance, perform
from gesture_app.virtual_hand.acting.stage import Stage
from gesture_app.virtual_hand.body.build import Side
from gesture_app.virtual_hand.signs.catalogue import gestures
from gesture_app.virtual_hand.signs.names import UnknownName, plain_name
from gesture_app.virtual_hand.signs.script import ScriptItem, Word, parse_script, word

_SETS = {"alphabet": "letters", "digits": "digits", "everyday": "everyday", "idle": "idle"}
_HELD_SETS = ("letters", "digits")
"""Signs of these follow each other without the hand leaving the picture."""

_WORDS = ("HELLO", "HAND", "SIGN", "FRIEND", "MUSIC", "QUIZ", "2026", "THANKS", "VOYAGE")
_ROUND = 4  # gestures between two words
_MOST_ROUNDS = 1000
_LONGEST = 1000  # characters: some minutes of spelling
_ALIKE = 0.75  # "wavee" is like "wave", "hand" is not like "open hand"
_TIMES = re.compile(r"(.*?)\s*[*×]\s*(\d+)\s*", re.DOTALL)


class ProbablyAGesture(UnknownName):
    """A small word that could be spelled, but is so like a gesture's name that this was meant."""

    def __str__(self) -> str:
        return f"{super().__str__()} To spell it, write {self.name.upper()}."


class CannotPerform(UnknownName):
    """It is no programme, whatever gestures there are; says why."""

    def __init__(self, text: str, sentence: str) -> None:
        super().__init__("programme", text, ())
        self._sentence = sentence

    def __str__(self) -> str:
        return self._sentence


@dataclass(frozen=True, slots=True)
class Programme:
    """Items to perform, round after round.

    Attributes:
        items: of one round; empty = everyday gestures and words, in another order every time.
        rounds: how many, None = for ever.
        rest_between: whether the hands leave the picture between items.
    """

    items: tuple[ScriptItem, ...] = ()
    rounds: int | None = None
    rest_between: bool = True

    def performances(
        self, manner: Manner, rng: np.random.Generator, *, side: Side = "right", stage: Stage | None = None
    ) -> Iterator[Performance]:
        """Round after round, each from the empty picture to the empty picture."""
        done = 0
        while self.rounds is None or done < self.rounds:
            items = self.items or _mixture(rng)
            yield perform(items, manner, rng, side=side, rest_between=self.rest_between, stage=stage)
            done += 1


def parse_programme(text: str) -> Programme:
    """Read a programme.

    Args:
        text: a word (it is spelled), names of gestures with commas between (`B!ring` with a mistake, see
            `mistakes_for`), `alphabet`, `digits`, `everyday`, `idle`, or nothing for a mixture; with `*5` at its end
            it is over after five rounds.

    Raises:
        UnknownName: a gesture or letter that does not exist; tells the nearest.
        CannotPerform: too long, only commas, characters nobody can see, or “*” without a number that works.
    """
    text = _one_line(text)
    script, rounds = _counted(text)
    wanted = _SETS.get(script.casefold())
    if wanted is not None:
        return Programme(tuple(gestures(wanted).values()), rounds, wanted not in _HELD_SETS)
    items = tuple(parse_script(script))
    if script and not items:
        raise CannotPerform(text, "There is nothing between the commas.")
    for item in items:
        if isinstance(item, Word) and item.text.islower():
            _check_meant(item.text)
    return Programme(items, rounds)


def known_names() -> list[str]:
    """The gestures that can be named, besides letters and digits."""
    return list(gestures("everyday"))


def _check_meant(text: str) -> None:
    names = {plain_name(name): name for name in gestures() if len(name) > 1}
    alike = difflib.get_close_matches(plain_name(text), names, cutoff=_ALIKE)
    if alike:
        raise ProbablyAGesture("gesture", text, tuple(names[each] for each in alike))


def _one_line(text: str) -> str:
    """The text without needless spaces, once it is sure that it can be shown again in a sentence."""
    line = " ".join(text.split())
    if len(line) > _LONGEST:
        raise CannotPerform(line, f"That is {len(line)} characters long; up to {_LONGEST} can be performed.")
    if not line.isprintable():
        raise CannotPerform(line, "There are characters in it that nobody can see.")
    return line


def _counted(text: str) -> tuple[str, int | None]:
    """The programme without the rounds at its end, and these."""
    counted = _TIMES.fullmatch(text)
    script, rounds = (text, None) if counted is None else (counted[1], int(counted[2]))
    if re.search("[*×]", script) or (rounds is not None and not 1 <= rounds <= _MOST_ROUNDS):
        raise CannotPerform(
            text,
            f"How many rounds, from 1 to {_MOST_ROUNDS}, stands once and at the end, as in wave,point*5; "
            f"“{text}” does not work.",
        )
    return script, rounds


def _mixture(rng: np.random.Generator) -> tuple[ScriptItem, ...]:
    everyday = list(gestures("everyday").values())
    chosen = [everyday[number] for number in rng.choice(len(everyday), _ROUND, replace=False)]
    return (*chosen, word(str(rng.choice(_WORDS))))
