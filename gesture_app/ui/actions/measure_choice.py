"""Before a measurement: what will happen and why, and what is to be measured."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.pipeline.acting.messages import Promises
from gesture_app.ui.actions.picture import GesturePicture
from gesture_app.ui.actions.promise_words import when_told
from gesture_app.ui.signs.flow import Flow
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card, Scroll
from gesture_app.ui.widgets.glyph import Glyph
from gesture_app.ui.widgets.segmented import Segmented
from gesture_app.ui.widgets.setting_row import SettingRow
from gesture_app.ui.widgets.text import Text

_STEPS = (
    (
        "time",
        "Two minutes of ordinary life",
        "Sit as always and do what you always do: type, drink, scratch, talk with your hands. Whatever fires now "
        "fires by accident.",
    ),
    (
        "hand",
        "Then each gesture, five times",
        "You are asked for one after the other, in mixed order, and see what is recognised and how soon.",
    ),
    (
        "measure",
        "A promise for each gesture",
        "The thresholds are set from it. A gesture that would fire by accident is not armed, and you are told what "
        "helps. Only the positions of your hands' joints are kept, never a picture.",
    ),
)
_ANEW, _EARLIER = "anew", "earlier"


class MeasureChoice(QWidget):
    """The button says how long it takes."""

    start_wanted = Signal(object, bool)
    """Gestures to be prompted (tuple of str), and whether life is to be watched anew."""

    def __init__(self) -> None:
        super().__init__()
        self._tiles: dict[str, _Tile] = {}
        self._verdicts: dict[str, str] = {}
        self._measured = False
        self._suggested: tuple[bool, list[str]] = (False, [])
        self._life_row = self._make_life_row()
        self._problem = Text("", "usable", wrap=True)
        self._problem.hide()
        self._start = Button("Start", "play", kind="primary", large=True)
        self._start.clicked.connect(self._begin)
        self._long = Text("", "muted", wrap=True)
        tiles = QWidget()
        self._flow = Flow(10, 10)
        tiles.setLayout(self._flow)
        ask = Card("You will be asked for")
        ask.body.addWidget(tiles)
        ask.body.addWidget(self._life_row)
        scroll = Scroll()
        scroll.column.addWidget(_explained())
        scroll.column.addWidget(ask)
        scroll.column.addStretch()
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self._start)
        foot.addWidget(self._long, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(scroll, 1)
        column.addWidget(self._problem)
        column.addLayout(foot)

    def _make_life_row(self) -> SettingRow:
        self._life = Segmented("Ordinary life", [(_ANEW, "Watch again"), (_EARLIER, "Take the last one")])
        self._life.choose(_ANEW)
        self._life.chosen.connect(self._fit)
        self._watched = Text("", "small", wrap=True)
        return SettingRow("Ordinary life", self._watched, self._life)

    def set_gestures(self, gestures: Sequence[str], known: Collection[str]) -> None:
        """The gestures of the profile, and those that the model in use knows: only these can be asked for."""
        if list(gestures) != list(self._tiles):
            for tile in self._tiles.values():
                self._flow.removeWidget(tile)
                tile.hide()
                tile.deleteLater()
            self._tiles = {gesture: _Tile(gesture) for gesture in gestures}
            for tile in self._tiles.values():
                tile.box.toggled.connect(self._fit)
                self._flow.addWidget(tile)
        for gesture, tile in self._tiles.items():
            tile.set_known(gesture in known)
        self._suggest()

    def set_promises(self, promises: Promises) -> None:
        """What was measured before."""
        measured = promises.measured
        self._life_row.setVisible(measured is not None)
        if measured is not None:
            self._watched.setText(f"It was watched on {when_told(measured)}.")
        self._measured = measured is not None
        self._verdicts = {card.gesture: card.verdict for card in promises.cards}
        self._suggest()

    def _suggest(self) -> None:
        """Choose what is open, else everything; a choice of the user's stays until there is something new."""
        known = [gesture for gesture, tile in self._tiles.items() if tile.known]
        waiting = [gesture for gesture in known if self._verdicts.get(gesture) == "unmeasured"]
        chosen = waiting if self._measured and waiting else known
        if (self._measured, chosen) != self._suggested:
            self._suggested = self._measured, chosen
            for gesture, tile in self._tiles.items():
                tile.check(gesture in chosen)
            self._life.choose(_EARLIER if chosen == waiting and self._measured else _ANEW)
        self._fit()

    @property
    def fresh(self) -> bool:
        """Whether ordinary life is to be watched anew."""
        return self._life_row.isHidden() or self._life.choice == _ANEW

    @property
    def chosen(self) -> tuple[str, ...]:
        """The gestures to ask for."""
        return tuple(gesture for gesture, tile in self._tiles.items() if tile.chosen)

    @Slot()
    def _fit(self) -> None:
        """The button and what is said beside it follow the choice."""
        prompts = len(self.chosen)
        unknown = [gesture for gesture, tile in self._tiles.items() if not tile.known]
        self._problem.setVisible(bool(unknown))
        if unknown:
            names = ", ".join(f"“{gesture}”" for gesture in unknown)
            self._problem.setText(f"The model in use does not know {names}. Train a model with it first.")
        self._start.setEnabled(prompts > 0)
        length_s = (120.0 if self.fresh else 0.0) + prompts * 5 * 5.5
        told = f"About {max(round(length_s / 60), 1)} min. You can stop at any time; then nothing changes."
        self._long.setText(told if prompts else "Choose at least one gesture.")

    @Slot()
    def _begin(self) -> None:
        self.start_wanted.emit(self.chosen, self.fresh)

    def take_focus(self) -> None:
        self._start.setFocus(Qt.FocusReason.OtherFocusReason)


class _Tile(Card):
    """A gesture with its picture and a box; a click anywhere turns it."""

    def __init__(self, gesture: str) -> None:
        super().__init__(margin=10)
        self.known = True
        self.box = QCheckBox(gesture.replace("&", "&&"))
        self.box.setChecked(True)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(GesturePicture(gesture, size=2.6))
        row.addWidget(self.box, 1)
        self.body.addLayout(row)

    @property
    def chosen(self) -> bool:
        return self.known and self.box.isChecked()

    def set_known(self, known: bool) -> None:
        """What the model does not know cannot be asked for."""
        self.known = known
        self.setEnabled(known)

    def check(self, on: bool) -> None:
        with QSignalBlocker(self.box):
            self.box.setChecked(on)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.box.toggle()


def _explained() -> Card:
    card = Card("Measured before it may act")
    for icon, name, sentence in _STEPS:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Text(name, "strong", wrap=True))
        words.addWidget(Text(sentence, "muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Glyph(icon, "accent", size=1.3, disc=True), alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        card.body.addLayout(row)
    return card
