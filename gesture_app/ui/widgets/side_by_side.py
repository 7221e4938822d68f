"""Things beside each other where there is room, else below each other."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QBoxLayout, QLayoutItem, QWidget

from gesture_app.ui import theme


class SideBySide(QWidget):
    """A row that becomes a column when it gets narrow, as with larger text."""

    def __init__(self, least: float, *parts: tuple[QWidget, int], spacing: int = 16) -> None:
        """Parts are widgets with their shares of the row; it is a row from `least` pixels on."""
        super().__init__()
        row = _RowOrColumn(self, least)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(spacing)
        for part, share in parts:
            row.addWidget(part, share)


class _RowOrColumn(QBoxLayout):
    """Turns whenever it is asked about a width, so that its height is always told for the right direction."""

    def __init__(self, widget: QWidget, least: float) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight, widget)
        self._least = least

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self._turn(width)
        return super().heightForWidth(width)

    def minimumHeightForWidth(self, width: int) -> int:
        self._turn(width)
        return super().minimumHeightForWidth(width)

    def setGeometry(self, place: QRect) -> None:
        self._turn(place.width())
        super().setGeometry(place)

    def sizeHint(self) -> QSize:
        """Of the row."""
        widths, heights = self._sizes([item.sizeHint() for item in self._shown()])
        return QSize(sum(widths) + self.spacing() * max(len(widths) - 1, 0), max(heights, default=0))

    def minimumSize(self) -> QSize:
        """As narrow as the column, as low as the row: the true height is that for a width."""
        widths, heights = self._sizes([item.minimumSize() for item in self._shown()])
        return QSize(max(widths, default=0), max(heights, default=0))

    def _shown(self) -> list[QLayoutItem]:
        items = (self.itemAt(number) for number in range(self.count()))
        return [item for item in items if item is not None and not item.isEmpty()]

    @staticmethod
    def _sizes(sizes: list[QSize]) -> tuple[list[int], list[int]]:
        return [size.width() for size in sizes], [size.height() for size in sizes]

    def _turn(self, width: int) -> None:
        beside = width >= theme.grown(self._least)
        self.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        super().hasHeightForWidth()  # Qt measures the parts when it is asked this, and only then
