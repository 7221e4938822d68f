"""Where one practises: the sign on the left, the learner or the answers on the right, what can be done below."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gesture_app.ui.focus import holds_focus, press_focused
from gesture_app.ui.practice.answers import AnswerPane
from gesture_app.ui.practice.letter_strip import LetterStrip
from gesture_app.ui.practice.outcome_card import OutcomeCard
from gesture_app.ui.practice.panes import LearnerPane, SignPane
from gesture_app.ui.practice.session_bar import SessionBar
from gesture_app.ui.practice.sign_picker import SignPicker
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import BESIDE_BAR, Scroll
from gesture_app.ui.widgets.pages_in_turn import PagesInTurn

Layout = Literal["make", "read", "free"]
"""Made with the hand: the learner's picture is the larger one. Read: the sign is. Free: beside a list of signs."""

_GAP = 22
_SHARES: dict[Layout, tuple[int, int]] = {"make": (5, 7), "read": (7, 5), "free": (1, 1)}


class PracticeBench(QWidget):
    """The same place for all modes; whoever leads a lesson hears here what the learner wants."""

    on_wanted = Signal()
    """Enter or Space: go on, or give the typed answer."""
    number_pressed = Signal(int)
    """A number key, from 0."""
    help_wanted = Signal()
    give_up_wanted = Signal()
    slower_wanted = Signal()
    end_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Practice session")
        self.bar = SessionBar()
        self.bar.end_wanted.connect(self.end_wanted)
        self.letters = LetterStrip()
        self.signs = SignPicker()
        self.sign, self.learner, self.answers = SignPane(), LearnerPane(), AnswerPane()
        self.sign.uncover_wanted.connect(self.help_wanted)
        self.outcome = OutcomeCard()
        self.outcome.next_wanted.connect(self.on_wanted)
        self._slower = self._action("Again, slower", "redo", "R", self.slower_wanted)
        self._give_up = self._action("I don't know", "next", "S: the answer is shown", self.give_up_wanted)
        self._next_sign = self._action("Next sign", "next", "Enter", self.on_wanted)
        self._virtual = False
        self._right = PagesInTurn(self.learner, self.answers)
        self._lower = QStackedWidget()
        self._lay_out()
        self._right.installEventFilter(self)
        self._make_keys()

    def _action(self, text: str, icon: str, tip: str, wish: object) -> Button:
        button = Button(text, icon)
        button.setToolTip(tip)
        button.clicked.connect(wish)
        return button

    def _lay_out(self) -> None:
        self._heroes = QHBoxLayout()
        self._heroes.setSpacing(_GAP)
        for hero in (self.signs, self.sign, self._right):
            self._heroes.addWidget(hero)
        scroll = Scroll()
        scroll.column.addLayout(self._heroes)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.bar)
        column.addWidget(self.letters)
        column.addWidget(scroll, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, BESIDE_BAR, 0)  # as wide as what scrolls
        foot.addWidget(self._below())
        column.addLayout(foot)

    def _below(self) -> QWidget:
        """What to do now is always in view, below what scrolls where there is little room."""
        pupil = QHBoxLayout()
        pupil.addWidget(self.learner.pupil)
        asked = QWidget()
        row = self._row = QHBoxLayout(asked)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(_narrow(self.sign.note, self._actions()), 5)
        row.addWidget(_narrow(self.learner.guidance, pupil), 7)
        self._lower.addWidget(asked)
        self._lower.addWidget(self.outcome)
        return self._lower

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        for button in (self._slower, self._give_up, self._next_sign):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What lies below the sign and below the learner is as wide as these."""
        if watched is self._right and event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._row.setStretch(0, max(self._right.x() - _GAP, 1))
            self._row.setStretch(1, max(self._right.width(), 1))
        return super().eventFilter(watched, event)

    def _make_keys(self) -> None:
        self._keys = [
            self._key("Return", self._on), self._key("Enter", self._on), self._key("Space", self._space),
            self._key("H", self.help_wanted), self._key("S", self.give_up_wanted), self._key("R", self.slower_wanted),
            self._key("Escape", self.end_wanted),
            self._key("V", self.learner.pupil.make_it_right), self._key("X", self.learner.pupil.make_a_mistake),
            *(self._key(str(number + 1), slot) for number, slot in enumerate(self._number_slots())),
        ]  # fmt: skip

    def _number_slots(self) -> tuple[object, ...]:
        return (self._first, self._second, self._third, self._fourth)

    def _key(self, key: str, slot: object) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)
        return shortcut

    # --- what is shown --------------------------------------------------------------------------------

    def arrange(self, layout: Layout, *, letters: bool = False) -> None:
        """Make room for one way of practising."""
        self._right.setCurrentWidget(self.answers if layout == "read" else self.learner)
        for place, share in enumerate(_SHARES[layout]):
            self._heroes.setStretch(place + 1, share)
        self.learner.guidance.setVisible(layout != "read")
        self.learner.pupil.setVisible(layout != "read" and self._virtual)
        self.letters.setVisible(letters)
        self.signs.setVisible(layout == "free")

    def set_virtual(self, virtual: bool) -> None:
        """Whether the virtual hand can practise in the learner's place."""
        self._virtual = virtual
        self.learner.pupil.setVisible(virtual and self._right.currentWidget() is self.learner)

    def offer(self, *, slower: bool = False, give_up: str = "", next_sign: bool = False) -> None:
        """What can be done now, instead of an outcome; giving up has a name of its own in each mode."""
        self._slower.setVisible(slower)
        self._next_sign.setVisible(next_sign)
        self._give_up.setVisible(bool(give_up))
        self._give_up.setText(give_up)
        self._give_up.setAccessibleName(give_up)
        self._lower.setCurrentIndex(0)
        if not self.answers.field_has_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_outcome(self) -> None:
        """What it came to takes the place of what could be done."""
        self._lower.setCurrentWidget(self.outcome)
        self.outcome.take_focus()

    # --- keys -----------------------------------------------------------------------------------------

    @Slot()
    def _on(self) -> None:
        """Go on, unless the user went to a button with Tab: then the key means that button, as everywhere."""
        if press_focused(self):
            return
        if self.answers.nothing_typed:
            self.on_wanted.emit()
        else:
            self.answers.send()

    @Slot()
    def _space(self) -> None:
        if holds_focus(self.sign.view):
            self.sign.view.toggle()
        else:
            self._on()

    @Slot()
    def _first(self) -> None:
        self.number_pressed.emit(0)

    @Slot()
    def _second(self) -> None:
        self.number_pressed.emit(1)

    @Slot()
    def _third(self) -> None:
        self.number_pressed.emit(2)

    @Slot()
    def _fourth(self) -> None:
        self.number_pressed.emit(3)


def _narrow(upper: QWidget, lower: QLayout) -> QWidget:
    """Takes the width it gets: what lies above it says how wide the columns are."""
    part = QWidget()
    part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(upper)
    column.addStretch(1)
    column.addLayout(lower)
    return part
