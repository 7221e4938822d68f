"""Settings of practising signs."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Slot

from gesture_app.settings import Settings
from gesture_app.ui.pages.settings_card import SettingsCard
from gesture_app.ui.widgets.card import Line
from gesture_app.ui.widgets.fields import NumberField, SecondsField
from gesture_app.ui.widgets.segmented import Segmented
from gesture_app.ui.widgets.setting_row import SettingRow


class PracticeCard(SettingsCard):
    """The learner's hand, how much is new each day, and how long a sign is held."""

    def __init__(self) -> None:
        super().__init__("Practice")
        self._hand = Segmented("Your signing hand", [("right", "Right"), ("left", "Left")])
        self._hand.chosen.connect(self._hand_chosen)
        self._new = NumberField("New cards a day", 0, 100)
        self._new.valueChanged.connect(self._new_changed)
        self._hold = SecondsField("Hold a sign for", 0.3, 3.0, 0.1)
        self._hold.valueChanged.connect(self._hold_changed)
        self.body.addWidget(
            SettingRow(
                "Your signing hand", "Signs are shown with this hand. Either hand is watched.", self._hand
            )
        )
        self.body.addWidget(Line())
        self.body.addWidget(
            SettingRow(
                "New cards a day",
                "Each card comes back twice: to make the sign, and to read it. Ten a day is a good pace.",
                self._new,
            )
        )
        self.body.addWidget(Line())
        self.body.addWidget(
            SettingRow(
                "Hold a sign for", "A sign without movement counts once it was held so long.", self._hold
            )
        )

    def display(self, settings: Settings) -> None:
        self._hand.choose(settings.practice_hand)
        with QSignalBlocker(self._new):
            self._new.setValue(settings.new_per_day)
        with QSignalBlocker(self._hold):
            self._hold.setValue(settings.hold_seconds)

    @Slot(str)
    def _hand_chosen(self, hand: str) -> None:
        self.edited.emit({"practice_hand": hand})

    @Slot(int)
    def _new_changed(self, cards: int) -> None:
        self.edited.emit({"new_per_day": cards})

    @Slot(float)
    def _hold_changed(self, seconds: float) -> None:
        self.edited.emit({"hold_seconds": round(seconds, 1)})
