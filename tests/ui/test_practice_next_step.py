"""What one would do next in practice, and whether it is said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gesture_app.practice.decks.card import Card, Deck
from gesture_app.practice.journal.schedule import Counts
from gesture_app.ui.practice.next_step import NextStep, next_step
from gesture_app.ui.practice.wording import when_due

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC).astimezone().replace(hour=12)


def deck(name: str, *cards: str) -> Deck:
    return Deck(id=name, name=name.capitalize(), cards=tuple(Card(id=f"{name}/{c}", name=c) for c in cards))


DECKS = {each.id: each for each in (deck("letters", "A", "B"), deck("digits", "1"), deck("empty"))}


def step(
    due: int = 0, new: int = 0, learned: int = 3, *, of: str = "letters", digits_due: int = 0
) -> NextStep:
    nothing = Counts(0, 0, 0, 0, None)
    counts = dict.fromkeys(DECKS, nothing) | {"digits": Counts(digits_due, 0, 1, 2, None)}
    counts[of] = Counts(due, new, learned, 4, NOW + timedelta(days=2))
    return next_step(DECKS[of], DECKS, counts, NOW)


def test_what_waits_is_counted_on_the_button_and_told_by_kind() -> None:
    told = step(due=8, new=4)
    assert (told.does, told.button) == ("practise", "Practise now (12)")
    assert told.sentence.startswith("8 to repeat and 4 new.")


def test_the_first_time_the_button_names_the_first_sign() -> None:
    told = step(new=10, learned=0)
    assert (told.does, told.button) == ("practise", "Start with “A”")


def test_a_deck_without_signs_asks_for_some() -> None:
    assert step(of="empty").does == "add signs"


def test_when_a_deck_is_done_the_next_step_is_another_one_that_waits() -> None:
    told = step(digits_due=3)
    assert (told.does, told.deck, told.button) == ("practise", "digits", "Go on with “Digits”")
    assert "“Digits” has 3 cards waiting." in told.sentence


def test_when_all_is_done_it_says_when_the_next_card_comes_back() -> None:
    told = step()
    assert told.does == "free"
    assert told.sentence.startswith("The next card comes back in 2 days.")


@pytest.mark.parametrize(
    ("later", "words"),
    [
        (timedelta(seconds=20), "in a moment"),
        (timedelta(minutes=10), "in 10 minutes"),
        (timedelta(hours=3), "today at 15:00"),
        (timedelta(hours=18), "tomorrow"),
        (timedelta(days=4), "in 4 days"),
        (timedelta(days=21), "in 3 weeks"),
        (timedelta(days=91), "in 3 months"),
        (timedelta(days=800), "in 2 years"),
    ],
)
def test_the_return_of_a_card_is_told_in_days_of_the_users_own_time(later: timedelta, words: str) -> None:
    assert when_due(NOW + later, NOW) == words
