"""What is around the hand that shows a sign: its ground, its caption, and its bones until it is painted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QRadialGradient

from gesture_app.ui import theme
from gesture_app.ui.signs.hand_shape import hand_outline, points_on
from gesture_app.ui.signs.outlook import Outlook, SignScene
from gesture_app.virtual_hand.body.kinematics import landmarks_of

CORNER = 16.0
_DOT, _DOTS_APART = 3.5, 14.0
_MARGIN = 18.0


def paint_ground(painter: QPainter, box: QRectF) -> None:
    """A calm ground, a little lighter behind the hand."""
    palette = theme.current()
    middle = box.center() - QPointF(0, 0.06 * box.height())
    light = QRadialGradient(middle, 0.72 * max(box.width(), box.height()))
    light.setColorAt(0.0, theme.colour(palette.border if palette.dark else palette.surface))
    light.setColorAt(1.0, theme.colour(palette.sunken))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(light)
    painter.drawRoundedRect(box, CORNER, CORNER)


def clip_to_corners(painter: QPainter, box: QRectF) -> None:
    """What is painted from now on stays within the round corners."""
    corners = QPainterPath()
    corners.addRoundedRect(box, CORNER, CORNER)
    painter.setClipPath(corners)


def paint_outline(painter: QPainter, box: QRectF, scene: SignScene, time_s: float, outlook: Outlook) -> None:
    """The shape of the hands, where they will be."""
    camera = scene.camera(max(round(box.width()), 16), max(round(box.height()), 16), outlook)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(theme.current().handle, 0.4))
    for side, pose in scene.hands(time_s, outlook).items():
        image = camera.image_landmarks(landmarks_of(pose, scene.motion.build, side))
        points = points_on(image, box, mirrored=False)
        if points is not None:
            painter.drawPath(hand_outline(points))


def paint_caption(painter: QPainter, box: QRectF, caption: str) -> None:
    """A line of words in a pill in the upper left corner."""
    if not caption:
        return
    palette = theme.current()
    painter.setFont(theme.font("strong"))
    metrics = painter.fontMetrics()
    room = round(box.width() - 2 * _MARGIN - 32)
    text = metrics.elidedText(caption, Qt.TextElideMode.ElideRight, max(room, 1))
    height = metrics.height() + 12.0
    pill = QRectF(box.left() + _MARGIN, box.top() + _MARGIN, metrics.horizontalAdvance(text) + 32.0, height)
    _paint_pill(painter, pill)
    painter.setPen(theme.colour(palette.text))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


def paint_steps(painter: QPainter, box: QRectF, place: int | None, steps: int) -> None:
    """A dot for each of several key moments; the present one is longer, so that it is not told by colour alone."""
    if steps < 2:
        return
    palette = theme.current()
    apart = min(_DOTS_APART, (box.width() - 80) / steps)
    pill = QRectF(0, 0, (steps - 1) * apart + 32, 20)
    pill.moveCenter(QPointF(box.center().x(), box.bottom() - _MARGIN - 10))
    _paint_pill(painter, pill)
    painter.setPen(Qt.PenStyle.NoPen)
    for number in range(steps):
        here = number == place
        dot = QRectF(0, 0, min(2 * _DOT, apart * 0.6) * (1.8 if here else 1.0), 2 * _DOT)
        dot.moveCenter(QPointF(pill.left() + 16 + number * apart, pill.center().y()))
        painter.setBrush(theme.colour(palette.accent if here else palette.control))
        painter.drawRoundedRect(dot, _DOT, _DOT)


def paint_waiting(painter: QPainter, box: QRectF, share: float) -> None:
    """How much of what one waits for is done, 0…1."""
    painter.setFont(theme.font("small"))
    metrics = painter.fontMetrics()
    words = "One moment …"
    pill = QRectF(0, 0, metrics.horizontalAdvance(words) + 36.0, metrics.height() + 12.0)
    pill.moveCenter(QPointF(box.center().x(), box.bottom() - _MARGIN - pill.height() / 2))
    _paint_pill(painter, pill)
    shape, done = QPainterPath(), QPainterPath()
    shape.addRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    done.addRect(QRectF(pill.left(), pill.top(), share * pill.width(), pill.height()))
    painter.fillPath(shape.intersected(done), theme.colour(theme.current().accent, 0.3))
    painter.setPen(theme.colour(theme.current().text))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)


def paint_focus(painter: QPainter, box: QRectF) -> None:
    painter.setClipping(False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour(theme.current().accent), 2))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), CORNER - 1, CORNER - 1)


def _paint_pill(painter: QPainter, pill: QRectF) -> None:
    painter.setPen(QPen(theme.colour(theme.current().border), 1))
    painter.setBrush(theme.colour(theme.current().surface, 0.92))
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
