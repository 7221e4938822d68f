"""What is to see on the skin: creases, wrinkles, nails, veins and blushes, drawn on the sheets of the chart.

Everything here is the same for all people; `atlas` gives it somebody's colours.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from gesture_app.virtual_hand.painting.chart import chart
from gesture_app.virtual_hand.painting.skin_sheet import Drawing, Line, Numbers, Sheet, noise
from gesture_app.virtual_hand.painting.steps import smooth_step

_WIDTHS_MM = (9.6, 8.7, 9.0, 8.4, 7.5)
"""Half the breadth of thumb, index, middle, ring and little finger."""

_PALM_LINES: tuple[tuple[float, float, Line], ...] = (  # depth mm, breadth mm, points mm
    (0.85, 0.60, ((-36, 58), (-25, 62), (-13, 65), (-2, 70), (6, 78), (9, 84))),  # heart
    (0.80, 0.60, ((29, 66), (20, 65), (8, 60), (-6, 53), (-20, 44), (-28, 38))),  # head
    (0.95, 0.65, ((29, 65), (22, 61), (13, 52), (6, 40), (2, 27), (1, 14), (3, 5))),  # life
    (0.16, 0.50, ((-5, 20), (-3, 34), (-5, 50), (-3, 64))),  # fate
    (0.18, 0.45, ((-20, 30), (-14, 44), (-10, 58))),
    (0.18, 0.45, ((16, 40), (24, 46), (33, 52))),
    (0.15, 0.45, ((12, 28), (22, 32), (32, 40))),
    (0.20, 0.45, ((-31, 50), (-24, 50), (-17, 53))),
    (0.20, 0.45, ((14, 76), (4, 72), (-6, 70))),
    (0.60, 0.60, ((-25, -1), (-10, 2.5), (4, 2.5), (20, 0.5), (26, 2))),  # wrist
    (0.40, 0.60, ((-25, -9), (-10, -7.5), (6, -7), (24, -9))),
)
_VEINS: tuple[Line, ...] = (
    ((-20, -20), (-16, 10), (-20, 34), (-15, 52), (-8, 70)),
    ((-16, 14), (-4, 34), (-8, 54), (-22, 68)),
    ((4, -10), (8, 20), (4, 42), (10, 62), (12, 76)),
    ((8, 22), (18, 40), (16, 60)),
)


@cache
def palm_sheet() -> Sheet:
    """The palm's side."""
    drawing = Drawing(palm_side=True)
    for depth, breadth, line in _PALM_LINES:
        drawing.crease(line, depth, breadth)
    for finger in range(5):
        _finger_front(drawing, finger)
    for centre, radii, strength in (
        ((-20, 27), (15, 24), 0.45),
        ((30, 32), (16, 20), 0.45),
        ((22, 78), (10, 8), 0.35),
        ((2, 78), (10, 8), 0.35),
        ((-16, 70), (10, 8), 0.35),
        ((-30, 62), (9, 8), 0.35),
    ):
        drawing.blush += strength * drawing.spot(np.array(centre, float), radii)
    drawing.light += 0.10 * drawing.spot(np.array([-4.0, 45.0]), (16, 22))
    _mottle(drawing, 0.16, seed=5)
    return drawing.finished()


@cache
def back_sheet() -> Sheet:
    """The back of the hand."""
    drawing = Drawing(palm_side=False)
    for vein in _VEINS:
        ridge = drawing.stroke(vein, 1.5)
        drawing.height += 0.22 * ridge
        drawing.light *= 1 - 0.035 * np.clip(ridge, 0, 1)
        drawing.blush -= 0.12 * np.clip(ridge, 0, 1)
    for finger in range(5):
        _finger_back(drawing, finger)
        _nail(drawing, finger)
    for base_x, (x, y) in zip((6.0, 0.5, -5.0, -10.0), chart().joints_mm[1:, 0], strict=True):
        tendon = [(base_x, 20.0), ((base_x + x) / 2, (20.0 + y) / 2), (x, y - 6.0)]
        drawing.height += 0.30 * drawing.stroke(tendon, 1.8)
    _mottle(drawing, 0.10, seed=6)
    return drawing.finished()


def _finger_front(drawing: Drawing, finger: int) -> None:
    joints = chart().joints_mm[finger]
    half = _WIDTHS_MM[finger]
    random = np.random.default_rng(40 + finger)
    if finger == 0:
        lines = [(1, 0.0, 0.5, 0.3), (1, 3.0, 0.3, -0.3), (2, -1.2, 0.75, 0.5), (2, 1.3, 0.35, 0.2)]
    else:
        lines = [
            (0, 0.47, 0.62, 0.6),
            (0, 0.41, 0.34, 0.3),
            (0, 0.30, 0.14, 0.2),
            (1, -1.7, 0.56, 0.5),
            (1, 1.3, 0.66, 0.5),
            (1, 3.4, 0.16, 0.3),
            (2, 0.2, 0.62, 0.4),
            (2, -1.8, 0.20, 0.3),
            (2, 2.0, 0.12, 0.4),
        ]
    for joint, offset, depth, bow in lines:
        along, across = _directions(joints, joint)
        reach = offset * float(np.linalg.norm(joints[1] - joints[0])) if finger and joint == 0 else offset
        middle = joints[joint] + reach * along
        width = half * (1.0, 1.0, 0.92)[joint]
        points = [
            middle + s * width * across - (bow * (1 - s * s) + random.normal(0, 0.16)) * along
            for s in (-1, -0.6, -0.2, 0.2, 0.6, 1)
        ]
        drawing.crease(np.array(points), depth * random.uniform(0.85, 1.1), 0.55)
    along, _ = _directions(joints, 2)
    drawing.blush += 0.85 * drawing.spot(joints[3] - 6.0 * along, (8.0, 10.0), along)
    if finger:
        for start, end in ((0, 1), (1, 2)):
            drawing.blush += 0.25 * drawing.spot((joints[start] + joints[end]) / 2, (7, 8))


