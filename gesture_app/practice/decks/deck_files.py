"""The JSON files of the deck store."""

from __future__ import annotations

from pathlib import Path

import msgspec

from gesture_app.keeping.atomic import write_atomically
from gesture_app.keeping.json_files import DamagedFile, read_json
from gesture_app.practice.decks.card import Deck
from gesture_app.practice.decks.checking import check_deck

FORMAT_VERSION = 1
_LARGEST_BYTES = 16 << 20


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


def read_deck_file(file: Path) -> Deck:
    """Raises `DamagedFile`, `NewerFile` or OSError."""
    deck = read_json(file, DeckFile, FORMAT_VERSION, _LARGEST_BYTES).deck
    try:
        check_deck(deck)
    except ValueError as error:
        raise DamagedFile(str(error)) from error
    if deck.id != file.stem or deck.fixed:
        raise DamagedFile("It is not the deck that it is called.")
    return deck


def write_deck_file(file: Path, deck: Deck) -> None:
    """Raises OSError: what was there is still there."""
    write_atomically(file, msgspec.json.format(msgspec.json.encode(DeckFile(deck=deck)), indent=1))


def read_exchanged(file: Path) -> dict[str, Exchanged]:
    """Raises as `read_deck_file`; nothing is exchanged where there is no file."""
    if not file.exists():
        return {}
    return read_json(file, ExchangedFile, FORMAT_VERSION, _LARGEST_BYTES).cards


def write_exchanged(file: Path, cards: dict[str, Exchanged]) -> None:
    """Raises OSError: what was there is still there."""
    write_atomically(file, msgspec.json.encode(ExchangedFile(cards=cards)))
