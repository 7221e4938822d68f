"""The way a movement takes, drawn behind the fingertip that goes farthest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from gesture_app.hands.landmarks import FINGERTIPS
from gesture_app.practice.references.motion import SignMotion
from gesture_app.ui import theme
from gesture_app.ui.signs.outlook import Outlook, SignScene
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.pose import HandPose

Numbers = NDArray[np.float64]

_LEAST_PALMS = 0.7
_SHAPE_DEG = 60.0
_TAIL_S = 0.7
_WIDTH, _HEAD = 4.0, 13.0
_POINTS_MOST = 160


class SignTrail:
    """The way of one fingertip of each hand that moves far enough and keeps its shape."""

    def __init__(self, motion: SignMotion) -> None:
        every = max(1, len(motion.times_s) // _POINTS_MOST)
        self._times_s = motion.times_s[::every]
        least_mm = _LEAST_PALMS * float(motion.build.palm_mm)
        self._ways_mm: list[Numbers] = []
        for side, pose in motion.poses.items():
            tips = landmarks_of(pose[::every], motion.build, side)[:, FINGERTIPS]  # (T, 5, 3)
            lengths = np.linalg.norm(np.diff(tips, axis=0), axis=-1).sum(axis=0)
            if not motion.held and lengths.max() > least_mm and _keeps_its_shape(pose):
                self._ways_mm.append(tips[:, (lengths * _stretched_out(pose)).argmax()])

    def paint(
        self, painter: QPainter, box: QRectF, scene: SignScene, outlook: Outlook, time_s: float | None
    ) -> None:
        """Draw the last stretch before a moment, fading; None: all of the way, with an arrow at its end."""
        camera = scene.camera(max(round(box.width()), 16), max(round(box.height()), 16), outlook)
        for way_mm in self._ways_mm:
            places = camera.project(scene.seen_mm(way_mm, outlook))
            way = [box.topLeft() + QPointF(float(x), float(y)) for x, y in places]
            if time_s is None:
                _paint_whole(painter, way)
            else:
                self._paint_tail(painter, way, time_s)

    def _paint_tail(self, painter: QPainter, way: list[QPointF], time_s: float) -> None:
        pen = QPen(Qt.PenStyle.SolidLine)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)  # round ones would show as dots where pieces meet
        for number in range(1, len(way)):
            age_s = time_s - float(self._times_s[number])
            if not 0 <= age_s < _TAIL_S:
                continue
            fresh = 1 - age_s / _TAIL_S
            pen.setColor(theme.colour(theme.current().accent, 0.75 * fresh))
            pen.setWidthF(_WIDTH * (0.4 + 0.9 * fresh))
            painter.setPen(pen)
            painter.drawLine(way[number - 1], way[number])


def _keeps_its_shape(pose: HandPose) -> bool:
    """Whether the hand moves rather than its fingers: those would scribble."""
    bends_deg = np.concatenate([pose.fingers_deg[..., 1:].sum(axis=-1), pose.thumb_deg[..., -2:]], axis=-1)
    return bool(np.ptp(bends_deg, axis=0).max() < _SHAPE_DEG)


def _stretched_out(pose: HandPose) -> Numbers:
    """(5,), 1 for thumb and fingers that are straight and so can write in the air, down to almost 0."""
    bent_deg = np.append(pose.thumb_deg[0, -2:].sum() * 2, pose.fingers_deg[0, :, 1:].sum(axis=-1))
    return np.asarray(np.clip(1.2 - bent_deg / 150.0, 0.05, 1.0))


def _paint_whole(painter: QPainter, way: list[QPointF]) -> None:
    line = QPainterPath()
    line.addPolygon(QPolygonF(way))
    colour = theme.colour(theme.current().accent, 0.8)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(
        QPen(colour, _WIDTH * 0.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.drawPath(line)
    percent = line.percentAtLength(max(line.length() - _HEAD, 0.0))
    end, neck = way[-1], line.pointAtPercent(percent)
    along = end - neck
    aside = QPointF(-along.y(), along.x()) * 0.6
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([end + along * 0.5, neck + aside, neck - aside]))
