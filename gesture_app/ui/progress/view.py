"""What practice has brought: days, what is still known, every sign, spelling, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gesture_app.practice.decks.card import Deck
from gesture_app.practice.progress.progress import Progress
from gesture_app.practice.progress.strength import CardProgress
from gesture_app.ui.progress.calendar import PracticeCalendar
from gesture_app.ui.progress.cards import CardMap, Section
from gesture_app.ui.progress.details import CardDetails
from gesture_app.ui.progress.figures import Figures
from gesture_app.ui.progress.forecast import ForecastBars
from gesture_app.ui.progress.lines import DayLines
from gesture_app.ui.progress.points import show_retention, show_spelling
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card, Scroll
from gesture_app.ui.widgets.empty_state import EmptyState
from gesture_app.ui.widgets.fields import Choice
from gesture_app.ui.widgets.growing import GrowingWidth
from gesture_app.ui.widgets.side_by_side import SideBySide
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.widgets.told_card import ToldCard
from gesture_app.ui.widgets.way_back import WayBack

_BESIDE = 860  # pixels from which cards stand beside each other
_DETAILS_WIDTH = 250
_WIDEST = 1500  # a calendar of a year fills this; more would pull things apart
_KINDS = {"anki": "Anki deck (*.apkg)", "csv": "Table (*.csv)"}


class ProgressView(QWidget):
    """For looking at; nothing here is changed. Escape or Back leads to where one came from."""

    back_wanted = Signal()
    practise_wanted = Signal()
    """Nothing to look at yet: the user wants to practise."""
    export_wanted = Signal(str, str, str)
    """A deck's id, "anki" or "csv", and the file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Progress")
        self._progress: Progress | None = None
        self._decks: tuple[Deck, ...] = ()
        self._figures, self._calendar, self._forecast = Figures(), PracticeCalendar(), ForecastBars()
        self._map, self._details = CardMap(), CardDetails()
        self._retention = DayLines("Known at the first try, week by week", ("making", "reading"))
        self._spelling = DayLines("Speed of spelling", ("spelled by you", "read by you"))
        self._not_begun = Text("", "small", wrap=True)
        self._map.pointed.connect(self._show_card)
        self._build()

    def _build(self) -> None:
        self._empty = EmptyState(
            "practice",
            "Your progress grows here",
            "After your first session you see the days you practised, how well you know each sign, what is often "
            "corrected, and what comes back when.",
            "Practise now",
            "play",
        )
        self._empty.action.connect(self.practise_wanted)
        self._pictures = Scroll()
        self._fill(self._pictures)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._empty)
        self._whole.addWidget(self._pictures)
        content = QWidget()
        GrowingWidth(content, 0, _WIDEST)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(WayBack(self, "Progress", self.back_wanted))
        column.addWidget(self._whole, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 24, 24, 16)
        row.addWidget(content)

    def _fill(self, scroll: Scroll) -> None:
        scroll.verticalScrollBar().valueChanged.connect(self._keep_details_in_view)
        scroll.column.addWidget(self._figures)
        calendar = ToldCard("Days of practice", "The more you did, the larger the square.", self._calendar)
        self._coming = ToldCard(
            "What comes back",
            "Cards to repeat on the next days.",
            self._forecast,
            empty="Nothing comes back yet.",
        )
        scroll.column.addWidget(SideBySide(_BESIDE, (calendar, 5), (self._coming, 3)))
        scroll.column.addWidget(self._signs())
        self._still_known = ToldCard(
            "Known at the first try", "Of the cards that came back, week by week.", self._retention,
            empty="Once cards have come back for a week, this shows how many you still know.",
        )  # fmt: skip
        self._speed = ToldCard(
            "Speed of spelling", "Letters a second, day by day.", self._spelling,
            empty="Spell a few words, and this shows how fast you get.",
        )  # fmt: skip
        scroll.column.addWidget(SideBySide(_BESIDE, (self._still_known, 1), (self._speed, 1)))
        scroll.column.addWidget(self._export())
        scroll.column.addStretch()

    def _signs(self) -> QWidget:
        signs = QWidget()
        column = QVBoxLayout(signs)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._map)
        column.addWidget(self._not_begun)
        column.addStretch()
        GrowingWidth(self._details, _DETAILS_WIDTH, 10_000)
        self._signs_row = SideBySide(_BESIDE, (signs, 5), (self._details, 0), spacing=24)
        explanation = "The stronger a tile and the longer its bar, the better you know the sign."
        return ToldCard("Your signs", explanation, self._map, content=self._signs_row)

    def _export(self) -> QWidget:
        card = Card(
            "Take it with you",
            "A deck for Anki has both sides of every card with a moving picture of the sign. "
            "A table has every answer of yours, for a spreadsheet.",
        )
        self._deck = Choice("Deck to save", 16)
        anki, table = Button("Save for Anki …", "download"), Button("Save as a table …", "download")
        anki.clicked.connect(self._save_anki)
        table.clicked.connect(self._save_table)
        row = SideBySide(620, (self._deck, 0), (anki, 0), (table, 0), (QWidget(), 1), spacing=10)
        card.body.addWidget(row)
        return card

    def set_decks(self, decks: Sequence[Deck]) -> None:
        """The decks there are, for their names and their order."""
        self._decks = tuple(decks)
        chosen = self._deck.currentData()
        self._deck.clear()
        for deck in decks:
            self._deck.addItem(deck.name, deck.id)
        self._deck.setCurrentIndex(max(self._deck.findData(chosen), 0))
        if self._progress is not None:
            self._show_signs(self._progress)

    def set_progress(self, progress: Progress) -> None:
        """Show what practice has brought up to now."""
        self._progress = progress
        self._whole.setCurrentWidget(self._pictures if progress.days else self._empty)
        self._figures.show_progress(progress)
        self._calendar.set_days(progress.today, progress.days)
        self._forecast.set_days(progress.forecast)
        self._show_signs(progress)
        show_retention(self._retention, progress.retention_weeks)
        show_spelling(self._spelling, progress.spelling)
        self._coming.set_filled(any(due for _, due in progress.forecast))
        self._still_known.set_filled(bool(progress.retention_weeks))
        self._speed.set_filled(bool(progress.spelling))

    def _show_signs(self, progress: Progress) -> None:
        names = {deck.id: deck.name for deck in self._decks}
        by_deck: dict[str, list[CardProgress]] = {}
        for card in progress.cards:
            by_deck.setdefault(card.deck, []).append(card)
        begun: list[Section] = []
        waiting: list[str] = []
        for deck, cards in by_deck.items():
            name = names.get(deck, deck)
            if any(card.strength > 0 for card in cards):
                begun.append((name, cards))
            else:
                waiting.append(name)
        self._map.set_sections(begun)
        self._details.set_cards(self._map.cards)
        self._not_begun.setText(f"Not begun yet: {', '.join(waiting)}." if waiting else "")
        self._not_begun.setVisible(bool(waiting))

    @Slot(int)
    def _show_card(self, number: int) -> None:
        if self._progress is not None:
            self._details.show_card(self._map.cards[number] if number >= 0 else None, self._progress.today)

    @Slot()
    def _keep_details_in_view(self) -> None:
        """Beside a long map of signs the details go along with the page."""
        beside = self._details.x() > 0
        top = self._signs_row.mapTo(self._pictures, QPoint(0, 0)).y()
        hidden = 8 - top
        room = self._map.heightForWidth(self._map.width()) - self._details.needed_height()
        self._details.set_top(max(min(hidden, room), 0) if beside else 0)

    @Slot()
    def _save_anki(self) -> None:
        self._save("anki")

    @Slot()
    def _save_table(self) -> None:
        self._save("csv")

    def _save(self, kind: str) -> None:
        ending = {"anki": ".apkg", "csv": ".csv"}[kind]
        offered = f"{self._deck.currentText()}{ending}".replace("/", "-")
        file, _ = QFileDialog.getSaveFileName(self, "Save", offered, _KINDS[kind])
        if file:
            whole = file if Path(file).suffix else file + ending
            self.export_wanted.emit(str(self._deck.currentData()), kind, whole)
