"""A deck among others: its name, what waits in it, and how much of it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar

from gesture_app.practice.decks.card import Deck
from gesture_app.ui.widgets.tile import Tile
from gesture_app.ui.wording import count_of

if TYPE_CHECKING:  # the scheduler comes along with it, which has no place before the window stands
    from gesture_app.practice.journal.schedule import Counts


class DeckTile(Tile):
    """Chosen by a click."""

    def __init__(self) -> None:
        super().__init__("cards", "", "")
        self.setCheckable(True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.add_below(self._bar)

    def show_deck(self, deck: Deck, counts: Counts) -> None:
        """How it stands."""
        self.set_name(deck.name)
        self.set_sentence(_stand(counts, len(deck.cards)))
        self._bar.setRange(0, max(counts.total, 1))
        self._bar.setValue(counts.learned)
        self._bar.setVisible(counts.learned > 0)
        self.setToolTip(deck.note)


def _stand(counts: Counts, signs: int) -> str:
    parts = [f"{counts.due} due"] if counts.due else []
    parts += [f"{counts.new} new today"] if counts.new else []
    if not parts and counts.learned:
        parts = ["done for today"]
    return " · ".join([*parts, count_of(signs, "sign")])
