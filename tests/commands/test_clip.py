"""Clips are what their ending says, whole or not there."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from gesture_app.commands import clip
from gesture_app.commands.clip import ClipError, write_clip
from gesture_app.opencv import cv2


def pictures(count: int = 20, noise: float = 0.0) -> list[NDArray[np.uint8]]:
    """A bright disc that crosses a wall whose colour changes smoothly."""
    y, x = np.mgrid[0:96, 0:128].astype(np.float32)
    wall = np.stack([150 + 30 * x / 128, 160 + 30 * y / 96, 170 + 20 * x / 128], axis=-1)
    rng = np.random.default_rng(1)
    made = []
    for number in range(count):
        disc = (np.hypot(x - 20 - 4 * number, y - 48) < 18)[..., None]
        picture = np.where(disc, np.float32([60, 120, 230]), wall) + rng.normal(0, noise, wall.shape)
        made.append(picture.clip(0, 255).astype(np.uint8))
    return made


def read_gif(file: Path) -> tuple[list[NDArray[np.uint8]], list[int]]:
    read, animation = cv2.imreadanimation(str(file))
    assert read
    return [frame[..., :3] for frame in animation.frames], [int(each) for each in animation.durations]


@pytest.mark.parametrize("ending", [".mp4", ".avi"])
def test_a_video_plays_back_as_it_was_written(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"clip{ending}"
    made = pictures()
    assert write_clip(file, made, 12.5) == 20
    capture = cv2.VideoCapture(str(file))
    assert capture.get(cv2.CAP_PROP_FPS) == pytest.approx(12.5)
    shown = []
    while (read := capture.read())[0]:
        shown.append(read[1])
    capture.release()
    assert len(shown) == 20
    for before, after in zip(made, shown, strict=True):
        assert np.abs(before.astype(int) - after).mean() < 6
    assert [each.name for each in tmp_path.iterdir()] == [file.name]


def test_a_gif_keeps_colours_and_times(tmp_path: Path) -> None:
    file = tmp_path / "clip.gif"
    made = pictures(30, noise=1.0)
    write_clip(file, made, 15)
    shown, durations_ms = read_gif(file)
    assert len(shown) == 30
    assert sum(durations_ms) == pytest.approx(2000, abs=10)
    for before, after in zip(made, shown, strict=True):
        assert np.abs(before.astype(int) - after).mean() < 3


def test_a_gif_in_which_nothing_moves_costs_next_to_nothing(tmp_path: Path) -> None:
    still = pictures(1)[0]
    write_clip(tmp_path / "one.gif", [still], 15)
    write_clip(tmp_path / "many.gif", [still] * 50, 15)
    one, many = ((tmp_path / name).stat().st_size for name in ("one.gif", "many.gif"))
    assert many < one + 50 * 60
    with Image.open(tmp_path / "many.gif") as shown:
        assert shown.info["duration"] == pytest.approx(50 * 1000 / 15, abs=10)


def test_an_unknown_ending_and_a_missing_folder_are_told_before_anything_is_drawn(tmp_path: Path) -> None:
    def drawn() -> Iterator[NDArray[np.uint8]]:
        raise AssertionError("nothing should be drawn")
        yield

    with pytest.raises(ClipError, match=r"\.mp4, \.avi or \.gif"):
        write_clip(tmp_path / "clip.webm", drawn(), 25)
    with pytest.raises(ClipError, match="no folder"):
        write_clip(tmp_path / "gone" / "clip.gif", drawn(), 25)


@pytest.mark.parametrize("ending", [".mp4", ".gif"])
def test_a_clip_that_fails_half_way_leaves_what_was_there(tmp_path: Path, ending: str) -> None:
    def failing() -> Iterator[NDArray[np.uint8]]:
        yield from pictures(3)
        raise RuntimeError("the lamp broke")

    file = tmp_path / f"clip{ending}"
    file.write_bytes(b"the one before")
    with pytest.raises(RuntimeError, match="lamp"):
        write_clip(file, failing(), 25)
    assert file.read_bytes() == b"the one before"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("ending", [".mp4", ".avi", ".gif"])
def test_a_full_disk_is_told_and_leaves_nothing_half_written(tmp_path: Path, ending: str) -> None:
    resource = pytest.importorskip("resource")  # a limit for files behaves like a full disk
    file = tmp_path / f"clip{ending}"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises((ClipError, OSError), match=r"disk full|File too large"):
            write_clip(file, pictures(100, noise=20), 25)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


def test_a_gif_that_would_fill_the_memory_is_refused_while_it_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clip, "_MOST_GIF_BYTES", 10 * 96 * 128 * 3)
    assert write_clip(tmp_path / "ten.gif", pictures(10), 15) == 10
    with pytest.raises(ClipError, match=r"write an \.mp4"):
        write_clip(tmp_path / "eleven.gif", itertools.cycle(pictures(1)), 15)
    assert [each.name for each in tmp_path.iterdir()] == ["ten.gif"]


def test_a_folder_that_may_not_be_written_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(file: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr(Path, "touch", refused)  # whoever runs the tests may be allowed everything
    with pytest.raises(PermissionError):
        write_clip(tmp_path / "clip.mp4", pictures(2), 25)
