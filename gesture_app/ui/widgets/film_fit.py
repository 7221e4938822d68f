"""How the hands of a take are made to fit a small picture."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from gesture_app.hands import HandFrame, HandSequence
from gesture_app.ui.widgets.hand_painter import fit_rect

_LEGIBLE = 0.5  # of the picture's shorter side; two hands share the room
_LEGIBLE_BESIDE = 0.42
_MOST_ENLARGED = 6.0


@dataclass(frozen=True, slots=True)
class FilmFit:
    """One fit for a whole take, in picture heights.

    A hand that travels far would shrink to a speck. So hands are drawn larger than the way they go: the
    way is drawn together until both fit, and still shows where each hand goes.

    Attributes:
        rect: the part of the picture that the take needs.
        enlarged: how much larger hands are drawn.
        drawn_together: (x, y) how much shorter ways are drawn.
    """

    rect: QRectF
    enlarged: float
    drawn_together: tuple[float, float]

    def apply(self, hands: HandFrame) -> HandFrame:
        """The hands as they are to be drawn."""
        middle = np.array([self.rect.center().x(), self.rect.center().y()])
        scale = np.array([hands.aspect, 1.0])
        image = hands.image.copy()
        for slot in np.flatnonzero(hands.present):
            points = hands.image[slot, :, :2] * scale
            centre = (points.min(axis=0) + points.max(axis=0)) / 2
            moved = middle + (centre - middle) * np.array(self.drawn_together)
            image[slot, :, :2] = (moved + (points - centre) * self.enlarged) / scale
        return replace(hands, image=image)


def film_fit(sequence: HandSequence, shape: float) -> FilmFit | None:
    """The fit of a take to pictures of a shape (width ÷ height); None where no hand was seen."""
    rect = fit_rect(sequence)
    if rect is None:
        return None
    rect = _in_shape(rect, shape)
    points = sequence.image[sequence.present][..., :2] * np.array([sequence.aspect, 1.0])  # (hands, 21, 2)
    low, high = points.min(axis=1), points.max(axis=1)
    centres, sizes = (low + high) / 2, high - low
    usual = np.median(sizes, axis=0)
    both = bool(sequence.present.all(axis=1).any())
    wanted = (_LEGIBLE_BESIDE if both else _LEGIBLE) * min(rect.width(), rect.height())
    enlarged = float(np.clip(wanted / max(float(usual.max()), 1e-6), 1.0, _MOST_ENLARGED))
    return FilmFit(rect, enlarged, _drawn_together(rect, centres, sizes * enlarged))


def _in_shape(rect: QRectF, shape: float) -> QRectF:
    """The smallest rectangle of a shape around another one."""
    width = max(rect.width(), rect.height() * shape)
    grown = QRectF(0, 0, width, width / shape)
    grown.moveCenter(rect.center())
    return grown


def _drawn_together(
    rect: QRectF, centres: NDArray[np.float64], sizes: NDArray[np.float64]
) -> tuple[float, float]:
    """How much shorter the ways of the centres (hands, 2) must be for hands of these sizes to stay inside."""
    middle = np.array([rect.center().x(), rect.center().y()])
    half = np.array([rect.width(), rect.height()]) / 2
    away = np.abs(centres - middle)
    room = np.maximum(half * 0.96 - sizes / 2, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        fitting = np.where(away > 1e-6, room / away, 1.0).min(axis=0)
    x, y = np.clip(fitting, 0.0, 1.0)
    return float(x), float(y)
