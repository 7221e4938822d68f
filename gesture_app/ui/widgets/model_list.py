"""The trained models: all stay, one is in use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.hands.labelled import NONE
from gesture_app.learning.model_card import ModelCard, ModelFile
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Line, Scroll
from gesture_app.ui.widgets.text import Elided, Text
from gesture_app.ui.wording import count_of


class ModelList(QWidget):
    """Newest first; each can be taken into use again."""

    chosen = Signal(str)
    """Path of the model to use."""

    def __init__(self) -> None:
        super().__init__()
        self._scroll = Scroll(spacing=6)
        self._scroll.column.addStretch()
        self._shown: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)

    def set_models(self, models: Sequence[ModelFile], in_use: Path | None) -> None:
        place = next(
            (place for place, button in enumerate(self.findChildren(Button)) if button.hasFocus()), None
        )
        for widget in self._shown:
            widget.setParent(None)
            widget.deleteLater()
        self._shown = []
        if not models:
            self._add(Text("None yet. The first one appears here after training.", "muted", wrap=True))
        for number, model in enumerate(models):
            if number:
                self._add(Line())
            row = _ModelRow(model, in_use=model.file == in_use)
            row.chosen.connect(self.chosen)
            self._add(row)
        buttons = self.findChildren(Button)
        if place is not None and buttons:  # the pressed one is gone; who came by Tab goes on from its place
            buttons[min(place, len(buttons) - 1)].setFocus()

    def sizeHint(self) -> QSize:
        return QSize(300, 200)

    def _add(self, widget: QWidget) -> None:
        self._scroll.column.insertWidget(self._scroll.column.count() - 1, widget)
        self._shown.append(widget)


class _ModelRow(QWidget):
    """A model's name and what is worth knowing of it."""

    chosen = Signal(str)

    def __init__(self, model: ModelFile, *, in_use: bool) -> None:
        super().__init__()
        self._file = model.file
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Elided(model.card.name, "strong"))
        words.addWidget(Elided(described(model.card), "small"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 8, 2)
        row.setSpacing(10)
        row.addLayout(words, 1)
        if in_use:
            row.addWidget(Text("In use", "badge"), alignment=Qt.AlignmentFlag.AlignVCenter)
            return
        button = Button("Use", name=f"Use this model: {model.card.name}")
        button.setToolTip("Use this model")
        button.clicked.connect(self._use)
        row.addWidget(button)

    @Slot()
    def _use(self) -> None:
        self.chosen.emit(str(self._file))


def described(card: ModelCard) -> str:
    """How well it did, how much it knows and when it was made."""
    gestures = count_of(sum(label != NONE for label in card.labels), "gesture")
    tested = "untested" if card.report is None else f"{card.report.accuracy:.0%}"
    return f"{tested} · {gestures} · {when(card.created)}"


def when(created: str) -> str:
    """An ISO time as people write it, in their own time zone: `20 Nov 14:05`."""
    moment = datetime.fromisoformat(created).astimezone()
    return f"{moment.day} {moment:%b %H:%M}"
