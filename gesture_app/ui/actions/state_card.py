"""Whether gestures act now, large, with the one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gesture_app.ui.actions.standing import Standing
from gesture_app.ui.widgets.announce import announce
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card
from gesture_app.ui.widgets.glyph import Glyph
from gesture_app.ui.widgets.text import Text

_ICONS = {
    "pause": "pause",
    "go on": "play",
    "measure": "measure",
    "create": "add",
    "add": "add",
    "arm": "actions",
}


class StateCard(Card):
    """An icon, a word and a sentence; the button says what comes next."""

    wanted = Signal(str)
    """What the button does, see `standing.Does`."""
    stop_wanted = Signal()
    settings_wanted = Signal()
    """The pause key and the pause gesture shall be chosen."""

    def __init__(self) -> None:
        super().__init__(margin=0)
        self._standing: Standing | None = None
        self._icon = Glyph("power", "muted", size=2.0, disc=True)
        self._title, self._sentence = Text("", "title"), Text("", "muted", wrap=True)
        self._button = Button("", kind="primary", large=True)
        self._button.clicked.connect(self._pressed)
        self._stop = Button("Turn off", "power", name="Turn off: gestures do nothing any more")
        self._stop.clicked.connect(self.stop_wanted)
        how = Button("", "keyboard", kind="quiet", name="Choose the pause key and the pause gesture")
        how.clicked.connect(self.settings_wanted)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        row = QHBoxLayout()
        row.setContentsMargins(24, 18, 20, 18)
        row.setSpacing(18)
        middle = Qt.AlignmentFlag.AlignVCenter
        row.addWidget(self._icon, alignment=middle)
        row.addLayout(words, 1)
        row.addWidget(how, alignment=middle)
        row.addWidget(self._stop, alignment=middle)
        row.addWidget(self._button, alignment=middle)
        self.body.addLayout(row)

    @property
    def standing(self) -> Standing | None:
        """What is shown."""
        return self._standing

    def show_standing(self, standing: Standing) -> None:
        """Show it, and say it where the state is another one."""
        before, self._standing = self._standing, standing
        self._icon.show_icon(standing.icon, standing.tint)
        self._title.setText(standing.title)
        self._sentence.setText(standing.sentence)
        self._sentence.setVisible(bool(standing.sentence))
        self._button.setText(standing.button)
        self._button.setAccessibleName(standing.button)
        self._button.set_icon(_ICONS.get(standing.does, "next"))
        self._button.setVisible(bool(standing.button))
        self._stop.setVisible(standing.can_stop)
        self.setAccessibleName(f"{standing.title}. {standing.sentence}")
        if before is not None and before.title != standing.title:
            announce(self, f"Actions: {standing.title}. {standing.sentence}")

    @Slot()
    def _pressed(self) -> None:
        if self._standing is not None:
            self.wanted.emit(self._standing.does)
