"""How lists and their items are laid out."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gesture_app.ui import theme

Index = QModelIndex | QPersistentModelIndex


class NoWiderThanTheList(QStyledItemDelegate):
    """Long names end in … instead of asking for a scroll bar below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, super().sizeHint(option, index).height())


class TwoLines(NoWiderThanTheList):
    """Items whose text has two lines: the name, and below it what else there is to know."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, round(theme.body_pixels() * 3.4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        name, _, about = str(index.data()).partition("\n")
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        palette, body = theme.current(), theme.body_pixels()
        room = QRectF(option.rect).adjusted(body * 0.8, 0, -body * 0.6, 0)
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            room.setLeft(room.left() + body * 2)
        line = body * 1.35
        top = room.center().y() - (line if about else line / 2)
        painter.save()
        painter.setPen(theme.colour(palette.text))
        _draw(painter, theme.font("strong"), QRectF(room.left(), top, room.width(), line), name)
        painter.setPen(theme.colour(palette.muted))
        _draw(painter, theme.font("small"), QRectF(room.left(), top + line, room.width(), line), about)
        painter.restore()


class RoomyList(QListWidget):
    """A list that stays high enough to be of use, however little room the page has; its items have two lines."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(TwoLines(self))

    def minimumSizeHint(self) -> QSize:
        body = theme.body_pixels()
        return QSize(body * 9, body * 14)


def _draw(painter: QPainter, font: QFont, place: QRectF, text: str) -> None:
    painter.setFont(font)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
