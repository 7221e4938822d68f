"""What a profile from a file does, to be read by a person before it may be armed."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.actions.binding import Binding, Profile
from gesture_app.actions.describing import described, gesture_sentence
from gesture_app.actions.risks import risky
from gesture_app.actions.visible import visible
from gesture_app.ui.actions.kinds import kind_of
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card, Line, Scroll
from gesture_app.ui.widgets.glyph import Glyph
from gesture_app.ui.widgets.growing import GrowingWidth
from gesture_app.ui.widgets.side_by_side import SideBySide
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.widgets.way_back import WayBack

_WIDEST = 940
_FOOT_BESIDE = 640


class ProfileReading(QWidget):
    """Every action in full; what deserves a second look says so."""

    back_wanted = Signal()
    trusted = Signal(str)
    """The profile's id: a person has read it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Read a profile from a file")
        self._profile: Profile | None = None
        self._about = Text("", "muted", wrap=True)
        self._card: Card | None = None
        self._scroll = Scroll(snug=True)
        self._scroll.column.addStretch(1)
        self._agreed = QCheckBox("I have read what it does, and want it so.")
        self._agree = Button("It may be armed", "check", kind="primary")
        self._agreed.toggled.connect(self._agree.setEnabled)
        self._agree.clicked.connect(self._trusted)
        later = Button("Later")
        later.clicked.connect(self.back_wanted)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (later, self._agree):
            row.addWidget(button)
        foot = SideBySide(_FOOT_BESIDE, (self._agreed, 1), (buttons, 0))
        content = QWidget()
        GrowingWidth(content, 0, _WIDEST)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(WayBack(self, "What this profile does", self.back_wanted, to="Actions"))
        column.addWidget(self._about)
        column.addWidget(self._scroll, 1)
        column.addWidget(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 24, 24, 16)
        row.addWidget(content)

    def show_profile(self, profile: Profile) -> None:
        """Show all of it; a person has not agreed yet."""
        self._profile = profile
        looks = sum(bool(risky(binding.action)) for binding in profile.bindings)
        twice = f" {looks} of them deserve a second look." if looks > 1 else ""
        twice = " One of them deserves a second look." if looks == 1 else twice
        self._about.setText(f"“{visible(profile.name)}” came from a file. This is all that it does.{twice}")
        self._agreed.setChecked(False)
        self._agree.setEnabled(False)
        if self._card is not None:
            self._scroll.column.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
        self._card = _everything(profile)
        self._scroll.column.insertWidget(0, self._card)
        self._scroll.verticalScrollBar().setValue(0)

    @Slot()
    def _trusted(self) -> None:
        if self._profile is not None:
            self.trusted.emit(self._profile.id)


def _everything(profile: Profile) -> Card:
    """All bindings, those that are turned off too, and what is told to other programs."""
    card = Card()
    card.setAccessibleName("All that it does")
    for binding in profile.bindings:
        card.body.addWidget(_row(binding))
        card.body.addWidget(Line())
    for sentence in _besides(profile):
        card.body.addWidget(Text(sentence, wrap=True))
    if not profile.bindings:
        card.body.addWidget(Text("It binds nothing to any gesture.", "muted", wrap=True))
    return card


def _row(binding: Binding) -> QWidget:
    row = QWidget()
    words = QVBoxLayout()
    words.setSpacing(3)
    words.addWidget(Text(described(binding.action), "strong", wrap=True))
    off = "" if binding.enabled else " It is turned off."
    words.addWidget(Text(gesture_sentence(binding) + off, "small", wrap=True))
    risk = risky(binding.action)
    if risk:
        words.addWidget(Text(f"Look twice: {risk}", "poor", wrap=True))
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 2, 0, 2)
    line.setSpacing(12)
    line.addWidget(Glyph(kind_of(binding.action).icon, "poor" if risk else "muted", disc=True))
    line.addLayout(words, 1)
    return row


def _besides(profile: Profile) -> list[str]:
    """What it does besides its bindings."""
    told = []
    if profile.programs:
        names = ", ".join(visible(name) for name in profile.programs)
        told.append(f"It is used by itself while one of these is in front: {names}.")
    if profile.hotkey:
        told.append(f"{visible(profile.hotkey)} switches to it.")
    if profile.streams.osc:
        told.append(f"It tells every gesture by OSC to port {profile.streams.osc_port} of this computer.")
    if profile.streams.websocket:
        told.append(f"It opens a WebSocket at port {profile.streams.websocket_port} of this computer.")
    return told
