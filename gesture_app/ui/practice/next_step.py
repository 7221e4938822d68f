"""What one would do next in practice, and how it is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from gesture_app.practice.decks.card import Deck
from gesture_app.ui.practice.wording import when_due
from gesture_app.ui.wording import count_of

if TYPE_CHECKING:  # the scheduler comes along with it, which has no place before the window stands
    from gesture_app.practice.journal.schedule import Counts


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do, for one large button.

    Attributes:
        does: practise what is due in the deck, add signs to it, or practise freely.
        deck: its id; where the deck in view is done, another one's.
        waiting: so many cards are due or new.
    """

    does: Literal["practise", "add signs", "free"]
    deck: str
    waiting: int
    title: str
    sentence: str
    button: str


def next_step(deck: Deck, decks: Mapping[str, Deck], counts: Mapping[str, Counts], now: datetime) -> NextStep:
    """What comes next in a deck; `decks` and `counts` are of all, by id."""
    own = counts[deck.id]
    waiting = own.due + own.new
    if not deck.cards:
        return NextStep("add signs", deck.id, 0, deck.name, "There is no sign in this deck yet.", "Add signs")
    if waiting and not own.learned:
        return _first(deck, waiting)
    if waiting:
        title = f"{count_of(waiting, 'card')} for today"
        return NextStep("practise", deck.id, waiting, title, _consists_of(own), f"Practise now ({waiting})")
    return _done(deck, decks, counts, now)


def _first(deck: Deck, waiting: int) -> NextStep:
    sentence = (
        "A hand shows you a sign. You make it in front of the camera and are told the one thing to change. "
        "A little later you are asked for it again."
    )
    start = f"Start with “{deck.cards[0].name}”"
    return NextStep("practise", deck.id, waiting, "Learn your first signs", sentence, start)


def _consists_of(counts: Counts) -> str:
    parts = [f"{counts.due} to repeat"] if counts.due else []
    parts += [f"{counts.new} new"] if counts.new else []
    told = " and ".join(parts).capitalize()
    return f"{told}. Signs to make and signs to read, each when it is about to be forgotten."


def _done(deck: Deck, decks: Mapping[str, Deck], counts: Mapping[str, Counts], now: datetime) -> NextStep:
    """Another deck where one has cards waiting; otherwise whatever one likes."""
    title, due = "Done for today", counts[deck.id].next_due
    back = "" if due is None else f"The next card comes back {when_due(due, now)}. "
    other = next((each for each in decks if counts[each].due), None)
    if other is None:
        sentence = f"{back}Until then practise freely, spell words, or learn more than today's share."
        return NextStep("free", deck.id, 0, title, sentence, "Practise freely")
    name, waiting = decks[other].name, counts[other].due
    more = f"“{name}” has {count_of(waiting, 'card')} waiting."
    return NextStep("practise", other, waiting, title, f"{back}{more}", f"Go on with “{name}”")
