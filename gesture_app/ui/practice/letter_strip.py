"""A word whose letters light up one after the other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gesture_app.ui import theme
from gesture_app.ui.icons import paint_icon

_LARGEST = 76.0
_GAP_SHARE = 0.16


class LetterStrip(QWidget):
    """Each letter in a box of its own: done ones filled with a tick, the next one framed, the others pale."""

    def __init__(self) -> None:
        super().__init__()
        self._word = ""
        self._done = 0
        self._helped: frozenset[int] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

    def show_word(self, word: str, done: int, helped: frozenset[int] = frozenset()) -> None:
        """The first `done` letters are behind; of those in `helped` the sign had to be shown."""
        self._word, self._done, self._helped = word, done, helped
        self.setAccessibleName(f"The word {word}")
        left = word[done:]
        self.setAccessibleDescription(
            f"{done} of {len(word)} letters made. Next: {left[0]}." if left else "All letters are made."
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, self.minimumHeight())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._word:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        number = len(self._word)
        side = min(_LARGEST, self.height() - 8.0, self.width() / (number * (1 + _GAP_SHARE)))
        gap = side * _GAP_SHARE
        left = (self.width() - number * side - (number - 1) * gap) / 2
        for place, letter in enumerate(self._word):
            box = QRectF(left + place * (side + gap), (self.height() - side) / 2, side, side)
            self._paint_letter(painter, box, place, letter)
        painter.end()

    def _paint_letter(self, painter: QPainter, box: QRectF, place: int, letter: str) -> None:
        palette = theme.current()
        done, now = place < self._done, place == self._done
        painter.setBrush(theme.colour(palette.accent_soft if done else palette.surface))
        frame = palette.accent if done or now else palette.border
        painter.setPen(QPen(theme.colour(frame), 3.0 if now else 1.5))
        painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), 12, 12)
        font = theme.font("title")
        font.setPixelSize(max(10, round(box.height() * 0.5)))
        font.setWeight(QFont.Weight.Bold if done or now else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(theme.colour(palette.text if done or now else palette.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
        if done:
            mark = box.height() * 0.26
            corner = QRectF(box.right() - mark - 5, box.top() + 5, mark, mark)
            helped = place in self._helped
            paint_icon(
                painter, "live" if helped else "check", palette.muted if helped else palette.good, corner
            )

    def _fit(self) -> None:
        self.setMinimumHeight(round(min(_LARGEST, theme.body_pixels() * 5.0)) + 8)
