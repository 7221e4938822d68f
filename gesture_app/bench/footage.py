"""The pictures that everything is measured on: one hand, two, and nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gesture_app.capture.source import Pixels
from gesture_app.opencv import cv2

Scene = Literal["one", "two", "nobody"]

FPS = 30
WIDTH, HEIGHT = 640, 480
FRAMES = 90
"""Of each scene at most: some seconds, shown forwards and backwards so that nothing jumps."""

_SHOWN = "thumbs up,wave,victory,swipe left,OK"

_NOISE = 2.5
"""Standard deviation of a webcam's noise, of 255."""


def draw_footage(folder: Path, video: Path | None = None) -> None:
    """Put each scene into `folder`, as `SCENE.npy` (frames, height, width, 3).

    Args:
        video: whose hand is shown; None: the virtual hand's. Two hands are the picture beside its mirror image.

    Raises:
        SourceError: the video cannot be read.
    """
    one = np.stack(list(_of_video(video) if video is not None else _of_virtual_hand()))
    np.save(folder / "one.npy", one)
    np.save(folder / "two.npy", np.stack([_beside_its_mirror_image(picture) for picture in one]))
    np.save(folder / "nobody.npy", _empty_room())


def load_scene(folder: Path, scene: Scene) -> NDArray[np.uint8]:
    """(frames, height, width, 3), BGR, in memory."""
    pictures: NDArray[np.uint8] = np.load(folder / f"{scene}.npy", allow_pickle=False)
    return pictures


def write_video(folder: Path) -> Path:
    """The scene with one hand as a video file, for programs that are started with one."""
    file = folder / "one.avi"
    pictures = load_scene(folder, "one")
    writer = cv2.VideoWriter(str(file), cv2.VideoWriter.fourcc(*"MJPG"), FPS, (WIDTH, HEIGHT))
    for number, _ in zip(to_and_fro(len(pictures)), range(2 * len(pictures)), strict=False):
        writer.write(pictures[number])
    writer.release()
    return file


def to_and_fro(count: int) -> Iterator[int]:
    """Numbers of pictures, forwards and backwards without end."""
    while True:
        yield from range(count)
        yield from range(count - 2, 0, -1)


def gestures_shown() -> Iterator[Pixels]:
    """A film of the virtual hand doing one gesture after the other: they begin, are held or moved, and end."""
    from gesture_app.capture.virtual_camera import VirtualCamera

    camera = VirtualCamera(_SHOWN, seed=0, fps=FPS, fast=True, once=True)
    camera.open()
    while (frame := camera.read()) is not None:
        if frame.pixels is not None:
            yield _fitted(frame.pixels)


def _of_virtual_hand() -> Iterator[Pixels]:
    """While it waves: it moves, and is wholly in the picture."""
    from gesture_app.capture.virtual_camera import VirtualCamera

    camera = VirtualCamera("wave", seed=0, fps=FPS, fast=True, loop=True)
    camera.open()
    drawn = 0
    while drawn < FRAMES:
        frame = camera.read()
        if frame is None or frame.pixels is None:
            return
        if frame.caption:
            drawn += 1
            yield _fitted(frame.pixels)
        elif drawn:
            return


def _of_video(file: Path) -> Iterator[Pixels]:
    from gesture_app.capture.video import VideoFile

    video = VideoFile(file, fast=True, loop=True)
    video.open()
    try:
        for _ in range(FRAMES):
            frame = video.read()
            if frame is None or frame.pixels is None:
                return
            yield _fitted(frame.pixels)
    finally:
        video.close()


def _fitted(picture: Pixels) -> Pixels:
    """In the size that webcams deliver; what is wider loses its sides."""
    height, width = picture.shape[:2]
    wanted = round(height * WIDTH / HEIGHT)
    left = max(0, (width - wanted) // 2)
    cut = picture[:, left : left + min(wanted, width)]
    return np.asarray(cv2.resize(cut, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA), np.uint8)


def _beside_its_mirror_image(picture: Pixels) -> Pixels:
    """A person's two hands: the picture at half its size, its mirror image, and more of the wall above and below."""
    half = cv2.resize(picture, (WIDTH // 2, HEIGHT // 2), interpolation=cv2.INTER_AREA)
    both = np.concatenate([half, half[:, ::-1]], axis=1)
    more = (HEIGHT - HEIGHT // 2) // 2
    return np.asarray(cv2.copyMakeBorder(both, more, more, 0, 0, cv2.BORDER_REPLICATE), np.uint8)


def _empty_room() -> NDArray[np.uint8]:
    """A quiet wall before a camera that is never quite still."""
    rng = np.random.default_rng(0)
    across = np.linspace(150, 190, WIDTH)[None, :, None]
    down = np.linspace(10, -25, HEIGHT)[:, None, None]
    wall = across + down + np.array([0.0, 4.0, 9.0])
    noisy = wall + rng.normal(0, _NOISE, (FRAMES // 3, HEIGHT, WIDTH, 3))
    return np.asarray(np.clip(noisy, 0, 255), np.uint8)
