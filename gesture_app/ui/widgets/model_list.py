"""The models: the user's own all stay, some come with the program, one is in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.hands.labelled import NONE
from gesture_app.learning.model_card import ModelCard, ModelFile
from gesture_app.learning.ready_made import ready_made_called
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Line, Scroll
from gesture_app.ui.widgets.text import Elided, Text
from gesture_app.ui.wording import count_of

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class ModelList(QWidget):
    """The user's newest first, then the ready-made ones; each can be taken into use."""

    chosen = Signal(str)
    """Path of the model to use."""
    own_wanted = Signal(str)
    """Path of a ready-made model that is to learn the user's version of its signs."""

    def __init__(self) -> None:
        super().__init__()
        self._scroll = Scroll(spacing=6)
        self._scroll.column.addStretch()
        self._shown: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)

    def set_models(
        self, models: Sequence[ModelFile], in_use: Path | None, own_signs: Mapping[Path, int]
    ) -> None:
        """Show these.

        Args:
            own_signs: of how many of its signs the user has takes, by ready-made model.
        """
        place = next(
            (place for place, button in enumerate(self.findChildren(Button)) if button.hasFocus()), None
        )
        for widget in self._shown:
            widget.setParent(None)
            widget.deleteLater()
        self._shown = []
        own = [model for model in models if not model.ready_made]
        ready_made = [model for model in models if model.ready_made]
        if all(model.at_once for model in own):
            words = "Those you train appear here." if own else "Your own appear here after training."
            self._add(Text(words, "muted", wrap=True))
        self._add_rows(own, in_use, {})
        if ready_made:
            self._add(_heading("Ready-made"))
        self._add_rows(ready_made, in_use, own_signs)
        buttons = self.findChildren(Button)
        if place is not None and buttons:  # the pressed one is gone; who came by Tab goes on from its place
            buttons[min(place, len(buttons) - 1)].setFocus()

    def _add_rows(
        self, models: Sequence[ModelFile], in_use: Path | None, own_signs: Mapping[Path, int]
    ) -> None:
        for number, model in enumerate(models):
            if number:
                self._add(Line())
            row = _ModelRow(model, model.file == in_use, own_signs.get(model.file, 0))
            row.chosen.connect(self.chosen)
            row.own_wanted.connect(self.own_wanted)
            self._add(row)

    def sizeHint(self) -> QSize:
        return QSize(300, 200)

    def _add(self, widget: QWidget) -> None:
        self._scroll.column.insertWidget(self._scroll.column.count() - 1, widget)
        self._shown.append(widget)


class _ModelRow(QWidget):
    """A model's name and what is worth knowing of it."""

    chosen = Signal(str)
    own_wanted = Signal(str)

    def __init__(self, model: ModelFile, in_use: bool, own_signs: int) -> None:
        super().__init__()
        self._file = model.file
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Elided(model.card.name, "strong"))
        words.addWidget(_about(model))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addLayout(words, 1)
        row.addWidget(self._badge() if in_use else self._use_button(model), alignment=_MIDDLE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 8, 2)
        column.setSpacing(6)
        column.addLayout(row)
        if own_signs:
            column.addLayout(self._offer(model, own_signs))

    def _badge(self) -> QWidget:
        return Text("In use", "badge")

    def _use_button(self, model: ModelFile) -> QWidget:
        button = Button("Use", name=f"Use this model: {model.card.name}")
        button.setToolTip("Use this model")
        button.clicked.connect(self._use)
        return button

    def _offer(self, model: ModelFile, own_signs: int) -> QHBoxLayout:
        button = Button("Make it yours", name=f"Make it yours: {model.card.name}")
        button.setToolTip("A model that knows all of its signs, and these as you make them")
        button.clicked.connect(self._make_own)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Text(f"You recorded {own_signs} of its signs", "small", wrap=True), 1)
        row.addWidget(button)
        return row

    @Slot()
    def _use(self) -> None:
        self.chosen.emit(str(self._file))

    @Slot()
    def _make_own(self) -> None:
        self.own_wanted.emit(str(self._file))


def known_by(model: ModelFile) -> str:
    """What a ready-made model tells apart, in words that a sentence can take up."""
    ours = ready_made_called(model.file.name)
    return model.card.name if ours is None else ours.knows


def _heading(words: str) -> Text:
    heading = Text(words, "muted")
    heading.setContentsMargins(0, 10, 0, 0)
    return heading


def _about(model: ModelFile) -> Elided:
    if model.ready_made:
        knows = known_by(model)
        return Elided(f"{knows[:1].upper()}{knows[1:]}", "small")
    if model.at_once:
        return Elided("Ready at once, no training", "small")
    return Elided(described(model.card), "small")


def described(card: ModelCard) -> str:
    """How well it did, how much it knows and when it was made."""
    gestures = count_of(sum(label != NONE for label in card.labels), "gesture")
    tested = "untested" if card.report is None else f"{card.report.accuracy:.0%}"
    return f"{tested} · {gestures} · {when(card.created)}"


def when(created: str) -> str:
    """An ISO time as people write it, in their own time zone: `20 Nov 14:05`."""
    moment = datetime.fromisoformat(created).astimezone()
    return f"{moment.day} {moment:%b %H:%M}"
