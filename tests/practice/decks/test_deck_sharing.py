"""A deck travels as one file; whatever is wrong with a file from elsewhere, one sentence refuses it."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_decks import by_hand, by_recording, deck_of, moving_hand, recording
from msgspec.structs import replace

from gesture_app.practice.decks.built_in import built_in_decks
from gesture_app.practice.decks.card import Card
from gesture_app.practice.decks.shared_file import MOST_REFERENCE_FRAMES
from gesture_app.practice.decks.sharing import read_deck, write_deck
from gesture_app.practice.decks.store import DeckStore
from gesture_app.takes.errors import ExportRefused, ImportRefused
from gesture_app.takes.take_file import encode_take

Members = dict[str, bytes]


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A file with one card by the hand and one by a recording."""
    take = recording()
    deck = deck_of("Drinks", by_hand(), by_recording(take))
    file = tmp_path / "drinks.gesture-deck"
    write_deck(replace(deck, note="From Ann's class."), {deck.cards[1].id: take.sequence}, file)
    return file


def unzipped(file: Path) -> Members:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: Members, file: Path) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file


def changed(file: Path, **values: Any) -> Path:
    members = unzipped(file)
    members["deck.json"] = json.dumps(json.loads(members["deck.json"]) | values).encode()
    return zipped(members, file)


def refusal(file: Path) -> str:
    with pytest.raises(ImportRefused) as refused:
        read_deck(file)
    told = str(refused.value)
    assert told.endswith(".")
    assert "\n" not in told
    assert told.isprintable()
    return told


def test_a_deck_arrives_with_its_texts_its_signer_and_its_recordings(shared: Path) -> None:
    there = read_deck(shared)
    assert (there.deck.name, there.deck.note) == ("Drinks", "From Ann's class.")
    letter, tea = there.deck.cards
    assert (letter.name, letter.gesture, letter.take) == ("Letter A", "A", "")
    assert (tea.name, tea.meaning, tea.note, tea.source) == (
        "Tea",
        "A hot drink",
        "Dip the bag.",
        "Ann's class",
    )
    assert tea.signer == "Ann"
    take = there.references[tea.id]
    np.testing.assert_array_equal(take.sequence.image, moving_hand().image)
    assert take.info.id == tea.take
    assert set(there.references) == {tea.id}


def test_camera_session_and_date_of_a_recording_stay_at_home(shared: Path) -> None:
    packed = b"".join(unzipped(shared).values())
    assert b"Ann" in packed
    assert b"laptop" not in packed
    assert b"kitchen" not in packed
    assert b"20261120" not in packed


def test_the_same_file_imported_twice_makes_two_decks_that_share_nothing(
    shared: Path, tmp_path: Path
) -> None:
    store = DeckStore(tmp_path / "decks")
    for _ in range(2):
        there = read_deck(shared)
        store.add(there.deck, there.references)
    one, other = store.decks()
    assert {one.name, other.name} == {"Drinks", "Drinks (2)"}
    assert not {card.id for card in one.cards} & {card.id for card in other.cards}
    assert one.cards[1].take != other.cards[1].take
    assert store.reference(one.cards[1]) is not None
    assert store.reference(other.cards[1]) is not None


def test_a_name_as_long_as_names_get_still_finds_a_free_one(tmp_path: Path) -> None:
    store = DeckStore(tmp_path / "decks")
    for _ in range(3):
        store.add(deck_of("x" * 80, by_hand()), {})
    assert len({deck.name for deck in store.decks()}) == 3


def test_built_in_decks_can_be_shared_with_a_signers_reference(tmp_path: Path) -> None:
    store, letters = DeckStore(tmp_path / "decks"), built_in_decks()[0]
    store.replace_reference("letters/B", recording(person="Ben"))
    mine = store.exchanged(letters)
    reference = store.reference(mine.cards[1])
    assert reference is not None
    write_deck(mine, {mine.cards[1].id: reference}, tmp_path / "letters.gesture-deck")
    there = read_deck(tmp_path / "letters.gesture-deck")
    assert not there.deck.fixed
    assert [card.name for card in there.deck.cards] == [card.name for card in letters.cards]
    assert [card.signer for card in there.deck.cards if card.id in there.references] == ["Ben"]


