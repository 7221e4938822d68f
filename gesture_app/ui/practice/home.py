"""Where practice begins: what is due today, the decks, and the ways to practise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from gesture_app.pipeline.practice_messages import Decks
from gesture_app.practice.decks.card import Deck
from gesture_app.practice.references.from_gesture import motion_of_gesture
from gesture_app.ui import theme
from gesture_app.ui.focus import press_focused
from gesture_app.ui.practice.deck_tile import DeckTile
from gesture_app.ui.practice.next_step import NextStep, next_step
from gesture_app.ui.practice.wording import WAYS
from gesture_app.ui.signs.view import SignView
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card, Scroll
from gesture_app.ui.widgets.growing import GrowingWidth
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.widgets.tile import Tile
from gesture_app.ui.wording import count_of
from gesture_app.virtual_hand.body.build import Side

if TYPE_CHECKING:  # the scheduler comes along with it, which has no place before the window stands
    from gesture_app.practice.journal.schedule import Counts

_IN_A_ROW = 3
_WIDEST = 1240
_LEAST_HAND, _MOST_HAND = 210, 430
_BESIDES_HAND = 34  # heights of text that everything else needs


class PracticeHome(QWidget):
    """One large button for what is due; everything else below it."""

    practise_wanted = Signal(str)
    """All that is due in a deck."""
    way_wanted = Signal(str, str)
    """A deck, and the mode: `learn`, `produce`, `read`, `spell` or `free`."""
    decks_wanted = Signal()
    progress_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._decks: dict[str, Deck] = {}
        self._counts: Mapping[str, Counts] = {}
        self._deck = ""
        self._step: NextStep | None = None  # what the large button does
        self._tiles: dict[str, DeckTile] = {}
        self._group = QButtonGroup(self)
        self._streak = Text("", "badge")
        self._problems = Text("", "usable", wrap=True)
        self._title = Text("", "hero", wrap=True)
        self._sentence = Text("", "muted", wrap=True)
        self._start = Button("Practise now", "practice", kind="primary", large=True)
        self._start.setToolTip("Enter")
        self._start.clicked.connect(self.begin)
        self._ways_of = Text("", "heading")
        self._grid = QGridLayout()
        self._hand = SignView()
        self._hand.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # to be looked at; it is turned where one practises
        self._shown = ""  # the gesture that the hand makes
        self._lay_out()
        self.set_streak(0)

    def _lay_out(self) -> None:
        within = QWidget()
        GrowingWidth(within, 0, _WIDEST)
        content = QVBoxLayout(within)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(16)
        content.addLayout(self._header())
        content.addWidget(self._problems)
        content.addWidget(self._hero())
        content.addWidget(Text("Decks", "heading"))
        self._grid.setSpacing(12)
        _share_equally(self._grid)
        content.addLayout(self._grid)
        content.addWidget(self._ways_of)
        content.addLayout(self._ways())
        content.addStretch(1)
        scroll = Scroll()
        scroll.column.setContentsMargins(28, 22, 28, 16)
        row = QHBoxLayout()
        row.addWidget(within)
        scroll.column.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    def _header(self) -> QLayout:
        progress = Button("Progress", "progress")
        progress.clicked.connect(self.progress_wanted)
        decks = Button("Edit decks", "cards")
        decks.clicked.connect(self.decks_wanted)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Text("Practice", "title"))
        row.addWidget(self._streak)
        row.addStretch(1)
        row.addWidget(progress)
        row.addWidget(decks)
        return row

    def _hero(self) -> QWidget:
        """What to do now, beside the hand that will do it with the learner."""
        card = Card(margin=0)
        words = QVBoxLayout()
        words.setContentsMargins(32, 28, 16, 28)
        words.setSpacing(8)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        words.addSpacing(14)
        words.addWidget(self._start, alignment=Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(words, 5)
        row.addWidget(self._hand, 3)
        card.body.addLayout(row)
        self._enter = QShortcut(QKeySequence("Return"), self, self._enter_pressed)
        self._enter.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return card

    def _ways(self) -> QLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        self._way_tiles = QButtonGroup(self)
        for number, (_, icon, name, sentence, key) in enumerate(WAYS):
            tile = Tile(icon, name, sentence)
            tile.setToolTip(f"Key {key}")
            shortcut = QShortcut(QKeySequence(key), self, tile.click)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._way_tiles.addButton(tile, number)
            grid.addWidget(tile, number // _IN_A_ROW, number % _IN_A_ROW)
        _share_equally(grid)
        self._way_tiles.idClicked.connect(self._way_clicked)
        return grid

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The hand is as large as there is room for, so that all of the home is seen at once."""
        super().resizeEvent(event)
        room = self.height() - _BESIDES_HAND * theme.body_pixels()
        self._hand.setFixedHeight(min(max(room, _LEAST_HAND), _MOST_HAND))

    # --- what is shown --------------------------------------------------------------------------------

    @property
    def deck(self) -> str:
        """Id of the chosen deck; empty while there is none."""
        return self._deck

    def set_decks(self, decks: Decks) -> None:
        """Show them anew; the chosen one stays chosen."""
        self._decks = {deck.id: deck for deck in decks.decks}
        self._counts = decks.counts
        self._problems.setText(" ".join(decks.problems))
        self._problems.setVisible(bool(decks.problems))
        if list(self._tiles) != list(self._decks):
            self._make_tiles(decks.decks)
        for deck in decks.decks:
            self._tiles[deck.id].show_deck(deck, self._counts[deck.id])
        if self._deck not in self._decks:
            self._deck = self._best()
        self._show_chosen()

    def set_streak(self, days: int) -> None:
        """So many days in a row were practised on."""
        self._streak.setText(f"{days} days in a row")
        self._streak.setVisible(days > 1)

    def set_hand(self, side: Side, *, reduced_motion: bool) -> None:
        """The learner's hand, and whether it shall not move."""
        self._hand.set_side(side)
        self._hand.set_reduced_motion(reduced_motion)

    def choose(self, deck: str) -> None:
        """Make a deck the chosen one."""
        if deck in self._decks:
            self._deck = deck
            self._show_chosen()

    def after_session(self) -> tuple[str, str]:
        """What would be next: a sentence, and the words of a button; empty where nothing waits."""
        step = self._step
        if step is None or step.does != "practise":
            return "" if step is None else step.sentence, ""
        if step.deck != self._deck:
            return step.sentence, step.button
        waiting = count_of(step.waiting, "card")
        return f"{waiting} of “{self._decks[self._deck].name}” still wait today.", f"Go on ({step.waiting})"

    def take_focus(self) -> None:
        self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_tiles(self, decks: Sequence[Deck]) -> None:
        for tile in self._tiles.values():
            self._group.removeButton(tile)
            self._grid.removeWidget(tile)
            tile.deleteLater()
        self._tiles = {deck.id: DeckTile() for deck in decks}
        for number, tile in enumerate(self._tiles.values()):
            tile.clicked.connect(self._deck_clicked)
            self._group.addButton(tile, number)
            self._grid.addWidget(tile, number // _IN_A_ROW, number % _IN_A_ROW)

    def _best(self) -> str:
        """The deck with most to do; the first one where all have the same."""
        waiting = {deck: self._counts[deck].due for deck in self._decks}
        return max(waiting, key=lambda deck: waiting[deck], default="")

    def _show_chosen(self) -> None:
        deck = self._decks.get(self._deck)
        if deck is None:
            return
        self._tiles[self._deck].setChecked(True)
        self._show_hand(deck)
        self._ways_of.setText(f"Ways to practise “{deck.name}”")
        step = self._step = next_step(deck, self._decks, self._counts, datetime.now(UTC))
        self._title.setText(step.title)
        self._sentence.setText(step.sentence)
        self._start.setText(step.button)
        self._start.setAccessibleName(step.button)
        self._start.setAccessibleDescription(f"{step.title}. {step.sentence}")

    def _show_hand(self, deck: Deck) -> None:
        """The deck's first sign that the virtual hand knows."""
        gesture = next((card.gesture for card in deck.cards if card.gesture), "")
        self._hand.setVisible(bool(gesture))
        if gesture and gesture != self._shown:
            self._shown = gesture
            self._hand.set_motion(motion_of_gesture(gesture))

    # --- wishes ---------------------------------------------------------------------------------------

    @Slot()
    def begin(self) -> None:
        """Do what the large button says."""
        step = self._step
        if step is None:
            return
        if step.does == "practise":
            self._deck = step.deck
            self.practise_wanted.emit(step.deck)
        elif step.does == "add signs":
            self.decks_wanted.emit()
        else:
            self.way_wanted.emit(step.deck, "free")

    @Slot()
    def _enter_pressed(self) -> None:
        """On a button it presses that button; anywhere else, and on the chosen deck, it begins."""
        if not press_focused(self):
            self.begin()

    @Slot()
    def _deck_clicked(self) -> None:
        self._deck = list(self._tiles)[self._group.checkedId()]
        self._show_chosen()

    @Slot(int)
    def _way_clicked(self, number: int) -> None:
        if self._deck:
            self.way_wanted.emit(self._deck, WAYS[number][0])


def _share_equally(grid: QGridLayout) -> None:
    for column in range(_IN_A_ROW):
        grid.setColumnStretch(column, 1)
