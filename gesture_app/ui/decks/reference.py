"""Who shows a card's sign: the virtual hand, or somebody's recording in its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gesture_app.practice.decks.card import Card
from gesture_app.practice.decks.own import own_deck
from gesture_app.takes.take import TakeInfo
from gesture_app.ui.decks.take_choice import choose_take, when_recorded
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.text import Text


class ReferenceChoice(QWidget):
    """One click puts the user's best recording of a sign of this name in place; any other can be chosen."""

    chosen = Signal(str)
    """A take's id; empty: back to the virtual hand, or to the gesture's best take."""

    def __init__(self) -> None:
        super().__init__()
        self._card: Card | None = None
        self._takes: tuple[TakeInfo, ...] = ()
        self._best = ""
        self._told = Text("", "body", wrap=True)
        self._own = Button("Use my recording", "hand", kind="primary")
        self._other = Button("Choose a recording …", "takes")
        self._back = Button("Back to the virtual hand", "undo")
        self._own.clicked.connect(self._use_own)
        self._other.clicked.connect(self._choose)
        self._back.clicked.connect(self._go_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(8)
        column.addWidget(Text("Shown by", "small"))
        column.addWidget(self._told)
        for button in (self._own, self._other, self._back):
            column.addWidget(button)

    def set_takes(self, takes: Sequence[TakeInfo]) -> None:
        """All takes there are."""
        self._takes = tuple(takes)
        if self._card is not None:
            self.show_card(self._card)

    def show_card(self, card: Card) -> None:
        """Show who performs a card now, and offer what else there is."""
        self._card = card
        name = card.name.casefold()
        mine = own_deck(
            {take.gesture for take in self._takes if take.gesture.casefold() == name}, self._takes
        )
        self._best = mine.cards[0].take if mine.cards else ""
        self._told.setText(self._shown_by(card))
        self._own.setVisible(bool(self._best) and self._best != card.take)
        self._other.setEnabled(bool(self._takes))
        self._other.setToolTip(
            "" if self._takes else "Nothing is recorded yet. Record signs on the Record page."
        )
        self._back.setText("Back to the virtual hand" if card.gesture else "Back to the best take")
        self._back.setAccessibleName(self._back.text())
        self._back.setVisible(bool(card.take) and self._has_another(card))

    def _shown_by(self, card: Card) -> str:
        if not card.take:
            return "The virtual hand"
        info = next((take for take in self._takes if take.id == card.take), None)
        who = card.signer or "A recording"
        return who if info is None else f"{who}, {when_recorded(info)}"

    def _has_another(self, card: Card) -> bool:
        """Whether there is a reference beneath the recording: for a gesture of the user's, it is the best take."""
        return bool(card.gesture) or (card.id.startswith("own/") and card.take != self._best)

    @Slot()
    def _use_own(self) -> None:
        self.chosen.emit(self._best)

    @Slot()
    def _go_back(self) -> None:
        self.chosen.emit("")

    @Slot()
    def _choose(self) -> None:
        if self._card is not None:
            take = choose_take(self, self._card.name, self._takes)
            if take:
                self.chosen.emit(take)
