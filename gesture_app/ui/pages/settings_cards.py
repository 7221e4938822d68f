"""Settings of the picture, of recording and of the look."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal, Slot

from gesture_app.settings import Settings
from gesture_app.ui.pages.settings_card import SettingsCard
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Line
from gesture_app.ui.widgets.fields import Choice, NumberField, SecondsField
from gesture_app.ui.widgets.segmented import Segmented
from gesture_app.ui.widgets.setting_row import SettingRow
from gesture_app.ui.widgets.switch import Switch

_TEXT_SIZES = (100, 125, 150, 175, 200)


class PictureCard(SettingsCard):
    """Where the picture comes from and how it is shown."""

    refresh_requested = Signal()
    source_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("Picture")
        self._choice = Choice("Source")
        self._choice.activated.connect(self._chosen)
        again = Button("", "refresh", name="Look for cameras again")
        again.clicked.connect(self._refresh)
        self._mirror = Switch("Show the picture as a mirror")
        self._mirror.toggled.connect(self._mirrored)
        self._hands = Segmented("Hands", [("1", "One"), ("2", "Two")])
        self._hands.chosen.connect(self._hands_chosen)
        self.body.addWidget(
            SettingRow(
                "Source",
                "A camera, a video, the takes you have recorded, or the program's own hand.",
                self._choice,
                again,
            )
        )
        self.body.addWidget(Line())
        self.body.addWidget(
            SettingRow(
                "Mirror", "Shows the picture as a mirror does. Takes are never mirrored.", self._mirror
            )
        )
        self.body.addWidget(Line())
        self.body.addWidget(SettingRow("Hands", "One hand is less work for the computer.", self._hands))

    def set_sources(self, sources: Sequence[tuple[str, str]], in_use: str) -> None:
        """What can be watched, as (what settings call it, what people call it), and what is."""
        self._choice.clear()
        for source, name in sources:
            self._choice.addItem(name, source)
        self._choice.setCurrentIndex(self._choice.findData(in_use))

    def display(self, settings: Settings) -> None:
        with QSignalBlocker(self._mirror):
            self._mirror.setChecked(settings.mirror_view)
        self._hands.choose(str(settings.hands))

    @Slot()
    def _refresh(self) -> None:
        self.refresh_requested.emit()

    @Slot(int)
    def _chosen(self, number: int) -> None:
        self.source_chosen.emit(str(self._choice.itemData(number)))

    @Slot(bool)
    def _mirrored(self, on: bool) -> None:
        self.edited.emit({"mirror_view": on})

    @Slot(str)
    def _hands_chosen(self, hands: str) -> None:
        self.edited.emit({"hands": int(hands)})


class RecordingCard(SettingsCard):
    """How takes are recorded."""

    def __init__(self) -> None:
        super().__init__("Recording")
        self._mode = Segmented("A take ends by", [("fixed", "Set time"), ("motion", "Movement")])
        self._mode.chosen.connect(self._mode_chosen)
        self._seconds = SecondsField("Length of a take", 0.3, 10.0, 0.1)
        self._takes = NumberField("Takes in a row", 1, 50)
        self._countdown = SecondsField("Countdown", 0.0, 10.0, 1.0)
        self._seconds.valueChanged.connect(self._seconds_changed)
        self._takes.valueChanged.connect(self._takes_changed)
        self._countdown.valueChanged.connect(self._countdown_changed)
        self._seconds_row = SettingRow(
            "Length of a take", "How long a take with a set time lasts.", self._seconds
        )
        mode = "Set time: every take is as long. Movement: it starts and ends with your hands."
        self.body.addWidget(SettingRow("A take ends by", mode, self._mode))
        self.body.addWidget(self._seconds_row)
        self.body.addWidget(Line())
        self.body.addWidget(
            SettingRow("Takes in a row", "So many are recorded without touching anything.", self._takes)
        )
        self.body.addWidget(Line())
        self.body.addWidget(
            SettingRow("Countdown", "Time to get your hands ready before the first take.", self._countdown)
        )

    def display(self, settings: Settings) -> None:
        self._mode.choose(settings.take_mode)
        self._seconds_row.setEnabled(settings.take_mode == "fixed")
        for field, value in ((self._seconds, settings.take_seconds), (self._countdown, settings.countdown_s)):
            with QSignalBlocker(field):
                field.setValue(value)
        with QSignalBlocker(self._takes):
            self._takes.setValue(settings.takes_in_a_row)

    @Slot(str)
    def _mode_chosen(self, mode: str) -> None:
        self.edited.emit({"take_mode": mode})

    @Slot(float)
    def _seconds_changed(self, seconds: float) -> None:
        self.edited.emit({"take_seconds": round(seconds, 1)})

    @Slot(int)
    def _takes_changed(self, takes: int) -> None:
        self.edited.emit({"takes_in_a_row": takes})

    @Slot(float)
    def _countdown_changed(self, seconds: float) -> None:
        self.edited.emit({"countdown_s": round(seconds, 1)})


class LookCard(SettingsCard):
    """Light or dark, how large text is, and whether things move."""

    def __init__(self) -> None:
        super().__init__("Look")
        self._theme = Segmented(
            "Theme", [("system", "Like the system"), ("light", "Light"), ("dark", "Dark")]
        )
        self._theme.chosen.connect(self._chosen)
        self._text_size = Choice("Text size", 6)  # no steps: their buttons would move from under the mouse
        self._text_size.activated.connect(self._text_size_chosen)
        self._reduced = Switch("Reduced motion")
        self._reduced.toggled.connect(self._reduced_changed)
        self.body.addWidget(SettingRow("Theme", "", self._theme))
        self.body.addWidget(Line())
        self.body.addWidget(
            SettingRow("Text size", "100 % is as large as in your other programs.", self._text_size)
        )
        self.body.addWidget(Line())
        reduced = "Signs are shown as stills that you step through, and nothing glides or fades."
        self.body.addWidget(SettingRow("Reduced motion", reduced, self._reduced))

    def display(self, settings: Settings) -> None:
        self._theme.choose(settings.theme)
        self._text_size.clear()
        for percent in sorted({*_TEXT_SIZES, settings.text_size}):
            self._text_size.addItem(f"{percent} %", percent)
        self._text_size.setCurrentIndex(self._text_size.findData(settings.text_size))
        with QSignalBlocker(self._reduced):
            self._reduced.setChecked(settings.reduced_motion)

    @Slot(str)
    def _chosen(self, theme: str) -> None:
        self.edited.emit({"theme": theme})

    @Slot(int)
    def _text_size_chosen(self, number: int) -> None:
        self.edited.emit({"text_size": int(self._text_size.itemData(number))})

    @Slot(bool)
    def _reduced_changed(self, on: bool) -> None:
        self.edited.emit({"reduced_motion": on})
