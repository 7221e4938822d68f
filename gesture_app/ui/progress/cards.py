"""All signs of the decks as tiles: how well each is known, and where something is often corrected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip

from gesture_app.practice.progress.strength import CardProgress
from gesture_app.ui import theme
from gesture_app.ui.icons import paint_icon
from gesture_app.ui.progress.words import sentence_of
from gesture_app.ui.widgets.cell_picture import Cell, CellPicture

_GAP = 6.0
_HEADING = 2.0  # in heights of text
_TILE = 3.2
_WIDEST_TILE = 9.5

Section = tuple[str, Sequence[CardProgress]]


class CardMap(CellPicture):
    """A section for each deck; a tile's ground and the bar on its foot tell how well the sign is known."""

    def __init__(self) -> None:
        super().__init__("How well each sign is known")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._sections: tuple[Section, ...] = ()
        self._cards: tuple[CardProgress, ...] = ()

    def set_sections(self, sections: Sequence[Section]) -> None:
        """Show decks by name with their cards."""
        self._sections = tuple(sections)
        self._cards = tuple(card for _, cards in sections for card in cards)
        begun = sum(card.strength > 0 for card in self._cards)
        self.renew(f"{begun} of {len(self._cards)} signs begun. The arrow keys go through them.")

    @property
    def cards(self) -> Sequence[CardProgress]:
        """As their cells are numbered."""
        return self._cards

    def sizeHint(self) -> QSize:
        width = theme.body_pixels() * 40
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.body_pixels() * 14, round(theme.body_pixels() * (_HEADING + _TILE)))

    def heightForWidth(self, width: int) -> int:
        if not self._sections:
            return 0
        return round(self._places(width)[1])

    def lay_out(self) -> Sequence[Cell]:
        places, _ = self._places(self.width())
        return [Cell(place, sentence_of(card)) for place, card in zip(places, self._cards, strict=True)]

    def event(self, event: QEvent) -> bool:
        """The sentence also stands beside the mouse: what else tells it may be out of view."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self.cell_at(event.pos().toPointF())
            QToolTip.showText(event.globalPos(), "" if cell is None else self.cells[cell].sentence, self)
            return True
        return super().event(event)

    def paint(self, painter: QPainter) -> None:
        self._paint_headings(painter)
        for cell, card in zip(self.cells, self._cards, strict=True):
            self._paint_tile(painter, cell, card)

    def _paint_headings(self, painter: QPainter) -> None:
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour(theme.current().muted))
        line = theme.body_pixels() * _HEADING
        first = 0
        for name, cards in self._sections:
            above = QRectF(0, self.cells[first].place.top() - line, self.width(), line)
            painter.drawText(above, Qt.AlignmentFlag.AlignVCenter, name)
            first += len(cards)

    def _paint_tile(self, painter: QPainter, cell: Cell, card: CardProgress) -> None:
        palette, place, radius = theme.current(), cell.place, self.corner(cell)
        begun = card.strength > 0
        ground = theme.mixed(palette.sunken, palette.accent, 0.12 + 0.63 * card.strength if begun else 0.0)
        if begun:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
        else:
            painter.setPen(QPen(theme.colour(palette.control), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place, radius, radius)
        ink = theme.readable_on(ground) if begun else theme.colour(palette.muted)
        painter.setFont(theme.font("strong"))
        painter.setPen(ink)
        name = painter.fontMetrics().elidedText(
            card.name, Qt.TextElideMode.ElideRight, round(place.width() - 12)
        )
        painter.drawText(place.adjusted(0, 0, 0, -4), Qt.AlignmentFlag.AlignCenter, name)
        if begun:
            self._paint_bar(painter, place, card.strength)
        if card.mistake is not None or card.confused_with:
            side = theme.body_pixels() * 0.95
            paint_icon(
                painter, "usable", ink.name(), QRectF(place.right() - side - 3, place.top() + 3, side, side)
            )

    @staticmethod
    def _paint_bar(painter: QPainter, place: QRectF, strength: float) -> None:
        ink = painter.pen().color()
        track = QRectF(place.left() + 8, place.bottom() - 9, place.width() - 16, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        for share, alpha in ((1.0, 0.25), (strength, 0.9)):
            ink.setAlphaF(alpha)
            painter.setBrush(ink)
            bar = QRectF(track.left(), track.top(), track.width() * share, track.height())
            painter.drawRoundedRect(bar, 2, 2)

    def _places(self, width: int) -> tuple[list[QRectF], float]:
        """Where each tile lies, and where the last row ends."""
        body = theme.body_pixels()
        metrics = QFontMetricsF(theme.font("strong"))
        places: list[QRectF] = []
        top = 0.0
        for _, cards in self._sections:
            top += body * _HEADING
            longest = max((metrics.horizontalAdvance(card.name) for card in cards), default=0.0)
            side = min(max(longest + body * 1.6, body * _TILE), body * _WIDEST_TILE)
            columns = max(int((width + _GAP) / (side + _GAP)), 1)
            for number in range(len(cards)):
                row, column = divmod(number, columns)
                places.append(
                    QRectF(
                        1 + column * (side + _GAP), top + row * (body * _TILE + _GAP), side - 2, body * _TILE
                    )
                )
            top += -(-len(cards) // columns) * (body * _TILE + _GAP) + body * 0.6
        return places, top
