"""The user's decks on disk, the bin they are deleted into, and what is shown in place of the references of others."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from gesture_app.hands import HandSequence
from gesture_app.keeping.atomic import sync_folder
from gesture_app.keeping.json_files import NewerFile
from gesture_app.keeping.names import free_name
from gesture_app.practice.decks.card import Card, Deck
from gesture_app.practice.decks.checking import LONGEST_NAME, check_deck, checked_name, is_deck_id
from gesture_app.practice.decks.deck_files import Exchanged, write_deck_file
from gesture_app.practice.decks.deck_folder import DeckFolder
from gesture_app.practice.decks.editing import new_deck
from gesture_app.practice.decks.recordings import Recordings
from gesture_app.takes.errors import storage_sentence
from gesture_app.takes.take import Take

BIN_FOLDER = ".bin"
_RECORDINGS = "recordings"


class DeckError(Exception):
    """A deck could not be read or changed; the text says what happened and what to do."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class DeckStore:
    """All decks of one folder. Safe to use from several threads; every change is whole or not at all.

    Every method but `problems` raises `DeckError` when the folder cannot be read or written.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime] = _utc_now) -> None:
        self.folder = folder
        self._lock = threading.RLock()
        self._recordings = Recordings(folder / _RECORDINGS, now)
        self._files = DeckFolder(folder)

    # ---- decks

    def decks(self) -> tuple[Deck, ...]:
        """The user's decks by name. Damaged ones are set aside, see `problems`."""
        with self._working("The decks could not be read"):
            return self._files.decks_in(self.folder)

    def problems(self) -> tuple[str, ...]:
        """Sentences about what cannot be read, and about what was set aside and still lies there."""
        try:
            with self._working("The decks could not be read"):
                self._files.decks_in(self.folder)
                self._files.exchanged()
                return self._files.problems(self.folder, self.folder / BIN_FOLDER, self._recordings.folder)
        except DeckError as error:
            return (str(error),)

    def create(self, name: str) -> Deck:
        """An empty deck. Raises `DeckError` when the name cannot be used or is taken."""
        try:
            deck = new_deck(checked_name(name))
        except ValueError as error:
            raise DeckError(str(error)) from error
        with self._lock:
            if deck.name.casefold() in self._names():
                raise DeckError(f"There is already a deck called “{deck.name}”. Choose another name.")
            self.save(deck)
        return deck

    def save(self, deck: Deck, recordings: Mapping[str, Take] | None = None) -> None:
        """Write a deck as it is now, with the recordings, by their card's id, that do not lie here yet.

        Recordings come first: a crash in between leaves one that no card asks for, never a card without its own.
        """
        if deck.fixed:
            raise DeckError(f"“{deck.name}” cannot be changed. Copy its cards into a deck of your own.")
        try:
            check_deck(deck)
        except ValueError as error:
            raise DeckError(f"“{deck.name[:LONGEST_NAME]}” could not be saved. {error}") from error
        with self._working("The deck could not be saved"):
            for take in (recordings or {}).values():
                self._keep(take)
            self.folder.mkdir(parents=True, exist_ok=True)
            write_deck_file(self._file(deck.id), deck)

    def add(self, deck: Deck, recordings: Mapping[str, Take]) -> Deck:
        """A deck from elsewhere, under a name that is free. Its ids are its own already, see `sharing`."""
        with self._lock:
            deck = replace(deck, name=free_name(deck.name, self._names(), LONGEST_NAME))
            self.save(deck, recordings)
        return deck

    # ---- the bin

    def delete(self, deck_id: str) -> None:
        """Put a deck into the bin."""
        with self._working("The deck could not be deleted"):
            self._move(deck_id, self.folder, self.folder / BIN_FOLDER)

    def deleted(self) -> tuple[Deck, ...]:
        """What can be restored, by name."""
        with self._working("The bin could not be read"):
            return self._files.decks_in(self.folder / BIN_FOLDER)

    def restore(self, deck_id: str) -> None:
        """Take a deck out of the bin."""
        with self._working("The deck could not be restored"):
            self._move(deck_id, self.folder / BIN_FOLDER, self.folder)

    # ---- references

    def exchanged(self, deck: Deck) -> Deck:
        """A fixed deck with the recordings that were chosen in place of its references."""
        with self._working("The references could not be read"):
            chosen = self._files.exchanged()
        cards = tuple(
            replace(card, take=new.take, signer=new.signer) if (new := chosen.get(card.id)) else card
            for card in deck.cards
        )
        return replace(deck, cards=cards)

    def recording(self, card: Card) -> Take | None:
        """The recording that is a card's reference; None if it has none, or it lies among the user's takes only."""
        with self._working("The reference could not be read"):
            return self._recordings.read(card.take)

    def reference(self, card: Card) -> HandSequence | None:
        """The landmarks of `recording`."""
        take = self.recording(card)
        return None if take is None else take.sequence

    def replace_reference(self, card_id: str, take: Take | None) -> None:
        """Show a card, of a fixed deck or of the user's own, by a copy of this recording from now on.

        Args:
            take: None goes back to the virtual hand, or to the best take of the user's gesture.
        """
        deck_id = card_id.partition("/")[0]
        with self._working("The reference could not be exchanged"):
            kept = None if take is None else self._keep(take)
            if is_deck_id(deck_id):
                self._replace_in(self._file(deck_id), card_id, kept)
            else:
                self._replace_fixed(card_id, kept)

    def rename_card(self, old: str, new: str) -> None:
        """A gesture of the user's is called otherwise now: what was chosen to show it stays."""
        with self._working("The reference could not be exchanged"):
            chosen = self._files.exchanged().get(old)
            if chosen is not None:
                self._files.exchange(new, chosen)
                self._files.exchange(old, None)

    # ---- inside

    @contextmanager
    def _working(self, failure: str) -> Iterator[None]:
        """Hold the lock and explain what the system refuses."""
        with self._lock:
            try:
                yield
            except OSError as error:
                raise DeckError(storage_sentence(failure, self.folder, error)) from error

    def _file(self, deck_id: str) -> Path:
        return self.folder / f"{deck_id}.json"

    def _names(self) -> set[str]:
        return {deck.name.casefold() for deck in self.decks()}

    def _move(self, deck_id: str, source: Path, target: Path) -> None:
        file = source / f"{deck_id}.json"
        if not is_deck_id(deck_id) or not file.is_file():
            raise DeckError("There is no such deck any more.")
        if (target / file.name).exists():
            raise DeckError(f"There is a file {target / file.name} already. Move it away first.")
        target.mkdir(parents=True, exist_ok=True)
        file.replace(target / file.name)
        sync_folder(target)
        sync_folder(source)

    def _keep(self, take: Take) -> Take:
        try:
            return self._recordings.keep(take)
        except ValueError as error:
            raise DeckError(f"The recording cannot be kept: {error}. Choose another one.") from error

    def _replace_in(self, file: Path, card_id: str, take: Take | None) -> None:
        deck = self._files.deck(file) if file.is_file() else None
        if deck is None or all(card.id != card_id for card in deck.cards):
            raise DeckError("There is no such card any more.")
        cards = tuple(_shown_by(card, take) if card.id == card_id else card for card in deck.cards)
        self.save(replace(deck, cards=cards))

    def _replace_fixed(self, card_id: str, take: Take | None) -> None:
        new = None if take is None else Exchanged(take=take.info.id, signer=take.info.person)
        try:
            self._files.exchange(card_id, new)
        except NewerFile as newer:
            raise DeckError(str(newer)) from newer


def _shown_by(card: Card, take: Take | None) -> Card:
    if take is not None:
        return replace(card, take=take.info.id, signer=take.info.person)
    if not card.gesture:
        raise DeckError(
            f"The virtual hand does not know “{card.name}”: its recording stays until another comes."
        )
    return replace(card, take="", signer="")