def _finger_back(drawing: Drawing, finger: int) -> None:
    joints = chart().joints_mm[finger]
    half = _WIDTHS_MM[finger]
    random = np.random.default_rng(20 + finger)
    for joint, count, depth in ((1, 7, 0.42), (2, 4, 0.30)) if finger else ((2, 6, 0.42), (1, 3, 0.15)):
        along, across = _directions(joints, joint)
        places = np.linspace(-1, 1, count)
        spread = 1.25 * count
        for place in places:
            middle = joints[joint] + (0.5 * place * spread + random.normal(0, 0.25) - 0.6) * along
            reach = half * (0.82 - 0.42 * abs(place)) * random.uniform(0.85, 1.1)
            bow = 1.6 * place + random.normal(0, 0.15)
            drawing.crease(
                np.array([middle + s * reach * across - bow * s * s * along for s in (-1, -0.5, 0, 0.5, 1)]),
                depth * (1 - 0.45 * abs(place)) * random.uniform(0.7, 1.2),
                0.38,
            )
        drawing.blush += 0.38 * drawing.spot(joints[joint], (7.5, 8))
        drawing.light *= 1 - 0.05 * drawing.spot(joints[joint], (7, 6))
    if finger:
        drawing.height += 0.9 * drawing.spot(joints[0] - (0, 2.0), (6.5, 8.0))
        drawing.blush += 0.22 * drawing.spot(joints[0], (9, 9))


def _nail(drawing: Drawing, finger: int) -> None:
    """A plate with its fold of skin, half-moon and free edge."""
    joints = chart().joints_mm[finger]
    along, across = _directions(joints, 3)
    half, length = 0.66 * _WIDTHS_MM[finger], (14.5, 11.5, 12.0, 11.5, 9.5)[finger]
    end = joints[3] + 0.9 * along
    x, y = drawing.x_mm - np.float32(end[0]), drawing.y_mm - np.float32(end[1])
    out = (x * across[0] + y * across[1]) / half
    up = (x * along[0] + y * along[1]) / length  # -1 at the root, 0 at the free edge
    middle, reach = -0.5, 0.5
    inside = 1 - (np.abs(out) ** 3.2 + np.abs((up - middle) / reach) ** np.where(up < middle, 3.0, 3.4)) ** (
        1 / 3.2
    )
    distance_mm = (inside * half).astype(np.float32)
    plate = smooth_step(-0.15, 0.20, distance_mm)
    fold = np.exp(-((distance_mm / 0.38) ** 2)) * (up < -0.12)
    wall = np.exp(-(((distance_mm + 1.0) / 0.8) ** 2)) * smooth_step(-0.05, -0.25, up)
    curved = -0.9 * np.clip(out, -1, 1) ** 2
    drawing.height = drawing.height * (1 - plate) + plate * (0.25 + 0.4 * curved).astype(np.float32)
    drawing.height += (0.30 * wall - 0.26 * fold).astype(np.float32)
    drawing.light = drawing.light * (1 - plate) + plate
    drawing.light *= (1 - 0.13 * fold - 0.07 * (wall * (distance_mm < 0))).astype(np.float32)
    drawing.blush += (0.35 * (fold + wall)).astype(np.float32)
    drawing.blush *= 1 - plate
    moon = smooth_step(0.95, 0.80, np.sqrt((out / 0.62) ** 2 + ((up + 1.0) / 0.27) ** 2).astype(np.float32))
    edge = smooth_step(-0.10, -0.055, (up + 0.02 * out * out).astype(np.float32))
    drawing.nail = np.maximum(drawing.nail, plate)
    drawing.nail_pale = np.maximum(drawing.nail_pale, plate * np.maximum(0.55 * moon, edge))


def _directions(joints: Numbers, joint: int) -> tuple[Numbers, Numbers]:
    """Along the finger and across it, (2,) each, at one of its four joints."""
    along = joints[min(joint + 1, 3)] - joints[max(joint - 1, 0)]
    along = along / np.linalg.norm(along)
    return along, np.array([along[1], -along[0]])


def _mottle(drawing: Drawing, strength: float, seed: int) -> None:
    blotches = 0.6 * noise(drawing.shape, 3.0, seed) + 0.6 * noise(drawing.shape, 8.0, seed + 10)
    drawing.blush += strength * blotches
    drawing.light += 0.018 * noise(drawing.shape, 0.7, seed + 20) + 0.02 * noise(
        drawing.shape, 5.0, seed + 30
    )
