"""The decks that come with the program, and the one of the user's own gestures."""

from __future__ import annotations

import pytest

from gesture_app.practice.decks.built_in import built_in_decks
from gesture_app.practice.decks.own import own_deck
from gesture_app.takes.quality import Quality, Verdict
from gesture_app.takes.take import TakeInfo
from gesture_app.virtual_hand.signs.catalogue import gestures


def info(
    gesture: str, take_id: str, verdict: Verdict = "good", person: str = "", source: str = ""
) -> TakeInfo:
    return TakeInfo(gesture=gesture, id=take_id, quality=Quality(verdict), person=person, source=source)


def test_the_built_in_decks_hold_every_gesture_of_the_virtual_hand_once_and_in_order() -> None:
    decks = built_in_decks()
    assert [(deck.id, len(deck.cards)) for deck in decks] == [
        ("letters", 26),
        ("digits", 10),
        ("everyday", 26),
    ]
    shown = [card.gesture for deck in decks for card in deck.cards]
    assert shown == [name for name, sign in gestures().items() if sign.set != "idle"]


def test_cards_are_known_by_their_deck_and_their_gesture() -> None:
    letters, digits, everyday = built_in_decks()
    assert (letters.cards[0].id, letters.cards[0].name) == ("letters/A", "A")
    assert (digits.cards[5].id, digits.cards[5].name) == ("digits/5", "5")
    thumbs_up = next(card for card in everyday.cards if card.id == "everyday/thumbs up")
    assert thumbs_up.name == "Thumbs up"


@pytest.mark.parametrize("number", [0, 1, 2])
def test_every_built_in_deck_says_where_it_comes_from_and_that_signs_vary(number: int) -> None:
    deck = built_in_decks()[number]
    assert deck.fixed
    assert "no native signer has checked them" in deck.note
    assert "never the one correct way" in deck.note
    assert all(card.source and card.meaning for card in deck.cards)


def test_a_card_tells_what_is_to_know_about_its_own_sign() -> None:
    letters = {card.name: card for card in built_in_decks()[0].cards}
    assert "it becomes S" in letters["A"].note
    assert "little finger writes a J" in letters["J"].note
    assert "pointing sideways" in letters["H"].note


def test_every_gesture_with_takes_is_a_card_shown_by_its_best_take() -> None:
    takes = [
        info("tea", "1", "usable"), info("tea", "2", "good", person="Ann"), info("tea", "3", "poor"),
        info("milk", "4", "poor"),
    ]  # fmt: skip
    deck = own_deck(["milk", "tea", "empty"], takes)
    assert [(card.id, card.take, card.signer) for card in deck.cards] == [
        ("own/milk", "4", ""),
        ("own/tea", "2", "Ann"),
    ]
    assert deck.fixed


def test_of_takes_equally_good_the_newest_shows_the_gesture() -> None:
    takes = [info("tea", "20260101T1"), info("tea", "20260301T1"), info("tea", "20260201T1")]
    assert own_deck(["tea"], takes).cards[0].take == "20260301T1"


def test_what_is_no_gesture_is_no_card() -> None:
    assert own_deck(["none", "tea"], [info("none", "1")]).cards == ()


def test_an_imported_recording_says_where_it_comes_from() -> None:
    deck = own_deck(["tea"], [info("tea", "1", source="words.npz: tea 3")])
    assert deck.cards[0].source == "words.npz: tea 3"
