"""Decks: create, order, describe and share them, and choose who shows each sign."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.practice.decks.card import Card, Deck
from gesture_app.practice.decks.checking import checked_name
from gesture_app.practice.decks.editing import with_card
from gesture_app.takes.take import TakeInfo
from gesture_app.ui.decks.adding import choose_signs
from gesture_app.ui.decks.card_form import CardForm
from gesture_app.ui.decks.cards import DeckCards
from gesture_app.ui.decks.head import DeckHead
from gesture_app.ui.decks.list import DeckList
from gesture_app.ui.decks.reference import ReferenceChoice
from gesture_app.ui.notice import NoticeBar
from gesture_app.ui.widgets.card import Card as Surface
from gesture_app.ui.widgets.card import Line, Scroll
from gesture_app.ui.widgets.growing import GrowingWidth
from gesture_app.ui.widgets.side_by_side import SideBySide
from gesture_app.ui.widgets.way_back import WayBack
from gesture_app.ui.wording import count_of

_BESIDE = 860  # pixels from which the list of decks stands beside the deck
_FORM_BESIDE = 600
_WIDEST = 1500
_ENDING = ".gesture-deck"
_FILES = f"Decks (*{_ENDING})"


class DeckEditor(QWidget):
    """Every change leaves at once as a whole deck; what comes back by `set_decks` is what is shown."""

    back_wanted = Signal()
    deck_saved = Signal(object)
    """A `Deck` as it is now."""
    deck_created = Signal(str)
    """The name of a deck to begin."""
    deck_deleted = Signal(str)
    """A deck's id."""
    deck_restored = Signal(str)
    """The id of a deck that was deleted."""
    share_wanted = Signal(str, str)
    """A deck's id and a file."""
    import_wanted = Signal(str)
    """A file."""
    reference_wanted = Signal(str, str)
    """A card's id and a take's; without a take: back to the virtual hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Decks")
        self._decks: tuple[Deck, ...] = ()
        self._undone: Deck | None = None  # what Undo brings back; it is offered until it is used or closed
        self._list, self._head, self._cards = DeckList(), DeckHead(), DeckCards()
        self._form, self._reference = CardForm(), ReferenceChoice()
        self._notice = NoticeBar(undo_key="")
        self._build()
        self._connect()

    def _build(self) -> None:
        self._about_card = QWidget()
        about = QVBoxLayout(self._about_card)
        about.setContentsMargins(0, 0, 0, 0)
        about.addWidget(self._form)
        about.addWidget(self._reference)
        about.addStretch()
        deck = Surface()
        deck.setAccessibleName("The chosen deck")
        deck.body.addWidget(self._head)
        deck.body.addWidget(Line())
        deck.body.addWidget(SideBySide(_FORM_BESIDE, (self._cards, 2), (self._about_card, 3), spacing=24), 1)
        scroll = Scroll()
        scroll.column.addWidget(SideBySide(_BESIDE, (self._list, 2), (deck, 7)), 1)
        content = QWidget()
        GrowingWidth(content, 0, _WIDEST)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(WayBack(self, "Decks", self.back_wanted))
        column.addWidget(scroll, 1)
        column.addWidget(self._notice)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 24, 24, 16)
        row.addWidget(content)

    def _connect(self) -> None:
        self._list.chosen.connect(self._show_deck)
        self._list.create_wanted.connect(self._create)
        self._list.import_wanted.connect(self._import)
        self._head.edited.connect(self._describe)
        self._head.share_wanted.connect(self._share)
        self._head.delete_wanted.connect(self._delete)
        self._cards.chosen.connect(self._show_card)
        self._cards.order_wanted.connect(self._order)
        self._cards.remove_wanted.connect(self._remove)
        self._cards.add_wanted.connect(self._add)
        self._form.edited.connect(self._change_card)
        self._reference.chosen.connect(self._choose_reference)
        self._notice.undo_wanted.connect(self._undo)
        self._list.restore_wanted.connect(self.deck_restored)

    def set_decks(self, decks: Sequence[Deck]) -> None:
        """All decks there are."""
        self._decks = tuple(decks)
        self._list.set_decks(self._decks)

    def set_deleted(self, decks: Sequence[Deck]) -> None:
        """The decks in the bin."""
        self._list.set_deleted(decks)

    def set_takes(self, takes: Sequence[TakeInfo]) -> None:
        """All takes there are: any of them can show a sign."""
        self._reference.set_takes(takes)

    def choose(self, deck: str) -> None:
        """Open a deck by its id."""
        self._list.choose(deck)

    @property
    def deck(self) -> Deck | None:
        """The deck that is open."""
        return next((deck for deck in self._decks if deck.id == self._list.current), None)

    @property
    def card(self) -> Card | None:
        """The card that is open."""
        deck = self.deck
        return next((card for card in deck.cards if card.id == self._cards.current), None) if deck else None

    # --- what is shown --------------------------------------------------------------------------------

    @Slot(str)
    def _show_deck(self, _deck: str) -> None:
        if self.deck is not None:
            self._head.show_deck(self.deck)
            self._cards.set_deck(self.deck)

    @Slot(str)
    def _show_card(self, _card: str) -> None:
        deck, card = self.deck, self.card
        self._about_card.setVisible(card is not None)
        if deck is not None and card is not None:
            self._form.show_card(card, fixed=deck.fixed)
            self._reference.show_card(card)

    # --- changes --------------------------------------------------------------------------------------

    def _save(self, deck: Deck) -> None:
        """Show the change at once, and hand it out."""
        self.set_decks([deck if other.id == deck.id else other for other in self._decks])
        self.deck_saved.emit(deck)

    @Slot(str)
    def _create(self, name: str) -> None:
        if self._is_free(name, ""):
            self.deck_created.emit(name)

    @Slot(str, str)
    def _describe(self, name: str, note: str) -> None:
        deck = self.deck
        if deck is not None and self._is_free(name, deck.id):
            self._save(replace(deck, name=checked_name(name), note=note))
        else:
            self._head.take_back()

    def _is_free(self, name: str, deck: str) -> bool:
        """Whether a deck can be called so; if not, it is said why."""
        try:
            wanted = checked_name(name).casefold()
        except ValueError as error:
            self._notice.say(str(error))
            return False
        taken = any(other.name.casefold() == wanted and other.id != deck for other in self._decks)
        if taken:
            self._notice.say(f"There is already a deck called “{name}”. Choose another name.")
        return not taken

    @Slot(object)
    def _change_card(self, card: Card) -> None:
        deck = self.deck
        if deck is not None and not deck.fixed:
            cards = tuple(card if other.id == card.id else other for other in deck.cards)
            self._save(replace(deck, cards=cards))

    @Slot(list)
    def _order(self, ids: list[str]) -> None:
        deck = self.deck
        if deck is not None:
            by_id = {card.id: card for card in deck.cards}
            self._save(replace(deck, cards=tuple(by_id[card] for card in ids)))

    @Slot()
    def _add(self) -> None:
        deck = self.deck
        if deck is None:
            return
        chosen = choose_signs(self, [other for other in self._decks if other.id != deck.id])
        for card in chosen:
            deck = with_card(deck, card)
        if chosen:
            self._save(deck)
            self._cards.choose(deck.cards[-1].id)

    @Slot(str)
    def _remove(self, card_id: str) -> None:
        deck = self.deck
        if deck is None:
            return
        gone = next(card for card in deck.cards if card.id == card_id)
        self._undone = deck
        self._save(replace(deck, cards=tuple(card for card in deck.cards if card is not gone)))
        self._notice.say(f"“{gone.name}” was removed from “{deck.name}”.", undo_entry=deck.id, trouble=True)
        self._cards.take_focus()

    @Slot()
    def _delete(self) -> None:
        deck = self.deck
        if deck is None:
            return
        self._undone = deck
        self.set_decks([other for other in self._decks if other.id != deck.id])
        self.deck_deleted.emit(deck.id)
        signs = count_of(len(deck.cards), "sign")
        self._notice.say(f"“{deck.name}” with {signs} was deleted.", undo_entry=deck.id, trouble=True)

    @Slot(str)
    def _undo(self, deck_id: str) -> None:
        deck = self._undone
        if deck is None:
            return
        if any(other.id == deck_id for other in self._decks):
            self._save(deck)
        else:
            self.deck_restored.emit(deck_id)
        self._undone = None

    @Slot(str)
    def _choose_reference(self, take: str) -> None:
        if self.card is not None:
            self.reference_wanted.emit(self.card.id, take)

    @Slot()
    def _share(self) -> None:
        deck = self.deck
        if deck is None:
            return
        offered = f"{deck.name}{_ENDING}".replace("/", "-")
        file, _ = QFileDialog.getSaveFileName(self, "Share this deck", offered, _FILES)
        if file:
            whole = file if Path(file).suffix == _ENDING else file + _ENDING
            self.share_wanted.emit(deck.id, whole)

    @Slot()
    def _import(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, "Open a shared deck", filter=_FILES)
        if file:
            self.import_wanted.emit(file)
