"""A frame is shown as the camera gave it: whole, mirrored if wanted, sharp on dense screens, round at its corners."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from gesture_app.ui.widgets.picture import Picture, covered
from gesture_app.ui.widgets.picture_ground import CORNER

TARGET = QRect(40, 30, 320, 240)
GROUND = QColor("#00ff00")


def painted(picture: Picture, ratio: float = 1.0) -> QImage:
    shown = QImage(round(400 * ratio), round(300 * ratio), QImage.Format.Format_RGB32)
    shown.setDevicePixelRatio(ratio)
    shown.fill(GROUND)
    painter = QPainter(shown)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    picture.paint(painter, TARGET)
    painter.end()
    return shown


def halves() -> np.ndarray:
    """Red on the left, blue on the right, as BGR."""
    frame = np.zeros((480, 640, 3), np.uint8)
    frame[:, :320, 2] = 255
    frame[:, 320:, 0] = 255
    return frame


def colour(shown: QImage, x: float, y: float) -> str:
    """Of a point in the target's own coordinates."""
    ratio = shown.devicePixelRatio()
    return shown.pixelColor(round((TARGET.x() + x) * ratio), round((TARGET.y() + y) * ratio)).name()


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize(
    ("mirrored", "left", "right"), [(False, "#ff0000", "#0000ff"), (True, "#0000ff", "#ff0000")]
)
def test_left_is_left_unless_it_is_a_mirror(mirrored: bool, left: str, right: str, ratio: float) -> None:
    picture = Picture()
    picture.set_frame(halves(), mirrored=mirrored)
    shown = painted(picture, ratio)
    for y in (40, 120, 200):
        assert (colour(shown, 30, y), colour(shown, 290, y)) == (left, right)
    for x, wanted in ((60, left), (260, right)):  # between the corners, at the very edges
        assert colour(shown, x, 1) == wanted
        assert colour(shown, x, 238) == wanted


def test_corners_are_round_and_everything_else_is_covered() -> None:
    picture = Picture()
    picture.set_frame(np.full((480, 640, 3), 255, np.uint8), mirrored=False)
    shown = painted(picture)
    for x in (0, 319):
        for y in (0, 239):
            assert colour(shown, x, y) == GROUND.name()
    region = covered(TARGET)
    for x in range(0, 320, 4):
        for y in range(0, 240, 4):
            if region.contains(TARGET.topLeft() + QRect(x, y, 1, 1).topLeft()):
                assert colour(shown, x, y) == "#ffffff"
    assert colour(shown, CORNER / 2, CORNER / 2) == "#ffffff"


def test_each_frame_is_converted_once_into_the_same_memory() -> None:
    picture = Picture()
    picture.set_frame(halves(), mirrored=True)
    painted(picture)
    memory = picture._pixels
    picture.set_frame(np.full((480, 640, 3), 7, np.uint8), mirrored=True)
    assert colour(painted(picture), 100, 100) == "#070707"
    assert picture._pixels is memory


def test_a_camera_of_another_size_is_shown_as_large() -> None:
    picture = Picture()
    for shape in ((480, 640, 3), (240, 320, 3), (1080, 1440, 3)):
        picture.set_frame(np.full(shape, 90, np.uint8), mirrored=False)
        assert colour(painted(picture), 200, 100) == "#5a5a5a"


def test_without_a_frame_nothing_is_painted() -> None:
    picture = Picture()
    assert picture.aspect is None
    assert colour(painted(picture), 100, 100) == GROUND.name()
