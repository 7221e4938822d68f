"""The picture, whole and the right way round, and what is said over it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gesture_app.ui.widgets.video_view import VideoView
from made_hands import hand_frame

RED, GREEN = QColor(250, 10, 10), QColor(10, 250, 10)


@pytest.fixture
def view(qtbot: QtBot) -> VideoView:
    made = VideoView()
    qtbot.addWidget(made)
    made.resize(640, 480)
    made.show()
    return made


def red_and_green() -> np.ndarray:
    """A wide picture, red on its left half and green on its right one, blue-green-red."""
    pixels = np.zeros((180, 320, 3), np.uint8)
    pixels[:, :160] = (10, 10, 250)
    pixels[:, 160:] = (10, 250, 10)
    return pixels


def test_a_picture_is_shown_whole_in_its_own_shape(view: VideoView) -> None:
    view.show_frame(red_and_green(), None, mirrored=False, aspect=16 / 9)
    place = view.picture_rect()
    assert place.width() == 640
    assert place.height() == pytest.approx(360)
    assert place.center().y() == pytest.approx(240)


@pytest.mark.parametrize(("mirrored", "left", "right"), [(False, RED, GREEN), (True, GREEN, RED)])
def test_the_mirror_turns_the_picture(view: VideoView, mirrored: bool, left: QColor, right: QColor) -> None:
    view.show_frame(red_and_green(), None, mirrored=mirrored, aspect=16 / 9)
    image = view.grab().toImage()
    assert image.pixelColor(100, 240) == left
    assert image.pixelColor(540, 240) == right


def test_a_picture_is_never_written_to(view: VideoView) -> None:
    pixels = red_and_green()
    pixels.flags.writeable = False
    view.show_frame(pixels, hand_frame(0.0), mirrored=True, aspect=16 / 9)
    view.grab()
    assert (pixels == red_and_green()).all()


def test_hands_without_a_picture_have_a_ground_of_their_shape(view: VideoView) -> None:
    view.show_frame(None, hand_frame(0.0), mirrored=False, aspect=1.0)
    assert view.picture_rect().width() == view.picture_rect().height() == 480


def test_a_message_asks_for_what_helps(view: VideoView, qtbot: QtBot) -> None:
    view.show_message("The camera was unplugged", "Plug it in again.", "Choose a camera")
    assert view.message_shown
    assert "Plug it in again." in view.accessibleDescription()
    button = view.findChild(QPushButton)
    assert button is not None
    with qtbot.waitSignal(view.action):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    view.clear_message()
    assert not view.message_shown


def test_a_message_stays_inside_a_small_window(view: VideoView) -> None:
    view.resize(330, 300)
    view.show_message("Getting the hand tracker", "It is fetched once. " * 6, progress=0.4)
    assert view.rect().contains(view._message.geometry())


def test_a_take_being_recorded_has_a_red_frame(view: VideoView) -> None:
    view.show_frame(None, None, mirrored=False, aspect=4 / 3)
    before = view.grab().toImage().pixelColor(320, 3)
    view.show_recording(0.5, "Take 2 of 5")
    during = view.grab().toImage().pixelColor(320, 3)
    view.show_recording(None)
    assert during.red() > before.red() + 100
    assert view.grab().toImage().pixelColor(320, 3) == before


def test_the_countdown_is_large_and_goes_away(view: VideoView) -> None:
    view.show_frame(None, None, mirrored=False, aspect=4 / 3)
    before = view.grab().toImage()
    view.show_countdown(3)
    during = view.grab().toImage()
    changed = sum(before.pixel(x, 240) != during.pixel(x, 240) for x in range(640))
    assert changed > 150
    view.show_countdown(None)
    assert view.grab().toImage() == before
