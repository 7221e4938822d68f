"""The few figures that progress begins with."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.practice.lessons.attempt import Skill
from gesture_app.practice.progress.progress import Progress
from gesture_app.ui.progress.words import WELL_KNOWN
from gesture_app.ui.widgets.card import Card
from gesture_app.ui.widgets.side_by_side import SideBySide
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.wording import count_of, minutes

_LEAST_WIDTH = 900  # of four figures beside each other


class Figures(QWidget):
    """Days in a row, today, what is still known, and how many signs were begun."""

    def __init__(self) -> None:
        super().__init__()
        self._streak, self._today = _Figure("Days in a row"), _Figure("Today")
        self._known, self._signs = _Figure("Known at the first try"), _Figure("Signs begun")
        pairs = [
            SideBySide(420, (self._streak, 1), (self._today, 1)),
            SideBySide(420, (self._known, 1), (self._signs, 1)),
        ]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(SideBySide(_LEAST_WIDTH, *((pair, 1) for pair in pairs)))

    def show_progress(self, progress: Progress) -> None:
        longest = count_of(progress.longest_streak_days, "day")
        self._streak.tell(str(progress.streak_days), f"Your longest: {longest}")
        today = next((day for day in progress.days if day.day == progress.today), None)
        if today is None:
            self._today.tell("0", "answers so far")
        else:
            answers = today.reviews + today.words
            self._today.tell(
                str(answers), f"{'answer' if answers == 1 else 'answers'} in {minutes(today.seconds)}"
            )
        self._tell_known(progress)
        begun = sum(card.strength > 0 for card in progress.cards)
        well = sum(card.strength >= WELL_KNOWN for card in progress.cards)
        self._signs.tell(str(begun), f"of {len(progress.cards)}, {well} well known")

    def _tell_known(self, progress: Progress) -> None:
        asked = sum(each.asked for each in progress.retention.values())
        if not asked:
            self._known.tell("–", "Nothing has come back yet")
            return
        known = sum(each.known for each in progress.retention.values())
        words: dict[Skill, str] = {"produce": "making", "read": "reading"}
        parts = [
            f"{words[skill]} {progress.retention[skill].rate:.0%}"
            for skill in words
            if skill in progress.retention
        ]
        self._known.tell(f"{known / asked:.0%}", "\n".join(parts))


class _Figure(Card):
    """A large figure between what it is and what there is to say about it."""

    def __init__(self, name: str) -> None:
        super().__init__(margin=18)
        self._name = name
        self.body.setSpacing(2)
        self._figure, self._words = Text("", "title"), Text("", "small", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._figure, alignment=Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.body.addWidget(Text(name, "muted"))
        self.body.addLayout(row)
        self.body.addStretch()

    def tell(self, figure: str, words: str) -> None:
        self._figure.setText(figure)
        self._words.setText(words)
        self.setAccessibleName(f"{self._name}: {figure}, {words}")
