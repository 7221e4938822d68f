"""The user's decks: kept whole, deleted into a bin, shown by any recording; what is damaged harms nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from made_decks import by_hand, by_recording, deck_of, recording
from msgspec.structs import replace

from gesture_app.practice.decks.built_in import built_in_decks
from gesture_app.practice.decks.card import Card
from gesture_app.practice.decks.own import own_deck
from gesture_app.practice.decks.store import DeckError, DeckStore


@pytest.fixture
def store(tmp_path: Path) -> DeckStore:
    return DeckStore(tmp_path / "decks")


def test_there_are_no_decks_and_no_problems_before_the_first(store: DeckStore) -> None:
    assert store.decks() == ()
    assert store.problems() == ()
    assert not store.folder.exists()


def test_a_saved_deck_is_there_for_the_next_run_of_the_program(store: DeckStore) -> None:
    deck = deck_of("Greetings", by_hand(), by_hand("Hello", "wave"))
    store.save(deck)
    assert DeckStore(store.folder).decks() == (deck,)


def test_decks_are_listed_by_name(store: DeckStore) -> None:
    for name in ("tea", "Ärzte", "Animals", "words"):
        store.create(name)
    assert [deck.name for deck in store.decks()] == ["Animals", "tea", "words", "Ärzte"]


def test_two_new_decks_cannot_have_the_same_name(store: DeckStore) -> None:
    store.create("Week 1")
    with pytest.raises(DeckError, match="already a deck called “week 1”"):
        store.create("  week   1 ")


@pytest.mark.parametrize("name", ["", " \n", "x" * 81, "a\x00b", "a\u202eb"])
def test_a_name_that_cannot_be_is_refused_with_a_sentence(store: DeckStore, name: str) -> None:
    with pytest.raises(DeckError, match=r"\.$"):
        store.create(name)
    assert store.decks() == ()


def test_a_deck_that_comes_with_the_program_is_not_saved(store: DeckStore) -> None:
    with pytest.raises(DeckError, match="cannot be changed"):
        store.save(built_in_decks()[0])


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"id": "deck-0123456789ab"}, "belongs to another deck"),
        ({"id": "../../etc"}, "id is none"),
        ({"note": "x" * 1001}, "note is too long"),
        (
            {"cards": tuple(Card(id=f"x/{i}", name="A", gesture="A") for i in range(1001))},
            "1,000 cards at most",
        ),
    ],
)
def test_a_deck_that_cannot_be_read_again_is_never_written(
    store: DeckStore, changed: dict[str, object], told: str
) -> None:
    with pytest.raises(DeckError, match=told):
        store.save(replace(deck_of("Greetings", by_hand()), **changed))
    assert not store.folder.exists()


@pytest.mark.parametrize(
    ("card", "told"),
    [
        (Card(id="", name="A"), "neither a recording nor a gesture"),
        (Card(id="", name="A", gesture="juggle"), "does not know"),
        (Card(id="", name="A", take="../../secret"), "recording that cannot be"),
        (Card(id="", name="A\x07", gesture="A"), "control characters"),
        (Card(id="", name=" ", gesture="A"), "has no name"),
    ],
)
def test_a_card_that_cannot_be_shown_or_named_is_refused(store: DeckStore, card: Card, told: str) -> None:
    with pytest.raises(DeckError, match=told):
        store.save(deck_of("Greetings", card))


def test_a_card_copied_into_a_deck_gets_an_id_that_no_removed_card_had() -> None:
    deck = deck_of("Many", *(by_hand() for _ in range(200)))
    assert len({card.id for card in deck.cards}) == 200
    fewer = replace(deck, cards=deck.cards[:-1])
    again = deck_of("Other")
    assert all(card.id.startswith(deck.id + "/") for card in fewer.cards)
    assert again.id != deck.id


def test_a_deleted_deck_waits_in_the_bin_and_comes_back_with_its_recordings(store: DeckStore) -> None:
    take = recording()
    deck = deck_of("Drinks", by_recording(take))
    store.save(deck, {deck.cards[0].id: take})
    store.delete(deck.id)
    assert store.decks() == ()
    assert store.deleted() == (deck,)
    store.restore(deck.id)
    assert store.decks() == (deck,)
    assert store.deleted() == ()
    assert store.reference(deck.cards[0]) is not None


def test_what_is_not_there_can_be_neither_deleted_nor_restored(store: DeckStore) -> None:
    store.create("Stays")
    for act in (store.delete, store.restore):
        for deck_id in ("deck-000000000000", "letters", "../decks", "", "recordings"):
            with pytest.raises(DeckError, match="no such deck"):
                act(deck_id)
    assert len(store.decks()) == 1


def test_a_recording_lies_with_the_decks_even_when_the_take_is_gone(store: DeckStore) -> None:
    take = recording()
    deck = deck_of("Drinks", by_recording(take), by_hand())
    store.save(deck, {deck.cards[0].id: take})
    kept = DeckStore(store.folder).reference(deck.cards[0])
    assert kept is not None
    np.testing.assert_array_equal(kept.image, take.sequence.image)
    assert store.reference(deck.cards[1]) is None


def test_a_built_in_reference_is_exchanged_for_a_signers_and_back(store: DeckStore) -> None:
    letters, take = built_in_decks()[0], recording(person="Ben")
    store.replace_reference("letters/A", take)
    shown = DeckStore(store.folder).exchanged(letters)
    card = shown.cards[0]
    assert (card.take, card.signer, card.gesture) == (take.info.id, "Ben", "A")
    assert shown.cards[1:] == letters.cards[1:]
    kept = store.reference(card)
    assert kept is not None
    assert len(kept) == len(take.sequence)
    store.replace_reference("letters/A", None)
    assert store.exchanged(letters) == letters


def test_a_gesture_of_ones_own_is_shown_by_a_chosen_take_and_then_by_the_best_again(store: DeckStore) -> None:
    best, other = recording().info, recording("20261120T130000000Z-0002", person="Cleo")
    own = own_deck(["wave"], [best])
    store.replace_reference("own/wave", other)
    assert store.exchanged(own).cards[0].take == other.info.id
    store.replace_reference("own/wave", None)
    assert store.exchanged(own).cards[0].take == best.id


def test_a_gesture_that_is_renamed_keeps_the_take_that_was_chosen_for_it(store: DeckStore) -> None:
    best, other = recording().info, recording("20261120T130000000Z-0002")
    store.replace_reference("own/wave", other)
    store.rename_card("own/wave", "own/hello")
    store.rename_card("own/never", "own/there")
    renamed = own_deck(["hello", "wave"], [replace(best, gesture="hello"), best])
    assert [card.take for card in store.exchanged(renamed).cards] == [other.info.id, best.id]


def test_a_card_of_ones_own_deck_changes_its_reference_in_place(store: DeckStore) -> None:
    deck = deck_of("Letters", by_hand(), by_hand("Letter B", "B"))
    store.save(deck)
    store.replace_reference(deck.cards[1].id, recording(person="Ben"))
    (now,) = store.decks()
    assert now.cards[0] == deck.cards[0]
    assert (now.cards[1].signer, store.reference(now.cards[1]) is not None) == ("Ben", True)
    store.replace_reference(deck.cards[1].id, None)
    assert store.decks() == (deck,)


def test_the_only_reference_of_a_card_cannot_be_taken_away(store: DeckStore) -> None:
    take = recording()
    deck = deck_of("Drinks", by_recording(take))
    store.save(deck, {deck.cards[0].id: take})
    with pytest.raises(DeckError, match="does not know “Tea”"):
        store.replace_reference(deck.cards[0].id, None)
    assert store.decks() == (deck,)


def test_a_recording_without_an_id_is_kept_all_the_same(store: DeckStore) -> None:
    store.replace_reference("letters/A", recording(take_id=""))
    card = store.exchanged(built_in_decks()[0]).cards[0]
    assert store.reference(card) is not None


# ---- damage


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"format_version": 1}',
        b'{"format_version": 1, "deck": {"id": "letters", "name": "x", "fixed": true}}',
        b'{"format_version": 1, "deck": {"id": "deck-000000000000", "name": 7}}',
    ],
)
def test_a_damaged_deck_is_set_aside_with_a_sentence_and_the_others_stay(
    store: DeckStore, damage: bytes
) -> None:
    good, bad = deck_of("Good", by_hand()), deck_of("Bad", by_hand())
    store.save(good)
    store.save(bad)
    file = store.folder / f"{bad.id}.json"
    file.write_bytes(damage)
    assert store.decks() == (good,)
    assert not file.exists()
    assert (store.folder / "damaged" / file.name).read_bytes() == damage
    (sentence,) = DeckStore(store.folder).problems()
    assert file.name in sentence
    assert sentence.endswith(".")


def test_a_second_damaged_file_of_the_same_name_does_not_take_the_firsts_place(store: DeckStore) -> None:
    deck = deck_of("Twice", by_hand())
    for damage in (b"one", b"two"):
        store.save(deck)
        (store.folder / f"{deck.id}.json").write_bytes(damage)
        assert store.decks() == ()
    assert {file.read_bytes() for file in (store.folder / "damaged").iterdir()} == {b"one", b"two"}


def test_a_deck_of_a_newer_version_is_left_as_it_is(store: DeckStore) -> None:
    deck = deck_of("Newer", by_hand())
    store.save(deck)
    file = store.folder / f"{deck.id}.json"
    newer = json.dumps(json.loads(file.read_text()) | {"format_version": 99, "deck": "of another kind"})
    file.write_text(newer)
    assert store.decks() == ()
    assert "newer version" in store.problems()[0]
    assert file.read_text() == newer


def test_exchanged_references_of_a_newer_version_are_not_overwritten(store: DeckStore) -> None:
    store.folder.mkdir(parents=True)
    file = store.folder / "exchanged.json"
    file.write_text('{"format_version": 99}')
    with pytest.raises(DeckError, match="newer version"):
        store.replace_reference("letters/A", recording())
    assert file.read_text() == '{"format_version": 99}'


def test_damaged_exchanges_are_set_aside_and_the_built_in_references_come_back(store: DeckStore) -> None:
    letters = built_in_decks()[0]
    store.replace_reference("letters/A", recording())
    (store.folder / "exchanged.json").write_bytes(b"?")
    assert store.exchanged(letters) == letters
    assert "exchanged.json" in store.problems()[0]


def test_a_damaged_recording_is_set_aside_and_its_card_stays(store: DeckStore) -> None:
    take = recording()
    deck = deck_of("Drinks", by_recording(take))
    store.save(deck, {deck.cards[0].id: take})
    file = store.folder / "recordings" / f"{take.info.id}.npz"
    file.write_bytes(file.read_bytes()[:200])
    assert store.reference(deck.cards[0]) is None
    assert store.decks() == (deck,)
    assert any(file.name in sentence for sentence in store.problems())


def test_a_deck_under_anothers_file_name_does_not_pass_for_it(store: DeckStore) -> None:
    deck = deck_of("Mine", by_hand())
    store.save(deck)
    shutil.copy(store.folder / f"{deck.id}.json", store.folder / "deck-ffffffffffff.json")
    assert store.decks() == (deck,)


def test_a_folder_that_is_a_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "decks").write_text("not a folder")
    store = DeckStore(tmp_path / "decks")
    with pytest.raises(DeckError, match="could not be saved"):
        store.save(deck_of("Greetings", by_hand()))


SAVER = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from made_decks import by_recording, deck_of, recording
from gesture_app.practice.decks.store import DeckStore
store = DeckStore(Path(sys.argv[1]))
for number in range(10_000):
    take = recording(f"20261120T120000000Z-{number:04}")
    deck = deck_of(f"Deck {number}", by_recording(take))
    store.save(deck, {deck.cards[0].id: take})
    print(deck.id, flush=True)
"""


def test_decks_that_were_saved_survive_a_kill_with_their_recordings(tmp_path: Path) -> None:
    here = Path(__file__).parent
    paths = [str(here), str(here.parents[1]), str(here.parents[2])]
    saver = subprocess.Popen(
        [sys.executable, "-c", SAVER, str(tmp_path / "decks"), *paths], stdout=subprocess.PIPE, text=True
    )
    assert saver.stdout is not None
    with saver, saver.stdout:
        announced = [saver.stdout.readline().strip() for _ in range(12)]
        saver.kill()
        saver.stdout.read()
    store = DeckStore(tmp_path / "decks")
    found = {deck.id: deck for deck in store.decks()}
    assert set(announced) <= set(found)
    assert store.problems() == ()
    assert all(store.reference(deck.cards[0]) is not None for deck in found.values())
