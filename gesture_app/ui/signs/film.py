"""Pictures of a sign from one point of view, and the shelf on which they are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from gesture_app.ui.signs.outlook import Outlook, SignScene
from gesture_app.ui.signs.reel import Reel

_MOST_BYTES = 60_000_000


@dataclass(frozen=True, slots=True)
class Film:
    """All pictures of a sign from one point of view.

    Attributes:
        width, height: of the pictures in pixels.
        draft: painted quickly, while it is being turned.
    """

    scene: SignScene
    reel: Reel
    outlook: Outlook
    width: int
    height: int
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """What a film's picture shows, without the empty room around it.

    Attributes:
        place: where it lies, in shares of the film's width and height.
    """

    image: QImage
    place: QRectF

    @classmethod
    def cut_out(cls, pixels: NDArray[np.uint8]) -> Picture:
        """Of a cutout (height, width, 4) BGRA, not premultiplied."""
        height, width = pixels.shape[:2]
        rows, columns = (np.flatnonzero((pixels[..., 3] > 0).any(axis=axis)) for axis in (1, 0))
        if not len(rows):
            rows, columns = np.zeros(1, int), np.zeros(1, int)
        top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
        part = np.ascontiguousarray(pixels[top:bottom, left:right])
        image = QImage(part.data, right - left, bottom - top, 4 * (right - left), QImage.Format.Format_ARGB32)
        place = QRectF(QPointF(left / width, top / height), QPointF(right / width, bottom / height))
        return cls(image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied), place)

    def paint(self, painter: QPainter, box: QRectF, opacity: float) -> None:
        """Draw it where the whole film's picture lies in `box`."""
        left, top = box.left() + self.place.left() * box.width(), box.top() + self.place.top() * box.height()
        target = QRectF(left, top, self.place.width() * box.width(), self.place.height() * box.height())
        painter.setOpacity(opacity)
        painter.drawImage(target, self.image)
        painter.setOpacity(1.0)


class Shelf:
    """Films with the pictures that there are of them; those not looked at for longest make room for others."""

    def __init__(self) -> None:
        self._films: OrderedDict[Film, dict[int, Picture]] = OrderedDict()

    def pictures(self, film: Film) -> Mapping[int, Picture]:
        """A film's pictures by their numbers."""
        return self._films.get(film, {})

    def look_at(self, film: Film) -> None:
        """It is needed now, and is given away last."""
        if film in self._films:
            self._films.move_to_end(film)

    def keep(self, film: Film, number: int, picture: Picture) -> None:
        """Put a picture there. A draft takes the place of those before it: nobody looks at them again."""
        if film.draft:
            for other in [each for each in self._films if each.draft]:
                del self._films[other]
        self._films.setdefault(film, {})[number] = picture
        self._films.move_to_end(film)
        while len(self._films) > 1 and self.size_bytes > _MOST_BYTES:
            self._films.popitem(last=False)

    @property
    def size_bytes(self) -> int:
        return sum(each.image.sizeInBytes() for film in self._films.values() for each in film.values())
