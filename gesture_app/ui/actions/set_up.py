"""What belongs to a profile as a whole: its name, its hotkey, its programs, and what it tells others."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gesture_app.actions.binding import Profile, Streams
from gesture_app.actions.key_names import hotkey_problem
from gesture_app.pipeline.acting.messages import Abilities
from gesture_app.ui.actions.forms.form import Field
from gesture_app.ui.actions.key_recorder import KeyRecorder
from gesture_app.ui.actions.programs_card import ProgramsCard
from gesture_app.ui.actions.streams_card import StreamsCard
from gesture_app.ui.widgets.card import Card, Scroll
from gesture_app.ui.widgets.growing import GrowingWidth
from gesture_app.ui.widgets.way_back import WayBack

_WIDEST = 820
LONGEST_NAME = 80


class ProfileSetUp(QWidget):
    """Every change leaves at once as a whole profile."""

    back_wanted = Signal()
    saved = Signal(object)
    """A `Profile` as it is now."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Set up a profile")
        self._profile: Profile | None = None
        self._others: dict[str, str] = {}  # hotkeys of the other profiles, with their names
        self._hotkeys_why_not = ""
        self._name, self._hotkey = QLineEdit(), KeyRecorder("Hotkey", may_be_empty=True)
        self._name.setMaxLength(LONGEST_NAME)
        self._name.editingFinished.connect(self._named)
        self._hotkey.settled.connect(self._hotkey_settled)
        self._programs, self._streams = ProgramsCard(), StreamsCard()
        self._programs.edited.connect(self._programs_edited)
        self._streams.edited.connect(self._streams_edited)
        profile = Card("Profile")
        self._name_field = Field("Name", self._name)
        self._hotkey_field = Field("Hotkey", self._hotkey, "Switches to this profile from anywhere.")
        profile.body.addWidget(self._name_field)
        profile.body.addWidget(self._hotkey_field)
        scroll = Scroll(snug=True)
        for card in (profile, self._programs, self._streams):
            scroll.column.addWidget(card)
        scroll.column.addStretch(1)
        content = QWidget()
        GrowingWidth(content, 0, _WIDEST)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(WayBack(self, "Set up", self.back_wanted, to="Actions"))
        column.addWidget(scroll, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 24, 24, 0)
        row.addWidget(content)

    def show_profile(self, profile: Profile, others: tuple[Profile, ...]) -> None:
        """Show a profile; what is being typed into the same one stays."""
        same = self._profile is not None and self._profile.id == profile.id
        self._profile = profile
        self._others = {
            other.hotkey: other.name for other in others if other.hotkey and other.id != profile.id
        }
        if not (same and self._name.hasFocus()):
            self._name.setText(profile.name)
            self._name.setCursorPosition(0)
        if not same or profile.hotkey != "+".join(self._hotkey.keys):
            self._hotkey.set_keys(tuple(profile.hotkey.split("+")) if profile.hotkey else ())
        self._programs.show_profile(profile)
        self._streams.show_profile(profile)
        self._hotkey_field.set_problem(self._hotkeys_why_not)

    def set_abilities(self, abilities: Abilities) -> None:
        """What cannot be done here, and what there is to choose from."""
        self._hotkeys_why_not = abilities.hotkeys
        self._hotkey_field.set_problem(abilities.hotkeys)
        self._programs.set_abilities(abilities)
        self._streams.set_abilities(abilities)

    def take_focus(self) -> None:
        self._name.setFocus()

    # --- wishes ---------------------------------------------------------------------------------------

    def _save(self, profile: Profile) -> None:
        if profile != self._profile:
            self._profile = profile
            self.saved.emit(profile)

    @Slot()
    def _named(self) -> None:
        name = " ".join(self._name.text().split())
        self._name_field.set_problem("" if name else "A profile needs a name.")
        if name and self._profile is not None:
            self._save(replace(self._profile, name=name))

    @Slot()
    def _hotkey_settled(self) -> None:
        if self._profile is None:
            return
        hotkey = "+".join(self._hotkey.keys)
        problem = self._hotkey.problem() or (hotkey_problem(hotkey) if hotkey else "")
        if not problem and hotkey in self._others:
            problem = f"“{self._others[hotkey]}” has this hotkey. Choose another one."
        self._hotkey_field.set_problem(problem)
        if not problem:
            self._save(replace(self._profile, hotkey=hotkey))

    @Slot(object)
    def _programs_edited(self, programs: tuple[str, ...]) -> None:
        if self._profile is not None:
            self._save(replace(self._profile, programs=programs))

    @Slot(object)
    def _streams_edited(self, streams: Streams) -> None:
        if self._profile is not None:
            self._save(replace(self._profile, streams=streams))
