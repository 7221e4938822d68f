"""Small JSON files of the deck store: written whole, read with care, set aside where they are damaged."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TypeVar

import msgspec

from gesture_app.practice.decks.card import Deck
from gesture_app.practice.decks.checking import check_deck
from gesture_app.takes.atomic import write_atomically

FORMAT_VERSION = 1
DAMAGED_FOLDER = "damaged"
_LARGEST_BYTES = 16 << 20

_Kind = TypeVar("_Kind")


class NewerFile(Exception):
    """A newer version of this program made the file; it must not be changed. The text is a sentence."""


class DamagedDeckFile(Exception):
    """What is in the file is none of ours any more; the text says what is wrong, in a sentence."""


class DeckFile(msgspec.Struct, frozen=True, kw_only=True):
    """One deck of the user's, as JSON."""

    format_version: int = FORMAT_VERSION
    deck: Deck


class Exchanged(msgspec.Struct, frozen=True, kw_only=True):
    """Of one card of a fixed deck: the recording that is shown in place of its own reference."""

    take: str
    signer: str = ""


class ExchangedFile(msgspec.Struct, frozen=True, kw_only=True):
    """Card id → what is shown instead."""

    format_version: int = FORMAT_VERSION
    cards: dict[str, Exchanged] = {}


class _Version(msgspec.Struct):
    format_version: int = 0


def read_deck_file(file: Path) -> Deck:
    """Raises `DamagedDeckFile`, `NewerFile` or OSError."""
    deck = _read(file, DeckFile).deck
    try:
        check_deck(deck)
    except ValueError as error:
        raise DamagedDeckFile(str(error)) from error
    if deck.id != file.stem or deck.fixed:
        raise DamagedDeckFile("It is not the deck that it is called.")
    return deck


def write_deck_file(file: Path, deck: Deck) -> None:
    """Raises OSError: what was there is still there."""
    write_atomically(file, msgspec.json.format(msgspec.json.encode(DeckFile(deck=deck)), indent=1))


def read_exchanged(file: Path) -> dict[str, Exchanged]:
    """Raises as `read_deck_file`; nothing is exchanged where there is no file."""
    return _read(file, ExchangedFile).cards if file.exists() else {}


def write_exchanged(file: Path, cards: dict[str, Exchanged]) -> None:
    """Raises OSError: what was there is still there."""
    write_atomically(file, msgspec.json.encode(ExchangedFile(cards=cards)))


def set_aside(file: Path) -> Path:
    """Move a damaged file out of the way, to a name that is free; nothing is deleted.

    Raises:
        OSError: it is still where it was.
    """
    folder = file.parent / DAMAGED_FOLDER
    folder.mkdir(exist_ok=True)
    place = folder / file.name
    while place.exists():
        place = folder / f"{file.stem}-{secrets.token_hex(2)}{file.suffix}"
    return file.rename(place)


def _read(file: Path, kind: type[_Kind]) -> _Kind:
    with file.open("rb") as stream:
        data = stream.read(_LARGEST_BYTES + 1)
    if len(data) > _LARGEST_BYTES:
        raise DamagedDeckFile("It is too large.")
    try:
        if msgspec.json.decode(data, type=_Version).format_version > FORMAT_VERSION:
            raise NewerFile(f"A newer version of this program made {file}. Update the program to use it.")
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DamagedDeckFile("Its text cannot be read.") from error
