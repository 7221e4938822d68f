"""A picture made of cells that can be pointed at, with the mouse or with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QScrollArea, QWidget

from gesture_app.ui import theme

_DIRECTIONS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_ASIDE = 3.0  # a step aside counts so much more than a step ahead when the next cell is looked for


@dataclass(frozen=True, slots=True)
class Cell:
    """One part of the picture: where it is, and what it says in words."""

    place: QRectF
    sentence: str


class CellPicture(QWidget):
    """Cells are laid out by `lay_out` and painted by `paint`; what is pointed at is told in words.

    The mouse points while it is over a cell, the keyboard as long as the picture has the focus.
    """

    pointed = Signal(int)
    """Number of the cell that is pointed at; -1: none."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._summary = ""
        self._cells: Sequence[Cell] = ()
        self._at = 0
        self._hovered: int | None = None
        self._told = -1

    def lay_out(self) -> Sequence[Cell]:
        """The cells for the size the picture has; the arrow keys begin at the first."""
        raise NotImplementedError

    def paint(self, painter: QPainter) -> None:
        """Everything but the mark of what is pointed at."""
        raise NotImplementedError

    def corner(self, cell: Cell) -> float:
        """Radius of a cell's corners."""
        return min(cell.place.width() * 0.25, 6.0)

    @property
    def cells(self) -> Sequence[Cell]:
        return self._cells

    @property
    def marked(self) -> int:
        """The cell that is pointed at; -1: none."""
        if self._hovered is not None:
            return self._hovered
        return self._at if self.hasFocus() and self._at < len(self._cells) else -1

    def begin_at(self, cell: int) -> None:
        """Where the arrow keys begin."""
        self._at = cell

    def renew(self, summary: str) -> None:
        """What is shown has changed.

        Args:
            summary: all of it in a sentence, for those who hear the window rather than see it.
        """
        self._summary = summary
        self._hovered = None
        self._fit()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            if self.isVisible():
                self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # styles change many times before anything is seen

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.cell_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if cell is not None:
            self._go_to(cell)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if not self._cells or key not in (*_DIRECTIONS, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        elif key in _DIRECTIONS:
            self._walk_to(self._next(_DIRECTIONS[key]))
        else:
            self._walk_to(0 if key == Qt.Key.Key_Home else len(self._cells) - 1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter)
        if self.marked >= 0:
            cell = self._cells[self.marked]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(theme.current().text), 2))
            radius = self.corner(cell)
            painter.drawRoundedRect(cell.place.adjusted(-1, -1, 1, 1), radius, radius)
        painter.end()

    def _fit(self) -> None:
        self._cells = self.lay_out()
        self._at = max(min(self._at, len(self._cells) - 1), 0)
        self._tell()

    def _hover(self, cell: int | None) -> None:
        if cell != self._hovered:
            self._hovered = cell
            self._tell()

    def _walk_to(self, cell: int) -> None:
        """With the keyboard: what lies outside the page's view comes into it."""
        self._go_to(cell)
        around: QWidget | None = self
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        page = around.widget() if around is not None else None
        if around is not None and page is not None:
            centre = self.mapTo(page, self._cells[cell].place.center().toPoint())
            around.ensureVisible(centre.x(), centre.y(), 0, round(self._cells[cell].place.height()))

    def _go_to(self, cell: int) -> None:
        self._at, self._hovered = cell, None
        self._tell()

    def _tell(self) -> None:
        marked = self.marked
        self.setAccessibleDescription(self._cells[marked].sentence if marked >= 0 else self._summary)
        self.update()
        if marked != self._told:
            self._told = marked
            self.pointed.emit(marked)

    def cell_at(self, place: QPointF) -> int | None:
        """Number of the cell at a place; None: there is none."""
        return next((number for number, cell in enumerate(self._cells) if cell.place.contains(place)), None)

    def _next(self, direction: QPointF) -> int:
        """The cell that lies nearest in a direction; the same one if there is none."""
        here = self._cells[self._at].place.center()

        def far(number: int) -> float:
            way = self._cells[number].place.center() - here
            ahead = QPointF.dotProduct(way, direction)
            aside = abs(way.x() * direction.y()) + abs(way.y() * direction.x())
            return ahead + _ASIDE * aside if ahead > 1 else float("inf")

        nearest = min(range(len(self._cells)), key=far)
        return nearest if far(nearest) < float("inf") else self._at
