"""A deck that Anki takes: both directions, moving pictures, and the same notes again next time."""

from __future__ import annotations

import json
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gesture_app.practice.decks.card import Card, Deck
from gesture_app.practice.exporting.anki import write_anki
from gesture_app.takes.errors import ExportRefused
from made_attempts import NOON

WEBP, GIF = b"RIFF....WEBP and so on", b"GIF89a and so on"

DECK = Deck(
    id="own",
    name="My signs",
    note="From <our> course",
    cards=(
        Card(
            id="own/1",
            name="Fish & chips",
            meaning="<b>food</b>",
            note="quick",
            source="a book",
            signer="Ada",
        ),
        Card(id="own/2", name="Wave"),
        Card(id="own/3", name="No picture"),
    ),
)


@dataclass
class Package:
    notes: dict[str, list[str]]
    cards: list[tuple[str, int, int]]
    decks: dict[str, Any]
    models: dict[str, Any]
    media: dict[str, bytes]


def read(file: Path, folder: Path) -> Package:
    with zipfile.ZipFile(file) as archive:
        archive.extract("collection.anki2", folder)
        media = {name: archive.read(number) for number, name in json.loads(archive.read("media")).items()}
    with closing(sqlite3.connect(folder / "collection.anki2")) as collection:
        notes = {
            guid: fields.split("\x1f") for guid, fields in collection.execute("SELECT guid, flds FROM notes")
        }
        cards = collection.execute(
            "SELECT guid, ord, cards.due FROM cards JOIN notes ON notes.id = nid ORDER BY cards.id"
        ).fetchall()
        decks, models = collection.execute("SELECT decks, models FROM col").fetchone()
    return Package(notes, cards, json.loads(decks), json.loads(models), media)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "my signs.apkg"


def test_every_sign_is_to_be_made_and_to_be_read_where_it_has_a_picture(file: Path, tmp_path: Path) -> None:
    write_anki(DECK, {"own/1": WEBP, "own/2": GIF}, file, NOON)
    package = read(file, tmp_path)
    names = {guid: fields[0] for guid, fields in package.notes.items()}
    assert [(names[guid], direction, place) for guid, direction, place in package.cards] == [
        ("Fish &amp; chips", 0, 0),
        ("Fish &amp; chips", 1, 0),
        ("Wave", 0, 1),
        ("Wave", 1, 1),
        ("No picture", 0, 2),
    ]
    (model,) = package.models.values()
    assert [template["name"] for template in model["tmpls"]] == ["Make the sign", "Read the sign"]
    assert "My signs" in [deck["name"] for deck in package.decks.values()]


def test_all_that_is_known_of_a_sign_travels_and_is_shown_as_text(file: Path, tmp_path: Path) -> None:
    write_anki(DECK, {"own/1": WEBP, "own/2": GIF}, file, NOON)
    package = read(file, tmp_path)
    fish, wave, _ = package.notes.values()
    assert fish[:5] == ["Fish &amp; chips", "&lt;b&gt;food&lt;/b&gt;", "quick", "a book", "Ada"]
    assert sorted(package.media.values()) == sorted([WEBP, GIF])
    for note, picture, ending in ((fish, WEBP, ".webp"), (wave, GIF, ".gif")):
        (name,) = [name for name, data in package.media.items() if data == picture]
        assert note[5] == f'<img src="{name}">'
        assert name.endswith(ending)


def test_a_later_export_renews_the_same_notes_in_the_same_deck(file: Path, tmp_path: Path) -> None:
    write_anki(DECK, {"own/1": WEBP}, file, NOON)
    first = read(file, tmp_path)
    renamed = Deck(id=DECK.id, name="Signs", cards=(Card(id="own/1", name="Fish"), *DECK.cards[1:]))
    write_anki(renamed, {"own/1": WEBP + b"!"}, file, NOON)
    second = read(file, tmp_path)
    assert list(first.notes) == list(second.notes)
    assert list(first.models) == list(second.models)
    assert set(first.decks) == set(second.decks)
    assert not set(first.media) & set(second.media)


def test_writing_leaves_nothing_behind(file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    write_anki(DECK, {"own/1": WEBP}, file, NOON)
    assert list(scratch.iterdir()) == []
    assert list(tmp_path.glob(".*.part")) == []


def test_where_no_file_can_be_written_a_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match=r"could not be written in .*\."):
        write_anki(DECK, {}, tmp_path / "nowhere" / "deck.apkg", NOON)
