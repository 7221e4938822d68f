"""One sign's progress in words, or, while none is pointed at, the signs to look at more closely."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from gesture_app.practice.lessons.attempt import Skill
from gesture_app.practice.progress.strength import CardProgress, SkillStrength
from gesture_app.ui.progress.words import SKILL_WORDS, known, lasting, mistake_told
from gesture_app.ui.widgets.text import Role, Text

_MOST = 4  # signs to look at more closely


class CardDetails(QStackedWidget):
    """Beside the map of signs."""

    def __init__(self) -> None:
        super().__init__()
        # Sentences guess a height of their own beside the one for their width; only the latter counts here.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._advice = _Lines()
        self._card = _Lines()
        self.addWidget(self._advice)
        self.addWidget(self._card)

    def needed_height(self) -> int:
        """Of what is shown, in pixels."""
        return max(lines.needed_height() for lines in (self._advice, self._card))

    def set_top(self, top: int) -> None:
        """Leave so many pixels free above."""
        for lines in (self._advice, self._card):
            lines.set_top(top)

    def set_cards(self, cards: Sequence[CardProgress]) -> None:
        """All cards: what goes wrong most often comes first."""
        self._advice.clear()
        self._advice.add("Look closer at", "strong")
        for card in worst(cards)[:_MOST]:
            self._advice.add(card.name, "strong", space=8)
            self._advice.add(_trouble(card), "muted")
        if not worst(cards):
            self._advice.add(
                "Nothing yet. Once something has to be corrected again and again, it is named here.", "muted"
            )
        self.setCurrentWidget(self._advice)

    def show_card(self, card: CardProgress | None, today: date) -> None:
        """Show a card; None: what to look at more closely."""
        self.setCurrentWidget(self._advice if card is None else self._card)
        if card is None:
            return
        self._card.clear()
        self._card.add(card.name, "heading")
        self._card.add(known(card.strength).capitalize(), "muted")
        skills: dict[Skill, SkillStrength | None] = {"produce": card.produce, "read": card.read}
        for skill, strength in skills.items():
            self._card.add(SKILL_WORDS[skill], "strong", space=8)
            self._card.add(lasting(strength, today), "muted")
        if card.mistake is not None or card.confused_with:
            self._card.add("Often corrected", "strong", space=8)
            self._card.add(_trouble(card), "muted")


def worst(cards: Sequence[CardProgress]) -> list[CardProgress]:
    """Cards of which something is often wrong, the most often first."""
    troubled = [card for card in cards if card.mistake is not None or card.confused_with]

    def share(card: CardProgress) -> float:
        return 0.0 if card.mistake is None else card.mistake.times / card.mistake.tries

    return sorted(troubled, key=share, reverse=True)


def _trouble(card: CardProgress) -> str:
    parts = [] if card.mistake is None else [mistake_told(card.mistake)]
    if card.confused_with:
        parts.append(f"Read as “{card.confused_with}”")
    return ". ".join(parts)


class _Lines(QWidget):
    """Texts below each other."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addStretch()

    def add(self, words: str, role: Role, *, space: int = 0) -> None:
        line = Text(words, role, wrap=True)
        line.setContentsMargins(0, space, 0, 0)
        self._column.insertWidget(self._column.count() - 1, line)

    def needed_height(self) -> int:
        return self._column.totalHeightForWidth(self.width()) - self._column.contentsMargins().top()

    def set_top(self, top: int) -> None:
        self._column.setContentsMargins(0, top, 0, 0)

    def clear(self) -> None:
        for line in self.findChildren(Text):
            self._column.removeWidget(line)
            line.deleteLater()
