"""All kinds of action, as large buttons with words."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QVBoxLayout, QWidget

from gesture_app.pipeline.acting.messages import Abilities
from gesture_app.ui import theme
from gesture_app.ui.actions.kinds import GROUPS, ActionKind, why_not
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.widgets.tile import Tile

_IN_A_ROW = 4
_ROOM = 760  # pixels that so many need


class ActionChoice(QWidget):
    """Grouped by what they act on; what cannot work here says so and can be chosen all the same."""

    chosen = Signal(object)
    """The action's type."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Kinds of action")
        self._kinds: list[ActionKind] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._clicked)
        self._in_a_row = 0
        self._grids: list[tuple[QGridLayout, list[Tile]]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for heading, kinds in GROUPS:
            grid = QGridLayout()
            grid.setSpacing(10)
            self._grids.append((grid, [self._tile(kind) for kind in kinds]))
            column.addWidget(Text(heading, "strong"))
            column.addLayout(grid)
            column.addSpacing(4)
        self._arrange(_IN_A_ROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Half as many in a row where there is little room, as with larger text."""
        super().resizeEvent(event)
        self._arrange(_IN_A_ROW if self.width() >= theme.grown(_ROOM) else _IN_A_ROW // 2)

    def _arrange(self, in_a_row: int) -> None:
        if in_a_row == self._in_a_row:
            return
        self._in_a_row = in_a_row
        for grid, tiles in self._grids:
            for place, tile in enumerate(tiles):
                grid.addWidget(tile, place // in_a_row, place % in_a_row)
            for place in range(_IN_A_ROW):
                grid.setColumnStretch(place, 1 if place < in_a_row else 0)

    def _tile(self, kind: ActionKind) -> Tile:
        tile = Tile(kind.icon, kind.name, kind.sentence)
        self._group.addButton(tile, len(self._kinds))
        self._kinds.append(kind)
        return tile

    def set_abilities(self, abilities: Abilities) -> None:
        """What cannot be done here is told on the tile, and why as its tooltip."""
        for number, kind in enumerate(self._kinds):
            tile = self._group.button(number)
            sentence = why_not(kind.type, abilities)
            if isinstance(tile, Tile):
                tile.set_sentence("May not work here." if sentence else kind.sentence)
                tile.setToolTip(sentence)

    @Slot(int)
    def _clicked(self, number: int) -> None:
        self.chosen.emit(self._kinds[number].type)
