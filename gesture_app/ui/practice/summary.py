"""The end of a session: what it came to, what to look at again, and what would be next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.practice.decks.card import Card as SignCard
from gesture_app.practice.lessons.attempt import Attempt
from gesture_app.practice.lessons.course import Balance, balance_of
from gesture_app.ui.focus import press_focused
from gesture_app.ui.practice.wording import told_part
from gesture_app.ui.widgets.announce import announce
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card, Line
from gesture_app.ui.widgets.glyph import Glyph
from gesture_app.ui.widgets.growing import GrowingWidth
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.wording import count_of

_WIDTH = 620
_MOST_SHOWN = 6


class PracticeSummary(QWidget):
    """A calm end: one card in the middle."""

    on_wanted = Signal()
    """The large button: what would be next."""
    home_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = Text("", "hero", wrap=True)
        self._sentence = Text("", "body", wrap=True)
        self._next = Text("", "muted", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self._look_again = Text("Worth another look", "heading")
        self._on = Button("", "next", kind="primary", large=True)
        self._on.clicked.connect(self.on_wanted)
        self._on.setToolTip("Enter")
        self._home = Button("Back to Practice", "practice", large=True)
        self._home.setToolTip("Escape")
        self._home.clicked.connect(self.home_wanted)
        self._lay_out()
        for key, slot in (("Return", self._enter), ("Escape", self.home_wanted)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _lay_out(self) -> None:
        card = Card(margin=36)
        GrowingWidth(card, _WIDTH, widest=1.6)
        centre = Qt.AlignmentFlag.AlignHCenter
        card.body.addWidget(Glyph("check", "accent", size=2.0, disc=True), alignment=centre)
        for text in (self._title, self._sentence):
            text.setAlignment(centre)
            card.body.addWidget(text)
        self._line = Line()
        card.body.addWidget(self._line)
        card.body.addWidget(self._look_again)
        card.body.addLayout(self._list)
        card.body.addWidget(Line())
        self._next.setAlignment(centre)
        card.body.addWidget(self._next)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._home)
        row.addWidget(self._on)
        row.addStretch(1)
        card.body.addLayout(row)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(card, alignment=centre)
        column.addStretch(3)

    def show_session(self, attempts: Sequence[Attempt], cards: Mapping[str, SignCard]) -> None:
        """Sum up what was done."""
        balance = balance_of(attempts)
        self._title.setText(_title(balance))
        self._sentence.setText(_told(balance))
        self._show_list([(cards[card], part) for card, part in balance.look_again if card in cards])
        announce(self, f"{self._title.text()}. {self._sentence.text()}")

    def show_next(self, sentence: str, button: str) -> None:
        """What would be next; without a button the way back is the only one."""
        self._next.setText(sentence)
        self._next.setVisible(bool(sentence))
        self._on.setVisible(bool(button))
        self._on.setText(button)
        self._on.setAccessibleName(button)
        (self._on if button else self._home).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_list(self, look_again: Sequence[tuple[SignCard, str]]) -> None:
        while self._list.count():
            item = self._list.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for widget in (self._line, self._look_again):
            widget.setVisible(bool(look_again))
        for card, part in look_again[:_MOST_SHOWN]:
            words = f"{card.name}:  mind {told_part(part)}" if part else card.name
            self._list.addWidget(Text(words, wrap=True))
        if len(look_again) > _MOST_SHOWN:
            self._list.addWidget(Text(f"and {len(look_again) - _MOST_SHOWN} more", "small"))

    @Slot()
    def _enter(self) -> None:
        if not press_focused(self):
            (self._on if self._on.isVisible() else self._home).click()


def _title(balance: Balance) -> str:
    if not balance.practised:
        return "Nothing was done yet"
    return "Well done" if 2 * balance.at_once >= balance.practised else "Done for now"


def _told(balance: Balance) -> str:
    """How many went how well."""
    if not balance.practised:
        return ""
    practised = f"{count_of(balance.practised, 'card')} practised"
    if balance.at_once == balance.practised:
        return f"{practised}, right at once."
    if not balance.at_once:
        return f"{practised}. What was not right at once comes back soon."
    return f"{practised}, {balance.at_once} of them right at once."
