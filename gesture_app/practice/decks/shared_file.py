"""A deck as a zip: `deck.json` and the recordings its cards are shown by, in and out.

Whoever made such a file is not trusted: every size, path, type and text is checked before anything is kept.
"""

from __future__ import annotations

import io
import secrets
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO

import msgspec
from msgspec.structs import replace

from gesture_app.hands import HandSequence
from gesture_app.practice.decks.card import Card, Deck
from gesture_app.practice.decks.checking import MOST_CARDS, check_deck, checked_name
from gesture_app.practice.decks.editing import new_deck, with_card
from gesture_app.takes.errors import ImportRefused
from gesture_app.takes.safe_zip import check_paths, open_zip, unpacked
from gesture_app.takes.take import Take, new_take
from gesture_app.takes.take_file import encode_take, read_take_from
from gesture_app.virtual_hand.signs.catalogue import gestures

FORMAT_VERSION = 1
MOST_BYTES = 256 << 20
MOST_REFERENCE_FRAMES = 3_000
"""A minute and a half: a reference shows one sign."""
_MOST_FRAMES = 100_000
"""Of all references together, a kilobyte each."""
_LARGEST_REFERENCE = 8 << 20
_LARGEST_JSON = 8 << 20
_JSON = "deck.json"
_FORMAT = "gesture-deck"


@dataclass(frozen=True, slots=True)
class SharedDeck:
    """A deck from elsewhere, with ids that are new here, and the references of its cards by their ids."""

    deck: Deck
    references: Mapping[str, Take]


class _SharedCard(msgspec.Struct, frozen=True, kw_only=True):
    """`reference` names the recording in the file; empty: the virtual hand shows the sign."""

    name: str
    meaning: str = ""
    note: str = ""
    source: str = ""
    signer: str = ""
    gesture: str = ""
    reference: str = ""


class _Version(msgspec.Struct):
    """Read first: what a newer version has changed must not look like damage."""

    format: str = ""
    format_version: int = 0


class _SharedFile(msgspec.Struct, frozen=True, kw_only=True):
    format: str
    format_version: int
    name: str
    note: str = ""
    cards: tuple[_SharedCard, ...] = ()


def pack_deck(deck: Deck, references: Mapping[str, HandSequence]) -> bytes:
    """The file's bytes; `references` are the landmarks of recorded references by the cards' ids.

    Raises:
        ValueError: the arrays of a recording contradict each other.
    """
    cards, members = [], {}
    for number, card in enumerate(deck.cards, 1):
        member = f"references/{number:04}.npz" if card.id in references else ""
        if member:
            take = new_take(references[card.id], card.name, person=card.signer)
            members[member] = encode_take(take)
        cards.append(
            _SharedCard(
                name=card.name,
                meaning=card.meaning,
                note=card.note,
                source=card.source,
                signer=card.signer,
                gesture=card.gesture,
                reference=member,
            )
        )
    about = _SharedFile(
        format=_FORMAT, format_version=FORMAT_VERSION, name=deck.name, note=deck.note, cards=tuple(cards)
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo(_JSON), msgspec.json.encode(about), zipfile.ZIP_DEFLATED)
        for member, data in members.items():
            archive.writestr(zipfile.ZipInfo(member), data)  # packed inside already
    return buffer.getvalue()


def unpack_deck(stream: IO[bytes], name: str) -> SharedDeck:
    """The deck in an open file; `name` is for messages.

    Raises:
        ImportRefused: one sentence.
    """
    with _open(stream, name) as archive:
        about = _about(archive, name)
        deck = _deck(about, name)
        told = zip(deck.cards, about.cards, strict=True)
        named = {card.id: shared.reference for card, shared in told if shared.reference}
        return SharedDeck(deck, _references(archive, deck, named, name))


def _open(stream: IO[bytes], name: str) -> zipfile.ZipFile:
    members = 2 * MOST_CARDS + 16  # as many again, should some system have added its own
    archive = open_zip(stream, name, file_bytes=MOST_BYTES, members=members, unpacked_bytes=2 * MOST_BYTES)
    check_paths(archive, name)
    return archive


def _about(archive: zipfile.ZipFile, name: str) -> _SharedFile:
    if _JSON not in archive.namelist():
        raise ImportRefused(f"{name} is no deck: it does not say what cards it has.")
    data = unpacked(archive, archive.getinfo(_JSON), f"What {name} says about its cards", _LARGEST_JSON)
    try:
        version = msgspec.json.decode(data, type=_Version)
        if version.format != _FORMAT:
            raise ImportRefused(f"{name} is no deck of this program.")
        if version.format_version > FORMAT_VERSION:
            raise ImportRefused(
                f"{name} was made by a newer version of this program. Update it to read the deck."
            )
        return msgspec.json.decode(data, type=_SharedFile)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ImportRefused(f"{name} is damaged: what it says about its cards cannot be read.") from error


def _deck(about: _SharedFile, name: str) -> Deck:
    """The deck with new ids; a card with a recording gets an id for that, too."""
    if len(about.cards) > MOST_CARDS:
        raise ImportRefused(f"{name} holds more than the {MOST_CARDS:,} cards a deck can have.")
    try:
        deck = replace(new_deck(checked_name(about.name)), note=about.note)
        for told in about.cards:
            deck = with_card(deck, _card(told))
        check_deck(deck)
    except ValueError as error:
        raise ImportRefused(f"{name} cannot be used. {error}") from error
    return deck


def _card(told: _SharedCard) -> Card:
    """A gesture that only a newer version knows is not needed where there is a recording."""
    gesture = "" if told.reference and told.gesture not in gestures() else told.gesture
    return Card(
        id="", name=told.name, meaning=told.meaning, note=told.note, source=told.source, signer=told.signer,
        gesture=gesture, take=_new_take_id() if told.reference else "",
    )  # fmt: skip


def _new_take_id() -> str:
    return f"0-{secrets.token_hex(12)}"


def _references(archive: zipfile.ZipFile, deck: Deck, named: Mapping[str, str], name: str) -> dict[str, Take]:
    references: dict[str, Take] = {}
    frames = 0
    for card in deck.cards:
        if card.id in named:
            take = _reference(archive, named[card.id], card, name)
            frames += len(take.sequence)
            if frames > _MOST_FRAMES:
                raise ImportRefused(f"The recordings of {name} are longer than this program reads.")
            references[card.id] = take
    return references


def _reference(archive: zipfile.ZipFile, member: str, card: Card, name: str) -> Take:
    called = f"The recording of “{card.name}” in {name}"
    if member not in archive.namelist():
        raise ImportRefused(f"{called} is missing.")
    data = unpacked(archive, archive.getinfo(member), called, _LARGEST_REFERENCE)
    take = read_take_from(io.BytesIO(data), called)
    if len(take.sequence) > MOST_REFERENCE_FRAMES:
        raise ImportRefused(f"{called} is longer than the {MOST_REFERENCE_FRAMES:,} frames of a sign.")
    info = new_take(take.sequence, card.name, person=card.signer, source=name).info
    return Take(take.sequence, replace(info, id=card.take))
