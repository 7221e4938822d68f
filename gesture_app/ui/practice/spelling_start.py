"""Before spelling: make words or read them, and which words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from gesture_app.practice.lessons.attempt import Skill
from gesture_app.practice.lessons.word_plan import SpellingChoice
from gesture_app.practice.lessons.words import LEVELS, signs_of, words_of_level
from gesture_app.ui.focus import press_focused
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card
from gesture_app.ui.widgets.growing import GrowingWidth
from gesture_app.ui.widgets.segmented import Segmented
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.widgets.tile import Tile

_WIDTH = 760
_BY_ITSELF, _OWN = "by itself", "own"
_LEVELS = dict(zip(map(str, range(LEVELS)), ("Shortest", "Short", "Medium", "Long", "Longest"), strict=True))
_SKILLS: tuple[Skill, ...] = ("produce", "read")


class SpellingStart(QWidget):
    """Two large choices, one small one, and a button."""

    begin_wanted = Signal()
    back_wanted = Signal()
    own_words_changed = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self._own: tuple[str, ...] = ()
        self._make = Tile(
            "hand", "Make words", "Spell with your hand; the letters light up as you make them."
        )
        self._read = Tile(
            "live", "Read words", "The hand spells; you type the word. It gets faster as you do."
        )
        self._skills = QButtonGroup(self)
        for number, tile in enumerate((self._make, self._read)):
            tile.setCheckable(True)
            self._skills.addButton(tile, number)
        self._make.setChecked(True)
        options = [(_BY_ITSELF, "As it goes"), *_LEVELS.items(), (_OWN, "My own")]
        self._words = Segmented("Words", options)
        self._words.choose(_BY_ITSELF)
        self._words.chosen.connect(self._show_examples)
        self._examples = Text("", "small", wrap=True)
        self._own_words = QPlainTextEdit()
        self._own_words.setAccessibleName("My own words, one a line")
        self._own_words.setPlaceholderText("One word a line: names, places, what you want to spell")
        self._own_words.setTabChangesFocus(True)
        self._own_words.textChanged.connect(self._own_typed)
        self._begin = Button("Start", "next", kind="primary", large=True)
        self._begin.setToolTip("Enter")
        self._begin.clicked.connect(self._start)
        self._lay_out()
        self._show_examples()

    def _lay_out(self) -> None:
        back = Button("Practice", "back", name="Back to Practice")
        back.setToolTip("Escape")
        back.clicked.connect(self.back_wanted)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(back)
        head.addWidget(Text("Spell", "title"))
        head.addStretch(1)
        ways = QHBoxLayout()
        ways.setSpacing(12)
        ways.addWidget(self._make)
        ways.addWidget(self._read)
        card = Card("Which words?")
        card.body.addWidget(self._words)
        card.body.addWidget(self._examples)
        card.body.addWidget(self._own_words)
        content = QWidget()
        GrowingWidth(content, 0, _WIDTH)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(18)
        column.addStretch(1)
        column.addLayout(ways)
        column.addWidget(card)
        column.addWidget(self._begin, alignment=Qt.AlignmentFlag.AlignRight)
        column.addStretch(2)
        middle = QHBoxLayout()
        middle.addWidget(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(28, 22, 28, 22)
        whole.addLayout(head)
        whole.addLayout(middle, 1)
        for key, slot in (("Escape", self.back_wanted), ("Return", self._enter)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @property
    def choice(self) -> SpellingChoice:
        """What the learner wants to spell."""
        skill = _SKILLS[self._skills.checkedId()]
        if self._words.choice == _OWN:
            return SpellingChoice(skill, own=self._own)
        level = None if self._words.choice == _BY_ITSELF else int(self._words.choice)
        return SpellingChoice(skill, level)

    def set_own_words(self, words: Iterable[str]) -> None:
        """The words that the user wants to spell."""
        if tuple(words) == self._own:
            return  # somebody may be typing
        self._own = tuple(words)
        self._own_words.setPlainText("\n".join(self._own))

    def take_focus(self) -> None:
        self._begin.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _show_examples(self) -> None:
        choice = self._words.choice
        own = choice == _OWN
        self._own_words.setVisible(own)
        if choice == _BY_ITSELF:
            told = "From short words to long ones, as it goes well."
        elif own:
            told = "Letters and digits are spelled; everything else is left out."
        else:
            words = words_of_level(int(choice))
            told = f"Such as {', '.join(words[:: max(len(words) // 5, 1)][:5])}."
        self._examples.setText(told)
        self._begin.setEnabled(not own or bool(self._own))

    @Slot()
    def _own_typed(self) -> None:
        lines = [line.strip() for line in self._own_words.toPlainText().splitlines()]
        self._own = tuple(line for line in lines if signs_of(line))
        self._begin.setEnabled(bool(self._own) or self._words.choice != _OWN)

    @Slot()
    def _start(self) -> None:
        if self._words.choice == _OWN:
            self.own_words_changed.emit(list(self._own))
        self.begin_wanted.emit()

    @Slot()
    def _enter(self) -> None:
        """On a button it presses that button; anywhere else, and on what is chosen, it begins."""
        if not press_focused(self):
            self._begin.click()
