"""A card with a picture, and a line that tells what is pointed at in it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from gesture_app.ui.widgets.card import Card
from gesture_app.ui.widgets.cell_picture import CellPicture
from gesture_app.ui.widgets.text import Elided, Text


class ToldCard(Card):
    """While nothing is pointed at, the line explains the picture."""

    def __init__(
        self,
        heading: str,
        explanation: str,
        picture: CellPicture,
        *,
        content: QWidget | None = None,
        empty: str = "",
    ) -> None:
        """Put together a card.

        Args:
            content: what the picture is part of; None: it stands alone.
            empty: what is said in place of the picture while there is nothing in it.
        """
        super().__init__()
        self.setAccessibleName(heading)
        self._explanation, self._picture = explanation, picture
        self._line = Elided(explanation, "muted")
        self._empty = Text(empty, "muted", wrap=True)
        self._empty.hide()
        self.body.setSpacing(4)
        self.body.addWidget(Text(heading, "heading"))
        self.body.addWidget(self._line)
        self.body.addSpacing(8)
        self.body.addWidget(content or picture, 1)
        self.body.addWidget(self._empty)
        self.body.addStretch()
        picture.pointed.connect(self._tell)

    def set_filled(self, filled: bool) -> None:
        """Whether there is anything in the picture."""
        self._picture.setVisible(filled)
        self._line.setVisible(filled)
        self._empty.setVisible(not filled)

    @Slot(int)
    def _tell(self, cell: int) -> None:
        self._line.set_whole(self._picture.cells[cell].sentence if cell >= 0 else self._explanation)
