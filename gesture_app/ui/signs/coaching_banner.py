"""One line over the picture: what the teacher says now, with a sign of how things stand."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from gesture_app.practice.teacher.verdict import Coaching, CoachingState, Correction, Parameter
from gesture_app.ui import theme
from gesture_app.ui.icons import paint_icon
from gesture_app.ui.palette import DARK
from gesture_app.ui.signs.coaching_painter import AMBER, SHADE

_MARGIN, _SPACE = 18.0, 14.0
_DISC, _DISC_ALONE = 1.75, 3.6  # by the height of the words: alone, it must be seen from where one stands
_ROUND = 30.0
_LETTERS_ACROSS, _LEAST_PX = 20, 14  # large text leaves something of a small picture to be seen
_WHITE = "#ffffff"
_ICONS: dict[CoachingState, str] = {
    "no hand": "no-hand", "watching": "watch", "almost": "hand", "holding": "time", "accepted": "check",
}  # fmt: skip
_CORRECTION_ICONS: dict[Parameter, str] = {
    "visibility": "watch", "handshape": "hand", "orientation": "refresh", "location": "move", "movement": "path",
    "tempo": "time",
}  # fmt: skip
_COLOURS: dict[CoachingState, str] = {
    "no hand": _WHITE, "watching": _WHITE, "almost": _WHITE, "holding": DARK.accent, "accepted": DARK.good,
}  # fmt: skip


def words_of(coaching: Coaching) -> str:
    """What the banner says."""
    correction = told_correction(coaching)
    if correction is not None:
        return correction.sentence
    return {
        "no hand": "Hold up your hand so that the camera sees all of it.",
        "watching": "Make the sign.",
        "almost": "Almost.",
        "holding": "Right. Hold it …",
        "accepted": "Right!",
    }[coaching.state]


def told_correction(coaching: Coaching) -> Correction | None:
    """The one thing to change, where there is something to change."""
    return coaching.correction if coaching.state in ("watching", "almost") else None


def paint_banner(painter: QPainter, target: QRectF, coaching: Coaching) -> None:
    """At the lower edge of the picture, as wide as its words need, in more lines where one is too long."""
    font = theme.font("heading")
    font.setPixelSize(min(font.pixelSize(), max(round(target.width() / _LETTERS_ACROSS), _LEAST_PX)))
    metrics = QFontMetricsF(font)
    words = words_of(coaching)
    disc = metrics.height() * _DISC
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
    room = QRectF(0, 0, max(target.width() - 2 * _MARGIN - disc - 3 * _SPACE, 60), 1000)
    needed = metrics.boundingRect(room, flags, words).adjusted(0, 0, 2, 0)
    height = max(disc, needed.height()) + _SPACE
    pill = QRectF(0, 0, disc + needed.width() + 2.6 * _SPACE, height)
    pill.moveCenter(QPointF(target.center().x(), target.bottom() - _MARGIN - height / 2))
    painter.save()
    held = _done(coaching) if coaching.state == "holding" else 0.0
    _paint_ground(painter, pill, min(height / 2, _ROUND), held)
    place = QRectF(pill.left() + _SPACE / 2, pill.center().y() - disc / 2, disc, disc)
    _paint_disc(painter, place, coaching)
    painter.setFont(font)
    painter.setPen(QColor(_WHITE))
    painter.drawText(QRectF(place.right() + _SPACE * 0.8, pill.top(), needed.width(), height), flags, words)
    painter.restore()


def paint_sign(painter: QPainter, target: QRectF, coaching: Coaching) -> None:
    """The sign of how things stand alone, in the lower left corner, where the words stand elsewhere."""
    disc = theme.body_pixels() * _DISC_ALONE
    place = QRectF(target.left() + _MARGIN, target.bottom() - _MARGIN - disc, disc, disc)
    painter.save()
    edge = disc * 0.12
    _paint_ground(painter, place.adjusted(-edge, -edge, edge, edge), disc / 2 + edge, 0.0)
    _paint_disc(painter, place, coaching)
    painter.restore()


def paint_frame(painter: QPainter, target: QRectF, corner: float) -> None:
    """Around the picture of an accepted sign."""
    painter.save()
    painter.setClipping(False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(DARK.good), 5))
    painter.drawRoundedRect(target.adjusted(2.5, 2.5, -2.5, -2.5), corner - 2, corner - 2)
    painter.restore()


def _paint_ground(painter: QPainter, pill: QRectF, radius: float, filled: float) -> None:
    """Dark glass, filled from the left by a share of 0…1."""
    shape = QPainterPath()
    shape.addRoundedRect(pill, radius, radius)
    painter.fillPath(shape, theme.colour(SHADE, 0.82))
    part = QPainterPath()
    part.addRect(QRectF(pill.left(), pill.top(), filled * pill.width(), pill.height()))
    painter.fillPath(shape.intersected(part), theme.colour(DARK.accent, 0.38))


def _paint_disc(painter: QPainter, place: QRectF, coaching: Coaching) -> None:
    """An icon of the state in a ring that fills as the hold, or the movement, goes on."""
    correction = told_correction(coaching)
    colour = _COLOURS[coaching.state] if correction is None else AMBER
    icon = _ICONS[coaching.state] if correction is None else _CORRECTION_ICONS[correction.parameter]
    width = max(place.width() * 0.09, 3.0)
    ring = place.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    full = coaching.state == "accepted" or correction is not None
    painter.setBrush(QColor(colour) if full else Qt.BrushStyle.NoBrush)
    painter.setPen(Qt.PenStyle.NoPen if full else QPen(theme.colour(_WHITE, 0.25), width))
    painter.drawEllipse(place if full else ring)
    if not full and _done(coaching) > 0:
        painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(ring, 90 * 16, -round(360 * 16 * _done(coaching)))
    room = place.width() * (0.2 if full else 0.25)
    paint_icon(painter, icon, SHADE if full else colour, place.adjusted(room, room, -room, -room))


def _done(coaching: Coaching) -> float:
    return min(max(coaching.progress, 0.0), 1.0)
