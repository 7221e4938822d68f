"""Signs as pictures for other programs: the whole sign, transparent around it, and moving where it moves."""

from __future__ import annotations

import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from gesture_app.practice.exporting.moving_picture import MovingPictures
from gesture_app.practice.references.from_gesture import motion_of_gesture

SIZE = 120


@pytest.fixture(scope="module")
def pictures() -> MovingPictures:
    return MovingPictures(SIZE)


def cover(data: bytes) -> tuple[list[NDArray[np.uint8]], list[int]]:
    """Of each frame, how far the hand covers a pixel (height, width); and how long it lasts, ms."""
    frames, lasting = [], []
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == (SIZE, SIZE)
        for number in range(getattr(picture, "n_frames", 1)):
            picture.seek(number)
            frames.append(np.array(picture.convert("RGBA"))[..., 3])
            lasting.append(int(picture.info.get("duration", 0)))
    return frames, lasting


def test_a_held_sign_is_a_still(pictures: MovingPictures) -> None:
    frames, _ = cover(pictures.picture(motion_of_gesture("B")))
    assert len(frames) == 1
    assert 0.1 < (frames[0] > 128).mean() < 0.6


def test_a_movement_moves_lasts_as_long_as_it_takes_and_begins_again(pictures: MovingPictures) -> None:
    motion = motion_of_gesture("J")
    data = pictures.picture(motion)
    frames, lasting_ms = cover(data)
    pause_s = sum(lasting_ms) / 1000 - motion.duration_s
    assert 0.5 < pause_s < 1.0
    assert (np.abs(frames[0].astype(int) - frames[len(frames) // 2]) > 128).mean() > 0.02
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.info["loop"] == 0


@pytest.mark.parametrize("name", ["A", "J", "wave", "thumbs-up"])
def test_the_hand_is_never_cut_off_above(pictures: MovingPictures, name: str) -> None:
    frames, _ = cover(pictures.picture(motion_of_gesture(name)))
    assert all(frame[:2].max() == 0 for frame in frames)


def test_a_left_hand_gives_the_mirror_image(pictures: MovingPictures) -> None:
    motion = motion_of_gesture("L")
    (right,), _ = cover(pictures.picture(motion))
    (left,), _ = cover(pictures.picture(motion.made_by("left")))
    apart = [np.abs(one.astype(int) - right).mean() for one in (left[:, ::-1], left)]
    assert apart[0] < apart[1] / 4
