"""Answers to choose from are plausible and fair, and typed ones are compared kindly."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from msgspec.structs import replace

from gesture_app.practice.decks.built_in import built_in_decks
from gesture_app.practice.decks.card import Card
from gesture_app.practice.lessons.reading import choices, same_name

LETTERS, DIGITS, EVERYDAY = (deck.cards for deck in built_in_decks())


def card(name: str) -> Card:
    return next(each for each in (*LETTERS, *DIGITS, *EVERYDAY) if each.name == name)


@pytest.mark.parametrize("deck", [LETTERS, DIGITS, EVERYDAY], ids=["letters", "digits", "everyday"])
def test_the_right_answer_is_among_four_different_ones_at_any_place(deck: tuple[Card, ...]) -> None:
    rng = np.random.default_rng(1)
    places = Counter[int]()
    for asked in deck * 4:
        offered = choices(asked, deck, rng)
        assert len({each.name for each in offered}) == 4
        assert asked in offered
        places[offered.index(asked)] += 1
    assert min(places[place] for place in range(4)) > len(deck) * 4 / 10


@pytest.mark.parametrize(
    ("asked", "confused"),
    [("A", "S"), ("M", "N"), ("U", "V"), ("H", "U"), ("K", "P"), ("G", "Q"), ("J", "I"), ("2", "3"),
     ("Thumbs up", "Thumbs down"), ("Swipe left", "Swipe right"), ("Circle clockwise", "Circle anticlockwise")],
)  # fmt: skip
def test_signs_that_are_easily_confused_are_offered_together(asked: str, confused: str) -> None:
    rng = np.random.default_rng(2)
    deck = next(deck for deck in (LETTERS, DIGITS, EVERYDAY) if card(asked) in deck)
    met = sum(card(confused) in choices(card(asked), deck, rng) for _ in range(60))
    assert met / 60 > 1.5 * 3 / (len(deck) - 1)


def test_answers_differ_from_time_to_time() -> None:
    rng = np.random.default_rng(3)
    assert len({frozenset(each.name for each in choices(card("A"), LETTERS, rng)) for _ in range(40)}) > 5


def test_signs_that_look_the_same_are_never_offered_together() -> None:
    rng = np.random.default_rng(4)
    deck = (*LETTERS, *DIGITS)
    for asked, same in (("O", "0"), ("V", "2"), ("F", "9")):
        for _ in range(40):
            assert card(same) not in choices(card(asked), deck, rng)


def test_a_recorded_version_may_be_offered_beside_the_sign_it_is_not() -> None:
    rng = np.random.default_rng(5)
    zero = replace(card("0"), take="20261120T120000000Z-0001")
    assert any(zero in choices(card("O"), (card("O"), zero, card("A")), rng) for _ in range(5))


def test_recordings_alone_are_offered_by_chance() -> None:
    rng = np.random.default_rng(6)
    deck = [Card(id=f"own/{name}", name=name, take="1") for name in ("tea", "milk", "water", "juice", "soup")]
    assert deck[0] in choices(deck[0], deck, rng)
    assert {each.name for _ in range(30) for each in choices(deck[0], deck, rng)} == {
        each.name for each in deck
    }


def test_a_small_deck_offers_what_it_has() -> None:
    rng = np.random.default_rng(7)
    assert choices(card("A"), LETTERS[:1], rng) == (card("A"),)
    assert set(choices(card("A"), LETTERS[:2], rng)) == set(LETTERS[:2])


def test_two_cards_of_one_name_are_not_both_offered() -> None:
    rng = np.random.default_rng(8)
    twin = replace(card("B"), id="deck-0/1", name=" a ")
    assert choices(card("A"), (card("A"), twin), rng) == (card("A"),)


@pytest.mark.parametrize(
    ("answer", "name"),
    [("a", "A"), (" A ", "A"), ("thumbs up", "Thumbs up"), ("Thumbs-Up!", "Thumbs up"), ("thumbsup", "Thumbs up"),
     ("like", "Thumbs up"), ("peace", "Victory"), ("five", "5"), ("5", "5"), ("I LOVE YOU", "I love you"),
     ("ily", "I love you"), ("ok", "OK"), ("okay", "OK")],
)  # fmt: skip
def test_typed_answers_are_compared_kindly(answer: str, name: str) -> None:
    assert same_name(answer, card(name))


@pytest.mark.parametrize(
    ("answer", "name"), [("", "A"), (" ", "A"), ("b", "A"), ("aa", "A"), ("o", "0"), ("!", "A")]
)
def test_another_answer_is_wrong(answer: str, name: str) -> None:
    assert not same_name(answer, card(name))


def test_accents_and_scripts_of_a_name_are_respected_and_forgiven() -> None:
    cafe, tea = (Card(id="own/x", name=name, take="1") for name in ("Café", "茶"))
    assert same_name("CAFE\u0301", cafe)
    assert same_name("cafe", cafe)
    assert same_name("茶", tea)
    assert not same_name("酒", tea)
    assert same_name("???", Card(id="own/y", name="???", take="1"))
