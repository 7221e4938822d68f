"""When a gesture does its action, as a few plain choices."""

from __future__ import annotations

from typing import cast

from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker, Signal, Slot

from gesture_app.actions.binding import Binding, Hands, When
from gesture_app.ui.actions.words import HANDS
from gesture_app.ui.widgets.card import Card, Line
from gesture_app.ui.widgets.fields import Choice, SecondsField
from gesture_app.ui.widgets.segmented import Segmented
from gesture_app.ui.widgets.setting_row import SettingRow

_WHEN = [("start", "When it begins"), ("held", "While it lasts"), ("end", "When it ends")]


class TimingCard(Card):
    """On start, while held or on end; hold to confirm; rest afterwards; which hands."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("When it is done")
        self._when = Segmented("When it is done", _WHEN)
        self._when.chosen.connect(self._when_chosen)
        self._every = SecondsField("Again every", 0.1, 60.0, 0.1)
        self._hold = SecondsField("Hold to confirm", 0.0, 5.0, 0.1)
        self._hold.setSpecialValueText("at once")
        self._cool_down = SecondsField("Rest afterwards", 0.0, 600.0, 0.5)
        self._cool_down.setSpecialValueText("none")
        self._hands = Choice("Hands", 14)
        for hands, words in HANDS.items():
            self._hands.addItem(words, hands)
        self._hands.activated.connect(self.changed)
        for field in (self._every, self._hold, self._cool_down):
            field.valueChanged.connect(self.changed)
        self._lay_out()

    def _lay_out(self) -> None:
        self._every_row = SettingRow("Again every", "From one time to the next.", self._every)
        rows = (
            SettingRow("At what moment", "", self._when),
            self._every_row,
            SettingRow(
                "Hold to confirm",
                "The gesture must last so long before anything is done. The surest way against accidents.",
                self._hold,
            ),
            SettingRow("Rest afterwards", "For so long it is not done again.", self._cool_down),
            SettingRow("Hands", "Which hands must be in sight.", self._hands),
        )
        for number, row in enumerate(rows):
            if number and row is not self._every_row:
                self.body.addWidget(Line())
            self.body.addWidget(row)

    def show_binding(self, binding: Binding) -> None:
        """Show when it is done."""
        self._when.choose(binding.when)
        for field, value in (
            (self._every, binding.every_s),
            (self._hold, binding.hold_s),
            (self._cool_down, binding.cool_down_s),
        ):
            with QSignalBlocker(field):
                field.setValue(value)
        self._hands.setCurrentIndex(self._hands.findData(binding.hands))
        self._every_row.setVisible(binding.when == "held")

    def applied_to(self, binding: Binding) -> Binding:
        """The binding, done when it is chosen here."""
        return replace(
            binding,
            when=cast(When, self._when.choice),
            every_s=round(self._every.value(), 1),
            hold_s=round(self._hold.value(), 1),
            cool_down_s=round(self._cool_down.value(), 1),
            hands=cast(Hands, self._hands.currentData()),
        )

    @Slot(str)
    def _when_chosen(self, when: str) -> None:
        self._every_row.setVisible(when == "held")
        self.changed.emit()
