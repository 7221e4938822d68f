"""Decks carried to somebody else and brought in from elsewhere, each as one file."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from gesture_app.hands import HandSequence
from gesture_app.keeping.atomic import write_atomically
from gesture_app.practice.decks.card import Deck
from gesture_app.practice.decks.shared_file import SharedDeck, pack_deck, unpack_deck
from gesture_app.takes.errors import ExportRefused, ImportRefused, storage_sentence


def write_deck(deck: Deck, references: Mapping[str, HandSequence], file: Path) -> None:
    """Write a deck, built-in or the user's, with the landmarks of its recorded references by the cards' ids.

    Of the recordings travel the landmarks and the signer's name: no camera, no date, no session. What was written is
    read once before it takes its place, so that whoever gets it can.

    Raises:
        ExportRefused: nothing was written; what was at `file` is still there.
    """
    lacking = [card.name for card in deck.cards if not card.gesture and card.id not in references]
    if lacking:
        raise ExportRefused(
            f"The recording of “{lacking[0]}” is missing. Record it again or remove the card."
        )
    try:
        data = pack_deck(deck, references)
        unpack_deck(io.BytesIO(data), file.name)
    except (ValueError, ImportRefused) as refused:
        raise ExportRefused(f"“{deck.name}” cannot be shared: {refused}") from refused
    try:
        write_atomically(file, data)
    except OSError as error:
        raise ExportRefused(
            storage_sentence(f"{file.name} could not be written", file.parent, error)
        ) from error


def read_deck(file: Path) -> SharedDeck:
    """A deck that somebody shared, with new ids, so that it takes no other's place.

    Raises:
        ImportRefused: one sentence; nothing was kept.
    """
    try:
        with file.open("rb") as stream:
            return unpack_deck(stream, file.name)
    except OSError as error:
        raise ImportRefused(f"{file.name} cannot be opened ({error.strerror}).") from error
