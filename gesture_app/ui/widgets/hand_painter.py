"""Skeletons of hands, over a picture or on their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from gesture_app.hands import HandFrame, HandSequence
from gesture_app.hands.geometry import palm_size
from gesture_app.hands.landmarks import FINGERS, MIDDLE_MCP, PALM_OUTLINE, WRIST
from gesture_app.ui import theme
from gesture_app.ui.palette import DARK

_LETTERS = ("L", "R")
_PALM_EDGES = tuple(zip(PALM_OUTLINE, (*PALM_OUTLINE[1:], PALM_OUTLINE[0]), strict=True))
_FIT_MARGIN = 0.14
_SMALLEST_FIT = 0.25  # picture heights: hands far away stay small rather than fill the box


@dataclass(frozen=True, slots=True)
class HandColours:
    """One colour a hand, and what goes around lines so that they stand out from a picture."""

    left: str
    right: str
    outline: str | None

    @classmethod
    def over_picture(cls) -> HandColours:
        """Bright colours with a dark outline: pictures are light here and dark there."""
        return cls(DARK.left_hand, DARK.right_hand, "#10131a")

    @classmethod
    def on_surface(cls) -> HandColours:
        """The theme's own colours, for hands on a plain ground."""
        palette = theme.current()
        return cls(palette.left_hand, palette.right_hand, None)


def paint_hands(
    painter: QPainter,
    hands: HandFrame,
    target: QRectF,
    *,
    mirrored: bool = False,
    colours: HandColours | None = None,
    letters: bool = False,
) -> None:
    """Draw the hands of one frame over the rectangle in which its whole picture lies.

    Args:
        mirrored: the picture is shown as a mirror would; the hands are turned with it.
        colours: for hands over a picture where none are given.
        letters: name the left hand L and the right one R beside the wrist.
    """
    chosen = colours or HandColours.over_picture()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for slot, colour in enumerate((chosen.left, chosen.right)):
        if hands.present[slot]:
            points = _on_target(hands.image[slot], target, mirrored)
            _paint_hand(painter, points, colour, chosen.outline)
            if letters:
                _paint_letter(painter, points, _LETTERS[slot], colour)
    painter.restore()


def fit_rect(sequence: HandSequence) -> QRectF | None:
    """What part of the picture the hands of a sequence need, in picture heights; None if none was seen.

    One rectangle for the whole sequence, so that movement shows when its frames stand side by side.
    """
    points = sequence.image[sequence.present][..., :2] * np.array([sequence.aspect, 1.0], np.float32)
    if not len(points):
        return None
    low, high = points.reshape(-1, 2).min(axis=0), points.reshape(-1, 2).max(axis=0)
    centre = (low + high) / 2
    size = np.maximum(high - low, _SMALLEST_FIT) * (1 + 2 * _FIT_MARGIN)
    left, top = centre - size / 2
    return QRectF(float(left), float(top), float(size[0]), float(size[1]))


def picture_target(fit: QRectF, box: QRectF, aspect: float, *, mirrored: bool = False) -> QRectF:
    """Where the whole picture must lie for the part `fit` of it to fill `box`: a target for `paint_hands`."""
    scale = min(box.width() / fit.width(), box.height() / fit.height())
    centre_x = aspect - fit.center().x() if mirrored else fit.center().x()
    left = box.center().x() - centre_x * scale
    top = box.center().y() - fit.center().y() * scale
    return QRectF(left, top, aspect * scale, scale)


def _on_target(image: NDArray[np.float32], target: QRectF, mirrored: bool) -> list[QPointF]:
    """Landmarks (21, 3) in the coordinates of what is painted on."""
    x = 1.0 - image[:, 0] if mirrored else image[:, 0]
    across = target.left() + x * target.width()
    down = target.top() + image[:, 1] * target.height()
    return [QPointF(float(a), float(b)) for a, b in zip(across, down, strict=True)]


def _paint_hand(painter: QPainter, points: list[QPointF], colour: str, outline: str | None) -> None:
    width = _line_width(points)
    ground = QColor(colour)
    ground.setAlphaF(0.22)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.setRenderHint(
        QPainter.RenderHint.Antialiasing, on=False
    )  # a third of the time; bones hide its edges
    painter.drawPolygon(QPolygonF([points[corner] for corner in PALM_OUTLINE]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if outline is not None:
        # Not translucent: without a graphics card Qt takes five times as long for that, longer than for all the rest.
        _paint_bones(painter, points, [QColor(outline)], width + max(1.2, width * 0.35))
    shades = _towards_tips(colour)
    _paint_bones(painter, points, shades, width)
    _paint_joints(painter, points, shades, width)


def _line_width(points: list[QPointF]) -> float:
    """Lines as thick as suits the hand's size on the screen."""
    flat = np.array([(point.x(), point.y(), 0.0) for point in points], np.float32)
    return float(np.clip(float(palm_size(flat)) * 0.046, 1.4, 6.0))


@lru_cache(maxsize=64)
def _towards_tips(colour: str) -> tuple[QColor, ...]:
    """Four shades from the palm to the fingertips, each lighter than the one before. Not to be changed."""
    shades = [_mixed(QColor(colour), QColor("#ffffff"), share) for share in (0.0, 0.1, 0.25, 0.42)]
    return tuple(shades)


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    return QColor(
        round(one.red() + (other.red() - one.red()) * share),
        round(one.green() + (other.green() - one.green()) * share),
        round(one.blue() + (other.blue() - one.blue()) * share),
    )


def _paint_bones(painter: QPainter, points: list[QPointF], shades: Sequence[QColor], width: float) -> None:
    """Lines of one shade in one go: between any two calls of Qt another thread may keep Python to itself."""
    palm = [QLineF(points[a], points[b]) for a, b in _PALM_EDGES]
    bones = [
        [QLineF(points[joints[bone]], points[joints[bone + 1]]) for joints in FINGERS.values()]
        for bone in range(3)
    ]
    if len(shades) == 1:
        painter.setPen(_round(shades[0], width))
        painter.drawLines([*palm, *bones[0], *bones[1], *bones[2]])
        return
    for lines, shade in zip((palm, *bones), shades, strict=True):
        painter.setPen(_round(shade, width))
        painter.drawLines(lines)


def _paint_joints(painter: QPainter, points: list[QPointF], shades: Sequence[QColor], width: float) -> None:
    painter.setPen(_round(shades[0], width * 2.3))
    painter.drawPoint(points[WRIST])
    for place, (shade, share) in enumerate(zip(shades, (1.9, 1.7, 1.6, 1.9), strict=True)):
        painter.setPen(_round(shade, width * share))
        painter.drawPoints([points[joints[place]] for joints in FINGERS.values()])


def _round(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _paint_letter(painter: QPainter, points: list[QPointF], letter: str, colour: str) -> None:
    """A disc with the letter, on the far side of the wrist from the fingers."""
    wrist, knuckle = points[WRIST], points[MIDDLE_MCP]
    away = wrist - knuckle
    length = max((away.x() ** 2 + away.y() ** 2) ** 0.5, 1.0)
    radius = float(np.clip(length * 0.2, 9.0, 16.0))
    centre = wrist + away * ((radius * 2.1) / length)
    disc = QRectF(centre.x() - radius, centre.y() - radius, radius * 2, radius * 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(disc)
    font = theme.font("strong")
    font.setPixelSize(round(radius * 1.15))
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(QColor("#10131a" if QColor(colour).lightnessF() > 0.42 else "#ffffff"))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, letter)
