"""A choice of a few, all in view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from gesture_app.ui.widgets.button import Button


class Segmented(QWidget):
    """Buttons of which one is pressed."""

    chosen = Signal(str)
    """The key of what the user chose."""

    def __init__(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        """Options are (key, text) pairs."""
        super().__init__()
        self.setAccessibleName(name)
        self._keys = [key for key, _ in options]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for number, (_, text) in enumerate(options):
            button = Button(text, name=f"{name}: {text}")
            button.setCheckable(True)
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.idClicked.connect(self._clicked)

    def choose(self, key: str) -> None:
        """Show a choice without telling anyone."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def offer(self, count: int) -> None:
        """Show only the first so many options; the first one is chosen where the choice is not among them."""
        for number, button in enumerate(self._group.buttons()):
            button.setVisible(number < count)
        if self._group.checkedId() >= count:
            self.choose(self._keys[0])

    @property
    def choice(self) -> str:
        return self._keys[self._group.checkedId()]

    @Slot(int)
    def _clicked(self, number: int) -> None:
        self.chosen.emit(self._keys[number])