def test_a_deck_whose_recording_is_gone_is_not_shared_in_part(tmp_path: Path) -> None:
    deck, file = deck_of("Drinks", by_recording(recording())), tmp_path / "drinks.gesture-deck"
    file.write_bytes(b"what was there")
    with pytest.raises(ExportRefused, match="“Tea” is missing"):
        write_deck(deck, {}, file)
    assert file.read_bytes() == b"what was there"


def test_a_recording_longer_than_a_sign_is_not_shared(tmp_path: Path) -> None:
    take = recording()
    deck = deck_of("Drinks", by_recording(take))
    with pytest.raises(ExportRefused, match="longer than the 3,000 frames"):
        write_deck(
            deck, {deck.cards[0].id: moving_hand(MOST_REFERENCE_FRAMES + 1)}, tmp_path / "a.gesture-deck"
        )
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="could not be written"):
        write_deck(deck_of("A", by_hand()), {}, tmp_path / "nowhere" / "a.gesture-deck")


# ---- files of strangers


def test_what_is_not_there_or_no_zip_is_refused(tmp_path: Path) -> None:
    assert "cannot be opened" in refusal(tmp_path / "none.gesture-deck")
    for damage in (b"", b"PK", b"hello" * 100):
        (tmp_path / "a.gesture-deck").write_bytes(damage)
        assert "no zip" in refusal(tmp_path / "a.gesture-deck")


@pytest.mark.parametrize(
    "name", ["../deck.json", "/etc/passwd", "a/../../b", "C:\\x", "\\\\host\\x", "references/../../x.npz"]
)
def test_a_path_out_of_the_folder_is_refused(shared: Path, name: str) -> None:
    assert "unsafe" in refusal(zipped(unzipped(shared) | {name: b"x"}, shared))


def test_a_link_is_refused(shared: Path) -> None:
    members = unzipped(shared)
    with zipfile.ZipFile(shared, "w") as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            if name.endswith(".npz"):
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
                data = b"/etc/passwd"
            archive.writestr(info, data)
    assert "link" in refusal(shared)


def test_strangers_in_the_zip_are_never_looked_at(shared: Path) -> None:
    members = unzipped(shared) | {"__MACOSX/._deck.json": b"\x00", "notes.txt": b"x", "references/": b""}
    assert len(read_deck(zipped(members, shared)).deck.cards) == 2


def test_a_zip_that_would_unpack_to_a_disk_full_is_refused_before_it_is_unpacked(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = zipped(unzipped(shared) | {"references/9999.npz": bytes(40 << 20)}, shared)
    assert len(read_deck(bomb).deck.cards) == 2  # what no card names is not unpacked
    monkeypatch.setattr("gesture_app.practice.decks.shared_file.MOST_BYTES", 16 << 20)
    assert bomb.stat().st_size < 1 << 20
    assert "would unpack to more than the 32 MB" in refusal(bomb)


def test_an_endless_text_about_the_cards_is_refused_before_it_is_read(shared: Path) -> None:
    text = b'{"format": "gesture-deck", "name": "' + b"x" * (9 << 20) + b'"}'
    assert "larger than the 8 MB" in refusal(zipped({"deck.json": text}, shared))


def test_a_table_of_contents_without_end_is_refused(tmp_path: Path) -> None:
    file = zipped({f"references/{number}.npz": b"" for number in range(3_000)}, tmp_path / "a.gesture-deck")
    assert "more than" in refusal(file)


def test_a_zip_without_a_deck_is_refused(shared: Path) -> None:
    members = unzipped(shared)
    del members["deck.json"]
    assert "no deck" in refusal(zipped(members, shared))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"format": "anki"}, "no deck of this program"),
        ({"format": None}, "cannot be read"),
        ({"format_version": 2}, "newer version"),
        ({"format_version": "1"}, "cannot be read"),
        ({"name": 5}, "cannot be read"),
        ({"name": ""}, "name is missing"),
        ({"name": "x" * 81}, "too long"),
        ({"name": "a\x1b[31m"}, "control characters"),
        ({"note": "x" * 1_001}, "too long"),
        ({"note": "\u202egnp.exe"}, "control characters"),
        ({"cards": {}}, "cannot be read"),
        ({"cards": [1]}, "cannot be read"),
        ({"cards": [{}]}, "cannot be read"),
        ({"cards": [{"name": "A", "gesture": "A"}] * 1_001}, "more than the 1,000 cards"),
        ({"cards": [{"name": "A"}]}, "neither a recording nor a gesture"),
        ({"cards": [{"name": "A", "gesture": "no such"}]}, "does not know"),
        ({"cards": [{"name": "", "gesture": "A"}]}, "no name"),
        ({"cards": [{"name": "x" * 81, "gesture": "A"}]}, "name is too long"),
        ({"cards": [{"name": "A", "gesture": "A", "meaning": "x" * 1_001}]}, "meaning is too long"),
        ({"cards": [{"name": "A", "gesture": "A", "signer": "x" * 81}]}, "signer is too long"),
        ({"cards": [{"name": "A", "gesture": "A", "source": "\x00"}]}, "control characters"),
        ({"cards": [{"name": "A", "reference": "references/0007.npz"}]}, "is missing"),
        ({"cards": [{"name": "A", "reference": "deck.json"}]}, "recording of “A”"),
        ({"cards": [{"name": "A", "reference": ["x"]}]}, "cannot be read"),
    ],
)
def test_what_a_deck_says_is_checked_field_by_field(shared: Path, values: dict[str, Any], told: str) -> None:
    assert told in refusal(changed(shared, **values))


