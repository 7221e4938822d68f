"""The hand that our own footage shows."""

from pathlib import Path

import numpy as np
import pytest

from footage import SHAPES, Scene, hand_picture, write_video
from gesture_app.opencv import cv2


@pytest.mark.parametrize("shape", SHAPES)
def test_a_picture_shows_a_hand_before_a_wall(shape: str) -> None:
    picture = hand_picture(shape)
    assert picture.shape == (360, 480, 3)
    assert picture.dtype == np.uint8
    changed = np.abs(picture.astype(int) - hand_picture("nothing")).max(axis=2) > 40
    assert 0.05 < changed.mean() < 0.4


def test_a_video_holds_its_scenes_one_after_the_other(tmp_path: Path) -> None:
    file = write_video(tmp_path / "two.avi", [Scene("open", 0.4), Scene("nothing", 0.2)], size=(240, 180))
    capture = cv2.VideoCapture(str(file))
    pictures = []
    while (read := capture.read())[0]:
        pictures.append(read[1].astype(int))
    capture.release()
    assert len(pictures) == 15
    wall = pictures[-1]
    shows_hand = [np.abs(picture - wall).max(axis=2).mean() > 6 for picture in pictures]
    assert shows_hand[3:7] == [True] * 4
    assert shows_hand[10:] == [False] * 5
