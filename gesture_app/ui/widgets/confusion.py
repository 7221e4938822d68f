"""What was shown and what was recognised instead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gesture_app.ui import theme
from gesture_app.ui.wording import shown_name

_LARGEST_CELL = 64.0
_USUAL_CELL = 46.0
_SMALLEST_CELL = 20.0
_SMALLEST_WITH_NUMBER = 17.0
_FEW = 9  # labels; up to here cells are large
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}

Cell = tuple[int, int]


class ConfusionMatrix(QWidget):
    """Rows: what was shown. Columns: what was recognised. The diagonal is right, all else a mistake.

    Arrow keys walk through the cells, Enter or a click asks for a cell's takes.
    """

    cell_clicked = Signal(str, str)
    """What was shown and what was recognised, as labels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("What was shown and what was recognised")
        self._labels: tuple[str, ...] = ()
        self._counts: tuple[tuple[int, ...], ...] = ()
        self._at: Cell = (0, 0)
        self._hovered: Cell | None = None

    def set_matrix(self, labels: Sequence[str], counts: Sequence[Sequence[int]]) -> None:
        """Counts by [shown][recognised], both in the order of the labels."""
        self._labels = tuple(labels)
        self._counts = tuple(tuple(row) for row in counts)
        self._at = (0, 0)
        self._hovered = None
        self._announce()
        self.updateGeometry()
        self.update()

    def sentence(self, cell: Cell) -> str:
        """A cell in words."""
        row, column = cell
        shown, count, total = shown_name(self._labels[row]), self._counts[row][column], sum(self._counts[row])
        if row == column:
            return f"{shown}: {count} of {total} recognised."
        return f"{shown}: {count} of {total} taken for {shown_name(self._labels[column])}."

    def sizeHint(self) -> QSize:
        names = self._name_room() if self._labels else 0.0
        return QSize(round(self._cells_side(_USUAL_CELL) + names + 60), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """High enough for the cells to be of use; they fill what width there is."""
        cell = _USUAL_CELL if len(self._labels) <= _FEW else _SMALLEST_CELL
        line = theme.body_pixels() * 1.7
        above = line + (self._name_room_above() if self._labels else line)
        return QSize(300, round(self._cells_side(cell) + above + line + 8))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self._cell_at(event.pos().toPointF())
            QToolTip.showText(event.globalPos(), "" if cell is None else self.sentence(cell), self)
            return True
        return super().event(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hovered = self._cell_at(event.position())
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if cell is not None:
            self._go_to(cell)
            self._ask_for(cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and self._labels:
            last = len(self._labels) - 1
            row, column = (
                min(max(at + step, 0), last) for at, step in zip(self._at, _STEPS[key], strict=True)
            )
            self._go_to((row, column))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._labels:
            self._ask_for(self._at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._labels:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        grid = self._grid()
        self._paint_cells(painter, grid)
        self._paint_names(painter, grid)
        self._paint_words(painter, grid)
        painter.end()

    def _go_to(self, cell: Cell) -> None:
        self._at = cell
        self._hovered = None
        self._announce()
        self.update()

    def _ask_for(self, cell: Cell) -> None:
        self.cell_clicked.emit(self._labels[cell[0]], self._labels[cell[1]])

    def _announce(self) -> None:
        self.setAccessibleDescription(self.sentence(self._at) if self._labels else "")

    def _name_room(self) -> float:
        """How much the longest name takes, at most a quarter of the widget."""
        metrics = QFontMetricsF(theme.font("small"))
        longest = max(metrics.horizontalAdvance(shown_name(label)) for label in self._labels)
        return min(longest + 12, self.width() * 0.25)

    def _name_room_above(self) -> float:
        """The same for names that stand upright above the columns, which must leave room below."""
        return min(self._name_room(), theme.body_pixels() * 9.0)

    def _cells_side(self, cell: float) -> float:
        return min(max(len(self._labels), 3) * cell, 480.0)

    def _grid(self) -> QRectF:
        """Where the cells lie: square, below and right of the names, above the sentence."""
        line = theme.body_pixels() * 1.7
        room = self._name_room()
        left = line + room
        above = line + (self._name_room_above() if self._rotated(left, room) else line)
        side = min(self.width() - left - 2, self.height() - above - line - 6)
        side = max(min(side, len(self._labels) * _LARGEST_CELL), 40.0)
        return QRectF(left, above, side, side)

    def _rotated(self, left: float, room: float) -> bool:
        """Whether names above the columns must stand upright to fit."""
        widest_cell = min((self.width() - left) / len(self._labels), _LARGEST_CELL)
        return room > widest_cell

    def _cell_at(self, place: QPointF) -> Cell | None:
        if not self._labels or not (grid := self._grid()).contains(place):
            return None
        side = grid.width() / len(self._labels)
        last = len(self._labels) - 1
        row, column = int((place.y() - grid.top()) / side), int((place.x() - grid.left()) / side)
        return min(row, last), min(column, last)

    def _cell_rect(self, grid: QRectF, cell: Cell) -> QRectF:
        side = grid.width() / len(self._labels)
        return QRectF(grid.left() + cell[1] * side, grid.top() + cell[0] * side, side, side)

    def _paint_cells(self, painter: QPainter, grid: QRectF) -> None:
        side = grid.width() / len(self._labels)
        gap = 1.5 if side > 16 else 0.5
        corner = min(side * 0.16, 6.0)
        painter.setFont(theme.font("strong" if side > 28 else "small"))
        for row, counts in enumerate(self._counts):
            total = max(sum(counts), 1)
            for column, count in enumerate(counts):
                place = self._cell_rect(grid, (row, column)).adjusted(gap, gap, -gap, -gap)
                ground = _ground(count / total, right=row == column)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(ground)
                painter.drawRoundedRect(place, corner, corner)
                if count and side >= _SMALLEST_WITH_NUMBER:
                    painter.setPen(theme.readable_on(ground))
                    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(count))
        marked = self._hovered or (self._at if self.hasFocus() else None)
        if marked is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(theme.current().text), 2.5))
            painter.drawRoundedRect(self._cell_rect(grid, marked), corner, corner)

    def _paint_names(self, painter: QPainter, grid: QRectF) -> None:
        font = theme.font("small")
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        side = grid.width() / len(self._labels)
        line, room = theme.body_pixels() * 1.7, self._name_room()
        every = max(1, -(-int(metrics.height()) // max(int(side), 1)))  # names must not overlap
        rotated = self._rotated(grid.left(), room)
        row_at, column_at = self._hovered or self._at
        end, middle = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignVCenter
        for index, label in enumerate(self._labels):
            if index % every:
                continue
            name = self._elided(metrics, label, room)
            centre = (index + 0.5) * side
            painter.setPen(self._name_colour(index == row_at))
            beside = QRectF(line, grid.top() + centre - line / 2, room - 8, line)
            painter.drawText(beside, end | middle, name)
            painter.setPen(self._name_colour(index == column_at))
            painter.save()
            if rotated:
                painter.translate(grid.left() + centre, grid.top() - 6)
                painter.rotate(-90)
                upright = self._elided(metrics, label, self._name_room_above())
                painter.drawText(
                    QRectF(0, -line / 2, room, line), Qt.AlignmentFlag.AlignLeft | middle, upright
                )
            else:
                above = QRectF(grid.left() + centre - side / 2, grid.top() - line, side, line)
                painter.drawText(above, Qt.AlignmentFlag.AlignCenter, name)
            painter.restore()

    @staticmethod
    def _elided(metrics: QFontMetricsF, label: str, room: float) -> str:
        return metrics.elidedText(shown_name(label), Qt.TextElideMode.ElideRight, room - 8)

    def _name_colour(self, marked: bool) -> QColor:
        palette = theme.current()
        marked = marked and (self._hovered is not None or self.hasFocus())
        return theme.colour(palette.text if marked else palette.muted)

    def _paint_words(self, painter: QPainter, grid: QRectF) -> None:
        """What rows and columns mean, and the marked cell in words."""
        palette = theme.current()
        line = theme.body_pixels() * 1.7
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(palette.muted))
        top = QRectF(grid.left(), 0, max(grid.width(), self.width() - grid.left()), line)
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, "Recognised as →")
        painter.save()
        painter.translate(0, grid.bottom())
        painter.rotate(-90)
        painter.drawText(
            QRectF(0, 0, grid.height(), line),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop,
            "← Shown",
        )
        painter.restore()
        marked = self._hovered or (self._at if self.hasFocus() else None)
        words = "Numbers are takes. Point at a cell to read it." if marked is None else self.sentence(marked)
        painter.setPen(theme.colour(palette.muted if marked is None else palette.text))
        below = QRectF(line, grid.bottom() + 6, self.width() - line, line)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


def _ground(share: float, *, right: bool) -> QColor:
    """A cell's colour: the more of its row lies in it, the stronger; nothing at all is an empty cell."""
    palette = theme.current()
    if share <= 0:
        return QColor(palette.sunken)
    return theme.mixed(palette.sunken, palette.accent if right else palette.mistake, 0.22 + 0.78 * share)
