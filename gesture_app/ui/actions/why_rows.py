"""What was believed at one instant: belief, distance and evidence of each gesture, beside what each has to reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gesture_app.ui import theme
from gesture_app.ui.wording import share, shown_name

MOST_ROWS = 6
_GAP = 14.0
_TRACK = 8.0
_HEADS = ("Gesture", "Belief", "Distance", "Evidence")


@dataclass(frozen=True, slots=True)
class GestureRow:
    """One gesture at one instant.

    Attributes:
        belief, threshold: 0…1; above the threshold speaks for it. None: there is no such mark.
        away, allowed: 1 - cosine; nearer than allowed counts. None: not known.
        evidence: 0…1 of what it takes to be told.
    """

    label: str
    belief: float
    threshold: float | None
    away: float | None
    allowed: float | None
    evidence: float

    @property
    def speaks_for_it(self) -> bool:
        return self.threshold is not None and self.belief > self.threshold

    @property
    def told(self) -> str:
        """In words, for those who do not see bars."""
        distance = "" if self.away is None else f", distance {self.away:.2f} of at most {self.allowed:.2f}"
        return f"{shown_name(self.label)}: belief {share(self.belief)}{distance}, evidence {share(self.evidence)}"


class GestureRows(QWidget):
    """A table that is painted: three bars for each gesture, each with a mark at what it must reach."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("What was believed")
        self.setToolTip(
            "Belief: how probable the gesture was; right of the mark speaks for it.\n"
            "Distance: how far it lay from how the gesture was learned; left of the mark counts.\n"
            "Evidence: belief summed over time; when it is full, the gesture is told."
        )
        self._rows: tuple[GestureRow, ...] = ()

    def set_rows(self, rows: Sequence[GestureRow]) -> None:
        """The first `MOST_ROWS` are shown."""
        self._rows = tuple(rows[:MOST_ROWS])
        self.setAccessibleDescription("; ".join(row.told for row in self._rows))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.body_pixels() * 26, round(self._height() * (MOST_ROWS + 1)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.body_pixels() * 20, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        columns = self._columns()
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(theme.current().muted))
        for (left, width), head in zip(columns, _HEADS, strict=True):
            place = QRectF(left, 0, width, self._height())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, head)
        for number, row in enumerate(self._rows):
            self._paint_row(painter, row, columns, (number + 1) * self._height())
        painter.end()

    def _height(self) -> float:
        return theme.body_pixels() * 2.1

    def _columns(self) -> list[tuple[float, float]]:
        """Left edge and width of each."""
        name = min(self.width() * 0.27, theme.body_pixels() * 10.0)
        width = (self.width() - name - 3 * _GAP) / 3
        return [(0.0, name), *((name + _GAP + place * (width + _GAP), width) for place in range(3))]

    def _paint_row(
        self, painter: QPainter, row: GestureRow, columns: list[tuple[float, float]], top: float
    ) -> None:
        palette = theme.current()
        font = theme.font("strong" if row is self._rows[0] else "body")
        painter.setFont(font)
        painter.setPen(theme.colour(palette.text))
        left, width = columns[0]
        name = QFontMetricsF(font).elidedText(shown_name(row.label), Qt.TextElideMode.ElideRight, width)
        place = QRectF(left, top, width, self._height())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        boxes = [QRectF(left, top, width, self._height()) for left, width in columns[1:]]
        _paint_bar(painter, boxes[0], row.belief, row.threshold, row.speaks_for_it, f"{row.belief:.0%}")
        if row.away is not None and row.allowed is not None:
            _paint_bar(
                painter, boxes[1], row.away, row.allowed, row.away <= row.allowed,
                f"{row.away:.2f} of {row.allowed:.2f}",
            )  # fmt: skip
        _paint_bar(painter, boxes[2], row.evidence, None, row.evidence >= 1, share(row.evidence))


def _paint_bar(
    painter: QPainter, box: QRectF, value: float, mark: float | None, counts: bool, text: str
) -> None:
    """A number over its bar, in the accent's colour where it counts for the gesture, with what it has to reach."""
    palette = theme.current()
    painter.setFont(theme.font("small"))
    painter.setPen(theme.colour(palette.text if counts else palette.muted))
    words = box.adjusted(0, 1, 0, -_TRACK - 5)
    painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text)
    track = QRectF(box.left(), box.bottom() - _TRACK - 4, box.width(), _TRACK)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(palette.sunken))
    painter.drawRoundedRect(track, 4, 4)
    filled = QRectF(track.left(), track.top(), track.width() * min(max(value, 0.0), 1.0), _TRACK)
    painter.setBrush(theme.colour(palette.accent if counts else palette.control))
    painter.drawRoundedRect(filled, 4, 4)
    if mark is not None and mark < 1:
        x = track.left() + track.width() * mark
        painter.setPen(QPen(theme.colour(palette.text), 2))
        painter.drawLine(round(x), round(track.top() - 2), round(x), round(track.bottom() + 2))