def test_a_card_with_a_recording_needs_no_gesture_that_this_program_knows(shared: Path) -> None:
    card = {"name": "Juggle", "gesture": "juggle", "reference": "references/0002.npz"}
    there = read_deck(changed(shared, cards=[card]))
    assert there.deck.cards[0].gesture == ""
    assert there.deck.cards[0].id in there.references


def _npz(**arrays: Any) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=True, **arrays)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda data: b"",
        lambda data: data[:-100],
        lambda data: data.replace(b"info", b"imfo"),
        lambda data: _npz(x=np.zeros(3)),
        lambda data: _npz(info=np.array([{"a": print}], object)),
        lambda data: bytes(9 << 20),
    ],
)
def test_a_recording_that_is_none_is_refused_and_names_its_card(
    shared: Path, spoilt: Callable[[bytes], bytes]
) -> None:
    members = unzipped(shared)
    members["references/0002.npz"] = spoilt(members["references/0002.npz"])
    assert "“Tea” in drinks.gesture-deck" in refusal(zipped(members, shared))


def test_a_recording_that_never_ends_is_refused(shared: Path, tmp_path: Path) -> None:
    members = unzipped(shared)
    members["references/0002.npz"] = encode_take(recording(frames=MOST_REFERENCE_FRAMES + 1))
    assert "longer than the 3,000 frames" in refusal(zipped(members, shared))


def test_recordings_that_together_never_end_are_refused(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = [{"name": name, "reference": "references/0002.npz"} for name in ("Tea", "Milk")]
    file = changed(shared, cards=both)
    assert len(read_deck(file).references) == 2
    monkeypatch.setattr("gesture_app.practice.decks.shared_file._MOST_FRAMES", 20)  # one of them has 12
    assert "longer than this program reads" in refusal(file)


@settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_whatever_bytes_are_changed_a_deck_is_read_or_refused_in_a_sentence(
    shared: Path, data: st.DataObject
) -> None:
    original = bytearray(shared.read_bytes())
    spoilt = bytearray(original)
    for _ in range(data.draw(st.integers(1, 6))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    length = data.draw(st.sampled_from([len(spoilt), len(spoilt), len(spoilt) // 2]))
    file = shared.with_name("spoilt.gesture-deck")
    file.write_bytes(spoilt[:length])
    with suppress(ImportRefused):  # anything else would be a failure
        assert len(read_deck(file).deck.cards) <= 2


@settings(max_examples=40, deadline=None, derandomize=True, database=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    texts=st.tuples(*[st.text(max_size=90)] * 6),
    gesture=st.sampled_from(["A", "wave", "", "nothing"]),
)
def test_any_card_is_kept_word_for_word_or_refused(
    tmp_path: Path, texts: tuple[str, ...], gesture: str
) -> None:
    deck_name, name, meaning, note, source, signer = texts
    card = Card(id="", name=name, meaning=meaning, note=note, source=source, signer=signer, gesture=gesture)
    deck, file = deck_of(deck_name, card), tmp_path / "any.gesture-deck"
    with suppress(ExportRefused):
        write_deck(deck, {}, file)
        assert replace(read_deck(file).deck.cards[0], id="") == card
