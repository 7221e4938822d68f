"""The decks behind the window: read, changed, shared, and carried into other programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gesture_app.pipeline.jobs import Worker
from gesture_app.pipeline.messages import Done, Message
from gesture_app.practice.decks.built_in import built_in_decks
from gesture_app.practice.decks.card import Card, Deck
from gesture_app.practice.decks.own import own_deck
from gesture_app.practice.decks.store import DeckStore
from gesture_app.takes.errors import TakeStoreError
from gesture_app.takes.store import TakeStore

if TYPE_CHECKING:
    from gesture_app.hands import HandSequence
    from gesture_app.takes.take import Take

DECKS = "decks"


class DeckShelf:
    """All changes are made on the desk's worker, in order, and end with a list of how everything stands.

    Args:
        folder: of everything that is practised with; the decks lie in one of its own.
        takes: the recordings, asked for when they are needed.
        known: all decks as they were last read.
        changed: sends how everything stands.
    """

    def __init__(
        self,
        folder: Path,
        takes: Callable[[], TakeStore],
        worker: Worker,
        send: Callable[[Message], None],
        known: Callable[[], Sequence[Deck]],
        changed: Callable[[], None],
    ) -> None:
        self._store = DeckStore(folder / DECKS)
        self._takes = takes
        self._worker = worker
        self._send = send
        self._known = known
        self._changed = changed

    # --- what others ask, on their own threads --------------------------------------------------------

    def read(self) -> tuple[Deck, ...]:
        """All decks: the user's gestures if there are any, those that come with the program, the user's own."""
        there = self._takes().contents()
        own = own_deck([gesture.name for gesture in there.gestures], there.takes)
        fixed = [*([own] if own.cards else []), *built_in_decks()]
        return (*(self._store.exchanged(deck) for deck in fixed), *self._store.decks())

    def deleted(self) -> tuple[Deck, ...]:
        """What lies in the bin."""
        return self._store.deleted()

    def problems(self) -> tuple[str, ...]:
        """Sentences about what could not be read."""
        return self._store.problems()

    def recording(self, card: Card) -> HandSequence | None:
        """The landmarks of a card's recorded reference; None: it has none, or it is gone."""
        take = self._take(card) if card.take else None
        return None if take is None else take.sequence

    def rename_card(self, old: str, new: str) -> None:
        """Let a card's chosen reference go on under its new id."""
        self._store.rename_card(old, new)

    # --- changes --------------------------------------------------------------------------------------

    def create(self, name: str) -> None:
        self._change(lambda: self._store.create(name), "")

    def save(self, deck: Deck) -> None:
        """Keep a deck as it is now; recordings that its cards are shown by are copied into it."""
        self._change(lambda: self._store.save(deck, self._recordings(deck)), "")

    def delete(self, deck_id: str) -> None:
        self._change(lambda: self._store.delete(deck_id), "")

    def restore(self, deck_id: str) -> None:
        self._change(lambda: self._store.restore(deck_id), "")

    def replace_reference(self, card_id: str, take_id: str) -> None:
        """Show a card by this take from now on; without one, as before anybody chose."""

        def replace() -> None:
            self._store.replace_reference(card_id, self._takes().load(take_id) if take_id else None)

        self._change(replace, "")

    def share(self, deck_id: str, file: Path) -> None:
        """Write a deck and its recorded references as one file."""
        from gesture_app.practice.decks.sharing import write_deck

        deck = self._deck(deck_id)

        def write() -> None:
            recorded = {
                card.id: take.sequence for card in deck.cards if (take := self._take(card)) is not None
            }
            write_deck(deck, recorded, file)

        self._change(write, f"“{deck.name}” is in {file.name}. Whoever has this program can import it.")

    def take_in(self, file: Path) -> None:
        """Add a deck that somebody shared."""
        from gesture_app.practice.decks.sharing import read_deck

        def read() -> None:
            shared = read_deck(file)
            deck = self._store.add(shared.deck, shared.references)
            self._send(Done(f"“{deck.name}” with {len(deck.cards)} signs is among your decks."))

        self._change(read, "")

    def _change(self, change: Callable[[], object], sentence: str) -> None:
        def work() -> None:
            try:
                change()
            finally:
                self._changed()
            if sentence:
                self._send(Done(sentence))

        self._worker.submit(work)

    # --- inside ---------------------------------------------------------------------------------------

    def _deck(self, deck_id: str) -> Deck:
        return next(deck for deck in self._known() if deck.id == deck_id)

    def _recordings(self, deck: Deck) -> dict[str, Take]:
        return {card.id: take for card in deck.cards if card.take and (take := self._take(card)) is not None}

    def _take(self, card: Card) -> Take | None:
        """A copy that lies with the decks comes first: the user may have deleted the take it was made from."""
        kept = self._store.recording(card)
        if kept is not None or not card.take:
            return kept
        try:
            return self._takes().load(card.take)
        except TakeStoreError:
            return None
