"""The coach: what would help, each with its figure and with buttons for what can be done about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.learning.coaching.advice import Advice
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card, Line
from gesture_app.ui.widgets.growing import GrowingWidth
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.wording import count_of, shown_name

_FIGURE_WIDTH = 112


class CoachCard(Card):
    """Sentences a person can act on, the most useful first."""

    show_wanted = Signal(list)
    """Takes to look at, by name."""
    drop_wanted = Signal(str)
    """A take to move to the bin."""

    def __init__(self) -> None:
        super().__init__("Coach")
        self._rows: list[CoachRow] = []
        self._known: frozenset[str] = frozenset()
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.body.addLayout(self._list)

    def set_advice(self, advice: Sequence[Advice]) -> None:
        """Show these; without any the card is hidden."""
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self._rows = []
        for each in advice:
            if self._rows:
                self._list.addWidget(Line())
            row = CoachRow(each)
            row.show_wanted.connect(self.show_wanted)
            row.drop_wanted.connect(self.drop_wanted)
            row.set_takes(self._known)
            self._rows.append(row)
            self._list.addWidget(row)
        self.setVisible(bool(self._rows))

    def set_takes(self, known: Collection[str]) -> None:
        """The takes there are: only those can be shown and dropped."""
        self._known = frozenset(known)
        for row in self._rows:
            row.set_takes(self._known)


class CoachRow(QWidget):
    """One piece of advice."""

    show_wanted = Signal(list)
    drop_wanted = Signal(str)

    def __init__(self, advice: Advice) -> None:
        super().__init__()
        self._advice = advice
        self._there: list[str] = []
        self.setAccessibleName(f"{advice.figure}: {advice.sentence}")
        figure = Text(advice.figure, "strong", wrap=True)
        GrowingWidth(figure, _FIGURE_WIDTH)
        # What the takes are called, also where they are more like something else.
        self._about = about = shown_name(advice.gestures[0]) if advice.gestures else ""
        self._show = Button("Show takes", "play")
        self._drop = Button(
            "Move to bin", "delete", kind="quiet", name=f"Move this take of {about} to the bin"
        )
        self._gone = Text("It is no longer among your takes. Train again without it.", "muted", wrap=True)
        self._show.clicked.connect(self._ask_show)
        self._drop.clicked.connect(self._ask_drop)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for widget in (self._show, self._drop, self._gone):
            buttons.addWidget(widget)
        buttons.addStretch()
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(Text(advice.sentence, wrap=True))
        words.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(figure, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    @property
    def _droppable(self) -> bool:
        return self._advice.kind == "outlier"

    def set_takes(self, known: Collection[str]) -> None:
        """Offer what can be done with those of its takes that are there."""
        self._there = [name for name in self._advice.takes if name in known]
        count = len(self._there)
        self._show.setText("Show take" if count == 1 else f"Show {count_of(count, 'take')}")
        self._show.setAccessibleName(f"{self._show.text()} of {self._about}")
        self._show.setVisible(count > 0)
        self._drop.setVisible(self._droppable and count > 0)
        self._gone.setVisible(self._droppable and count == 0)

    @Slot()
    def _ask_show(self) -> None:
        self.show_wanted.emit(self._there)

    @Slot()
    def _ask_drop(self) -> None:
        self.drop_wanted.emit(self._there[0])
